"""What a table holds, in figures that a mayor can compare: families, bookings, invoices, their numbers and their sums.

Read from raw items, so that a table of an older version counts too. A digest says beside them whether two tables are equal to the letter.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from infra.backup.exports import RawItem, plain


@dataclass
class Totals:
    """`by_commune`: figures of each commune, by name. `digest`: of all items, whatever their order."""

    items: int = 0
    by_commune: dict[str, Counter[str]] = field(default_factory=dict)
    numbers: dict[str, set[int]] = field(default_factory=dict)
    """Ranks of the invoices issued, by `commune régie year`."""
    digest: int = 0

    def add(self, item: RawItem) -> None:
        self.items += 1
        self.digest ^= int.from_bytes(hashlib.sha256(_canonical(item)).digest())
        commune = commune_of(item)
        if commune is None:
            return
        figures = self.by_commune.setdefault(commune, Counter())
        figures["items"] += 1
        kind = "find" if "#FIND#" in item["pk"]["S"] else item["sk"]["S"].partition("#")[0].lower()
        figures[f"{kind} items"] += 1
        body = json.loads(item["body"]["S"]) if "body" in item else {}
        match kind:
            case "month" if "days" in body:
                prices = [booking["price_cents"] for day in body["days"].values() for booking in day.values()]
                figures["bookings"] += len(prices)
                figures["booked cents"] += sum(prices)
            case "month" if "taken" in item:
                figures["places taken"] += sum(
                    int(count["N"]) for name, count in item["taken"]["M"].items() if "@" not in name
                )
            case "invoice":
                figures["invoiced cents"] += sum(
                    line["quantity"] * line["unit_price_cents"] for line in body["lines"]
                )
                number = body["number"]
                series = f"{commune} {number['regie']} {number['year']}"
                self.numbers.setdefault(series, set()).add(number["rank"])
            case "receivable":
                settled = sum(entry["amount_cents"] for entry in body["entries"])
                figures["settled cents"] += settled
                figures["balance cents"] += body["total_cents"] - settled
            case "credit":
                figures["credit cents"] += body["amount_cents"]

    def differences(self, other: "Totals") -> list[str]:
        """What is not the same in `other`, a line each; nothing when both hold the same to the letter."""
        told = [
            f"{commune}: {name} {mine} → {theirs}"
            for commune in sorted(self.by_commune | other.by_commune)
            for name, mine, theirs in _apart(
                self.by_commune.get(commune, Counter()), other.by_commune.get(commune, Counter())
            )
        ]
        for series in sorted(self.numbers | other.numbers):
            mine, theirs = self.numbers.get(series, set()), other.numbers.get(series, set())
            if mine != theirs:
                told.append(f"{series}: numbers {sorted(mine ^ theirs)} are in one of the two only")
        if self.items != other.items:
            told.append(f"items {self.items} → {other.items}")
        if not told and self.digest != other.digest:
            told.append("the same figures, but other content")
        return told

    def gaps(self) -> list[str]:
        """Invoice numbers that are missing within a régie and year."""
        return [
            f"{series}: {sorted(missing)}"
            for series, ranks in sorted(self.numbers.items())
            if (missing := set(range(1, max(ranks) + 1)) - ranks)
        ]


def of(items: Iterable[RawItem]) -> Totals:
    found = Totals()
    for item in items:
        found.add(item)
    return found


def scan(dynamodb: Any, table: str) -> Iterator[RawItem]:
    """Every item of a table, its JSON in `body`: an operator's act, which no function of the portal may do."""
    for page in dynamodb.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
        yield from map(plain, page["Items"])


def commune_of(item: RawItem) -> str | None:
    """The commune an item belongs to; None for logins, messages on their way and the like."""
    letter, _, rest = item["pk"]["S"].partition("#")
    return rest.partition("#")[0] if letter == "C" else None


def _apart(mine: Counter[str], theirs: Counter[str]) -> Iterator[tuple[str, int, int]]:
    for name in sorted(mine.keys() | theirs.keys()):
        if mine[name] != theirs[name]:
            yield name, mine[name], theirs[name]


def _canonical(item: RawItem) -> bytes:
    return json.dumps(item, sort_keys=True, separators=(",", ":"), default=_plain).encode()


def _plain(value: object) -> object:
    """boto3 gives binary attributes as bytes and sets as lists or sets."""
    return sorted(value, key=str) if isinstance(value, set | frozenset) else str(value)
