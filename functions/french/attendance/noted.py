"""What attendance made of a slot, as an agent reads it in the week of the family and beside the child's name."""

from collections.abc import Iterable
from dataclasses import dataclass

from functions.domain.attendance.attendance import UNBOOKED
from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.planning.attendance_record import Attended, Charge, Presence
from functions.domain.reglement.deadline_rules import Mode
from functions.domain.reglement.reglement import Service
from functions.domain.reglement.tariff_grids import REGULAR, Tariff
from functions.french.reglement.tariff_lines import KINDS
from functions.french.words.money import euros
from functions.french.words.spaces import spaced

CAME = (LineKind.UNRESERVED, LineKind.ATTENDANCE)


@dataclass(frozen=True, slots=True)
class Noted:
    """`word`: of the cell; `more`: what it changes on the bill. `cents`: what it is billed, where that is not what was booked."""

    word: str
    more: str
    cents: int | None = None


def noted_said(seen: Attended, *, booked: bool) -> Noted:
    if seen.presence is Presence.ABSENT:
        if not booked:
            return Noted("Noté absent", "")
        return Noted("Noté absent", "non facturé" if seen.excused else "", 0 if seen.excused else None)
    came = [each for each in seen.charges if each.kind in CAME]
    others = [each for each in seen.charges if each.kind not in CAME and each.priced]
    more = spaced(f"reprise en retard : +{euros(_cents(others))}") if others else ""
    if booked:
        return Noted("Noté là", more)
    return Noted("Venu sans réservation", more, _cents(came))


def came_said(seen: Attended | None) -> str:
    """« Venu sans réservation : facturé 4,60 €. »; empty where no coming is billed by itself."""
    came = [] if seen is None else [each for each in seen.charges if each.kind in CAME]
    if not came:
        return ""
    if not any(each.priced for each in came):
        return spaced(
            "Venu sans réservation : le tarif n’a pas de prix pour cela, rien n’est facturé tant qu’il n’en a pas."
        )
    return spaced(f"Venu sans réservation : facturé {euros(_cents(came))}.")


def unbooked_bills(service: Service | None, tariff: Tariff | None) -> str:
    """Of a child who is added to the list: what the règlement bills, before anybody is written down."""
    if service is None:
        return ""
    name = None if tariff is None else _price_name(service, tariff)
    if tariff is None or name is None:
        return spaced(
            "Sans réservation : le tarif n’a pas de prix pour cela, rien n’est facturé tant qu’il n’en a pas."
        )
    said = "tarif habituel" if name == REGULAR else f"prix « {KINDS[name]} »"
    return spaced(
        f"Sans réservation : l’enfant qui est là est facturé au {said} du règlement{_amount(tariff, name)}. Absent, rien."
    )


def _price_name(service: Service, tariff: Tariff) -> str | None:
    known = {line.kind for line in tariff.lines}
    wanted = (REGULAR,) if service.reserve.mode is Mode.ATTENDANCE else UNBOOKED
    return next((name for name in wanted if name in known), None)


def _amount(tariff: Tariff, name: str) -> str:
    """Only where the grid says it in euros: what is a share of an income, or taken off, is another sum for each family."""
    lines = [line for line in tariff.lines if line.kind == name]
    if tariff.adjustments or tariff.minutes is not None or any(line.effort is not None for line in lines):
        return ""
    low, high = min(line.price_cents for line in lines), max(line.price_cents for line in lines)
    if low == high:
        return f", {euros(low)}"
    return f", de {euros(low)} à {euros(high)} selon la famille"


def _cents(charges: Iterable[Charge]) -> int:
    return sum(each.quantity * each.unit_price_cents for each in charges if each.priced)
