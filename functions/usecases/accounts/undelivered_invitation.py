"""Note that the mail of an invitation reached nobody: the town then sees it among those that failed."""

from dataclasses import replace
from datetime import datetime

from functions.domain.accounts.activation import Activation
from functions.domain.messages import Message, MessageKind
from functions.storage.accounts import activations
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved


def note_undelivered_invitation(message: Message, now: datetime) -> None:
    """Nothing for other mails, and where another invitation has replaced this one, or was used. Raises Busy."""
    if message.kind is not MessageKind.ACTIVATION:
        return
    key = activations.activation_key(str(message.data["email"]))

    def act() -> None:
        found = read_one(key, Activation)
        if found is None or found.value.issue != message.data["issue"]:
            return
        if found.value.use is not None or found.value.failed_at is not None:
            return
        transaction = Transaction()
        failed = replace(found.value, failed_at=now)
        activations.put(transaction, Stored(key, failed, found.version))
        transaction.commit()

    when_moved(act)
