"""A place is declined, a day is too late or called off, a child may come no more: who waits, and what is told."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from functions.domain.messages import MessageKind
from functions.domain.planning.called_off import CalledOff, CalledOffScope
from functions.domain.reglement.waiting_list_rules import Priority, WaitingList
from functions.storage.families.families import family as stored_family
from functions.storage.families.families import put as put_family
from functions.storage.table.transaction import Transaction
from functions.usecases.absences.call_off import CallOffAct, call_off, put_back
from functions.usecases.bookings.decline_place import NotDeclinable
from functions.usecases.town.publish_reglement import publish_reglement
from functions.usecases.waiting_list.join_waiting_list import NoWaitingList
from functions.usecases.waiting_list.promote_waiting import promote_waiting
from functions.usecases.waiting_list.sweep_waiting import sweep_waiting
from tests.support.builders import MONDAY, NOW, a_reglement, paris
from tests.support.ledger import counters, rows, tally
from tests.support.queues import (
    FAMILIES,
    a_waiting_service,
    a_waiting_town,
    cancel,
    comes,
    decline,
    fill,
    join,
    kid,
    queue,
)
from tests.support.waiting import CLOSED, LATER, waiting_messages

pytestmark = pytest.mark.usefixtures("table")


_keys = count()


def test_a_place_that_came_is_declined_after_the_cancelling_deadline_and_goes_on() -> None:
    town = a_waiting_town(rules=WaitingList(decline_hours=48))
    fill("a", "b")
    join("c")
    join("d")
    evening = CLOSED - timedelta(minutes=1)
    cancel("a", now=evening)
    decline("c", now=CLOSED - timedelta(seconds=30))
    decline("c", now=CLOSED - timedelta(seconds=20))
    assert (comes(), queue(town)) == (["b", "d"], [])
    decline("d", now=CLOSED + timedelta(hours=2))
    assert comes() == ["b"]
    found = rows([kid(family) for family in FAMILIES], ["2026-11"])
    assert counters(["garderie-matin"], ["2026-11"]) == tally(found)


def test_what_came_otherwise_or_too_long_ago_is_not_declined() -> None:
    a_waiting_town()
    fill("a", "b")
    with pytest.raises(NotDeclinable):
        decline("a")
    join("c")
    cancel("a")
    with pytest.raises(NotDeclinable):
        decline("c", now=paris("lundi 2026-11-23 07:30"))


def test_whose_day_is_too_late_waits_no_more_and_is_told_once() -> None:
    town = a_waiting_town()
    fill("a", "b")
    join("c")
    assert sweep_waiting(now=CLOSED - timedelta(seconds=1)).ended == 0
    assert sweep_waiting(now=CLOSED).ended == 1
    assert sweep_waiting(now=CLOSED).ended == 0
    assert queue(town) == []
    [told] = waiting_messages(MessageKind.WAITING_ENDED)
    assert told == {
        "service": "garderie-matin",
        "days": "2026-11-23",
        "children": "kid-c",
        "ending": "too_late",
    }


def test_who_left_the_town_meanwhile_is_told_and_the_place_goes_to_the_next() -> None:
    town = a_waiting_town()
    fill("a", "b")
    join("c")
    join("d", now=LATER)
    stored = stored_family("lisse", "c")
    transaction = Transaction()
    put_family(transaction, "lisse", replace(stored, value=replace(stored.value, children=())))
    transaction.commit()
    cancel("a", now=LATER)
    assert (comes("bd"), queue(town)) == (["b", "d"], [])
    [told] = waiting_messages(MessageKind.WAITING_ENDED)
    assert told["ending"] == "not_possible"


def test_a_claim_that_fell_gives_no_place() -> None:
    """c joined first, as a resident; it has moved out of town since."""
    town = a_waiting_town(rules=WaitingList(priorities=(Priority(residents=True),)))
    fill("a", "b")
    join("c")
    join("d", now=LATER)
    stored = stored_family("lisse", "c")
    transaction = Transaction()
    put_family(transaction, "lisse", replace(stored, value=replace(stored.value, resident=False)))
    transaction.commit()
    assert queue(town) == ["c", "d"]
    cancel("a", now=LATER)
    assert (comes(), queue(town)) == (["b", "d"], ["c"])


def strike() -> CalledOff:
    act = CallOffAct("lisse", "agent", f"strike-{next(_keys)}", NOW)
    return call_off(act, CalledOffScope(MONDAY, "grève", ("garderie-matin",)))


def no_strike(entry: CalledOff) -> None:
    put_back(CallOffAct("lisse", "agent", f"back-{next(_keys)}", NOW), "2026-11", entry.id)


def test_while_a_day_is_called_off_nobody_joins_nobody_is_given_a_place_and_all_keep_their_turn() -> None:
    town = a_waiting_town()
    fill("a", "b")
    join("c")
    join("d", now=LATER)
    entry = strike()
    more = a_reglement(services=(a_waiting_service(3),))
    publish_reglement("lisse", more, now=LATER)  # one place more is free
    assert promote_waiting("lisse", "garderie-matin", MONDAY, now=LATER) == 0
    assert sweep_waiting(now=LATER).given == sweep_waiting(now=LATER).ended == 0
    with pytest.raises(NoWaitingList):
        join("e")
    assert queue(town) == ["c", "d"] and comes() == ["a", "b"]
    no_strike(entry)
    assert sweep_waiting(now=LATER).given == 1
    assert comes() == ["a", "b", "c"] and queue(town) == ["d"]


def test_who_waited_for_a_day_that_is_still_called_off_at_its_limit_is_told_why() -> None:
    a_waiting_town()
    fill("a", "b")
    join("c")
    strike()
    assert sweep_waiting(now=CLOSED).ended == 1
    [told] = waiting_messages(MessageKind.WAITING_ENDED)
    assert told == {
        "service": "garderie-matin",
        "days": "2026-11-23",
        "children": "kid-c",
        "ending": "called_off",
    }
