"""What nobody has written since its schema changed, rewritten under today's (`functions/storage/table/upgrades.py`).

An item that somebody writes meanwhile is left to them: they write it under the new schema anyway.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from functions.domain.invoices.receivable import Receivable
from functions.storage.invoices import invoices
from functions.storage.table.upgrades import HISTORIES, History, shape_of


def _place_of_debt(pk: str, body: str) -> tuple[str, str]:
    """What is owed came to have a list of its own, apart from its year's."""
    return invoices.place_of(pk.split("#")[1], msgspec.json.decode(body, type=Receivable))


LISTED: dict[str, Callable[[str, str], tuple[str, str]]] = {Receivable.__name__: _place_of_debt}
"""Kinds whose place in the index has changed: where they lie now, from the partition key and the body."""


def rewrite(dynamodb: Any, table: str, *, apply: bool) -> Counter[str]:
    """How many items of each kind were behind, and were rewritten or left to whoever wrote them meanwhile."""
    counted: Counter[str] = Counter()
    for kind, item in _behind(dynamodb, table):
        counted[kind.rpartition(".")[2]] += 1
        if apply and not _rewrite(dynamodb, table, kind, item):
            counted[f"{kind.rpartition('.')[2]} (écrits entre-temps)"] += 1
    return counted


def _behind(dynamodb: Any, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
    newest = max((history.schema for history in HISTORIES.values()), default=1)
    if newest == 1:
        return
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=table,
        ConsistentRead=True,
        FilterExpression="#schema < :newest AND attribute_exists(body)",
        ExpressionAttributeNames={"#schema": "schema"},
        ExpressionAttributeValues={":newest": {"N": str(newest)}},
    )
    for page in pages:
        for item in page["Items"]:
            for kind, history in HISTORIES.items():
                if _is_of(history, item) and _schema(item) < history.schema:
                    yield kind, item


def _is_of(history: History, item: dict[str, Any]) -> bool:
    sort: str = item["sk"]["S"]
    return shape_of(item["pk"]["S"]) == history.shape and sort.startswith(history.sort)


def _schema(item: dict[str, Any]) -> int:
    return int(item["schema"]["N"])


def _rewrite(dynamodb: Any, table: str, kind: str, item: dict[str, Any]) -> bool:
    """The version stays: what is said is the same. False where somebody wrote the item since it was read."""
    history = HISTORIES[kind]
    body = history.upgraded(_schema(item), item["body"]["S"])
    sets, names = "SET #body = :body, #schema = :new", {"#body": "body", "#schema": "schema"}
    values = {":body": {"S": body}, ":new": {"N": str(history.schema)}}
    if kind in LISTED:
        list_pk, list_sk = LISTED[kind](item["pk"]["S"], body)
        sets += ", list_pk = :list_pk, list_sk = :list_sk"
        values |= {":list_pk": {"S": list_pk}, ":list_sk": {"S": list_sk}}
    try:
        dynamodb.update_item(
            TableName=table,
            Key={"pk": item["pk"], "sk": item["sk"]},
            UpdateExpression=sets,
            ConditionExpression="#version = :version AND #schema = :old",
            ExpressionAttributeNames=names | {"#version": "version"},
            ExpressionAttributeValues=values | {":old": item["schema"], ":version": item["version"]},
        )
    except dynamodb.exceptions.ConditionalCheckFailedException:
        return False
    return True
