"""How long a payment attempt may be at each of its stages."""

from dataclasses import replace

import pytest

from functions.domain.regie.online_payments import Attempt, AttemptState
from tests.support.builders import paris

OPENED = paris("jeudi 2026-11-12 20:00")
ATTEMPT = Attempt(
    id="p1",
    commune="lisse",
    family="testmp",
    invoice="i1",
    account="m",
    amount_cents=4250,
    reference="ENFANCE2026000042",
    opened_at=OPENED,
    state=AttemptState.OPEN,
)


@pytest.mark.parametrize(
    ("clock", "sent"), [("20:00", True), ("20:12", True), ("20:13", False), ("21:00", False)]
)
def test_a_payer_is_sent_to_a_page_that_will_still_open_when_they_arrive(clock: str, sent: bool) -> None:
    assert ATTEMPT.page_is_open(paris(f"jeudi 2026-11-12 {clock}")) is sent


@pytest.mark.parametrize(("clock", "closed"), [("20:15", False), ("20:16", False), ("20:17", True)])
def test_a_page_is_closed_once_no_clock_could_say_otherwise(clock: str, closed: bool) -> None:
    assert ATTEMPT.page_is_closed(paris(f"jeudi 2026-11-12 {clock}")) is closed


@pytest.mark.parametrize(("clock", "overdue"), [("22:00", False), ("22:01", False), ("22:02", True)])
def test_the_outcome_may_be_unknown_for_two_hours(clock: str, overdue: bool) -> None:
    assert ATTEMPT.overdue(paris(f"jeudi 2026-11-12 {clock}")) is overdue


def test_an_attempt_that_stays_at_its_opening_was_abandoned_by_a_crash() -> None:
    opening = replace(ATTEMPT, state=AttemptState.OPENING)
    assert not opening.abandoned(paris("jeudi 2026-11-12 20:00"))
    assert opening.abandoned(paris("jeudi 2026-11-12 20:01"))
    assert not ATTEMPT.abandoned(paris("jeudi 2026-11-12 20:30"))


def test_no_page_opens_for_what_is_not_open() -> None:
    for state in AttemptState:
        if state is not AttemptState.OPEN:
            assert not replace(ATTEMPT, state=state).page_is_open(OPENED)
