"""What nobody has written since its schema changed, or since bodies are packed, rewritten as today (`functions/storage/table/upgrades.py`,
`functions/storage/table/packing.py`).

An item that somebody writes meanwhile is left to them: they write it under the new schema anyway.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from functions.domain.invoices.receivable import Receivable
from functions.storage.invoices import invoices
from functions.storage.table.packing import FROM_BYTES, packed
from functions.storage.table.upgrades import HISTORIES, History, shape_of
from infra.backup.exports import plain


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
        FilterExpression="(attribute_exists(body) OR attribute_exists(packed)) AND (#schema < :newest OR size(body) >= :large)",
        ExpressionAttributeNames={"#schema": "schema"},
        ExpressionAttributeValues={":newest": {"N": str(newest)}, ":large": {"N": str(FROM_BYTES)}},
    )
    for page in pages:
        for item in page["Items"]:
            for kind, history in HISTORIES.items():
                if _is_of(history, item) and (_schema(item) < history.schema or _is_to_be_packed(kind, item)):
                    yield kind, item


def _is_of(history: History, item: dict[str, Any]) -> bool:
    sort: str = item["sk"]["S"]
    return shape_of(item["pk"]["S"]) == history.shape and sort.startswith(history.sort)


def _is_to_be_packed(kind: str, item: dict[str, Any]) -> bool:
    """Written before bodies were packed, or by the release that only reads them so."""
    return "body" in item and packed(kind, item["body"]["S"]) is not None


def _schema(item: dict[str, Any]) -> int:
    return int(item["schema"]["N"])


def _rewrite(dynamodb: Any, table: str, kind: str, item: dict[str, Any]) -> bool:
    """The version stays: what is said is the same. False where somebody wrote the item since it was read."""
    history = HISTORIES[kind]
    body = history.upgraded(_schema(item), plain(item)["body"]["S"])
    small = packed(kind, body)
    held, other = ("body", "packed") if small is None else ("packed", "body")
    sets, names = "SET #held = :held, #schema = :new", {"#held": held, "#other": other, "#schema": "schema"}
    values: dict[str, Any] = {":held": {"S": body} if small is None else {"B": small}}
    values[":new"] = {"N": str(history.schema)}
    if kind in LISTED:
        list_pk, list_sk = LISTED[kind](item["pk"]["S"], body)
        sets += ", list_pk = :list_pk, list_sk = :list_sk"
        values |= {":list_pk": {"S": list_pk}, ":list_sk": {"S": list_sk}}
    try:
        dynamodb.update_item(
            TableName=table,
            Key={"pk": item["pk"], "sk": item["sk"]},
            UpdateExpression=f"{sets} REMOVE #other",
            ConditionExpression="#version = :version AND #schema = :old",
            ExpressionAttributeNames=names | {"#version": "version"},
            ExpressionAttributeValues=values | {":old": item["schema"], ":version": item["version"]},
        )
    except dynamodb.exceptions.ConditionalCheckFailedException:
        return False
    return True
