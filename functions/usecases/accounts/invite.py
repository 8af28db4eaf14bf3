"""Invite a parent to open a login, with one mail and one code even if several towns know the address."""

from collections.abc import Sequence
from datetime import datetime

from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.activation import Activation, families_invited
from functions.domain.accounts.invitation_state import AlreadyActive
from functions.domain.errors import NotFound
from functions.domain.families.access import acts_for
from functions.domain.families.family import Family
from functions.domain.families.guardians import same_address
from functions.domain.journal import JournalLine
from functions.domain.messages import ASKED_FOR, Message, MessageKind
from functions.storage.accounts import activations, mail_standings
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.keys import Key
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.mailed_codes import new_issue
from functions.usecases.retry import when_moved


def invite(
    email: str,
    families: Sequence[FamilyRef],
    *,
    by: str,
    now: datetime,
    key: str | None = None,
    waited_for: bool = False,
) -> datetime:
    """Write the invitation and its mail; answers when that was. `by`: an account, or the name of the job.

    A second invitation replaces the code of the first; if the first was not used, the second covers the families of both.
    `key`: the same request under the same key sends no second mail. `waited_for`: the parent asked for it, and its mail passes before those
    that leave in bulk. Raises NotFound for an unknown family, AlreadyActive for a
    responsable who has a login there, LoginFull, KeyReused, Busy.
    """
    address = email.strip()
    place = activations.activation_key(address)
    family_keys = [keys.family(ref.commune, ref.family) for ref in families]
    if not families:
        raise NotFound
    done_key = None if key is None else invited_under(families[0], address, key)

    def act() -> datetime:
        found = read([place, *family_keys, *([done_key] if done_key else [])])
        if done_key is not None:
            earlier = idempotency.answer_in(found.get(done_key, Done), _request(families), datetime)
            if earlier is not None:
                return earlier
        transaction = Transaction()
        for family_key in family_keys:
            family = found.get(family_key, Family)
            if family is None or family.value.erased_on is not None:
                raise NotFound
            if _has_a_login(family.value, address):
                raise AlreadyActive
            transaction.check(family, why="family")
        earlier_one = found.get(place, Activation)
        write_invitation(transaction, earlier_one, address, families, by=by, now=now, waited_for=waited_for)
        if done_key is not None:
            idempotency.remember(transaction, done_key, _request(families), now, now=now)
        transaction.commit()
        return now

    return when_moved(act)


def write_invitation(
    transaction: Transaction,
    earlier: Stored[Activation] | None,
    address: str,
    families: Sequence[FamilyRef],
    *,
    by: str,
    now: datetime,
    waited_for: bool = False,
) -> None:
    """Add to a transaction the invitation, a line in each family's journal, and the mail. What is asked for by name is sent even where
    an earlier mail came back; what leaves for a whole list is not. Raises LoginFull."""
    waiting = earlier.value.families if earlier is not None and earlier.value.use is None else ()
    activation = Activation(address, new_issue(), families_invited(waiting, families), now)
    place = activations.activation_key(address)
    activations.put(transaction, Stored(place, activation, earlier.version if earlier is not None else 0))
    for ref in families:
        line = JournalLine(new_id(now), "parent_invited", by, now)
        journal.add(transaction, ref.commune, ref.family, line)
    data: dict[str, str | int] = {"email": address, "issue": activation.issue}
    if waited_for:
        data[ASKED_FOR] = 1
        mail_standings.write_again(transaction, address, now=now)
    outbox.add(transaction, Message(new_id(now), MessageKind.ACTIVATION, data=data))


def invited_under(ref: FamilyRef, email: str, key: str) -> Key:
    """Where it is noted that this person was invited by the request of that key."""
    return keys.done(ref.commune, ref.family, f"{key}.{activations.hashed(email)}")


def _request(families: Sequence[FamilyRef]) -> object:
    return ("invite", list(families))


def _has_a_login(family: Family, email: str) -> bool:
    return any(
        guardian.account is not None
        and acts_for(guardian.account, family)
        and same_address(guardian.email, email)
        for guardian in family.guardians
    )
