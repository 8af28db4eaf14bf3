"""End what lets somebody act for a family: their login's, or the invitation that they have not used.

The family keeps all that it has: bookings, invoices, the baskets of its logins. The weeks that the person named go: they were theirs alone. The person keeps their login, and with it their other families; one
that follows none any more opens nothing, and goes with the last family that it was of. Roles of agents are of the commune
and not of a family: nothing here touches them.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.accounts.account import Account, FamilyRef
from functions.domain.accounts.activation import Activation
from functions.domain.accounts.invitation_state import InvitationState, waits_for
from functions.domain.errors import NotFound
from functions.domain.families.access import accounts_ended, addresses_ended, put_out
from functions.domain.families.family import Family
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.storage.accounts import accounts, activations
from functions.storage.bookings import week_patterns
from functions.storage.families import families
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.families.read_people import Person, people_of
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class AccessEnded:
    """What ended: a login's access, or an invitation."""

    person: str
    login: bool
    invitation: bool


@dataclass(frozen=True, slots=True)
class EndAccess:
    """`person`: an id of `Person`. `by`: an account, or the name of the command."""

    commune: str
    family: str
    person: str
    by: str
    key: str
    now: datetime


def end_access(asked: EndAccess) -> AccessEnded:
    """In one transaction; the person is told by mail where a login of theirs acted for the family.

    Once it has ended, nothing happens. Raises NotFound for somebody who is none of the family's, KeyReused, Busy.
    """
    done_key = keys.done(asked.commune, asked.family, asked.key)
    request = ("end_access", asked.person)
    family_key = keys.family(asked.commune, asked.family)

    def act() -> AccessEnded:
        found = read([done_key, family_key])
        earlier = idempotency.answer_in(found.get(done_key, Done), request, AccessEnded)
        if earlier is not None:
            return earlier
        family = found.get(family_key, Family)
        if family is None or family.value.erased_on is not None:
            raise NotFound
        person = _person(asked, family.value)
        if person is None:
            return AccessEnded(asked.person, login=False, invitation=False)
        return _end(asked, family, person, done_key, request)

    return when_moved(act)


def _person(asked: EndAccess, family: Family) -> Person | None:
    """Who is meant, also where an invited person has opened their login since; None: it has ended before. Raises NotFound."""
    people = people_of(asked.commune, [family], now=asked.now)
    known = next((one for one in people if asked.person in _names(one)), None)
    if known is None and asked.person not in addresses_ended(family) | accounts_ended(family):
        raise NotFound
    return None if known is None or known.state is InvitationState.ENDED else known


def _names(person: Person) -> set[str]:
    hashed = {activations.hashed(email) for email in person.emails}
    return hashed | ({person.id} if person.id else set())


def _end(
    asked: EndAccess, family: Stored[Family], person: Person, done_key: keys.Key, request: object
) -> AccessEnded:
    ref = FamilyRef(asked.commune, asked.family)
    account_key = None if person.account is None else keys.account(person.account)
    invitation_keys = [activations.activation_key(email) for email in person.emails]
    found = read(dict.fromkeys([*invitation_keys, *([account_key] if account_key is not None else [])]))
    transaction = Transaction()
    invitations = [
        stored
        for key in dict.fromkeys(invitation_keys)
        if (stored := found.get(key, Activation)) is not None and waits_for(stored.value, ref)
    ]
    for stored in invitations:
        activations.withdraw(transaction, stored, ref)
    account = None if account_key is None else found.get(account_key, Account)
    if account is not None and ref in account.value.families:
        others = tuple(one for one in account.value.families if one != ref)
        left = replace(account.value, families=others)
        accounts.put_account(transaction, Stored(account.key, left, account.version))
    addresses = {activations.hashed(email) for email in person.emails}
    today = communes.commune(asked.commune).day_of(asked.now)
    out = put_out(family.value, person.account, addresses, on=today)
    families.put(transaction, asked.commune, Stored(family.key, out, family.version))
    if person.account is not None:
        week_patterns.forget(transaction, asked.commune, asked.family, person.account)
    _tell(transaction, asked, family, person)
    done = AccessEnded(asked.person, login=person.account is not None, invitation=bool(invitations))
    idempotency.remember(transaction, done_key, request, done, now=asked.now)
    transaction.commit()
    return done


def _tell(transaction: Transaction, asked: EndAccess, family: Stored[Family], person: Person) -> None:
    """Who was only invited has opened nothing, and is not written to."""
    detail: dict[str, object] = {"account": person.account} if person.account is not None else {}
    line = JournalLine(
        new_id(asked.now), "access_ended", asked.by, asked.now, {"family": family.version}, detail
    )
    journal.add(transaction, asked.commune, asked.family, line)
    if person.account is not None:
        data: dict[str, str | int] = {"account": person.account}
        message = Message(new_id(asked.now), MessageKind.ACCESS_ENDED, asked.commune, asked.family, data)
        outbox.add(transaction, message)
