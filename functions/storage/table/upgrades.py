"""The shapes that stored aggregates have had, and how each becomes the next.

An item says under which shape it was written (`schema`, 1 where nothing was ever changed). Readers upgrade what is older; a function
that is older than an item reads it, and is refused when it would write it, because it would drop what it does not know
(`functions/storage/table/transaction.py`). `python -m infra.migrate` rewrites what nobody touched since.

Whoever changes what a stored dataclass holds adds an upgrade here: `unchanged` where a default says all that older items need.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

B = TypeVar("B", bound=str | bytes)

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
"""From the body of one schema to that of the next."""


@dataclass(frozen=True, slots=True)
class History:
    """`shape` and `sort`: where the kind lies, as `shape_of` tells it and how its sort keys begin."""

    shape: str
    sort: str
    upgrades: tuple[Upgrade, ...]
    """The first makes 2 of 1."""

    @property
    def schema(self) -> int:
        """Under which this code writes."""
        return 1 + len(self.upgrades)

    def upgraded(self, schema: int, body: B) -> B | str:
        """The body under today's schema. One that is newer is given as it is: what is not known of it is left aside."""
        if schema >= self.schema:
            return body
        value = json.loads(body)
        for upgrade in self.upgrades[schema - 1 :]:
            value = upgrade(value)
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def unchanged(body: dict[str, Any]) -> dict[str, Any]:
    """A field that came with a default."""
    return body


def _lapse_marked(body: dict[str, Any]) -> dict[str, Any]:
    """Only a hold that lapsed took an invoice back without a reason."""
    entries = body.get("entries", ())
    lapsed = any(entry["kind"] == "credit_note" and not entry.get("reason") for entry in entries)
    return {**body, "lapsed": lapsed}


def _appointed(body: dict[str, Any]) -> dict[str, Any]:
    """Whoever has roles has them everywhere, until somebody ends them."""
    return {"appointments": {account: {"roles": roles} for account, roles in body.get("roles", {}).items()}}


HISTORIES: dict[str, History] = {
    # Fees, absences, attendance, places from the waiting list and questions to the town came. Then what agents did for the family, and
    # what a child's other homes pay.
    "ChildMonth": History("C/K", "MONTH#", (unchanged, unchanged, unchanged)),
    # When reminders leave, when invoices do, accounts and what the counter takes came.
    "Commune": History("C", "COMMUNE", (unchanged,)),
    # A complete file and the accepted règlement came. Then that it was erased, and who was put out of it; and what was merged into it.
    "Family": History("C/F", "FAMILY", (unchanged, unchanged)),
    # Whom a minimum service keeps came.
    "CalledOffMonth": History("C", "CALLEDOFF#", (unchanged,)),
    # When each line came. Then those that expired.
    "Basket": History("C/F", "BASKET#", (unchanged, unchanged)),
    # Enrolments came, and how two families share. Then the town's number, and other files of the same child.
    "Child": History("C/K", "CHILD", (unchanged, unchanged)),
    # From which version it is accepted came. Then how long a place waits for its payment, what families without a price are told, where a meal is served. Then that a service asks for the health sheet.
    "Reglement": History("C", "REGLEMENT#", (unchanged, unchanged, unchanged)),
    # Which one it stands for came. Then what its lines say of an agent's act.
    "Invoice": History("C/I", "INVOICE#", (unchanged, unchanged)),
    # Entries say more, credit notes, reminders and hand-over came. Then a lapse is marked.
    "Receivable": History("C/F", "RECEIVABLE#", (unchanged, _lapse_marked)),
    # Its uses came.
    "Credit": History("C/F", "CREDIT#", (unchanged,)),
    # `rejected_at` came.
    "Attempt": History("C/F", "PAYMENT#", (unchanged,)),
    # The version of the credentials came, on these three. Then, on sessions, when the second factor was given, where from, and on
    # which tablet; on accounts, whether mails to all are wanted.
    "Account": History("A", "ACCOUNT", (unchanged, unchanged)),
    "Session": History("A", "SESSION#", (unchanged, unchanged, unchanged)),
    # Until when and where somebody works came. A function of the version before finds no agent in it, and lets none in.
    "Staff": History("C", "STAFF", (_appointed,)),
    # That its mail could not be delivered came.
    "Activation": History("L", "ACTIVATION", (unchanged,)),
    # What the town answered to each field came, and whom a correction is about. Then the files that prove one.
    "Request": History("C/F", "REQUEST#", (unchanged, unchanged)),
    # Whom no mail reaches came, on both.
    "Announcement": History("C/ANNOUNCEMENTS", "", (unchanged,)),
    "FamilyTold": History("C/F", "ANNOUNCED#", (unchanged,)),
    # Of whom a parent's word keeps away came, and the health sheet.
    "ChildSafety": History("C/K", "SAFETY", (unchanged,)),
    "AddressChange": History("L", "ADDRESS", (unchanged,)),
    # Until when, for whom, pinned, corrected and withdrawn came; a draft has no hour.
    "NewsArticle": History("C/NEWS", "", (unchanged,)),
}
"""Kinds that ever changed since the first release, by the class's own name: a class that moves to another module keeps its
upgrades, and a function imports the kinds it reads, and no other. A test holds that the domain has one class of each name."""


def schema_of(kind: type) -> int:
    """The schema under which this code writes."""
    history = HISTORIES.get(kind.__name__)
    return 1 if history is None else history.schema


def upgraded(kind: type, schema: int, body: B) -> B | str:
    """The body under today's schema."""
    history = HISTORIES.get(kind.__name__)
    return body if history is None else history.upgraded(schema, body)


def shape_of(pk: str) -> str:
    """A partition key without its ids: `C#lisse#F#01k…` is `C/F`."""
    return "/".join(pk.split("#")[::2])
