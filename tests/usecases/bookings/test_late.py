"""Late bookings: what lateness costs is decided with the act, and two devices are never late for the same time."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Late, LateMode, Surcharge
from functions.usecases.bookings.validate_basket import Validated, validate_basket
from tests.support.builders import (
    CANTEEN,
    JULIE,
    MARC,
    MONDAY,
    a_reglement,
    acting,
    open_town,
    paris,
    put_in_basket,
    seen_lines,
    settle,
)
from tests.support.ledger import rows
from tests.support.meanwhile import meanwhile

LUNCH = Slot(MONDAY, "restauration", "clara")
TUESDAY = replace(LUNCH, date=MONDAY + timedelta(1))
NOW = paris("jeudi 2026-11-19 10:00")
"""The limit of that lunch."""
DOUBLE = Late(LateMode.SURCHARGE, surcharge=Surcharge(percent=Decimal(100), from_nth=2))


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    canteen = replace(CANTEEN, reserve=replace(CANTEEN.reserve, late=(DOUBLE,)))
    open_town(reglement=a_reglement(services=(canteen,)))
    settle()


def validate(account: str = MARC, *, key: str = "key-00000001") -> Validated:
    who = acting(account)
    validated, _ = validate_basket(who, seen_lines(who, now=NOW), key=key, now=NOW)
    return validated


def test_the_second_act_of_a_family_that_is_late_costs_double_whoever_does_it() -> None:
    put_in_basket(acting(MARC), LUNCH, TUESDAY, now=NOW)
    assert [each.price_cents for each in validate().accepted] == [345, 345]
    guilhem = replace(LUNCH, child="guilhem")
    put_in_basket(acting(JULIE), guilhem, now=NOW)
    assert [each.price_cents for each in validate(JULIE, key="key-00000002").accepted] == [690]
    booking = rows(["guilhem"], ["2026-11"])[guilhem]
    assert (booking.surcharge_cents, booking.late_since) == (345, NOW)


def test_the_same_request_again_is_no_second_time() -> None:
    put_in_basket(acting(MARC), LUNCH, now=NOW)
    lines = seen_lines(acting(MARC), now=NOW)
    for _ in range(2):
        validated, _ = validate_basket(acting(MARC), lines, key="key-00000001", now=NOW)
        assert [each.price_cents for each in validated.accepted] == [345]
    put_in_basket(acting(MARC), TUESDAY, now=NOW)
    assert [each.price_cents for each in validate(key="key-00000002").accepted] == [690]


def test_two_devices_at_once_are_not_both_the_first_time() -> None:
    """The children differ and so do the months written: only the count stands between the two acts."""
    guilhem = replace(LUNCH, child="guilhem")
    put_in_basket(acting(MARC), LUNCH, now=NOW)
    put_in_basket(acting(JULIE), guilhem, now=NOW)
    others = []
    with meanwhile(lambda: others.append(validate(JULIE, key="key-00000002"))):
        validated = validate()
    assert [each.price_cents for each in others[0].accepted] == [345]
    [refused] = validated.refused
    assert (refused.obstacle.code, refused.obstacle.price_cents) == (ObstacleCode.PRICE_CHANGED, 690)
    assert set(rows(["clara", "guilhem"], ["2026-11"])) == {guilhem}
