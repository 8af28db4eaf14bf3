"""Invite a parent to open a login, with one mail and one code even if several towns know the address."""

from collections.abc import Sequence
from datetime import datetime

from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.activation import Activation, families_invited
from functions.domain.errors import NotFound
from functions.domain.families.family import Family
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.storage.accounts import activations
from functions.storage.table import journal, keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.mailed_codes import new_issue
from functions.usecases.retry import when_moved


def invite(email: str, families: Sequence[FamilyRef], *, by: str, now: datetime) -> Activation:
    """Write the invitation and its mail. `by`: an account, or the name of the job.

    A second invitation replaces the code of the first; if the first was not used, the second covers the families of both.
    Raises NotFound for an unknown family, LoginFull, Busy.
    """
    address = email.strip()
    key = activations.activation_key(address)
    family_keys = [keys.family(ref.commune, ref.family) for ref in families]

    def act() -> Activation:
        found = read([key, *family_keys])
        if not families or any(found.get(family_key, Family) is None for family_key in family_keys):
            raise NotFound
        earlier = found.get(key, Activation)
        waiting = earlier.value.families if earlier is not None and earlier.value.use is None else ()
        covered = families_invited(waiting, families)
        activation = Activation(address, new_issue(), covered, now)
        transaction = Transaction()
        activations.put(transaction, Stored(key, activation, earlier.version if earlier is not None else 0))
        for ref in families:
            line = JournalLine(new_id(now), "parent_invited", by, now)
            journal.add(transaction, ref.commune, ref.family, line)
        message = Message(
            new_id(now), MessageKind.ACTIVATION, data={"email": address, "issue": activation.issue}
        )
        outbox.add(transaction, message)
        transaction.commit()
        return activation

    return when_moved(act)
