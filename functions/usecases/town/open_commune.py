"""Open a commune on this deployment, or correct its file."""

from datetime import datetime

from functions.domain.messages import Message, MessageKind
from functions.domain.town.commune import Commune
from functions.domain.town.invoicing_policy import check_invoicing
from functions.storage.table import keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_moved


def open_commune(commune: Commune, *, now: datetime) -> None:
    """Write the commune's own file, which its règlement and its families need. Raises InvoicingRefused, Busy."""
    check_invoicing(commune.regie.invoicing)

    def act() -> None:
        key = keys.commune(commune.id)
        known = read_one(key, Commune)
        if known is not None and known.value == commune:
            return
        transaction = Transaction()
        communes.put_commune(transaction, Stored(key, commune, known.version if known else 0))
        outbox.add(transaction, Message(new_id(now), MessageKind.PAGES_CHANGED, commune.id))
        transaction.commit()

    when_moved(act)
