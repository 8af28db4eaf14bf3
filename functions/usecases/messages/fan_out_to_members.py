"""Turn a message for a family into one message for each of its logins, so that each is delivered by itself; and into one for each device
that is told of such things."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import islice

from functions.domain.families.access import logins_of
from functions.domain.families.family import Family
from functions.domain.messages import Message, MessageKind
from functions.domain.push.device import TOLD
from functions.storage.push import devices
from functions.storage.table import keys, outbox
from functions.storage.table.reading import read_one
from functions.storage.table.transaction import MAX_ACTIONS, Refused, Transaction

_ADDRESSED = "addressed"
"""In the data of a message whose devices have theirs."""


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
    for each in islice(_for_devices(message, members), MAX_ACTIONS - len(members)):
        outbox.add(transaction, each)
    try:
        transaction.commit()
    except Refused:
        return None  # an earlier delivery has put them there, and died before it could mark `message` as sent


def fan_out_to_devices(message: Message) -> bool:
    """Of a message to one login: whether its devices now have messages of their own, and its mail one beside them. False where there is
    only a mail to send: no device wants to be told, or they have theirs already."""
    beside = (
        () if _ADDRESSED in message.data else tuple(_for_devices(message, [str(message.data["account"])]))
    )
    if not beside:
        return False
    transaction = Transaction()
    mail = replace(message, id=f"{message.id}-mail", data={**message.data, _ADDRESSED: 1})
    for each in (mail, *beside):
        outbox.add(transaction, each)
    with suppress(Refused):  # as above
        transaction.commit()
    return True


def _for_devices(message: Message, members: Sequence[str]) -> Iterator[Message]:
    """Each has a message of its own: a device that cannot be reached keeps no other one waiting, and is told once. What is said is found
    out on delivery, as for a mail."""
    kind = TOLD.get(message.kind)
    for place, account in enumerate(members if kind is not None else ()):
        for device in devices.of_account(account):
            if kind is not None and device.value.wants(kind):
                name = devices.name_of(device.key)
                data = {**message.data, "account": account, "device": name, "about": message.kind.value}
                own = f"{message.id}-{place:02}-{name[:16]}"
                yield replace(message, id=own, kind=MessageKind.PUSH, data=data)
