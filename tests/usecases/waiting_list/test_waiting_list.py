"""A full day has a waiting list: a place that frees is given to the next, by itself, and to nobody else."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.messages import MessageKind
from functions.domain.planning.called_off import CalledOff, CalledOffScope
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.deadlines import DeadlinePassed
from functions.domain.reglement.reglement import Places
from functions.domain.reglement.waiting_list_rules import Priority, WaitingList
from functions.storage.families.families import family as stored_family
from functions.storage.families.families import put as put_family
from functions.storage.table import journal, outbox
from functions.storage.table.transaction import Transaction
from functions.usecases.absences.call_off import CallOffAct, call_off, put_back
from functions.usecases.bookings.decline_place import NotDeclinable
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.town.publish_reglement import publish_reglement
from functions.usecases.waiting_list import give_freed_places
from functions.usecases.waiting_list.join_waiting_list import NoWaitingList, PlaceFree, WaitingListFull
from functions.usecases.waiting_list.promote_waiting import promote_waiting
from functions.usecases.waiting_list.sweep_waiting import sweep_waiting
from tests.support.builders import (
    MONDAY,
    NOW,
    a_reglement,
    acting,
    open_town,
    paris,
    put_in_basket,
    seen_lines,
)
from tests.support.ledger import counters, rows, tally
from tests.support.meanwhile import meanwhile
from tests.support.queues import (
    FAMILIES,
    a_waiting_service,
    a_waiting_town,
    booking,
    cancel,
    comes,
    decline,
    fill,
    join,
    kid,
    leave,
    morning,
    parent,
    queue,
    settle_one,
    validate,
)

pytestmark = pytest.mark.usefixtures("table")

_keys = count()
LATER = NOW + timedelta(hours=1)
CLOSED = paris("dimanche 2026-11-22 12:00")
"""Monday's mornings are booked, and cancelled, until then."""


def waiting_messages(kind: MessageKind) -> list[dict[str, str | int]]:
    return [one.value.data for one in outbox.waiting(limit_per_shard=200) if one.value.kind is kind]


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


def test_nobody_who_comes_meanwhile_takes_a_place_that_somebody_waits_for() -> None:
    """The place is free and not given yet: whoever promotes died. The newcomer waits behind."""
    town = a_waiting_town()
    fill("a", "b")
    join("c")
    cancel_and_die("a")
    assert comes() == ["b"]
    who = acting(parent("d"), family="d")

    with pytest.raises(AssertionError, match="full"):
        put_in_basket(who, morning("d"))
    join("d")
    assert queue(town) == ["c", "d"]
    assert sweep_waiting(now=LATER).given == 1
    assert (comes(), queue(town)) == (["b", "c"], ["d"])


def test_a_place_is_bookable_again_once_nobody_waits() -> None:
    a_waiting_town()
    fill("a", "b")
    join("c")
    leave("c")
    cancel("a")
    assert len(validate("d", Action.RESERVE).accepted) == 1


def cancel_and_die(family: str) -> None:
    """The place is free, and whoever should have given it is no more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(give_freed_places, "give", lambda *_, **__: None)
        cancel(family)


def ready_to_book(family: str) -> Callable[[], list[ObstacleCode]]:
    """The basket is filled; what *Valider* refuses."""
    who = acting(parent(family), family=family)
    put_in_basket(who, morning(family))
    lines = seen_lines(who)

    def valider() -> list[ObstacleCode]:
        validated, _ = validate_basket(who, lines, key=f"valider-{family}", now=NOW)
        return [each.obstacle.code for each in validated.refused]

    return valider


def test_who_decided_before_somebody_joined_does_not_pass_before_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town = a_waiting_town()
    fill("a")
    book_d = ready_to_book("d")
    with meanwhile(lambda: fill("b"), lambda: join("c"), lambda: cancel_and_die("a")):
        assert book_d() == [ObstacleCode.FULL]
    assert promote_waiting("lisse", "garderie-matin", MONDAY, now=NOW) == 1
    assert (comes(), queue(town)) == (["b", "c"], [])


@pytest.fixture
def two_schools(table: str) -> None:
    """Three places, one of them for Ferry, which is a's; b of Ferry waits. The others are of Jaurès, and two places are theirs."""
    places = (Places(3), Places(1, school="ferry"))
    open_town(reglement=a_reglement(services=(a_waiting_service(places=3, limits=places),)))
    for family in ("a", "b"):
        settle_one(family, school="ferry")
    for family in ("c", "d", "e", "f"):
        settle_one(family, school="jaures")
    fill("a")
    join("b")


@pytest.mark.usefixtures("two_schools")
def test_who_waits_for_a_full_school_keeps_no_place_of_another() -> None:
    fill("c", "d")
    assert comes() == ["a", "c", "d"]


@pytest.mark.usefixtures("two_schools")
def test_who_joins_meanwhile_for_the_same_places_is_not_passed() -> None:
    book_c = ready_to_book("c")
    with meanwhile(lambda: fill("d", "e"), lambda: join("f"), lambda: cancel_and_die("d")):
        assert book_c() == [ObstacleCode.FULL]
    assert comes("abcdef") == ["a", "e"]
    assert promote_waiting("lisse", "garderie-matin", MONDAY, now=NOW) == 1
    assert comes("abcdef") == ["a", "e", "f"]


@pytest.mark.usefixtures("two_schools")
def test_whose_school_frees_meanwhile_is_not_passed() -> None:
    """b could not have the last place when it was decided, and could when it is written."""
    fill("d")
    book_c = ready_to_book("c")
    with meanwhile(lambda: cancel_and_die("a")):
        assert book_c() == [ObstacleCode.FULL]
    assert promote_waiting("lisse", "garderie-matin", MONDAY, now=NOW) == 1
    assert comes() == ["b", "d"]


def test_who_leaves_while_the_place_is_being_given_does_not_get_it() -> None:
    town = a_waiting_town()
    fill("a", "b")
    join("c")
    join("d", now=LATER)
    cancel_and_die("a")
    with meanwhile(lambda: leave("c")):
        assert promote_waiting("lisse", "garderie-matin", MONDAY, now=LATER) == 1
    assert (comes(), queue(town)) == (["b", "d"], [])


def test_who_joins_while_the_only_place_frees_is_told_to_book_it() -> None:
    town = a_waiting_town()
    fill("a", "b")
    with pytest.raises(PlaceFree), meanwhile(lambda: cancel("a")):
        join("c")
    assert queue(town) == []


def test_two_who_give_at_once_give_each_place_once() -> None:
    town = a_waiting_town()
    fill("a", "b")
    join("c")
    join("d", now=LATER)
    cancel_and_die("a")
    cancel_and_die("b")
    with meanwhile(lambda: promote_waiting("lisse", "garderie-matin", MONDAY, now=LATER)):
        promote_waiting("lisse", "garderie-matin", MONDAY, now=LATER)
    assert (comes(), queue(town)) == (["c", "d"], [])
    assert len(waiting_messages(MessageKind.PLACE_GIVEN)) == 2


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


def test_a_crowd_at_once_joins_and_the_places_that_free_go_to_the_first() -> None:
    """Twelve parents join a full day at 22:55; four cancel while four others click: nobody passes, nobody collides for good."""
    seated, early, newcomers = "abcd", "efghijklmnop", "qrst"
    town = a_waiting_town(4, families=seated + early + newcomers)
    fill(*seated)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: join(one, now=NOW + timedelta(seconds=ord(one))), early))
        assert queue(town) == list(early)
        clicks = [pool.submit(cancel, one, now=LATER) for one in seated]
        late = [pool.submit(tries, one) for one in newcomers]
        assert all(click.result().accepted for click in clicks)
        assert not any(one.result() for one in late)
    assert sweep_waiting(now=LATER).given == 0
    everyone = seated + early + newcomers
    assert (comes(everyone), queue(town)) == (list("efgh"), list("ijklmnop"))
    found = rows([kid(family) for family in everyone], ["2026-11"])
    assert counters(["garderie-matin"], ["2026-11"]) == tally(found)


def tries(family: str) -> bool:
    """Whether a click takes a place."""
    try:
        return bool(validate(family, Action.RESERVE).accepted)
    except AssertionError:
        return False  # It cannot even go in the basket.


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
