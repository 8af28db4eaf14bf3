"""Children's months packed or not, whatever their size: as they lie beside one another until a migration."""

import zlib

from functions.storage.table.item import Item
from functions.storage.table.packing import unpacked


def keep_months(*, packed: bool) -> int:
    """Answers how many there are."""
    months = list(Item.scan(Item.sk.startswith("MONTH#") & (Item.body.exists() | Item.packed.exists())))
    for item in months:
        body = item.body or unpacked(item.packed).decode()
        item.body, item.packed = (None, zlib.compress(body.encode())) if packed else (body, None)
        item.save()
    return len(months)
