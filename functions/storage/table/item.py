"""The one table, as one PynamoDB model.

One model, so one client (each costs some 100 ms to build) and one batch read for items of several kinds. What an aggregate
is made of is the JSON in `body` or in `packed` (`functions/storage/table/stored.py`); what a condition, an index or the TTL needs has an
attribute of its own.
"""

import os
from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec
from pynamodb.attributes import (
    Attribute,
    BinaryAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
)
from pynamodb.connection import TableConnection
from pynamodb.constants import MAP, NULL, NUMBER, STRING
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from functions.storage.table.wire import shorten

READ_TIMEOUT_SECONDS = 5.0
CONNECT_TIMEOUT_SECONDS = 2.0
"""Well below the 29 s of API Gateway: a parent gets an answer, not a dead page."""


class ByList(GlobalSecondaryIndex["Item"]):  # type: ignore[no-untyped-call]  # PynamoDB leaves its hook untyped
    """Lists that agents and jobs page through; sparse, so only listed items cost anything."""

    class Meta:
        index_name = "by_list"
        projection = AllProjection()

    list_pk = UnicodeAttribute(hash_key=True)
    list_sk = UnicodeAttribute(range_key=True)


class Counters(Attribute[dict[str, int]]):
    """Whole numbers by name. A `MapAttribute` builds an object for each map and reads each number as JSON, and a month of places has
    some fifty."""

    attr_type = MAP

    def serialize(self, value: dict[str, int]) -> dict[str, dict[str, str]]:
        return {name: {NUMBER: str(count)} for name, count in value.items()}

    def deserialize(self, value: dict[str, dict[str, str]]) -> dict[str, int]:
        return {name: int(held[NUMBER]) for name, held in value.items()}


class Queues(Attribute[dict[str, dict[str, str]]]):
    """Texts by name, by name."""

    attr_type = MAP

    def serialize(self, value: dict[str, dict[str, str]]) -> dict[str, dict[str, Any]]:
        return {
            name: {MAP: {key: {STRING: text} for key, text in queue.items()}} for name, queue in value.items()
        }

    def deserialize(self, value: dict[str, dict[str, Any]]) -> dict[str, dict[str, str]]:
        return {name: {key: text[STRING] for key, text in held[MAP].items()} for name, held in value.items()}


class Number(NumberAttribute):
    """Each item has two, and the standard library reads one in the time of three."""

    def deserialize(self, value: str) -> float:
        return msgspec.json.decode(value, type=int | float)


class Item(Model):
    class Meta:
        table_name = os.environ.get("PREAU_TABLE", "preau")
        billing_mode = "PAY_PER_REQUEST"
        connect_timeout_seconds = CONNECT_TIMEOUT_SECONDS
        read_timeout_seconds = READ_TIMEOUT_SECONDS
        max_retry_attempts = 3
        max_pool_connections = 32

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    list_pk = UnicodeAttribute(null=True)
    list_sk = UnicodeAttribute(null=True)
    by_list = ByList()

    schema = Number(default=1)
    """The shape of `body` (`functions/storage/table/upgrades.py`)."""
    version = Number(null=True)
    """Counts the writes of an aggregate that is read whole and written whole."""
    body = UnicodeAttribute(null=True)
    packed = BinaryAttribute(null=True, legacy_encoding=False)
    """What `body` would be, packed (`functions/storage/table/packing.py`): an item has one of the two."""
    taken = Counters(null=True)
    """Places taken by day (`d23`), on a service's month only."""
    waiting = Queues(null=True)
    """Who waits for a place, by day (`d23`) and child, on a service's month only."""
    tally = Number(null=True)
    """Tries in a throttle window, the last number given."""
    seen_at = Number(null=True)
    """When an agent's last session began, in seconds since 1970, on where to look from a login."""
    state = UnicodeAttribute(null=True)
    due_at = Number(null=True)
    """When an outbox message may be taken (next), in seconds since 1970."""
    words = UnicodeAttribute(null=True)
    """The words of a family's names, each after a space, on what finds a family only (`functions/storage/directory`)."""
    marks = UnicodeAttribute(null=True)
    """What the lines of the directory are filtered by, likewise."""
    since = UnicodeAttribute(null=True)
    """From which day the family's latest quotient counts, likewise."""
    expires_at = TTLAttribute(null=True)

    @classmethod
    def _get_connection(cls) -> TableConnection:
        """PynamoDB's only way to what its client is made of: the client is made once it is asked for."""
        table = super()._get_connection()
        if table.connection._client is None:
            shorten(table.connection.session)
        return table

    @classmethod
    def from_raw_data(cls, data: dict[str, dict[str, Any]]) -> "Item":
        """Reads what an answer of the table holds, in a third of the time that PynamoDB takes: it looks three times for each attribute
        that an item may have, and an item has five of them."""
        known, item = _readers(), cls.__new__(cls)
        values: dict[str, Any] = {"schema": 1}
        for name, held in data.items():
            if name in known and NULL not in held:
                kind, read = known[name]
                values[name] = held[kind] if read is None else read(held[kind])
        item.attribute_values = values
        return item

    def serialize(self, null_check: bool = True) -> dict[str, dict[str, Any]]:
        """The other way: PynamoDB looks at each attribute that an item may have."""
        known = self.get_attributes()
        return {
            name: {known[name].attr_type: known[name].serialize(value)}
            for name, value in self.attribute_values.items()
            if value is not None
        }


@cache
def _readers() -> dict[str, tuple[str, Callable[[Any], Any] | None]]:
    """Of each attribute that an item may have, its type's letters and what makes a value of what is sent; None: it is the value."""
    as_sent = (UnicodeAttribute, BinaryAttribute)
    return {
        name: (about.attr_type, None if type(about) in as_sent else about.deserialize)
        for name, about in Item.get_attributes().items()
    }
