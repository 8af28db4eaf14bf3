"""Whoever joins, leaves, books or gives at the same moment: nobody passes before another one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.messages import MessageKind
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.waiting_list.join_waiting_list import PlaceFree
from functions.usecases.waiting_list.promote_waiting import promote_waiting
from functions.usecases.waiting_list.sweep_waiting import sweep_waiting
from tests.support.builders import MONDAY, NOW, a_reglement, acting, open_town, put_in_basket, seen_lines
from tests.support.ledger import counters, rows, tally
from tests.support.meanwhile import meanwhile
from tests.support.queues import (
    a_waiting_service,
    a_waiting_town,
    cancel,
    comes,
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
from tests.support.waiting import LATER, cancel_and_die, waiting_messages

pytestmark = pytest.mark.usefixtures("table")


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
