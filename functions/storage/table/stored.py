"""Domain dataclasses to and from the JSON of an item's `body`."""

from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.upgrades import schema_of, upgraded

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stored(Generic[T]):
    """A value as it was read, and the version a write must still find. Version 0: not there yet."""

    key: Key
    value: T
    version: int


def encode(value: object) -> str:
    return msgspec.json.encode(value).decode()


def decode(item: Item, kind: type[T]) -> Stored[T]:
    assert item.body is not None, "an aggregate always carries a body"
    body = upgraded(kind, int(item.schema or 1), item.body)
    return Stored(Key(item.pk, item.sk), msgspec.json.decode(body, type=kind), int(item.version or 0))


def item_of(stored: Stored[object], *, listed: tuple[str, str] | None = None) -> Item:
    """The item to put for `stored`, one version further."""
    item = Item(
        stored.key.pk,
        stored.key.sk,
        body=encode(stored.value),
        version=stored.version + 1,
        schema=schema_of(type(stored.value)),
    )
    if listed is not None:
        item.list_pk, item.list_sk = listed
    return item
