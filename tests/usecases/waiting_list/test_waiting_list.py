"""A full day has a waiting list: a place that frees is given to the next, by itself, and to nobody else."""

from datetime import timedelta

import pytest

from functions.domain.messages import MessageKind
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.deadlines import DeadlinePassed
from functions.domain.reglement.waiting_list_rules import WaitingList
from functions.storage.table import journal
from functions.usecases.town.publish_reglement import publish_reglement
from functions.usecases.waiting_list.join_waiting_list import NoWaitingList, PlaceFree, WaitingListFull
from functions.usecases.waiting_list.sweep_waiting import sweep_waiting
from tests.support.builders import a_reglement
from tests.support.ledger import counters, rows, tally
from tests.support.queues import (
    FAMILIES,
    a_waiting_service,
    a_waiting_town,
    booking,
    cancel,
    comes,
    fill,
    join,
    kid,
    leave,
    parent,
    queue,
    validate,
)
from tests.support.waiting import CLOSED, LATER, waiting_messages

pytestmark = pytest.mark.usefixtures("table")


def test_who_joins_a_full_day_waits_in_the_order_of_joining() -> None:
    town = a_waiting_town()
    fill("a", "b")
    join("d")
    join("c", now=LATER)
    join("d", now=LATER)
    assert queue(town) == ["d", "c"]
    assert journal.lines("lisse", "d")[0].act == "waiting_list_joined"
    leave("d", now=LATER)
    leave("d", now=LATER)
    assert queue(town) == ["c"]
    assert [line.act for line in journal.lines("lisse", "d")][:2] == [
        "waiting_list_left",
        "waiting_list_joined",
    ]


def test_a_free_day_is_booked_and_not_waited_for() -> None:
    a_waiting_town()
    fill("a")
    with pytest.raises(PlaceFree):
        join("b")


def test_nobody_joins_where_there_is_no_list_or_no_more_room_on_it() -> None:
    town = a_waiting_town(1, rules=WaitingList(most=1))
    fill("a")
    join("b")
    with pytest.raises(WaitingListFull):
        join("c")
    with pytest.raises(NoWaitingList):
        join("a")
    with pytest.raises(DeadlinePassed):
        join("c", now=CLOSED)
    assert queue(town) == ["b"]


def test_a_place_that_frees_goes_to_the_next_at_the_price_of_that_moment() -> None:
    town = a_waiting_town()
    fill("a", "b")
    join("c")
    join("d")
    assert len(cancel("a", now=LATER).accepted) == 1
    given = booking("c")
    assert given is not None and given.price_cents == 150 and given.payer == "c"
    assert given.booked_by == parent("c") and given.booked_at == LATER
    assert given.declinable_until == LATER + timedelta(hours=24)
    assert (comes(), queue(town)) == (["b", "c"], ["d"])
    assert journal.lines("lisse", "c")[0].act == "place_given"
    [told] = waiting_messages(MessageKind.PLACE_GIVEN)
    assert told["act"] == given.act
    found = rows([kid(family) for family in FAMILIES], ["2026-11"])
    assert counters(["garderie-matin"], ["2026-11"]) == tally(found)


def test_a_place_is_bookable_again_once_nobody_waits() -> None:
    a_waiting_town()
    fill("a", "b")
    join("c")
    leave("c")
    cancel("a")
    assert len(validate("d", Action.RESERVE).accepted) == 1


def test_a_new_reglement_with_more_places_gives_them() -> None:
    a_waiting_town()
    fill("a", "b")
    join("c")
    join("d")
    join("e")

    town = publish_reglement("lisse", a_reglement(services=(a_waiting_service(4),)), now=LATER)
    assert waiting_messages(MessageKind.PLACES_CHANGED)
    assert sweep_waiting(now=LATER, commune="lisse").given == 2
    assert (comes(), queue(town)) == (["a", "b", "c", "d"], ["e"])
