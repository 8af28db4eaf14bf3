"""What attendance bills, in words: beside the child's name and in the week of the family."""

from dataclasses import replace

from functions.domain.absences.late_declaration import StillPossible
from functions.domain.absences.missed_days import Missed
from functions.domain.absences.noted_slots import NotedSlot
from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.planning.attendance_record import Attended, Charge, Presence
from functions.domain.planning.child_month import Booking, Slot
from functions.domain.reglement.absence_policy import Because, Proof
from functions.domain.reglement.deadline_rules import Mode, Rule
from functions.domain.reglement.tariff_grids import Conditions, TariffLine
from functions.french.attendance.noted import came_said, unbooked_bills
from functions.french.bookings.noted import absence_verdict, noted_said
from tests.support.builders import CANTEEN, NOW, a_booking, a_tariff, on, paris
from tests.support.spaces import plain

UNRESERVED = Conditions(values=(("kind", "unreserved"),))


MONDAY = on("lundi 2026-11-16")
BOOKED = a_booking(price_cents=300)


def seen(
    *charges: Charge, presence: Presence = Presence.PRESENT, booking: Booking | None = None, **said: object
) -> NotedSlot:
    attended = Attended(presence, "agent", NOW, "testmp", charges=charges, **said)  # type: ignore[arg-type]
    return NotedSlot(Slot(MONDAY, "restauration", "clara"), attended, booking)


def missed(because: Because, *, billed: bool, word: str = "") -> NotedSlot:
    noted = seen(presence=Presence.ABSENT, booking=BOOKED)
    return replace(noted, missed=Missed(billed, because, word))


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
    assert plain(came_said(seen(came, late))) == "Présence sans réservation : facturée 6,00 €."
    assert "rien n’est facturé" in came_said(seen(unpriced))
    assert came_said(seen()) == came_said(None) == ""
    assert came_said(seen(came, booking=BOOKED)) == "", "it was booked since"
    found = noted_said(seen(came, late))
    assert (found.word, plain(found.more), found.cents) == (
        "Présence sans réservation",
        "reprise en retard : +10,00 €",
        600,
    )
    assert plain(found.sentence) == "Présence sans réservation. Reprise en retard : +10,00 €."
    half = noted_said(seen(came, late), lambda cents: cents // 2)
    assert (plain(half.more), half.cents) == ("reprise en retard : +5,00 €", 300), "each home reads its part"
    assert noted_said(seen(unpriced)).cents is None


def test_who_was_booked_is_noted_there_and_billed_by_the_time_that_was_spent() -> None:
    found = noted_said(seen(booking=BOOKED, units=3))
    assert (found.word, found.cents) == ("Présence notée", 900)
    late = replace(BOOKED, price_cents=400, surcharge_cents=100)
    assert noted_said(seen(booking=late, units=3)).cents == 1000, "being late is billed once"
    attendance = Charge(LineKind.ATTENDANCE, 1, 300, "")
    assert noted_said(seen(attendance)).word == "Présence notée", "nothing is booked of such a service"


def test_an_absence_says_whether_it_is_billed_and_what_can_still_be_done() -> None:
    undeclared = missed(Because.NOT_DECLARED, billed=True)
    free = missed(Because.FREE_REASON, billed=False, word="grève")
    assert [(noted_said(each).more, noted_said(each).cents) for each in (undeclared, free)] == [
        ("facturée", 300),
        ("non facturée", None),
    ]

    def verdict(noted: NotedSlot, still: StillPossible | None = None, *, family: bool = True) -> str:
        return plain(absence_verdict(noted, still, today=MONDAY, family_reads=family))

    assert verdict(undeclared) == "Absence qui n’a pas été déclarée : elle reste facturée."
    assert (
        verdict(free)
        == "Absence pour une raison que le règlement ne facture pas (grève) : elle n’est pas facturée."
    )
    until = StillPossible(Proof.CERTIFICATE, paris("jeudi 2026-11-19 00:00"))
    assert verdict(undeclared, until) == (
        "Absence qui n’a pas été déclarée : elle reste facturée, sauf si vous la déclarez avec un certificat médical avant le mercredi "
        "18 novembre au soir à minuit."
    )
    both = StillPossible(Proof.CERTIFICATE, paris("lundi 2026-11-16 09:00"), paris("jeudi 2026-11-19 00:00"))
    assert verdict(undeclared, both).endswith(
        "sauf si vous la déclarez avant le lundi 16 novembre à 9 h, avec un certificat médical reçu avant le mercredi 18 novembre au soir "
        "à minuit."
    )
    assert verdict(undeclared, StillPossible(Proof.NONE, None), family=False) == (
        "Absence qui n’a pas été déclarée : elle reste facturée, sauf si la famille la déclare sans justificatif."
    )
    assert verdict(seen()) == ""
