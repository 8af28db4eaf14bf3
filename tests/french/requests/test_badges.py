"""Of each kind of thing that a family asks, in each of its states: a badge of its own, and as many as there are states."""

from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.bookings.booking_requests import AskedLine, BookingRequest, LineState
from functions.domain.families.file_corrections import (
    Correction,
    CorrectionState,
    Request,
    RequestKind,
    RequestState,
)
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.planning.declared_absence import AgentDecision, Certificate, NotAccepted
from functions.domain.reglement.deadline_rules import Action
from functions.domain.requests.threads import Thread, ThreadKind, ThreadState
from functions.french.requests.badges import (
    Badge,
    Tone,
    booking_badge,
    correction_badge,
    proof_badge,
    thread_badge,
)
from tests.support.absences import CANTEEN_CODE, TOLD, a_declared
from tests.support.builders import MARC, MONDAY, on

TUESDAY = on("mardi 2026-11-24")
UNANSWERED, IN_PART = "La mairie n’a pas encore répondu", "La mairie a répondu en partie"
LATER = TOLD + timedelta(days=1)


def corrected(*states: CorrectionState, kind: RequestKind = RequestKind.CORRECTION) -> Request:
    over = CorrectionState.OPEN not in states
    fields = tuple(Correction("phone", "01", f"0{place}", state=each) for place, each in enumerate(states))
    return Request(
        "r", kind, "testmp", MARC, TOLD, fields, RequestState.CLOSED if over else RequestState.OPEN
    )


def asked(*states: LineState) -> BookingRequest:
    days = (MONDAY, TUESDAY, on("jeudi 2026-11-26"))
    lines = (
        AskedLine(BasketLine(Slot(day, "restauration", "clara"), Action.RESERVE), 345, state=state)
        for day, state in zip(days, states, strict=False)
    )
    return BookingRequest("b", "testmp", MARC, TOLD, tuple(lines))


@pytest.mark.parametrize(
    ("states", "label", "tone"),
    [
        ("O", UNANSWERED, Tone.ACCENT),
        ("OA", IN_PART, Tone.ACCENT),
        ("OR", IN_PART, Tone.ACCENT),
        ("A", "Accepté", Tone.GOOD),
        ("R", "Non accepté", Tone.BAD),
        ("AR", "Accepté en partie", Tone.ACCENT),
        ("OW", UNANSWERED, Tone.ACCENT),
        ("W", "Vous l’avez retirée", Tone.PLAIN),
        ("AW", "Accepté", Tone.GOOD),
        ("RW", "Non accepté", Tone.BAD),
        ("ARW", "Accepté en partie", Tone.ACCENT),
    ],
)
def test_what_is_answered_line_by_line_says_how_all_of_it_stands(states: str, label: str, tone: Tone) -> None:
    names = {"O": "OPEN", "A": "ACCEPTED", "R": "REFUSED", "W": "WITHDRAWN"}
    assert booking_badge(asked(*(LineState[names[each]] for each in states))) == Badge(label, tone)
    if "W" not in states:  # nobody takes a correction back
        fields = (CorrectionState[names[each]] for each in states)
        assert correction_badge(corrected(*fields)) == Badge(label, tone)


def test_an_erasure_waits_or_was_taken_back() -> None:
    waits = corrected(kind=RequestKind.ERASURE)
    assert correction_badge(replace(waits, state=RequestState.OPEN)).label == UNANSWERED
    assert correction_badge(waits).label == "Vous l’avez retirée"


def test_a_proof_is_sent_then_accepted_or_not_and_accepted_in_part_once_days_came_that_it_is_not_about() -> (
    None
):
    waits = a_declared([MONDAY], certificate=TOLD)
    accepted = waits.decided(AgentDecision("agent", LATER))
    refused = waits.decided(AgentDecision("agent", LATER, NotAccepted.ILLEGIBLE))
    longer = accepted.with_days({CANTEEN_CODE: {TUESDAY: LATER + timedelta(days=1)}}, {})
    again = longer.proven(Certificate("e" * 26, LATER + timedelta(days=2)))
    assert [proof_badge(each) for each in (waits, accepted, refused, longer, again)] == [
        Badge("Envoyé", Tone.ACCENT),
        Badge("Accepté", Tone.GOOD),
        Badge("Non accepté", Tone.BAD),
        Badge("Accepté en partie", Tone.ACCENT),
        Badge("Envoyé", Tone.ACCENT),
    ]


@pytest.mark.parametrize("kind", ThreadKind)
def test_a_thread_says_whose_turn_it_is(kind: ThreadKind) -> None:
    begun = "La mairie vous a écrit" if kind is ThreadKind.FROM_TOWN else "La mairie a répondu"
    told = [thread_badge(a_thread(kind, state)) for state in ThreadState]
    assert {each.label for each in told} == {UNANSWERED, begun, "Terminée"}
    assert {each.tone for each in told} == {Tone.ACCENT, Tone.GOOD, Tone.PLAIN}


def a_thread(kind: ThreadKind, state: ThreadState) -> Thread:
    by_town = kind is ThreadKind.FROM_TOWN
    return Thread("t", kind, "testmp", "Sortie", MARC, TOLD, 1, TOLD, by_town, state)
