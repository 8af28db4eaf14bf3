"""The mail to whoever declared an absence: it says what was declared, and leaves with the act."""

from collections.abc import Sequence
from datetime import datetime

from functions.domain.messages import Message, MessageKind
from functions.storage.table import outbox
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction


def acknowledge_absence(
    transaction: Transaction,
    commune: str,
    family: str,
    account: str,
    acts: Sequence[str],
    *,
    cancelled: str = "",
    now: datetime,
) -> None:
    """`acts`: the lines of the journal, one for each absence; none where nothing new was told. `cancelled`: the line that says which
    bookings the same act cancelled: one mail tells of both."""
    if acts:
        data: dict[str, str | int] = {"account": account, "acts": " ".join(acts)}
        if cancelled:
            data["cancelled"] = cancelled
        outbox.add(transaction, Message(new_id(now), MessageKind.ABSENCE_DECLARED, commune, family, data))
