"""Lines of the journal that were written before the commune had a list of them all: they are put into it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from functions.storage.table import keys
from infra.backup.exports import RawItem


def enlist(dynamodb: Any, table: str, *, apply: bool) -> Counter[str]:
    """How many were in no list. A line never changes, so nobody is in the way."""
    counted: Counter[str] = Counter()
    for item in _unlisted(dynamodb, table):
        counted["JOURNAL (à lister)"] += 1
        if apply:
            commune = item["pk"]["S"].split("#")[1]
            dynamodb.update_item(
                TableName=table,
                Key={"pk": item["pk"], "sk": item["sk"]},
                UpdateExpression="SET list_pk = :list_pk, list_sk = :list_sk",
                # A line of an agent's access may have reached its term since it was read.
                ConditionExpression="attribute_exists(pk)",
                ExpressionAttributeValues={
                    ":list_pk": {"S": keys.all_journal(commune)},
                    ":list_sk": {"S": item["sk"]["S"].removeprefix("JOURNAL#")},
                },
            )
    return counted


def _unlisted(dynamodb: Any, table: str) -> Iterator[RawItem]:
    """Of communes and of their families; what a login did is no commune's."""
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=table,
        ConsistentRead=True,
        FilterExpression="attribute_not_exists(list_pk) AND begins_with(pk, :commune)"
        " AND (begins_with(sk, :line) OR contains(pk, :own))",
        ExpressionAttributeValues={
            ":commune": {"S": "C#"},
            ":line": {"S": "JOURNAL#"},
            ":own": {"S": "#JOURNAL"},
        },
    )
    for page in pages:
        yield from page["Items"]
