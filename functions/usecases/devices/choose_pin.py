"""Choose the PIN with which one unlocks the town's tablets."""

from datetime import datetime

from functions.domain.devices.device import Pin, checked_pin
from functions.domain.journal import JournalLine
from functions.storage.devices import devices
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved


def choose_pin(account: str, typed: str, *, idempotency_key: str, now: datetime) -> None:
    """Another one takes its place, and tablets that had blocked the earlier one know nothing of it. Raises PinTooSimple, KeyReused, Busy."""
    pin = checked_pin(typed)
    done_key = keys.of_account(account, f"KEY#{idempotency_key}")
    request = ("choose_pin", devices.pin_hash(account, "", pin))

    def again() -> None:
        if idempotency.earlier_answer(done_key, request, bool):
            return
        key = devices.pin_key(account)
        known = read_one(key, Pin)
        chosen = Pin(devices.pin_hash(account, now.isoformat(), pin), now)
        transaction = Transaction()
        devices.put_pin(transaction, Stored(key, chosen, 0 if known is None else known.version))
        journal.add_to_account(transaction, account, JournalLine(new_id(now), "pin_chosen", account, now))
        idempotency.remember(transaction, done_key, request, True, now=now)
        transaction.commit()

    when_moved(again)
