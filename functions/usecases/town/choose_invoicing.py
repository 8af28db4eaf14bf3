"""Choose when a régie invoices, for which periods, and which amounts are too small to ask for."""

from dataclasses import replace
from datetime import datetime

from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.domain.town.commune import Commune
from functions.domain.town.invoicing_policy import Invoicing, check_invoicing
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored, encode
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_moved


def choose_invoicing(commune_id: str, chosen: Invoicing, *, by: str, key: str, now: datetime) -> Invoicing:
    """Keep the commune's choice. `by`: an account. A run that has begun is finished for its period all the same.

    Raises NotFound, InvoicingRefused, KeyReused, Busy.
    """
    check_invoicing(chosen)
    done_key, request = keys.of_account(by, f"KEY#{key}"), ("invoicing", commune_id, encode(chosen))

    def act() -> Invoicing:
        if (earlier := idempotency.earlier_answer(done_key, request, Invoicing)) is not None:
            return earlier
        known = read_one(keys.commune(commune_id), Commune)
        if known is None:
            raise NotFound
        transaction = Transaction()
        if known.value.regie.invoicing != chosen:
            changed = replace(known.value, regie=replace(known.value.regie, invoicing=chosen))
            communes.put_commune(transaction, Stored(known.key, changed, known.version))
            detail: dict[str, object] = {"invoicing": encode(chosen)}
            line = JournalLine(new_id(now), "invoicing_chosen", by, now, detail=detail)
            journal.add_to_commune(transaction, commune_id, line)
        idempotency.remember(transaction, done_key, request, chosen, now=now)
        transaction.commit()
        return chosen

    return when_moved(act)
