"""Whatever breaks in the middle of *Valider*, sending it again finishes it: nothing is lost, nothing is doubled."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError
from pynamodb.connection.base import Connection
from pynamodb.exceptions import PynamoDBException

from functions.domain.bookings import batches
from functions.domain.bookings.validation import SeenLine
from functions.domain.errors import OutcomeUnknown
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.storage.table import journal, outbox
from functions.usecases.bookings.change_basket import change_basket
from functions.usecases.bookings.fill_range import Range, fill_range
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.family_act import Acting
from tests.support.builders import (
    MARC,
    NOW,
    a_child,
    a_family,
    acting,
    book,
    on,
    open_town,
    put_in_basket,
    seen_lines,
    settle,
)
from tests.support.ledger import counters, rows, tally

DAYS = [on("lundi 2026-11-23"), on("jeudi 2026-12-10"), on("lundi 2027-01-11")]
MONTHS = ("2026-11", "2026-12", "2027-01")
SERVICES = ("restauration", "garderie-matin", "garderie-soir")

Call = Callable[[Connection, str, dict[str, Any]], Any]


def never_sent(call: Call, connection: Connection, name: str, arguments: dict[str, Any]) -> Any:
    raise ConnectTimeoutError(endpoint_url="the engine")


def answer_lost(call: Call, connection: Connection, name: str, arguments: dict[str, Any]) -> Any:
    """The worst one: it was done, and nobody knows."""
    call(connection, name, arguments)
    raise ReadTimeoutError(endpoint_url="the engine")


@contextmanager
def broken_at(number: int, how: Any) -> Iterator[list[str]]:
    """Break the `number`-th call to the database; yields the calls that were begun."""
    call: Call = Connection._make_api_call
    begun: list[str] = []

    def counted(connection: Connection, name: str, arguments: dict[str, Any]) -> Any:
        begun.append(name)
        if len(begun) == number:
            return how(call, connection, name, arguments)
        return call(connection, name, arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Connection, "_make_api_call", counted)
        yield begun


def each_call_breaks(how: Any, act: Callable[[str], Any], family_of: Callable[[int], str]) -> Iterator[str]:
    """Break the first call of an act, of another family's the second…, until one goes through; yields each family."""
    for number in range(1, 50):
        family = family_of(number)
        with broken_at(number, how) as begun:
            try:
                act(family)
            except (PynamoDBException, OutcomeUnknown):
                assert len(begun) == number
        yield family
        if len(begun) < number:
            assert number > 2, "nothing was broken"
            return
    pytest.fail("the act never ends")


def prepare(number: int) -> str:
    """A family with an evening booked, and in the basket: to cancel it, and lunch and mornings in three months."""
    family, child = f"family-{number}", f"child-{number}"
    settle(a_family(family, children=(child,), members=(MARC,)), [a_child(child, (family,))])
    evening = Slot(DAYS[0], "garderie-soir", child)
    book(evening, family=family)
    who = acting(family=family)
    put_in_basket(who, *(Slot(day, "restauration", child) for day in DAYS))
    put_in_basket(who, *(Slot(day, "garderie-matin", child) for day in DAYS))
    put_in_basket(who, evening, action=Action.CANCEL)
    return family


def expected(child: str) -> set[Slot]:
    return {Slot(day, service, child) for day in DAYS for service in ("restauration", "garderie-matin")}


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize("how", [never_sent, answer_lost])
@pytest.mark.parametrize("room", [batches.MAX_ITEMS, 6], ids=["one transaction", "a transaction a month"])
def test_valider_sent_again_after_any_fault_is_done_once(
    how: Any, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MAX_ITEMS", room)
    parts = 1 if room > 6 else 3
    open_town()
    asked: dict[str, tuple[Acting, list[SeenLine]]] = {}

    def family_of(number: int) -> str:
        family = prepare(number)
        asked[family] = acting(family=family), seen_lines(acting(family=family))
        return family

    def valider(family: str) -> Any:
        who, lines = asked[family]
        return validate_basket(who, lines, key=f"key-of-{family}", now=NOW)[0]

    for family in each_call_breaks(how, valider, family_of):
        child = family.replace("family", "child")
        half = rows((child,), MONTHS)
        waiting = {line.slot for line in seen_lines(acting(family=family))}
        assert set(half) | waiting >= expected(child), "a line was lost"
        done = valider(family)
        assert {each.line.slot for each in done.accepted} >= expected(child)
        assert (len(done.accepted), done.refused) == (7, ())
        assert set(rows((child,), MONTHS)) == expected(child)
        assert seen_lines(acting(family=family)) == []
        acts = [line.id for line in journal.lines("lisse", family) if line.act == "bookings_validated"]
        assert len(acts) == 1 + parts
        told = [
            each.value.data["act"]
            for each in outbox.waiting(limit_per_shard=500)
            if each.value.family == family
        ]
        assert sorted(map(str, told)) == sorted(acts)

    everything = rows([family.replace("family", "child") for family in asked], MONTHS)
    assert counters(SERVICES, MONTHS) == tally(everything)


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize("how", [never_sent, answer_lost])
def test_a_click_sent_again_after_any_fault_counts_once(how: Any) -> None:
    """And a copy of it that comes late does not put back what was taken out meanwhile."""
    open_town()

    def lunch(family: str) -> Slot:
        return Slot(DAYS[1], "garderie-soir", family.replace("family", "child"))

    def click(family: str) -> Any:
        line = BasketLine(lunch(family), Action.RESERVE)
        return change_basket(acting(family=family), add=[line], remove=[], key="the-first-click", now=NOW)

    for family in each_call_breaks(how, click, prepare):
        before = set(acting(family=family).basket.slots()) - {lunch(family)}
        click(family)
        assert set(acting(family=family).basket.slots()) == {*before, lunch(family)}
        who = acting(family=family)
        change_basket(who, add=[], remove=[lunch(family)], key="another-click", now=NOW)
        click(family)
        assert set(acting(family=family).basket.slots()) == before


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize("how", [never_sent, answer_lost])
def test_a_range_sent_again_after_any_fault_fills_once(how: Any) -> None:
    open_town()
    asked = Range(DAYS[0], DAYS[2], (1, 2, 4, 5))

    def fill(family: str) -> Any:
        child = family.replace("family", "child")
        return fill_range(
            acting(family=family), asked, children=[child], services=["garderie-soir"], key="a-range", now=NOW
        )[0]

    added = set()
    for family in each_call_breaks(how, fill, prepare):
        added.add(fill(family).added)
        assert len(acting(family=family).basket) == 7 + fill(family).added
    assert len(added) == 1
