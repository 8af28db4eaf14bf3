"""A message for a family becomes one message for each of its logins, so that each is delivered by itself."""

from dataclasses import replace
from datetime import datetime

from functions.domain.families.family import Family
from functions.domain.messages import Message
from functions.storage.table import keys, outbox
from functions.storage.table.reading import read_one
from functions.storage.table.transaction import Refused, Transaction


def address_members(message: Message, now: datetime) -> None:
    """Leave a message for each member in the outbox, under ids that a second delivery would find taken."""
    if message.commune is None or message.family is None:
        raise ValueError(message.kind.value)
    family = read_one(keys.family(message.commune, message.family), Family)
    members = family.value.members if family is not None else ()
    if not members:
        return
    transaction = Transaction()
    for place, account in enumerate(members):
        data = {**message.data, "account": account}
        outbox.add(transaction, replace(message, id=f"{message.id}-{place:02}", data=data))
    try:
        transaction.commit()
    except Refused:
        return  # An earlier delivery left them, and died before it said so.
