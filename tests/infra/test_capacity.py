"""The meter counts as DynamoDB bills."""

import pytest

from functions.domain.planning.child_month import Slot
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from infra.capacity import metered
from tests.support.builders import MONDAY, book, open_account, open_town, settle

pytestmark = pytest.mark.usefixtures("table")


def put(text: str) -> None:
    transaction = Transaction()
    transaction.put(Stored(Key("C#lisse", "NOTE"), text, 0), why="note")
    transaction.commit()


def test_a_transaction_costs_twice_its_kilobytes() -> None:
    with metered() as used:
        put("x" * 2500)
    assert (used.requests, used.write_units, used.read_units) == (1, 6, 0)


def test_a_strong_read_costs_one_unit_for_four_kilobytes() -> None:
    put("x" * 5000)
    with metered() as used:
        read([Key("C#lisse", "NOTE")])
    assert (used.requests, used.read_units, used.write_units) == (1, 2, 0)


def test_outside_of_the_block_nothing_is_counted() -> None:
    with metered() as used:
        pass
    put("afterwards")
    assert used.requests == 0


def test_what_goes_wrong_in_the_block_leaves_no_meter_behind() -> None:
    with pytest.raises(ZeroDivisionError), metered():
        raise ZeroDivisionError
    assert "count" not in Item._get_connection().connection.client._make_api_call.__qualname__


def test_what_is_not_there_costs_a_read_too() -> None:
    with metered() as used:
        read([Key("C#lisse", "NOTE"), Key("C#lisse", "NOTHING")])
    assert (used.requests, used.read_units) == (1, 2)


def test_a_click_and_its_validation_stay_cheap() -> None:
    """A guard on the figures of the cost model: a family books dozens of times a month."""
    open_town()
    open_account()
    settle()
    with metered() as both:
        book(Slot(MONDAY, "garderie-soir", "clara"))
    assert both.write_units <= 40 and both.read_units <= 40
