"""What lies where an earlier release put it, carried to the place that this one reads first (`functions/storage/table/relocations.py`).

Everything is copied before anything is deleted: whoever looks at the new place, then at the former one, finds it at any instant.
Each copy is the item to the letter, and written once.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from functions.storage.table import relocations
from functions.storage.table.keys import Key
from infra.backup.exports import RawItem


def move(dynamodb: Any, table: str, *, apply: bool) -> Counter[str]:
    """How many of each kind lay at a former place, by the first word of their sort key."""
    counted: Counter[str] = Counter()
    for key, item in _behind(dynamodb, table):
        counted[f"{key.sk.partition('#')[0]} (à déplacer)"] += 1
        if apply:
            _copy(dynamodb, table, item, relocations.current(key))
    if apply and counted:
        for key, _ in _behind(dynamodb, table):
            _leave(dynamodb, table, key)
    return counted


def _behind(dynamodb: Any, table: str) -> Iterator[tuple[Key, RawItem]]:
    sorts = {f":{place}": {"S": move.sort} for place, move in enumerate(relocations.MOVES)}
    if not sorts:
        return
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=table,
        ConsistentRead=True,
        FilterExpression=" OR ".join(f"begins_with(sk, {sort})" for sort in sorts),
        ExpressionAttributeValues=sorts,
    )
    for page in pages:
        for item in page["Items"]:
            key = Key(item["pk"]["S"], item["sk"]["S"])
            if relocations.current(key) != key:
                yield key, item


def _copy(dynamodb: Any, table: str, item: RawItem, to: Key) -> None:
    try:
        dynamodb.put_item(
            TableName=table,
            Item={**item, **_at(to)},
            ConditionExpression="attribute_not_exists(pk)",
        )
    except dynamodb.exceptions.ConditionalCheckFailedException:
        return  # an earlier run was stopped after it


def _leave(dynamodb: Any, table: str, key: Key) -> None:
    """Unless an older function has just put it: the next run carries that one."""
    there = {
        "TableName": table,
        "Key": _at(relocations.current(key)),
        "ConditionExpression": "attribute_exists(pk)",
    }
    try:
        dynamodb.transact_write_items(
            TransactItems=[{"ConditionCheck": there}, {"Delete": {"TableName": table, "Key": _at(key)}}]
        )
    except dynamodb.exceptions.TransactionCanceledException:
        return


def _at(key: Key) -> RawItem:
    return {"pk": {"S": key.pk}, "sk": {"S": key.sk}}
