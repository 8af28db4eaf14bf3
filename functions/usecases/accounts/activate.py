"""Open a login with an invitation, or add the invitation's families to a login that its address already has."""

import logging
from dataclasses import dataclass
from datetime import datetime

from functions.domain.accounts.account import Account, ActivationCodeWrong, FamilyRef, Login
from functions.domain.accounts.activation import (
    Activation,
    ActivationUsed,
    CodeUse,
    FamilyFile,
    FamilySheet,
    corrections,
    family_sheet,
)
from functions.domain.accounts.passwords import check_password
from functions.domain.errors import KeyReused, NotFound
from functions.domain.families.access import let_in
from functions.domain.families.family import Child, Family
from functions.domain.families.file_corrections import Request, RequestKind
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.storage.accounts import accounts, activations, mail_standings
from functions.storage.families import families, requests
from functions.storage.table import journal, keys, outbox
from functions.storage.table.idempotency import digest
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.credentials import (
    check_current_password,
    count_password_try,
    guessable_words,
    remember_place,
)
from functions.usecases.accounts.log_in import SessionOpened, Visitor
from functions.usecases.accounts.mailed_codes import Purpose, code_matches
from functions.usecases.accounts.password_hashes import hash_password, password_matches
from functions.usecases.accounts.sessions import open_session
from functions.usecases.accounts.throttle import count_wrong_code
from functions.usecases.retry import when_moved

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation whose code was right, with the families it opens, as they were read."""

    activation: Stored[Activation]
    login: Stored[Login] | None
    """The login of the invited address; None if there is none yet."""
    families: tuple[Stored[Family], ...]
    files: tuple[FamilyFile, ...]

    @property
    def sheet(self) -> FamilySheet:
        return family_sheet(self.files, self.activation.value.email)


def check_invitation(email: str, code: str, *, visitor: Visitor, now: datetime) -> Invitation:
    """What the towns know of the families, for somebody who has the mailed code.

    Raises ActivationCodeWrong, ActivationUsed, ActivationExpired, Throttled, Busy.
    """
    invitation = _invitation(email, code, place=visitor.place, now=now)
    invitation.activation.value.check_open(now=now)
    return invitation


def activate(
    email: str,
    code: str,
    password: str,
    given: FamilySheet,
    *,
    visitor: Visitor,
    idempotency_key: str,
    now: datetime,
) -> SessionOpened:
    """Open the login and a session, let the login act for the families, and send the parent's corrections to the towns.

    All of it is one transaction. The families' files belong to the towns, so the corrections become requests to them.
    The same request under the same key opens another session and changes nothing more. Raises ActivationCodeWrong,
    ActivationUsed, ActivationExpired, PasswordRefused, WrongPassword, KeyReused, NotFound, Throttled, Busy.
    """
    use_key, request = keys.keyed_hash(idempotency_key), digest(given)

    def act() -> SessionOpened:
        invitation = _invitation(email, code, place=visitor.place, now=now)
        activation = invitation.activation.value
        if activation.use is not None:
            return _again(
                activation.use, CodeUse("", use_key, request), password, email, visitor=visitor, now=now
            )
        activation.check_open(now=now)
        account = _account(invitation, password, given, visitor=visitor, now=now)
        return _open(
            invitation, account, given, CodeUse(account.value.id, use_key, request), visitor=visitor, now=now
        )

    opened = when_moved(act)
    _log.info("signed in account=%s", opened.account)
    return opened


def _invitation(email: str, code: str, *, place: str, now: datetime) -> Invitation:
    """What the code opens. A wrong one costs the same whether or not the address was invited."""
    key, login_key = activations.activation_key(email), accounts.login_key(email)
    found = read([key, login_key])
    activation = found.get(key, Activation)
    issue = activation.value.issue if activation is not None else None
    if not code_matches(code, Purpose.ACTIVATION, issue) or activation is None:
        count_wrong_code(email, place, now=now)
        raise ActivationCodeWrong
    stored_families, files = _files(activation.value.families)
    return Invitation(activation, found.get(login_key, Login), stored_families, files)


def _files(refs: tuple[FamilyRef, ...]) -> tuple[tuple[Stored[Family], ...], tuple[FamilyFile, ...]]:
    """The families that the towns still have, alone and with their children. Raises ActivationCodeWrong if none is left."""
    found = read(keys.family(ref.commune, ref.family) for ref in refs)
    known = [
        (ref, family)
        for ref in refs
        if (family := found.get(keys.family(ref.commune, ref.family), Family)) is not None
    ]
    if not known:
        raise ActivationCodeWrong
    children = read(
        keys.child(ref.commune, child) for ref, family in known for child in family.value.children
    )
    files = [
        FamilyFile(
            ref,
            family.value,
            tuple(
                child.value
                for child_id in family.value.children
                if (child := children.get(keys.child(ref.commune, child_id), Child)) is not None
            ),
        )
        for ref, family in known
    ]
    return tuple(family for _, family in known), tuple(files)


def _account(
    invitation: Invitation, password: str, given: FamilySheet, *, visitor: Visitor, now: datetime
) -> Stored[Account]:
    """The account to write: a new one, or else the one that the address has, with the families added.

    The parent must give the password of an account that exists.
    """
    refs = tuple(file.ref for file in invitation.files)
    email = invitation.activation.value.email
    if invitation.login is not None:
        known = accounts.account(invitation.login.value.account)
        check_current_password(known.value, password, place=visitor.place, now=now, field="password")
        return Stored(known.key, known.value.with_families(refs), known.version)
    me = given.guardians[0]
    names = (me.first_name, me.last_name, given.name, *(child.first_name for child in given.children))
    check_password(password, own=guessable_words(email, names, refs))
    account = Account(
        new_id(now), email, hash_password(password), me.civility, me.first_name, me.last_name, refs, now
    )
    return Stored(keys.account(account.id), account, 0)


def _open(
    invitation: Invitation,
    account: Stored[Account],
    given: FamilySheet,
    use: CodeUse,
    *,
    visitor: Visitor,
    now: datetime,
) -> SessionOpened:
    stored, email = invitation.activation, invitation.activation.value.email
    transaction = Transaction()
    used = Activation(email, stored.value.issue, stored.value.families, stored.value.invited_at, use)
    activations.put(transaction, Stored(stored.key, used, stored.version))
    accounts.put_account(transaction, account)
    if invitation.login is None:
        accounts.put_login(transaction, email, use.account)
    else:
        transaction.check(invitation.login, why=accounts.LOGIN)
    for family, file in zip(invitation.families, invitation.files, strict=True):
        member = let_in(family.value, use.account, email, address=activations.hashed(email))
        families.put(transaction, file.ref.commune, Stored(family.key, member, family.version))
        _keep_corrections(transaction, invitation, file, given, by=use.account, now=now)
        line = JournalLine(new_id(now), "login_opened", use.account, now, {"family": family.version})
        journal.add(transaction, file.ref.commune, file.ref.family, line)
    remember_place(transaction, email, visitor.place, now=now)
    mail_standings.write_again(transaction, email, now=now)
    told: dict[str, str | int] = {"account": use.account, "new": int(invitation.login is None)}
    outbox.add(transaction, Message(new_id(now), MessageKind.ACCOUNT_CREATED, data=told))
    if invitation.login is None:
        transaction.delete(accounts.reset_key(email), why="reset")
    cookie = open_session(
        transaction, account.value, device=visitor.device, replacing=visitor.cookie, now=now
    )
    transaction.commit()
    return SessionOpened(use.account, cookie)


def _keep_corrections(
    transaction: Transaction,
    invitation: Invitation,
    file: FamilyFile,
    given: FamilySheet,
    *,
    by: str,
    now: datetime,
) -> None:
    email = invitation.activation.value.email
    changed = corrections(file, shown=invitation.sheet, given=given, email=email)
    if changed:
        request = Request(new_id(now), RequestKind.CORRECTION, file.ref.family, by, now, changed)
        requests.add(transaction, file.ref.commune, request)


def _again(
    done: CodeUse, asked: CodeUse, password: str, email: str, *, visitor: Visitor, now: datetime
) -> SessionOpened:
    """Open another session for a parent whose first answer was lost: the code, the key and the password must be the same."""
    if done.key != asked.key:
        raise ActivationUsed
    if done.request != asked.request:
        raise KeyReused(field="Idempotency-Key")
    account = read_one(keys.account(done.account), Account)
    if account is None:
        raise NotFound
    count_password_try(account.value.email, visitor.place, known_place=True, now=now)
    if not password_matches(password, account.value.password_hash):
        raise ActivationUsed
    transaction = Transaction()
    transaction.check(account, why=accounts.ACCOUNT)
    remember_place(transaction, email, visitor.place, now=now)
    cookie = open_session(
        transaction, account.value, device=visitor.device, replacing=visitor.cookie, now=now
    )
    transaction.commit()
    return SessionOpened(done.account, cookie)
