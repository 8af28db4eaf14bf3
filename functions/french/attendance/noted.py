"""What a child who booked nothing is billed: before the tap, and beside the name once the child is noted there."""

from functions.domain.absences.noted_slots import NotedSlot, charged_cents
from functions.domain.attendance.attendance import UNBOOKED
from functions.domain.reglement.deadline_rules import Mode
from functions.domain.reglement.reglement import Service
from functions.domain.reglement.tariff_grids import REGULAR, Tariff
from functions.french.bookings.noted import UNPRICED, noted_said
from functions.french.reglement.tariff_lines import KINDS
from functions.french.words.money import euros
from functions.french.words.spaces import spaced


def came_said(noted: NotedSlot | None) -> str:
    """« Présence sans réservation : facturée 4,60 €. »; empty where no coming is billed by itself."""
    if noted is None or not noted.coming:
        return ""
    word = noted_said(noted).word
    if noted.cents is None:
        return spaced(f"{word} : {UNPRICED}.")
    return spaced(f"{word} : facturée {euros(charged_cents(noted.coming))}.")


def unbooked_bills(service: Service | None, tariff: Tariff | None) -> str:
    """Of a child who is added to the list: what the règlement bills, before anybody is written down."""
    if service is None:
        return ""
    name = None if tariff is None else _price_name(service, tariff)
    if tariff is None or name is None:
        return spaced(f"Sans réservation : {UNPRICED}.")
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
