"""Families that the town erased stay erased, whatever is restored: of all of them the live table says so (`Family.erased_on`)."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from functions.domain.errors import NotFound
from functions.storage.create_table import use_table
from functions.storage.families import families
from functions.storage.table.keys import Key
from functions.usecases.privacy.erase_family import KEPT, ErasureAsked, erase_again
from infra.backup import totals
from infra.backup.exports import RawItem

Erased = dict[tuple[str, str], RawItem]
"""The item of each erased family, by its commune and its id."""


def erased_in(items: Iterable[RawItem]) -> Erased:
    """Those that were merged into a file that is there are not: they are merged again (`merged.py`)."""
    gone: dict[tuple[str, str], RawItem] = {}
    led: dict[tuple[str, str], str] = {}
    for item in items:
        if item["sk"]["S"] != "FAMILY":
            continue
        body = json.loads(item["body"]["S"])
        if body.get("erased_on"):
            _, commune, _, family = item["pk"]["S"].split("#")
            gone[commune, family] = item
            led[commune, family] = body.get("merged_into", "")
    return {
        (commune, family): item
        for (commune, family), item in gone.items()
        if not led[commune, family] or (commune, led[commune, family]) in gone
    }


def erase_what_came_back(dynamodb: Any, table: str, erased: Erased, *, by: str, now: datetime) -> int:
    """Erase in a restored table the families that were erased since the backup; answers how many there were."""
    use_table(table)
    items = list(totals.scan(dynamodb, table))
    back = erased.keys() - erased_in(items).keys()
    for commune, family in sorted(back):
        try:
            families.family(commune, family)
        except NotFound:  # it came and went since the backup: the next import must not bring it back either
            dynamodb.put_item(TableName=table, Item=erased[commune, family])
            continue
        asked = ErasureAsked(commune, family, by, now)
        erase_again(asked, addresses=_addresses(items, commune, family))
    return len(back)


def _addresses(items: Iterable[RawItem], commune: str, family: str) -> list[str]:
    """The partitions of the e-mail addresses that open a login of the family, or were invited to it."""
    held = list(items)
    ref = {"commune": commune, "family": family}
    accounts = {
        item["pk"]["S"].removeprefix("A#")
        for item in held
        if item["sk"]["S"] == "ACCOUNT" and ref in json.loads(item["body"]["S"])["families"]
    }
    return [
        item["pk"]["S"]
        for item in held
        if (item["sk"]["S"] == "LOGIN" and json.loads(item["body"]["S"])["account"] in accounts)
        or (item["sk"]["S"] == "ACTIVATION" and ref in json.loads(item["body"]["S"])["families"])
    ]


def may_come_back(
    key: Key, item: RawItem, erased: frozenset[str], commune: str, *, merged: frozenset[str] = frozenset()
) -> bool:
    """Whether a part of a backup may be put back: of an erased family, its accounting alone; of its children, nothing. Nor of a file that
    was `merged`: what it held lies with another."""
    shape = key.pk.split("#")
    if shape[:2] != ["C", commune] or len(shape) < 4:
        return True
    if shape[2] in ("F", "I") and shape[3] in merged:
        return False
    erased |= merged
    if shape[2] == "F" and shape[3] in erased:
        return key.sk.startswith(tuple(one for one in KEPT if one.endswith("#")))
    if key.sk == "CHILD":
        return not set(json.loads(item["body"]["S"])["families"]) <= erased
    return True


def without_erased(item: RawItem, erased: frozenset[str], there: RawItem | None) -> RawItem:
    """The file of a child that has another home, without the home that was erased since."""
    body: dict[str, Any] = json.loads(item["body"]["S"])
    if item["sk"]["S"] != "CHILD" or not erased & set(body["families"]):
        return item
    live: Mapping[str, Any] = json.loads(there["body"]["S"]) if there is not None else {}
    body["families"] = [home for home in body["families"] if home not in erased]
    body["enrolments"] = [one for one in body.get("enrolments", []) if one["family"] not in erased]
    body["sharing"] = live.get("sharing", [])
    return {**item, "body": {"S": json.dumps(body, ensure_ascii=False)}}
