"""Held places are the family's for good once their invoice is paid."""

from datetime import datetime

from functions.domain.billing.prepayment import Hold, confirmed
from functions.domain.journal import JournalLine
from functions.domain.planning.child_month import ChildMonth
from functions.storage.bookings import child_months
from functions.storage.invoices import invoices
from functions.storage.invoicing import holds
from functions.storage.table import journal
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved


def confirm_hold(commune: str, family: str, invoice: str, *, by: str, now: datetime) -> bool:
    """Confirm the hold of an invoice. False where no hold waits, or where the invoice is not paid. Raises Busy."""

    def act() -> bool:
        stored = holds.hold(commune, family, invoice)
        if stored is None or not invoices.receivable(commune, family, invoice).value.settled:
            return False
        transaction = Transaction()
        for month in months_of(stored.value):
            paid = confirmed(month.value, stored.value)
            if paid is not month.value:
                child_months.put(transaction, commune, Stored(month.key, paid, month.version))
        holds.end(transaction, stored)
        line = JournalLine(new_id(now), "prepayment_paid", by, now, detail={"invoice": invoice})
        journal.add(transaction, commune, family, line)
        transaction.commit()
        return True

    return when_moved(act)


def months_of(hold: Hold) -> list[Stored[ChildMonth]]:
    """The months that the hold has bookings in, as they are now."""
    wanted: dict[str, list[str]] = {}
    for slot in hold.slots:
        children = wanted.setdefault(slot.month, [])
        if slot.child not in children:
            children.append(slot.child)
    return [
        month
        for name, children in sorted(wanted.items())
        for month in child_months.months_of(hold.commune, children, name)
    ]
