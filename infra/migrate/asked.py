"""What families had asked about bookings before all that waits for the town became one list: it moves into that list."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from functions.storage.table import keys
from infra.backup.exports import RawItem

FORMER = "#ASKED#open"


def join(dynamodb: Any, table: str, *, apply: bool) -> Counter[str]:
    """How many were in the former list. One that the town answers meanwhile leaves it by itself."""
    counted: Counter[str] = Counter()
    for item in _waiting(dynamodb, table):
        counted["ASKED (à relister)"] += 1
        if apply:
            _join(dynamodb, table, item)
    return counted


def _waiting(dynamodb: Any, table: str) -> Iterator[RawItem]:
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=table,
        ConsistentRead=True,
        FilterExpression="begins_with(sk, :asked) AND contains(list_pk, :former)",
        ExpressionAttributeValues={":asked": {"S": "ASKED#"}, ":former": {"S": FORMER}},
    )
    for page in pages:
        yield from page["Items"]


def _join(dynamodb: Any, table: str, item: RawItem) -> None:
    commune = item["pk"]["S"].split("#")[1]
    try:
        dynamodb.update_item(
            TableName=table,
            Key={"pk": item["pk"], "sk": item["sk"]},
            UpdateExpression="SET list_pk = :list",
            ConditionExpression="list_pk = :former",
            ExpressionAttributeValues={
                ":list": {"S": keys.open_requests(commune)},
                ":former": item["list_pk"],
            },
        )
    except dynamodb.exceptions.ConditionalCheckFailedException:
        return
