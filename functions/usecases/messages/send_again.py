"""Send again what was given up, once its cause is mended."""

from dataclasses import replace

from functions.domain.accounts.activation import Activation
from functions.domain.messages import Message, MessageKind
from functions.storage.accounts import activations
from functions.storage.table import outbox
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.messages.unsent_mail_act import UnsentMailAct, settle_unsent


def send_again(act: UnsentMailAct) -> None:
    """The mail says what is true when it leaves, and does not leave where nothing is to be said any more. Raises what `settle_unsent`
    raises."""
    settle_unsent(act, "send_again", "mail_sent_again", _leave)


def _leave(transaction: Transaction, known: Stored[Message]) -> None:
    outbox.send_again(transaction, known)
    _is_on_its_way(transaction, known.value)


def _is_on_its_way(transaction: Transaction, message: Message) -> None:
    """The invitation of that mail has not failed any more, unless the mail is given up again."""
    if message.kind is not MessageKind.ACTIVATION:
        return
    stored = read_one(activations.activation_key(str(message.data["email"])), Activation)
    if stored is not None and stored.value.issue == message.data["issue"] and stored.value.failed_at:
        activations.put(transaction, replace(stored, value=replace(stored.value, failed_at=None)))
