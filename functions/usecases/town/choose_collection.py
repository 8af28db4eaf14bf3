"""Choose how many days families have to pay, when they are reminded, and to which budget accounts the takings go."""

from dataclasses import replace
from datetime import datetime

from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.domain.town.collection_policy import (
    Collection,
    check_collection,
    collection_of,
    with_collection,
)
from functions.domain.town.commune import Commune
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored, encode
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_moved


def choose_collection(commune_id: str, chosen: Collection, *, by: str, key: str, now: datetime) -> Collection:
    """Keep the commune's choice. Invoices that were issued keep their due date; reminders follow the new days from now on.

    Raises NotFound, CollectionRefused, KeyReused, Busy.
    """
    check_collection(chosen)

    def act() -> Collection:
        known = read_one(keys.commune(commune_id), Commune)
        if known is None:
            raise NotFound
        done = keys.done_of_regie(commune_id, known.value.regie.code, key)
        request = ("choose_collection", encode(chosen))
        earlier = idempotency.earlier_answer(done, request, Collection)
        if earlier is not None:
            return earlier
        transaction = Transaction()
        if collection_of(known.value.regie) != chosen:
            changed = replace(known.value, regie=with_collection(known.value.regie, chosen))
            communes.put_commune(transaction, Stored(known.key, changed, known.version))
            detail: dict[str, object] = {"collection": encode(chosen)}
            line = JournalLine(new_id(now), "collection_chosen", by, now, detail=detail)
            journal.add_to_commune(transaction, commune_id, line)
        idempotency.remember(transaction, done, request, chosen, now=now)
        transaction.commit()
        return chosen

    return when_moved(act)
