"""Breaking one item on the table, as no code of ours would: what is of others must be served all the same."""

from functions.storage.table.item import Item
from functions.storage.table.keys import Key


def break_item(key: Key) -> None:
    """Put a body that no version can read in the place of the item's own; its keys and its place in lists stay."""
    item = Item.get(*key, consistent_read=True)
    item.update(actions=[Item.body.set('{"neither": "this", "nor": ')])
