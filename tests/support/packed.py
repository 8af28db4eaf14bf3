"""Months as a later version of Préau writes them."""

import zlib

from functions.storage.table.item import Item
from functions.storage.table.keys import Key


def pack_body(key: Key) -> None:
    item = Item.get(*key, consistent_read=True)
    assert item.body is not None, "it is packed already"
    item.packed, item.body = zlib.compress(item.body.encode()), None
    item.save()


def pack_months() -> int:
    """All children's months that lie there; answers how many."""
    months = list(Item.scan(Item.sk.startswith("MONTH#") & Item.body.exists(), consistent_read=True))
    for item in months:
        pack_body(Key(item.pk, item.sk))
    return len(months)
