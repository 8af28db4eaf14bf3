"""What attendance bills, in words: beside the child's name and in the week of the family."""

from dataclasses import replace

from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.planning.attendance_record import Attended, Charge, Presence
from functions.domain.reglement.deadline_rules import Mode, Rule
from functions.domain.reglement.tariff_grids import Conditions, TariffLine
from functions.french.attendance.noted import came_said, noted_said, unbooked_bills
from tests.support.builders import CANTEEN, NOW, a_tariff

UNRESERVED = Conditions(values=(("kind", "unreserved"),))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def seen(*charges: Charge, presence: Presence = Presence.PRESENT, excused: bool = False) -> Attended:
    return Attended(presence, "agent", NOW, "testmp", excused=excused, charges=charges)


def test_the_price_of_the_reglement_is_said_before_anybody_is_written_down() -> None:
    one = a_tariff("cantine", 300, lines=(TariffLine(price_cents=300), TariffLine(UNRESERVED, 600)))
    assert plain(unbooked_bills(CANTEEN, one)) == (
        "Sans réservation : l’enfant qui est là est facturé au prix « sans réservation » du règlement, 6,00 €. Absent, rien."
    )
    two = replace(one, lines=(*one.lines, TariffLine(UNRESERVED, 900)))
    assert "du règlement, de 6,00 € à 9,00 € selon la famille." in plain(unbooked_bills(CANTEEN, two))
    attendance = replace(CANTEEN, reserve=Rule(mode=Mode.ATTENDANCE))
    assert "au tarif habituel du règlement, 3,00 €." in plain(unbooked_bills(attendance, one))
    assert "rien n’est facturé" in unbooked_bills(CANTEEN, replace(one, lines=()))
    assert unbooked_bills(None, None) == ""


def test_what_was_noted_says_what_it_is_billed() -> None:
    came = Charge(LineKind.UNRESERVED, 1, 600, "", "unreserved")
    late = Charge(LineKind.LATE_PICKUP, 2, 500, "", "late_pickup")
    unpriced = replace(came, unit_price_cents=0, priced=False)
    assert plain(came_said(seen(came, late))) == "Venu sans réservation : facturé 6,00 €."
    assert "rien n’est facturé" in came_said(seen(unpriced))
    assert came_said(seen()) == came_said(None) == ""
    found = noted_said(seen(came, late), booked=False)
    assert (found.word, plain(found.more), found.cents) == (
        "Venu sans réservation",
        "reprise en retard : +10,00 €",
        600,
    )
    assert noted_said(seen(), booked=True).word == "Noté là"
    excused = noted_said(seen(presence=Presence.ABSENT, excused=True), booked=True)
    assert (excused.word, excused.more, excused.cents) == ("Noté absent", "non facturé", 0)
    assert noted_said(seen(presence=Presence.ABSENT), booked=True).cents is None
