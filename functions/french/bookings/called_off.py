"""What a family is told of booked days that the town called off, or put back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from functions.french.words.dates import NO_BREAK, date_weekday, listing


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """One service on one day, with the reason (empty: it takes place after all) and the first names of the children."""

    day: date
    service: str
    reason: str
    children: tuple[str, ...]


def told(slots: Iterable[tuple[date, str, str, str]]) -> list[Told]:
    """`slots`: a day, a service, a reason and a first name; the children of one service, day and reason together."""
    children: dict[tuple[date, str, str], list[str]] = {}
    for day, service, reason, name in sorted(slots):
        children.setdefault((day, service, reason), []).append(name)
    return [Told(day, service, reason, tuple(names)) for (day, service, reason), names in children.items()]


def subject(off: list[Told], back: list[Told], *, today: date) -> str:
    """« Annulé le mardi 24 novembre : Restauration scolaire », « C’est rétabli : … »; what is off is said before what is back."""
    first = (off or back)[0]
    days = {each.day for each in (*off, *back)}
    services = {each.service for each in (*off, *back)}
    if len(days) > 1 or len(services) > 1:
        return "Des services sont annulés" if off else "Des services sont rétablis"
    when = f"le {date_weekday(first.day, today=today)}"
    if first.reason:
        return f"Annulé {when}{NO_BREAK}: {first.service}"
    return f"C’est rétabli{NO_BREAK}: {first.service}, {when}"


def line(each: Told, *, today: date) -> str:
    """« Restauration scolaire, le mardi 24 novembre, pour Clara et Guilhem : n’a pas lieu (grève). »"""
    why = f" ({each.reason.strip().rstrip('.')})" if each.reason else ""
    who = f", pour {listing(list(each.children))}" if any(each.children) else ""
    when = f"le {date_weekday(each.day, today=today)}"
    return f"{each.service}, {when}{who}{NO_BREAK}: {_verb(each, today)}{why}."


def money(*, prepaid: bool, later: Mapping[str, str]) -> str:
    """What becomes of the price. `later`: the months whose invoices take it off (« de janvier 2027 »), by service, where the règlement waits."""
    if later:
        months = listing(sorted(set(later.values())))
        return f"Le règlement prévoit que la somme est déduite de la facture {months}."
    if prepaid:
        return (
            "Si vous l’avez déjà payé, la somme est déduite de votre prochaine facture, ou gardée en avoir s’il n’y a "
            "rien d’autre à payer."
        )
    return (
        "Ce jour ne vous est pas facturé. S’il l’a déjà été, la somme est déduite de votre prochaine facture."
    )


def if_absent(back: Iterable[Told], *, today: date) -> str:
    """What to do should the child not come any more."""
    if all(each.day < today for each in back):
        return "Si votre enfant n’est pas venu, déclarez son absence sur le portail ou appelez la mairie."
    return "Si votre enfant ne vient plus, annulez sur le portail, ou déclarez son absence si la limite est passée."


def _verb(each: Told, today: date) -> str:
    if each.reason:
        return "n’a pas eu lieu" if each.day < today else "n’a pas lieu"
    return "a bien eu lieu" if each.day < today else "a lieu finalement"
