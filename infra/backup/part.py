"""One commune, or one family, put back as it was at an instant, while everybody else goes on.

What a town decided and who its families are (files, règlement, bookings) becomes what it was. What was issued, paid or written
in a journal since is never taken back: such items come back where they are missing, and stay as they are everywhere else.
Nothing is deleted but bookings made since. First a plan, which writes nothing; then `apply`.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from functions.domain.accounts.account import FamilyRef
from functions.storage.directory import following
from functions.storage.table import keys, relocations
from functions.storage.table.keys import Key
from functions.storage.town import communes
from functions.usecases.retry import when_moved
from infra.backup import totals
from infra.backup.bookings import MonthChange, NoRoom, changed_months, put_month
from infra.backup.ended import with_logins_of
from infra.backup.erased import erased_in, may_come_back, without_erased
from infra.backup.exports import RawItem
from infra.backup.merged import merged_in, merged_since

STATE = ("COMMUNE", "REGLEMENT", "FAMILY", "CHILD")
"""Sort keys of what becomes as it was. A version of the règlement (`REGLEMENT#…`) is not among them: it never changes. Nor are the
agents: an access that was ended since would be open again."""
LEFT = ("BASKET", "KEY", "OUTBOX")
"""Drafts and keys of acts: nobody misses them after a day, and an old one would mislead."""


@dataclass(frozen=True, slots=True)
class Scope:
    commune: str
    family: str | None = None
    children: tuple[str, ...] = ()
    """The family's, at the instant or now."""

    def holds(self, pk: str) -> bool:
        own = keys.commune(self.commune).pk
        if self.family is None:
            return pk == own or pk.startswith(f"{own}#")
        return pk in {
            keys.family(self.commune, self.family).pk,
            keys.invoice(self.commune, self.family, "").pk,
            *(keys.child(self.commune, child).pk for child in self.children),
        }


@dataclass(frozen=True, slots=True)
class Change:
    """A state item to put back, over what is there now (None: nothing)."""

    item: RawItem
    now: RawItem | None


@dataclass
class Plan:
    scope: Scope
    missing: list[RawItem] = field(default_factory=list)
    """Accounting, journal, versions: in the export, and no more in the table."""
    changed: list[Change] = field(default_factory=list)
    months: list[MonthChange] = field(default_factory=list)
    newer: list[str] = field(default_factory=list)
    """State items that the export does not have: left as they are."""
    erased: int = 0
    """Items of families that the town has erased since: not put back."""


def scope_of(dynamodb: Any, table: str, kept: Iterable[RawItem], commune: str, family: str | None) -> Scope:
    """The scope, with the children that the family has in the export or in the table."""
    if family is None:
        return Scope(commune)
    key = keys.family(commune, family)
    found = [item for item in kept if (item["pk"]["S"], item["sk"]["S"]) == key]
    found += [item] if (item := _get(dynamodb, table, key.pk, key.sk)) else []
    children = [child for item in found for child in json.loads(item["body"]["S"])["children"]]
    return Scope(commune, family, tuple(dict.fromkeys(children)))


def plan(dynamodb: Any, table: str, kept: Iterable[RawItem], scope: Scope) -> Plan:
    """What `apply` would write. Reads the live table of this process's settings."""
    then = _held(kept, scope)
    now = _held(totals.scan(dynamodb, table), scope)
    made = Plan(scope)
    gone = frozenset(family for commune, family in erased_in(now.values()) if commune == scope.commune)
    merges = {
        family: one for (commune, family), one in merged_in(now.values()).items() if commune == scope.commune
    }
    merged = frozenset(merges)
    lost: set[str] = set()
    for key, item in sorted(then.items()):
        there, kind = now.get(key), key[1].partition("#")[0]
        is_state = key[1] in STATE
        if (is_state and merged_since(there, item)) or not may_come_back(
            key, item, gone, scope.commune, merged=merged
        ):
            made.erased += 1
            lost |= {key[0]} if key[1] == "CHILD" else set()
            continue
        if key[0] in lost:
            continue
        if kind in LEFT or kind == "MONTH" or _is_derived(key):
            continue
        if is_state:
            wanted = without_erased(with_logins_of(item, there), gone | merged, there)
            if there is None or _content(there) != _content(wanted):
                made.changed.append(Change(wanted, there))
        elif there is None:
            made.missing.append(item)
    made.newer = [f"{pk} {sk}" for pk, sk in sorted(now.keys() - then.keys()) if sk in STATE]
    in_order = sorted(merges.values(), key=lambda one: one.begun_at)
    made.months = list(changed_months(scope.commune, scope.family, then, now, erased=gone, merges=in_order))
    return made


def _is_derived(key: Key) -> bool:
    """The directory is made anew of the files."""
    return key.sk == "DIRECTORY" or "#FIND#" in key.pk


def _families_of(made: Plan) -> set[FamilyRef]:
    """Whose directory follows what is put back: the families, and those of the children, then and now."""
    items = [item for change in made.changed for item in (change.item, change.now) if item is not None]
    found = {_family_at(item) for item in items if item["sk"]["S"] == "FAMILY"}
    for item in items:
        if item["sk"]["S"] == "CHILD":
            found |= {
                FamilyRef(made.scope.commune, family) for family in json.loads(item["body"]["S"])["families"]
            }
    return found


def _family_at(item: RawItem) -> FamilyRef:
    _, commune, _, family = item["pk"]["S"].split("#")
    return FamilyRef(commune, family)


def _held(raw: Iterable[RawItem], scope: Scope) -> dict[Key, RawItem]:
    """Those of the scope, where this release puts them: an export may be older than a move."""
    held = ((relocations.current(key_of(item)), item) for item in raw if scope.holds(item["pk"]["S"]))
    return {key: {**item, "pk": {"S": key.pk}, "sk": {"S": key.sk}} for key, item in held}


def apply(dynamodb: Any, table: str, made: Plan, *, at: datetime, by: str, now: datetime) -> list[NoRoom]:
    """Write the plan; answers the months for which there is no room any more. Safe to run again.

    Raises whatever DynamoDB raises when somebody wrote one of the items since the plan was made: plan again.
    """
    for item in made.missing:
        try:
            dynamodb.put_item(TableName=table, Item=item, ConditionExpression="attribute_not_exists(pk)")
        except dynamodb.exceptions.ConditionalCheckFailedException:
            continue  # an earlier run put it back
    for change in made.changed:
        _put_state(dynamodb, table, change)
    for ref in sorted(_families_of(made), key=lambda each: each.family):
        when_moved(partial(following.write_again, ref, entries_too=True))
    reglement = communes.reglement(
        made.scope.commune, communes.reglement_head(made.scope.commune).value.reglement
    )
    return [
        left
        for month in made.months
        if (left := put_month(made.scope.commune, month, reglement, at=at, by=by, now=now)) is not None
    ]


def _put_state(dynamodb: Any, table: str, change: Change) -> None:
    """One version further than what is there, so that whoever decided from that decides again."""
    if change.now is None:
        dynamodb.put_item(TableName=table, Item=change.item, ConditionExpression="attribute_not_exists(pk)")
        return
    version = int(change.now["version"]["N"])
    dynamodb.put_item(
        TableName=table,
        Item={**change.item, "version": {"N": str(version + 1)}},
        ConditionExpression="#v = :read",
        ExpressionAttributeNames={"#v": "version"},
        ExpressionAttributeValues={":read": {"N": str(version)}},
    )


def _content(item: RawItem) -> object:
    """Without the version, which only counts writes; a body by what it says, not by how it is spaced."""
    rest = {name: value for name, value in item.items() if name not in ("version", "body")}
    return rest, json.loads(item["body"]["S"]) if "body" in item else None


def key_of(item: RawItem) -> Key:
    return Key(item["pk"]["S"], item["sk"]["S"])


def _get(dynamodb: Any, table: str, pk: str, sk: str) -> RawItem | None:
    found: RawItem | None = dynamodb.get_item(
        TableName=table, Key={"pk": {"S": pk}, "sk": {"S": sk}}, ConsistentRead=True
    ).get("Item")
    return found
