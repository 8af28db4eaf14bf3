"""The ids of families and children that come from a town's list: the same each time for the town's own number, which is never a key in clear."""

from functions.storage.table import keys


def family_id(commune: str, number: str) -> str:
    return keys.keyed_hash(f"family/{commune}/{number}")[:26]


def child_id(commune: str, number: str) -> str:
    """`number`: the town's own, or what stands for it where the town gives none."""
    return keys.keyed_hash(f"child/{commune}/{number}")[:26]
