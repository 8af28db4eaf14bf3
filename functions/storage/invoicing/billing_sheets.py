"""What families are billed from: their children's months, and the documents that asked for some of it before.

Read by small groups: a year of a family may be several hundred kilobytes.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from functions.domain.billing.lines_already_invoiced import SentInvoice, asked_by
from functions.domain.billing.lines_to_invoice import InvoicedLine
from functions.domain.calendar.billing_periods import UnknownPeriod, months_between, period
from functions.domain.families.family import Child, Family
from functions.domain.invoices.invoice import Invoice
from functions.domain.invoices.receivable import Receivable
from functions.domain.planning.child_month import ChildMonth
from functions.storage.bookings import child_months as months
from functions.storage.invoices import invoices
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import TABLE_FAULTS, Found, read

_log = logging.getLogger(__name__)

GROUP = 10
"""Families read together: their items fill batches of a hundred, and fit in the memory of a small function."""
PREPAID = timedelta(366)
"""How long before its days a document may have been issued: booked in June for the whole school year."""


@dataclass(frozen=True, slots=True)
class HouseholdToBill:
    """A family to bill, and the children it paid for that are not in its file any more."""

    family: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """`seen`: how many documents the family had been sent when this was read."""

    family: Family
    children: dict[str, Child]
    months: tuple[ChildMonth, ...]
    asked: tuple[InvoicedLine, ...]
    seen: int


def sheets(
    commune: str, households: Iterable[HouseholdToBill], first: date, last: date, *, clock: ZoneInfo
) -> Iterator[Sheet]:
    """In the order asked; a family that does not exist has none, nor has one of which something cannot be read: it is logged,
    and keeps no other from its own. Strongly consistent."""
    rest = iter(households)
    while group := list(islice(rest, GROUP)):
        try:
            found = list(_group(commune, group, first, last, clock))
        except TABLE_FAULTS:
            raise
        except Exception:
            found = list(_one_by_one(commune, group, first, last, clock))
        yield from found


def _one_by_one(
    commune: str, households: Sequence[HouseholdToBill], first: date, last: date, clock: ZoneInfo
) -> Iterator[Sheet]:
    for each in households:
        try:
            found = list(_group(commune, [each], first, last, clock))
        except TABLE_FAULTS:
            raise
        except Exception as fault:
            # The log names the kind of fault: its text may hold a name.
            _log.error(
                "family not read commune=%s family=%s fault=%s", commune, each.family, type(fault).__name__
            )
        else:
            yield from found


def _group(
    commune: str, households: Sequence[HouseholdToBill], first: date, last: date, clock: ZoneInfo
) -> Iterator[Sheet]:
    """What was sent is counted before it is read: a document written meanwhile is found out when the invoice is."""
    found = read(
        key
        for each in households
        for key in (keys.family(commune, each.family), keys.documents(commune, each.family))
    )
    families = [
        (each, stored.value)
        for each in households
        if (stored := found.get(keys.family(commune, each.family), Family)) is not None
        # Nothing is left to bill of a family that was erased: its bookings are gone, its invoices stand.
        and stored.value.erased_on is None
        # Half of what it was asked for may lie with another file yet: its next invoice asks for the rest.
        and not stored.value.merging
    ]
    debts = {
        family.id: _debts(commune, family.id, first, clock)
        for _, family in families
        if invoices.documents_seen(found, commune, family.id)
    }
    documents = read(keys.invoice(commune, debt.family, debt.invoice) for of in debts.values() for debt in of)
    asked = {family: _asked(documents, commune, of) for family, of in debts.items()}
    of_months = months_between(first, last)
    children = {
        family.id: sorted(
            {*family.children, *each.others, *(line.line.child for line in asked.get(family.id, ()))} - {""}
        )
        for each, family in families
    }
    everyone = sorted({child for of in children.values() for child in of})
    wanted: list[Key] = [keys.child(commune, child) for child in everyone]
    wanted += [keys.child_month(commune, child, month) for child in everyone for month in of_months]
    read_now = read(wanted)
    for _, family in families:
        yield Sheet(
            family=family,
            children={child: _file(read_now, commune, child) for child in children[family.id]},
            months=tuple(
                months.in_batch(read_now, commune, child, month).value
                for child in children[family.id]
                for month in of_months
            ),
            asked=asked.get(family.id, ()),
            seen=invoices.documents_seen(found, commune, family.id),
        )


def _debts(commune: str, family: str, first: date, clock: ZoneInfo) -> list[Receivable]:
    """Of the documents that may speak of days from `first` on, oldest first."""
    since = datetime.combine(first, time(), clock) - PREPAID
    debts = invoices.receivables_since(commune, family, since)
    return [debt for debt in debts if debt.issued_on >= first or _reaches(debt.period, first)]


def _reaches(code: str, day: date) -> bool:
    try:
        return period(code).last >= day
    except UnknownPeriod:
        return True


def _asked(found: Found, commune: str, debts: Iterable[Receivable]) -> tuple[InvoicedLine, ...]:
    read_now = (
        (found.get(keys.invoice(commune, debt.family, debt.invoice), Invoice), debt) for debt in debts
    )
    sent = [SentInvoice(document.value, debt) for document, debt in read_now if document is not None]
    return tuple(asked_by(sent))


def _file(found: Found, commune: str, child: str) -> Child:
    """A child whose file was removed is still billed for, without a name."""
    stored = found.get(keys.child(commune, child), Child)
    return stored.value if stored is not None else Child(child, "", "", date.max, ())
