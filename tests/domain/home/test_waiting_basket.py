"""What waits in a basket, and until when."""

from dataclasses import replace

from functions.domain.home.waiting_basket import WaitingBasket, waiting_basket
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import (
    NEVER,
    Action,
    Case,
    Late,
    LateMode,
    Limit,
    Rule,
    Surcharge,
)
from tests.support.builders import CANTEEN, a_booking, a_reglement, on, paris
from tests.support.situations import NOTHING_OFF, a_situation

TOWN = a_reglement(services=(CANTEEN,))
"""The canteen of next week closes on Thursday at ten."""
NOW = paris("mercredi 2026-11-25 20:30")
MONDAY = Slot(on("lundi 2026-11-30"), "restauration", "clara")
SITUATION = replace(a_situation(reglement=TOWN), called_off=NOTHING_OFF)
BASKET = Basket().with_lines([BasketLine(MONDAY, Action.RESERVE)])


def test_a_line_waits_until_its_limit_and_no_longer_unless_the_town_takes_it_late_online() -> None:
    at = paris("jeudi 2026-11-26 10:00")
    assert waiting_basket(BASKET, SITUATION, now=NOW) == WaitingBasket(
        1, 0, MONDAY.date, at, frozenset({MONDAY})
    )
    assert waiting_basket(BASKET, SITUATION, now=at) is None, "nobody is asked for what cannot be validated"
    friday = Limit(back=3, at=9 * 60)
    for mode, until in ((LateMode.SURCHARGE, paris("vendredi 2026-11-27 09:00")), (LateMode.PHONE, None)):
        late = Late(mode, friday, Surcharge(100) if mode is LateMode.SURCHARGE else None, "01 99 00 12 34")
        canteen = replace(CANTEEN, reserve=replace(CANTEEN.reserve, late=(late,)))
        town = replace(SITUATION, reglement=a_reglement(services=(canteen,)))
        found = waiting_basket(BASKET, town, now=at)
        assert (None if found is None else found.until) == until


def test_nothing_waits_of_an_empty_basket_of_days_gone_by_or_of_what_is_booked_already() -> None:
    assert waiting_basket(Basket(), SITUATION, now=NOW) is None
    assert waiting_basket(BASKET, SITUATION, now=paris("mardi 2026-12-01 08:00")) is None
    assert waiting_basket(BASKET, SITUATION.booked(MONDAY, a_booking()), now=NOW) is None


def test_a_line_that_expires_waits_no_longer_than_the_town_lets_it() -> None:
    town = replace(TOWN, basket_minutes=60)
    basket = Basket().with_lines([BasketLine(MONDAY, Action.RESERVE)], at=NOW)
    situation = replace(SITUATION, reglement=town)
    found = waiting_basket(basket, situation, now=NOW)
    assert found is not None
    assert found.until == paris("mercredi 2026-11-25 21:30")
    assert waiting_basket(basket, situation, now=paris("mercredi 2026-11-25 21:30")) is None


def test_what_could_not_be_cancelled_any_more_once_validated_is_counted() -> None:
    the_day_before = Rule((Case(closes=Limit(1, at=12 * 60)),))
    two_days_before = Rule((Case(closes=Limit(2, at=12 * 60)),))
    for cancel, at, final in (
        (two_days_before, "samedi 2026-11-28 11:59", 0),
        (two_days_before, "samedi 2026-11-28 12:00", 1),
        (the_day_before, "samedi 2026-11-28 12:00", 0),
        (NEVER, "samedi 2026-11-28 11:59", 1),
    ):
        canteen = replace(CANTEEN, reserve=the_day_before, cancel=cancel)
        town = replace(SITUATION, reglement=a_reglement(services=(canteen,)))
        found = waiting_basket(BASKET, town, now=paris(at))
        assert found is not None and found.final == final
