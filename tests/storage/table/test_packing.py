"""A body that is packed says the same as one that is not, wherever it is read."""

import zlib

import pytest

from functions.domain.planning.child_month import ChildMonth
from functions.storage.bookings import child_months
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.packing import MOST_BYTES, unpacked
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from tests.support.builders import CANTEEN, a_booking, a_month, put_month
from tests.support.packed import pack_body

pytestmark = pytest.mark.usefixtures("table")

KEY = keys.child_month("lisse", "clara", "2026-11")
NOVEMBER = a_month("clara", "2026-11", {(day, CANTEEN.code): a_booking() for day in (23, 24, 26, 27)})


def packed_november() -> Stored[ChildMonth]:
    put_month(NOVEMBER)
    pack_body(KEY)
    found = read_one(KEY, ChildMonth)
    assert found is not None
    return found


def test_a_packed_month_is_read_alone_with_others_and_in_its_list() -> None:
    assert packed_november() == Stored(KEY, NOVEMBER, 1)
    assert child_months.months_of("lisse", ["clara"], "2026-11") == [Stored(KEY, NOVEMBER, 1)]
    assert child_months.all_months("lisse", "clara") == [Stored(KEY, NOVEMBER, 1)]
    assert list(child_months.children_of_month("lisse", "2026-11")) == [Stored(KEY, NOVEMBER, 1)]


def test_a_packed_month_that_is_written_again_has_one_body() -> None:
    month = packed_november()
    transaction = Transaction()
    child_months.put(transaction, "lisse", month)
    transaction.commit()
    item = Item.get(*KEY)
    assert (item.body is None) != (item.packed is None)
    assert read_one(KEY, ChildMonth) == Stored(KEY, NOVEMBER, 2)


def test_what_says_more_than_an_item_holds_or_is_cut_off_is_not_unpacked() -> None:
    bomb = zlib.compress(b"0" * (MOST_BYTES + 1), 9)
    assert len(bomb) < 1_000
    whole = zlib.compress(b"0" * MOST_BYTES)
    assert len(unpacked(whole)) == MOST_BYTES
    for refused in (bomb, whole[:-1], b""):
        with pytest.raises(ValueError, match="cut off, or larger"):
            unpacked(refused)
    with pytest.raises(zlib.error):
        unpacked(b"{}")
