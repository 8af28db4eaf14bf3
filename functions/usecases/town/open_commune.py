"""Open a commune on this deployment, or correct its file."""

from dataclasses import fields
from datetime import datetime

from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.town.commune import Commune
from functions.domain.town.invoicing_policy import check_invoicing
from functions.storage.table import journal, keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_moved
from functions.usecases.town.publish_reglement import DEPLOYER


def open_commune(commune: Commune, *, by: str = DEPLOYER, now: datetime) -> None:
    """Write the commune's own file, which its règlement and its families need, and the journal's line.

    `by`: an account, or the program that opens it. Raises InvoicingRefused, Busy.
    """
    check_invoicing(commune.regie.invoicing)

    def act() -> None:
        key = keys.commune(commune.id)
        known = read_one(key, Commune)
        if known is not None and known.value == commune:
            return
        transaction = Transaction()
        communes.put_commune(transaction, Stored(key, commune, known.version if known else 0))
        line = JournalLine(
            new_id(now),
            "commune_opened" if known is None else "commune_corrected",
            by,
            now,
            detail=_changed(known, commune),
        )
        journal.add_to_commune(transaction, commune.id, line)
        outbox.add(transaction, Message(new_id(now), MessageKind.PAGES_CHANGED, commune.id))
        transaction.commit()

    when_moved(act)


def _changed(known: Stored[Commune] | None, commune: Commune) -> dict[str, object]:
    """Which parts of the file were corrected: their names alone, because the journal holds no address and no telephone."""
    if known is None:
        return {}
    parts = [part.name for part in fields(Commune)]
    return {"changed": [part for part in parts if getattr(known.value, part) != getattr(commune, part)]}
