"""The directory of each town, written for families of a release that had none, or that an older function has changed since."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from functions.domain.accounts.account import FamilyRef
from functions.storage.create_table import use_table
from functions.storage.directory import following
from functions.usecases.retry import when_moved


def follow(dynamodb: Any, table: str, *, apply: bool) -> Counter[str]:
    """How many families are not in it as their files say."""
    use_table(table)
    counted: Counter[str] = Counter()
    for ref in _families(dynamodb, table):
        behind = when_moved(partial(following.write_again, ref)) if apply else following.is_behind(ref)
        counted["Annuaire (familles)"] += behind
    return +counted


def _families(dynamodb: Any, table: str) -> Iterator[FamilyRef]:
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=table,
        ConsistentRead=True,
        FilterExpression="sk = :family",
        ExpressionAttributeValues={":family": {"S": "FAMILY"}},
        ProjectionExpression="pk",
    )
    for page in pages:
        for item in page["Items"]:
            _, commune, _, family = item["pk"]["S"].split("#")
            yield FamilyRef(commune, family)
