"""A home that pays what was booked or cancelled in the child's other home is told of it, once, when the act has settled.

Its message holds ids only: what it is told is found out on delivery, from what stands by then, and at its own price.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from functions.domain.families.family import Child
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.child_month import Slot
from functions.domain.planning.other_home_acts import homes_that_pay
from functions.storage.table import outbox
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction


def announce(
    transaction: Transaction,
    commune: str,
    family: str,
    children: Mapping[str, Child],
    slots: Iterable[Slot],
    *,
    act: str,
    now: datetime,
) -> None:
    """Add the message to each home besides `family` that pays one of the slots. `act`: the line in the journal of `family`."""
    for home in homes_that_pay(children, slots, besides=family):
        data: dict[str, str | int] = {"home": family, "act": act}
        outbox.add(transaction, Message(new_id(now), MessageKind.OTHER_HOME_BOOKED, commune, home, data))
