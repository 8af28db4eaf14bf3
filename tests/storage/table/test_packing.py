"""A body that is packed says the same as one that is not, wherever it is read."""

import zlib
from typing import Any

import pytest

from functions.domain.planning.child_month import ChildMonth
from functions.storage.bookings import child_months
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.packing import MOST_BYTES, unpacked
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.upgrades import HISTORIES
from infra.backup import totals
from infra.capacity import metered
from infra.migrate import migrate
from tests.support.builders import CANTEEN, EVENING, a_booking, a_month, put_month
from tests.support.packed import keep_months

pytestmark = pytest.mark.usefixtures("table")

KEY = keys.child_month("lisse", "clara", "2026-11")
DAYS = (2, 3, 5, 6, 9, 10, 12, 13, 16, 17, 19, 20, 23, 24, 26, 27)
NOVEMBER = a_month(
    "clara", "2026-11", {(day, service.code): a_booking() for day in DAYS for service in (CANTEEN, EVENING)}
)


def forms() -> tuple[bool, bool]:
    """Whether the month has a body that is packed, and one that is not."""
    item = Item.get(*KEY, consistent_read=True)
    return item.packed is not None, item.body is not None


@pytest.mark.parametrize("packed", [True, False])
def test_a_month_is_read_alone_with_others_and_in_its_list_and_written_packed(packed: bool) -> None:
    put_month(NOVEMBER)
    assert keep_months(packed=packed) == 1
    assert forms() == (packed, not packed)
    assert read_one(KEY, ChildMonth) == Stored(KEY, NOVEMBER, 1)
    assert child_months.months_of("lisse", ["clara"], "2026-11") == [Stored(KEY, NOVEMBER, 1)]
    assert child_months.all_months("lisse", "clara") == [Stored(KEY, NOVEMBER, 1)]
    assert list(child_months.children_of_month("lisse", "2026-11")) == [Stored(KEY, NOVEMBER, 1)]
    put_month(NOVEMBER)
    assert forms() == (True, False)
    assert read_one(KEY, ChildMonth) == Stored(KEY, NOVEMBER, 2)


def test_a_month_of_two_services_costs_a_unit_to_read_and_a_few_to_write() -> None:
    with metered() as used:
        put_month(NOVEMBER)
        child_months.months_of("lisse", ["clara"], "2026-11")
    assert used.read_units == 2, "what was there before it was put, and what was put"
    assert used.write_units <= 8


def test_a_small_month_stays_as_it_is() -> None:
    small = a_month("clara", "2026-11", {(23, CANTEEN.code): a_booking()})
    put_month(small)
    assert forms() == (False, True)
    assert read_one(KEY, ChildMonth) == Stored(KEY, small, 1)


def test_a_migration_packs_what_was_written_before_and_says_the_same(dynamodb: Any, table: str) -> None:
    put_month(NOVEMBER)
    keep_months(packed=False)
    before = totals.of(totals.scan(dynamodb, table))
    assert dict(migrate(dynamodb, table, apply=False)) == {"ChildMonth": 1}
    assert forms() == (False, True)
    migrate(dynamodb, table, apply=True)
    assert forms() == (True, False)
    assert read_one(KEY, ChildMonth) == Stored(KEY, NOVEMBER, 1)
    assert before.differences(totals.of(totals.scan(dynamodb, table))) == []
    assert dict(migrate(dynamodb, table, apply=True)) == {}


def test_a_packed_month_of_an_earlier_schema_is_upgraded_and_stays_packed(dynamodb: Any, table: str) -> None:
    put_month(NOVEMBER)
    item = Item.get(*KEY)
    item.schema = 1
    item.save()
    migrate(dynamodb, table, apply=True)
    assert forms() == (True, False)
    assert int(Item.get(*KEY).schema) == HISTORIES["ChildMonth"].schema
    assert read_one(KEY, ChildMonth) == Stored(KEY, NOVEMBER, 1)


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
