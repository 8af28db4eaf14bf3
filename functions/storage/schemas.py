"""The shapes that stored aggregates have had, and how each becomes the next.

An item says under which shape it was written (`schema`, 1 where nothing was ever changed). Readers upgrade what is older; a function
that is older than an item reads it, and is refused when it would write it, because it would drop what it does not know
(`functions/storage/transaction.py`). `python -m infra.migrate` rewrites what nobody touched since.

Whoever changes what a stored dataclass holds adds an upgrade here: `unchanged` where a default says all that older items need.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from functions.domain.basket import Basket
from functions.domain.bookings import ChildMonth
from functions.domain.commune import Commune
from functions.domain.families import Child, Family
from functions.domain.invoices import Credit, Receivable
from functions.domain.payments import Attempt
from functions.domain.reglement import Reglement

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
"""From the body of one schema to that of the next."""


@dataclass(frozen=True, slots=True)
class History:
    """`shape` and `sort`: where the kind lies, as `shape_of` tells it and how its sort keys begin."""

    shape: str
    sort: str
    upgrades: tuple[Upgrade, ...]
    """The first makes 2 of 1."""


def unchanged(body: dict[str, Any]) -> dict[str, Any]:
    """A field that came with a default."""
    return body


HISTORIES: dict[type, History] = {
    # Fees, absences, attendance, places from the waiting list and questions to the town came.
    ChildMonth: History("C/K", "MONTH#", (unchanged,)),
    # When reminders leave, when invoices do, accounts and what the counter takes came.
    Commune: History("C", "COMMUNE", (unchanged,)),
    # A complete file and the accepted règlement came.
    Family: History("C/F", "FAMILY", (unchanged,)),
    # When each line came.
    Basket: History("C/F", "BASKET#", (unchanged,)),
    # Enrolments came, and how two families share.
    Child: History("C/K", "CHILD", (unchanged,)),
    # From which version it is accepted came.
    Reglement: History("C", "REGLEMENT#", (unchanged,)),
    # Entries say more, credit notes, reminders and hand-over came.
    Receivable: History("C/F", "RECEIVABLE#", (unchanged,)),
    # Its uses came.
    Credit: History("C/F", "CREDIT#", (unchanged,)),
    # `rejected_at` came.
    Attempt: History("C/F", "PAYMENT#", (unchanged,)),
}
"""Kinds that ever changed since the first release."""


def schema_of(kind: type) -> int:
    """The schema under which this code writes."""
    history = HISTORIES.get(kind)
    return 1 if history is None else 1 + len(history.upgrades)


def upgraded(kind: type, schema: int, body: str) -> str:
    """The body under today's schema. One that is newer is given as it is: what is not known of it is left aside."""
    history = HISTORIES.get(kind)
    if history is None or schema > len(history.upgrades):
        return body
    value = json.loads(body)
    for upgrade in history.upgrades[schema - 1 :]:
        value = upgrade(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def shape_of(pk: str) -> str:
    """A partition key without its ids: `C#lisse#F#01k…` is `C/F`."""
    return "/".join(pk.split("#")[::2])
