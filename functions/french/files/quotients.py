"""What a quotient changes, said before it is written and after."""

from collections.abc import Mapping, Sequence
from datetime import date

from functions.domain.files.quotients import PriceChange
from functions.french.words.dates import date_full, listing
from functions.french.words.money import euros


def quotient_sentences(
    before: int | None,
    after: int | None,
    since: date,
    changes: Sequence[PriceChange],
    *,
    children: Mapping[str, str],
    services: Mapping[str, str],
) -> list[str]:
    """« Le quotient passe de 812 à 640 à partir du 1er décembre 2026. », then a sentence a service."""
    when = f"à partir du {date_full(since)}"
    if before == after:
        return [f"Le quotient reste {_said(after)} {when} : aucun prix ne change."]
    told = [f"Le quotient passe de {_said(before)} à {_said(after)} {when}."]
    by_price: dict[tuple[str, int | None, int | None], list[str]] = {}
    for one in changes:
        by_price.setdefault((one.service, one.before_cents, one.after_cents), []).append(children[one.child])
    for (service, was, will), names in by_price.items():
        told.append(f"{services[service]} : {_price(was)} → {_price(will)} ({listing(names)}).")
    if not changes:
        told.append("Aucun prix ne change.")
    return [*told, "Ce qui est déjà réservé garde son prix."]


def _said(value: int | None) -> str:
    return "« non connu »" if value is None else str(value)


def _price(cents: int | None) -> str:
    return "pas de prix" if cents is None else euros(cents)
