"""Whoever dies in the middle of freeing a place, it is given: by the message of the act, and once."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import count

import pytest

from functions.domain.messages import MessageKind
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.jobs.waiting import give_places
from functions.storage.table import outbox
from functions.usecases.bookings.decline_place import decline_place
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.family_act import Acting
from functions.usecases.waiting_list.join_waiting_list import join_waiting_list, leave_waiting_list
from tests.support.builders import MONDAY, NOW, acting, put_in_basket, seen_lines
from tests.support.crashes import Calls, Killed, dying
from tests.support.ledger import counters, rows, tally
from tests.support.queues import (
    FAMILIES,
    a_waiting_town,
    cancel,
    comes,
    fill,
    join,
    kid,
    morning,
    parent,
    queue,
)

PATIENCE = 40
"""An act makes fewer calls."""


def mornings() -> Iterator[date]:
    days = (MONDAY + timedelta(number) for number in count())
    return (day for day in days if day.isoweekday() in (1, 2, 4, 5))


def deliver() -> None:
    """What the outbox job does with word of free places."""
    for stored in outbox.waiting(limit_per_shard=500):
        if stored.value.kind is MessageKind.PLACES_FREED:
            give_places(stored.value, NOW)
            give_places(stored.value, NOW)


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize("done_first", [False, True], ids=["before a call", "after a call"])
def test_a_place_freed_by_an_act_that_dies_anywhere_is_given_once(done_first: bool) -> None:
    town = a_waiting_town()
    days = mornings()
    for number in range(1, PATIENCE):
        day = next(days)
        fill("a", "b", day=day)
        join("c", day=day)
        join("d", day=day, now=NOW + timedelta(minutes=1))
        who = acting(parent("a"), family="a")
        put_in_basket(who, morning("a", day), action=Action.CANCEL)
        lines, key = seen_lines(who), f"cancel-{day}"
        with dying(Calls(number, done_first)) as calls:
            try:
                validate_basket(who, lines, key=key, now=NOW)
            except Killed:
                assert calls.made == number
        deliver()
        expected = (["b", "c"], ["d"]) if "a" not in comes(day=day) else (["a", "b"], ["c", "d"])
        assert (comes(day=day), queue(town, day)) == expected
        done, _ = validate_basket(who, lines, key=key, now=NOW)
        assert len(done.accepted) == 1, "sent again, it is done"
        deliver()
        assert (comes(day=day), queue(town, day)) == (["b", "c"], ["d"])
        if calls.made < number:
            break
    else:
        pytest.fail("the act never ends")
    months = sorted({f"{one:%Y-%m}" for one in (MONDAY + timedelta(number) for number in range(90))})
    found = rows([kid(family) for family in FAMILIES], months)
    assert counters(["garderie-matin"], months) == tally(found)
    given = [one for one in outbox.waiting(limit_per_shard=500) if one.value.kind is MessageKind.PLACE_GIVEN]
    assert len(given) == number


def joins(who: Acting, slot: Slot, key: str) -> object:
    return join_waiting_list(who, slot, key=key, now=NOW)


def leaves(who: Acting, slot: Slot, key: str) -> object:
    return leave_waiting_list(who, slot, key=key, now=NOW)


def declines(who: Acting, slot: Slot, key: str) -> object:
    return decline_place(who, slot, key=key, now=NOW)


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("act", "expected"), [(joins, (["a"], ["c"])), (leaves, (["a"], [])), (declines, ([], []))]
)
def test_an_act_that_dies_anywhere_and_is_sent_again_is_done_once(
    act: Callable[[Acting, Slot, str], object], expected: tuple[list[str], list[str]]
) -> None:
    """Each day another call, alternately before it was made and after it was done. A late copy changes nothing either."""
    town = a_waiting_town(1)
    days = mornings()
    for number in range(2, PATIENCE):
        day = next(days)
        fill("a", day=day)
        if act is not joins:
            join("c", day=day)
        if act is declines:
            cancel("a", day=day)
        who, slot, key = acting(parent("c"), family="c"), morning("c", day), f"act-{day}"
        with dying(Calls(number // 2, done_first=bool(number % 2))) as calls, suppress(Killed):
            act(who, slot, key)
        act(who, slot, key)
        assert (comes(day=day), queue(town, day)) == expected
        if act is leaves:
            join("c", day=day)
            act(who, slot, key)
            assert queue(town, day) == ["c"]
        if calls.made < number // 2:
            return
    pytest.fail("the act never ends")
