"""List the unpaid invoices, and those handed over to the treasury. This only reads."""

from collections.abc import Iterable
from datetime import datetime
from itertools import takewhile

from functions.domain.invoices.invoice import Invoice
from functions.domain.invoices.receivable import Receivable
from functions.domain.regie.unpaid import Unpaid, unpaid
from functions.storage.invoices import invoices
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.town import communes


def list_unpaid(commune_id: str, *, now: datetime) -> list[Unpaid]:
    """The invoices whose due date has passed, the earliest due date first. Raises NotFound."""
    commune = communes.commune(commune_id)
    today = commune.day_of(now)
    late = takewhile(lambda debt: debt.due_on < today, invoices.owed(commune.id, commune.regie.code))
    return _told(commune_id, late, now)


def list_handed_over(commune_id: str, *, now: datetime) -> list[Unpaid]:
    """The invoices that the treasury collects, by the day on which they were handed over. Raises NotFound."""
    commune = communes.commune(commune_id)
    return _told(commune_id, invoices.handed_over(commune.id, commune.regie.code), now)


def _told(commune_id: str, debts: Iterable[Receivable], now: datetime) -> list[Unpaid]:
    commune = communes.commune(commune_id)
    today = commune.day_of(now)
    listed = list(debts)
    found = read(keys.invoice(commune_id, debt.family, debt.invoice) for debt in listed)
    documents = [
        (stored.value, debt)
        for debt in listed
        if (stored := found.get_sound(keys.invoice(commune_id, debt.family, debt.invoice), Invoice))
        is not None
    ]
    return unpaid(documents, today, planned=len(commune.regie.reminder_days))
