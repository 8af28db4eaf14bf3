"""A mail of the town that was given up."""

from datetime import timedelta

from functions.domain.messages import Lane, Message, MessageKind
from functions.storage.table import outbox
from functions.storage.table.transaction import Transaction
from tests.support.builders import MARC, NOW


def give_up(
    name: str,
    kind: MessageKind = MessageKind.BOOKINGS_VALIDATED,
    cause: str = "Timeout",
    *,
    family: str = "testmp",
    account: str = MARC,
) -> None:
    message = Message(name, kind, "lisse", family, {"account": account, "act": "none"})
    transaction = Transaction()
    outbox.add(transaction, message)
    transaction.commit()
    [waiting] = [one for lane in Lane for one in outbox.due(NOW, lane) if one.value.id == name]
    taken = outbox.take(waiting, now=NOW, until=NOW + timedelta(minutes=2))
    assert taken is not None
    outbox.give_up(taken, cause=cause, now=NOW)
