"""Domain dataclasses to and from the JSON of an item."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.packing import packed, unpacked
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
    # As they were read: PynamoDB's attributes look six times for what each of them is of.
    held = item.attribute_values
    body = upgraded(kind, int(held.get("schema") or 1), _body_of(held))
    return Stored(
        Key(held["pk"], held["sk"]), msgspec.json.decode(body, type=kind), int(held.get("version") or 0)
    )


def _body_of(held: dict[str, Any]) -> str | bytes:
    body: str | None = held.get("body")
    if body is not None:
        return body
    packed: bytes | None = held.get("packed")
    assert packed is not None, "an aggregate always carries a body"
    return unpacked(packed)


def item_of(
    stored: Stored[object], *, listed: tuple[str, str] | None = None, body: str | None = None
) -> Item:
    """The item to put for `stored`, one version further. `body`: its JSON, from who needed it before."""
    body = encode(stored.value) if body is None else body
    small = packed(type(stored.value).__name__, body)
    item = Item(
        stored.key.pk,
        stored.key.sk,
        body=body if small is None else None,
        packed=small,
        version=stored.version + 1,
        schema=schema_of(type(stored.value)),
    )
    if listed is not None:
        item.list_pk, item.list_sk = listed
    return item
