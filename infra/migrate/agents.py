"""Where to look from the login of each agent (`AGENT_OF#…`), for those who were appointed before it was written with the appointment."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from functions.domain.agents.staff import Staff
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.upgrades import upgraded
from infra.backup.exports import RawItem


def note(dynamodb: Any, table: str, *, apply: bool) -> Counter[str]:
    """How many were missing."""
    counted: Counter[str] = Counter()
    for item in _staffs(dynamodb, table):
        body = upgraded(Staff, int(item["schema"]["N"]), item["body"]["S"])
        commune = item["pk"]["S"].partition("#")[2]
        for account in msgspec.json.decode(body, type=Staff).appointments:
            key = keys.agent_of(account, commune)
            if "Item" in dynamodb.get_item(TableName=table, Key=_at(key), ConsistentRead=True):
                continue
            counted["AGENT_OF (à écrire)"] += 1
            if apply:
                _note(dynamodb, table, item, key)
    return counted


def _staffs(dynamodb: Any, table: str) -> Iterator[RawItem]:
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=table,
        ConsistentRead=True,
        FilterExpression="sk = :staff",
        ExpressionAttributeValues={":staff": {"S": keys.staff("").sk}},
    )
    for page in pages:
        yield from page["Items"]


def _note(dynamodb: Any, table: str, staff: RawItem, key: Key) -> None:
    """Unless somebody was appointed or left since it was read: the next run looks again."""
    unchanged = {
        "TableName": table,
        "Key": {"pk": staff["pk"], "sk": staff["sk"]},
        "ConditionExpression": "#version = :version",
        "ExpressionAttributeNames": {"#version": "version"},
        "ExpressionAttributeValues": {":version": staff["version"]},
    }
    put = {"TableName": table, "Item": {**_at(key), "schema": {"N": "1"}}}
    try:
        dynamodb.transact_write_items(TransactItems=[{"ConditionCheck": unchanged}, {"Put": put}])
    except dynamodb.exceptions.TransactionCanceledException:
        return


def _at(key: Key) -> RawItem:
    return {"pk": {"S": key.pk}, "sk": {"S": key.sk}}
