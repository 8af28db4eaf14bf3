"""News about a service concerns the families of which a child may come to it."""

from dataclasses import replace
from typing import Any

import pytest

from functions.domain.availability.services_open_to import services_open_to
from functions.domain.families.family import Enrolment
from functions.domain.reglement.deadline_rules import Mode, Rule
from functions.domain.reglement.service_conditions import Need, ServiceConditions
from tests.support.builders import CLARA, GUILHEM, WEDNESDAY, a_reglement, on

TODAY = on("lundi 2026-11-16")
ENROLLED = Enrolment("mercredi", "testmp", on("mardi 2026-09-01"))


def concerned(*children: Any, resident: bool = True, **service: Any) -> bool:
    reglement = a_reglement(services=(replace(WEDNESDAY, **service),))
    return [*services_open_to(reglement, children, TODAY, resident=resident)] == ["mercredi"]


@pytest.mark.parametrize(
    ("service", "is_concerned"),
    [
        ({}, True),
        ({"schools": ("pagnol",)}, False),
        ({"conditions": ServiceConditions(classes=("CM1",))}, True),
        ({"conditions": ServiceConditions(classes=("CM2",))}, False),
        ({"conditions": ServiceConditions(age_from=10)}, False),
        ({"conditions": ServiceConditions(age_to=8)}, False),
        ({"conditions": ServiceConditions(needs=(Need.ENROLMENT,))}, False),
        ({"reserve": Rule(mode=Mode.ALWAYS)}, False),
    ],
)
def test_a_service_concerns_a_child_that_may_come(service: dict[str, Any], is_concerned: bool) -> None:
    assert concerned(CLARA, **service) is is_concerned


def test_an_enrolment_in_force_concerns_whatever_else_is_asked() -> None:
    yearly = Rule(mode=Mode.ALWAYS)
    assert concerned(replace(CLARA, enrolments=(ENROLLED,)), reserve=yearly)
    over = replace(ENROLLED, last=on("vendredi 2026-11-13"))
    assert not concerned(replace(CLARA, enrolments=(over,)), reserve=yearly)


def test_who_left_and_who_lives_elsewhere_where_only_residents_come_are_not_concerned() -> None:
    gone = replace(CLARA, last_day=on("vendredi 2026-11-13"))
    assert not concerned(gone)
    assert concerned(gone, GUILHEM)
    assert not concerned(CLARA, resident=False, conditions=ServiceConditions(residents_only=True))
