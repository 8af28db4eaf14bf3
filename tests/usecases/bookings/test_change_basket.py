"""A click puts a date in the basket, the same on the phone and on the computer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.errors import KeyReused, NotFound
from functions.domain.planning.basket import MAX_LINES, Basket, BasketFull, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.storage.table import journal
from functions.usecases.bookings.change_basket import BasketChanged, change_basket, empty_basket
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.family_act import Acting
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.builders import (
    CLARA,
    JULIE,
    MARC,
    MONDAY,
    NOW,
    a_child,
    a_family,
    a_reglement,
    acting,
    book,
    on,
    open_town,
    paris,
    put_in_basket,
    seen_lines,
    settle,
)
from tests.support.ledger import counters, rows

LUNCH = Slot(MONDAY, "restauration", "clara")
EVENING = replace(LUNCH, service="garderie-soir")


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    open_town()
    settle()


def click(
    *add: BasketLine, remove: tuple[Slot, ...] = (), who: Acting | None = None, key: str = "key-00000001"
) -> BasketChanged:
    return change_basket(who or acting(), add=add, remove=remove, key=key, now=NOW)[0]


def in_basket(account: str = MARC) -> list[BasketLine]:
    return list(acting(account).basket.lines())


def test_lines_go_in_and_come_out() -> None:
    assert click(BasketLine(LUNCH, Action.RESERVE), BasketLine(EVENING, Action.RESERVE)) == BasketChanged()
    assert {line.slot for line in in_basket()} == {LUNCH, EVENING}
    click(remove=(LUNCH,), key="key-00000002")
    assert in_basket() == [BasketLine(EVENING, Action.RESERVE)]
    empty_basket(acting(), key="key-00000003", now=NOW)
    assert in_basket() == []


def test_a_basket_takes_no_place_and_leaves_no_trace() -> None:
    before = len(journal.lines("lisse", "testmp"))
    put_in_basket(acting(), LUNCH)
    assert counters(("restauration",), ("2026-11",)) == {}
    assert len(journal.lines("lisse", "testmp")) == before


def test_each_parent_has_a_basket_of_their_own() -> None:
    put_in_basket(acting(), LUNCH)
    assert in_basket(JULIE) == []


def test_two_devices_of_one_login_fill_one_basket() -> None:
    """Both start from what they saw when the page was opened."""
    phone, computer = acting(), acting()
    click(BasketLine(LUNCH, Action.RESERVE), who=phone)
    _, facts = change_basket(
        computer, add=[BasketLine(EVENING, Action.RESERVE)], remove=[], key="key-00000002", now=NOW
    )
    assert {line.slot for line in in_basket()} == {LUNCH, EVENING}
    assert facts.basket.value == acting().basket
    assert (LUNCH.child, LUNCH.month) in facts.months


def test_what_another_device_put_in_far_away_is_shown_too() -> None:
    """Its month was not among those to read."""
    computer = acting()
    far = replace(LUNCH, date=on("lundi 2027-03-15"))
    put_in_basket(acting(), far)
    _, facts = change_basket(
        computer, add=[BasketLine(EVENING, Action.RESERVE)], remove=[], key="key-00000002", now=NOW
    )
    assert (far.child, far.month) in facts.months
    assert {line.slot for line in in_basket()} == {far, EVENING}


def test_a_late_line_is_refused_and_the_others_go_in() -> None:
    late = paris("jeudi 2026-11-19 10:00")
    lines = [BasketLine(LUNCH, Action.RESERVE), BasketLine(EVENING, Action.RESERVE)]
    changed, _ = change_basket(acting(), add=lines, remove=[], key="key-00000001", now=late)
    assert [(each.line.slot, each.obstacle.code) for each in changed.refused] == [
        (LUNCH, ObstacleCode.DEADLINE_PASSED)
    ]
    assert in_basket() == [BasketLine(EVENING, Action.RESERVE)]


def test_what_the_other_household_booked_is_not_ours_to_cancel() -> None:
    settle(a_family("durand", children=("clara",), members=(JULIE,)), [CLARA])
    book(LUNCH, account=JULIE, family="durand")
    for action in Action:
        changed = click(BasketLine(LUNCH, action), key=f"key-to-{action}")
        assert [each.obstacle.code for each in changed.refused] == [ObstacleCode.OTHER_HOUSEHOLD]
    assert in_basket() == []


def test_another_familys_child_is_no_child_at_all() -> None:
    settle(a_family("voisins", members=(JULIE,), children=("tom",)), [a_child("tom", ("voisins",))])
    tom = replace(LUNCH, child="tom")
    with pytest.raises(NotFound):
        click(BasketLine(LUNCH, Action.RESERVE), BasketLine(tom, Action.RESERVE))
    with pytest.raises(NotFound):
        click(remove=(tom,))
    assert in_basket() == []


def test_the_same_click_again_gets_the_same_answer_and_another_is_refused() -> None:
    late = replace(LUNCH, date=on("mardi 2026-11-17"))
    first = click(BasketLine(LUNCH, Action.RESERVE), BasketLine(late, Action.RESERVE))
    click(remove=(LUNCH,), key="key-00000002")
    assert click(BasketLine(LUNCH, Action.RESERVE), BasketLine(late, Action.RESERVE)) == first
    assert in_basket() == []
    with pytest.raises(KeyReused):
        click(BasketLine(EVENING, Action.RESERVE))


def test_a_request_beyond_measure_is_refused_whole() -> None:
    many = tuple(
        BasketLine(replace(LUNCH, service=f"s{number}"), Action.RESERVE) for number in range(MAX_LINES + 1)
    )
    with pytest.raises(BasketFull):
        click(*many)
    assert acting().basket == Basket()


def test_a_child_who_leaves_the_family_leaves_the_basket() -> None:
    put_in_basket(acting(), LUNCH, replace(LUNCH, child="guilhem"))
    settle(a_family(children=("clara",)), [CLARA])
    assert click(BasketLine(EVENING, Action.RESERVE)) == BasketChanged()
    assert {line.slot for line in in_basket()} == {LUNCH, EVENING}


def test_a_line_that_expired_is_gone_for_everyone_and_validates_nothing() -> None:
    publish_reglement("lisse", a_reglement(basket_minutes=30), now=NOW)
    put_in_basket(acting(), LUNCH)
    lines = seen_lines(acting())
    late = NOW + timedelta(minutes=30)
    validated, facts = validate_basket(acting(), lines, key="validate-0001", now=late)
    assert [each.obstacle.code for each in validated.refused] == [ObstacleCode.EXPIRED]
    assert len(facts.basket.value) == 0
    assert rows(["clara"], ["2026-11"]) == {}
    put_in_basket(acting(), LUNCH, now=late)
    assert validate_basket(acting(), lines, key="validate-0002", now=late)[0].refused == ()
