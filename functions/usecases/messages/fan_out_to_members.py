"""Turn a message for a family into one message for each of its logins, so that each is delivered by itself."""

from dataclasses import replace
from datetime import datetime

from functions.domain.families.access import logins_of
from functions.domain.families.family import Family
from functions.domain.messages import Message
from functions.storage.table import keys, outbox
from functions.storage.table.reading import read_one
from functions.storage.table.transaction import Refused, Transaction


def fan_out_to_members(message: Message, now: datetime) -> None:
    """Put a message for each member into the outbox, under an id derived from `message.id`, so that none is put there twice.

    Raises ValueError for a message that is about no family.
    """
    if message.commune is None or message.family is None:
        raise ValueError(message.kind.value)
    family = read_one(keys.family(message.commune, message.family), Family)
    if family is not None and family.value.merged_into:
        return fan_out_to_members(replace(message, family=family.value.merged_into), now)
    members = logins_of(family.value) if family is not None else ()
    if not members:
        return None
    transaction = Transaction()
    for place, account in enumerate(members):
        data = {**message.data, "account": account}
        outbox.add(transaction, replace(message, id=f"{message.id}-{place:02}", data=data))
    try:
        transaction.commit()
    except Refused:
        return None  # an earlier delivery has put them there, and died before it could mark `message` as sent
