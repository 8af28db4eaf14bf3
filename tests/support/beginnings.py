"""What several tests begin with: brought about once a worker, by the code itself, and put back as it lay for each test that follows."""

from collections.abc import Callable, Sequence
from typing import Any

from functions.storage.table.item import Item
from infra.backup.exports import RawItem

_MOST_AT_ONCE = 25
"""Items of one BatchWriteItem."""


def begin_with(prepare: Callable[[], object]) -> None:
    """On an empty table. `prepare` writes nothing elsewhere, and a test looks for what it wrote on the table."""
    known = _BEGINNINGS.get(prepare)
    if known is None:
        prepare()
        _BEGINNINGS[prepare] = _all()
    else:
        put_back(known)


def _all() -> list[RawItem]:
    """As they lie there: `totals.scan` puts packed bodies back as they were."""
    pages = _client().get_paginator("scan").paginate(TableName=Item.Meta.table_name, ConsistentRead=True)
    return [item for page in pages for item in page["Items"]]


def put_back(items: Sequence[RawItem]) -> None:
    """Items as the engine gave them."""
    table = Item.Meta.table_name
    for start in range(0, len(items), _MOST_AT_ONCE):
        puts = [{"PutRequest": {"Item": item}} for item in items[start : start + _MOST_AT_ONCE]]
        answer = _client().batch_write_item(RequestItems={table: puts})
        assert not answer["UnprocessedItems"]


_BEGINNINGS: dict[Callable[[], object], list[RawItem]] = {}


def _client() -> Any:
    return Item._get_connection().connection.client
