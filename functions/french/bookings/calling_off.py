"""What calling services off changes, as an agent reads it before and after it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from functions.french.reglement.closings import LISTED, days_phrase
from functions.french.words.counts import counted
from functions.french.words.dates import date_weekday, listing
from functions.french.words.money import euros
from functions.french.words.spaces import spaced


@dataclass(frozen=True, slots=True)
class CallingOffNumbers:
    """`meals`: to cook; `baskets`: those that families bring. `mails`: how many leave. `silent`: families whom none reaches. `kept`: children whom a minimum service keeps that day."""

    children: int
    families: int
    bookings: int
    meals: int
    baskets: int
    cents: int
    mails: int
    silent: int
    kept: int


def numbers_said(found: CallingOffNumbers, *, back: bool) -> list[str]:
    """In sentences, the most important first."""
    if not found.bookings:
        said = ["Aucune réservation ne change : aucune famille n’est à prévenir."]
        return [spaced(one) for one in (*said, *_kept(found))]
    eaten = _eaten(found.meals, found.baskets)
    meals = f", dont {listing(eaten)}" if eaten else ""
    billed = "de nouveau facturés" if back else "qui ne seront pas facturés"
    amount = f", {euros(found.cents)} {billed}" if found.cents else ""
    told = [
        f"{counted(found.children, 'enfant')} de {counted(found.families, 'famille')} : "
        f"{counted(found.bookings, 'réservation')}{meals}{amount}.",
        f"{counted(found.mails, 'e-mail')} {'part' if found.mails < 2 else 'partent'} aussitôt.",
    ]
    if found.silent:
        told.append(
            f"{counted(found.silent, 'famille')} à prévenir autrement, sans adresse qui reçoive nos e-mails : {'appelez-la' if found.silent == 1 else 'appelez-les'}."
        )
    return [spaced(one) for one in (*told, *_kept(found))]


def _kept(found: CallingOffNumbers) -> list[str]:
    if not found.kept:
        return []
    one = found.kept == 1
    return [
        f"Service minimum : {counted(found.kept, 'enfant')} {'reste attendu et facturé' if one else 'restent attendus et facturés'}."
    ]


def confirm_said(services: Sequence[str], children: int, days: Sequence[date], *, back: bool) -> str:
    """« Annuler « Restauration scolaire » pour 47 enfants, jeudi 3 décembre », which the button repeats."""
    act = "Remettre" if back else "Annuler"
    what = "tous les services"
    if len(services) == 1:
        what = f"« {services[0]} »"
    elif services:
        what = f"{len(services)} services"
    whom = f"pour {counted(children, 'enfant')}" if children else "(aucune réservation ne change)"
    return spaced(f"{act} {what} {whom}, {listing([date_weekday(day) for day in days])}")


def _eaten(meals: int, baskets: int) -> list[str]:
    """« 35 repas à cuisiner », « 1 panier-repas apporté par sa famille »: what the kitchen counts, and what it does not."""
    brought = "panier-repas de la famille" if baskets == 1 else "paniers-repas des familles"
    cooked = [f"{counted(meals, 'repas', 'repas')} à cuisiner"] if meals else []
    return [*cooked, f"{baskets} {brought}"] if baskets else cooked


def taken_away_said(children: int, meals: int, baskets: int, cents: int) -> str:
    """« 47 enfants, 46 repas à cuisiner, 1 panier-repas de la famille, 160,65 € qui ne sont pas facturés »"""
    if not children:
        return spaced("Personne n’avait réservé.")
    eaten = "".join(f", {each}" for each in _eaten(meals, baskets))
    amount = f", {euros(cents)} qui ne sont pas facturés" if cents else ""
    return spaced(f"{counted(children, 'enfant')}{eaten}{amount}.")


def scope_said(
    days: Sequence[date], services: Sequence[str], schools: Sequence[str], classes: Sequence[str], kept: int
) -> str:
    """« mardi 24 novembre : Restauration scolaire, École Jules-Ferry, classe CP »"""
    when = days_phrase(days) if len(days) > LISTED else listing([date_weekday(day) for day in days])
    what = listing(list(services)) if services else "tous les services"
    where = f", {listing(list(schools))}" if schools else ""
    rooms = f", {'classe' if len(classes) == 1 else 'classes'} {listing(list(classes))}" if classes else ""
    held = f", sauf {counted(kept, 'enfant gardé', 'enfants gardés')}" if kept else ""
    return spaced(f"{when} : {what}{where}{rooms}{held}")


def minimum_reason(reason: str) -> str:
    """Why an agent booked past the règlement, as the family reads it."""
    return f"Service minimum ({reason})"


def kept_besides_said(summary: str, refused: Sequence[str], *, booked: bool) -> str:
    """Of a child who is kept after the act. `summary`: what booking it changes, where it had booked nothing."""
    if refused:
        return " ".join(refused)
    if booked:
        return spaced("Cet enfant avait réservé : il reste attendu et facturé, et sa famille est prévenue.")
    return spaced(f"Cet enfant n’avait rien réservé. {summary}")


def minimum_service_said(kept: int) -> str:
    """Beside a number that still counts all who had booked."""
    return spaced(
        f"Service minimum : {counted(kept, 'enfant gardé', 'enfants gardés')} ; le nombre compte encore les autres."
    )
