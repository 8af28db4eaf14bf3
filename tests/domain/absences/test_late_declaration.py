"""What a family can still do about an absence that was noted and that nobody had declared."""

from dataclasses import replace
from datetime import datetime

import pytest

from functions.domain.absences.late_declaration import StillPossible, still_possible
from functions.domain.absences.noted_slots import noted_slot
from functions.domain.planning.attendance_record import Attended, Presence
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.absence_policy import AbsenceCase, AbsencePolicy, Proof
from functions.domain.reglement.deadline_rules import Limit
from tests.support.builders import CANTEEN, CLARA, NOW, a_booking, a_month, a_reglement, on, paris

MONDAY = on("lundi 2026-11-23")
CERTIFIED = AbsenceCase(Proof.CERTIFICATE, within_hours=48)
TWO_DAYS = AbsenceCase(Proof.CERTIFICATE, min_days=2)
UNTIL = paris("mercredi 2026-11-25 00:00")


def still(
    policy: AbsencePolicy | None, now: datetime, *, also: int = 0, excused: bool = False
) -> StillPossible | None:
    """`also`: on how many days after that Monday the child was noted absent as well."""
    reglement = a_reglement(services=(replace(CANTEEN, absence=policy),))
    days = [23 + number for number in (0, 1, 3, 4)]
    month = a_month("clara", "2026-11", {(day, CANTEEN.code): a_booking() for day in days})
    for day in days[: also + 1]:
        month.attended[day] = {
            CANTEEN.code: Attended(Presence.ABSENT, "agent", NOW, "testmp", excused=excused)
        }
    open_days = OpenDays(reglement, {"2026-11": CalledOffMonth("2026-11")})
    noted = noted_slot(open_days, month, Slot(MONDAY, CANTEEN.code, "clara"), CLARA, family="testmp")
    assert noted is not None
    return still_possible(reglement, noted, month, now=now)


@pytest.mark.parametrize("policy", [None, AbsencePolicy()])
def test_nothing_helps_where_every_absence_is_billed(policy: AbsencePolicy | None) -> None:
    assert still(policy, paris("lundi 2026-11-23 12:00")) is None


def test_a_certificate_helps_until_its_hour_and_not_at_it() -> None:
    policy = AbsencePolicy(cases=(CERTIFIED,))
    assert still(policy, paris("mardi 2026-11-24 23:59")) == StillPossible(
        Proof.CERTIFICATE, proof_until=UNTIL
    )
    assert still(policy, paris("mercredi 2026-11-25 00:01")) is None


def test_the_least_that_helps_is_said_and_the_limit_for_telling_the_town_counts() -> None:
    word = AbsencePolicy(Limit(back=0, at=18 * 60), cases=(AbsenceCase(Proof.SELF_DECLARATION), CERTIFIED))
    assert still(word, paris("lundi 2026-11-23 12:00")) == StillPossible(
        Proof.SELF_DECLARATION, paris("lundi 2026-11-23 18:00")
    )
    assert still(word, paris("lundi 2026-11-23 18:00")) is None, "it may not be declared any more"


def test_days_noted_in_a_row_are_one_absence() -> None:
    policy, now = AbsencePolicy(cases=(TWO_DAYS,)), paris("mardi 2026-11-24 18:00")
    assert still(policy, now) is None, "one day is too short"
    assert still(policy, now, also=1) == StillPossible(Proof.CERTIFICATE, None)


def test_nothing_is_to_be_done_about_what_is_not_billed_or_lies_too_far_back() -> None:
    free = AbsencePolicy(cases=(AbsenceCase(Proof.NONE),))
    assert still(free, paris("lundi 2026-11-23 12:00"), excused=True) is None
    assert still(free, paris("samedi 2027-01-23 12:00")) == StillPossible(Proof.NONE, None)
    assert still(free, paris("lundi 2027-01-25 12:00")) is None, "more than two months later"
