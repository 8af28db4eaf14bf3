"""What a missed day costs is said in one whole sentence, the same on the screen and on the invoice."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from functions.domain.invoices.invoice_lines import InvoiceLine, LineKind, Reason
from functions.domain.planning.declared_absence import AgentDecision, Motive, NotAccepted
from functions.domain.reglement.absence_policy import Because, Proof
from functions.french.bookings import absences as french
from functions.french.invoices import invoices
from tests.support.absences import CANTEEN_CODE, a_declared
from tests.support.builders import on, paris
from tests.support.spaces import plain


def line(kind: LineKind, why: Reason, cents: int = 600) -> InvoiceLine:
    return InvoiceLine(on("mardi 2026-11-17"), "clara", "Clara", "soir", "Garderie", 1, cents, why, kind=kind)


@pytest.mark.parametrize("because", Because)
def test_every_outcome_says_whether_the_day_is_billed(because: Because) -> None:
    said = plain(french.outcome(because, word="grève"))
    assert said.endswith(".") and "factur" in said


def test_a_day_that_is_not_billed_says_thanks_to_what() -> None:
    said = plain(french.outcome(Because.PROVEN, proof=Proof.CERTIFICATE, word=Motive.ILLNESS))
    assert said == "Absence avec un justificatif : elle n’est pas facturée."
    said = plain(french.outcome(Because.TOWN, word="grève"))
    assert said == "La mairie a annulé le service ce jour-là (grève) : il n’est pas facturé."


def test_a_day_that_comes_off_later_says_when() -> None:
    said = plain(french.outcome(Because.PROVEN, proof=Proof.CERTIFICATE, credited_in="2026-10"))
    assert said.endswith("elle sera déduite de la facture d’octobre 2026.")
    assert plain(french.outcome(Because.TOWN, word="neige", credited_in="2027-01")).endswith(
        "il sera déduit de la facture de janvier 2027."
    )


def test_no_motive_and_no_refusal_is_without_words() -> None:
    assert {french.reason_word(motive) for motive in Motive}.isdisjoint(set(Motive))
    assert french.reason_word("enseignant absent") == "enseignant absent"
    assert set(french.NOT_ACCEPTED) == set(NotAccepted)


def test_what_became_of_an_absence_is_said_to_who_reads_it() -> None:
    """The town hall is not told what the town hall may do."""
    told, clock = paris("lundi 2026-11-16 08:00"), ZoneInfo("Europe/Paris")
    plain_one = a_declared([on("mardi 2026-11-17")], certificate=told)
    accepted = plain_one.decided(AgentDecision("agent", told))
    longer = accepted.with_days(
        {CANTEEN_CODE: {on("jeudi 2026-11-19"): paris("mercredi 2026-11-18 08:00")}}, {}
    )
    refused = [plain_one.decided(AgentDecision("agent", told, each)) for each in NotAccepted]
    every = [
        replace(plain_one, certificates=()),
        plain_one,
        accepted,
        longer,
        longer.attested(told),
        *refused,
    ]
    for absence in every:
        for_town = plain(french.proof_for_town(absence, clock))
        assert "mairie" not in for_town and "vous" not in for_town and for_town.endswith("."), for_town
        assert plain(french.proof_state(absence, clock)).endswith("."), absence
    assert plain(french.proof_state(plain_one, clock)).endswith("la mairie peut le vérifier.")
    assert plain(french.proof_for_town(plain_one, clock)).endswith("à lire.")


def test_the_invoice_says_the_same_sentence() -> None:
    why = Reason("QF 700", absence=Because.FREE_REASON, word="grève")
    said = invoices.why(line(LineKind.ABSENCE, why, -345))
    assert said == french.outcome(Because.FREE_REASON, word="grève")
    kept = Reason("QF 700", absence=Because.CARENCE)
    assert plain(invoices.why(line(LineKind.BOOKING, kept))).endswith("il reste facturé.")


@pytest.mark.parametrize(
    ("kind", "why", "sentence"),
    [
        (
            LineKind.UNRESERVED,
            Reason("sans réservation", price_kind="unreserved"),
            "Votre enfant est venu ce jour-là sans être inscrit : c’est le prix « sans réservation » du règlement.",
        ),
        (
            LineKind.UNRESERVED,
            Reason("QF 700"),
            "Votre enfant est venu ce jour-là sans être inscrit : c’est le prix « tarif habituel » du règlement. Tranche « QF 700 ».",
        ),
        (
            LineKind.LATE,
            Reason("", late_since=paris("jeudi 2026-11-12 10:00")),
            "Le règlement ajoute ce supplément à ce qui est réservé après la date limite. "
            "La limite était le jeudi 12 novembre à 10 h.",
        ),
        (LineKind.ATTENDANCE, Reason("QF 700"), "Présence notée sur place. Tranche « QF 700 »."),
        (
            LineKind.LATE_PICKUP,
            Reason("", price_kind="late_pickup"),
            "Votre enfant a été repris après l’heure de fin du service.",
        ),
    ],
)
def test_what_attendance_adds_says_why(kind: LineKind, why: Reason, sentence: str) -> None:
    assert plain(invoices.why(line(kind, why))) == sentence
