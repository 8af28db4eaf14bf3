"""Who is signed in, about their own login: whichever families it has, whoever it works for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from functions.domain.accounts.account import Session
from functions.domain.errors import Unauthenticated
from functions.domain.second_factor.factor import SecondFactorRequired
from functions.domain.second_factor.pending_sign_in import PendingSignIn
from functions.storage.accounts.sessions import account_of, hashed, parts_of
from functions.storage.second_factor import pending_sign_ins
from functions.storage.table.reading import together
from functions.storage.table.stored import Stored
from functions.web.callers.admission import check_write_limits, key_of_session, read_with_limits, session_in
from functions.web.callers.asking import Ask, Who

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SigningIn:
    """Who gave the password of an agent's login, and not the second factor yet."""

    ask: Ask
    pending: Stored[PendingSignIn]

    @property
    def account(self) -> str:
        return self.pending.value.account


@dataclass(frozen=True, slots=True)
class Parent:
    ask: Ask
    session: Stored[Session]

    @property
    def account(self) -> str:
        return self.session.value.account


@dataclass(frozen=True, slots=True)
class ParentWith(Parent, Generic[T]):
    """A parent, and what was read while they were admitted."""

    read: T


ON_A_TABLET = frozenset({"GET /me"})
"""What somebody may ask of their own login on a tablet of the town, besides leaving it. Their family is not looked at there."""


def _parent(ask: Ask) -> Parent:
    key = key_of_session(ask)
    found = read_with_limits(ask, key)
    session = session_in(found, key, ask)
    if session.value.tablet and ask.route not in ON_A_TABLET:
        raise Unauthenticated
    check_write_limits(found, ask, session.value.account)
    return Parent(ask, session)


def _signing_in(ask: Ask) -> SigningIn:
    parts = None if ask.cookie is None else parts_of(ask.cookie)
    if parts is None:
        raise Unauthenticated
    key = pending_sign_ins.key_of(parts[0], hashed(parts[1]))
    found = read_with_limits(ask, key)
    pending = found.get(key, PendingSignIn)
    if pending is None or ask.now >= pending.value.expires_at:
        raise Unauthenticated
    check_write_limits(found, ask, pending.value.account)
    return SigningIn(ask, pending)


def _with_factor(ask: Ask) -> Parent:
    parent = _parent(ask)
    if parent.session.value.factor_at is None:
        raise SecondFactorRequired(account=parent.account)
    return parent


def parents_with(question: Callable[[str], T]) -> Who[ParentWith[T]]:
    """Parents, with what `question` reads of their account: asked while they are admitted, and told to nobody who is not."""

    def admit(ask: Ask) -> ParentWith[T]:
        account = account_of(key_of_session(ask))
        parent, found = together(partial(_parent, ask), partial(question, account))
        return ParentWith(ask, parent.session, found)

    return Who("parent", admit)


PARENT: Who[Parent] = Who("parent", _parent)
SIGNING_IN: Who[SigningIn] = Who("signing_in", _signing_in)
WITH_FACTOR: Who[Parent] = Who("parent", _with_factor)
"""Somebody in a session that began with the second factor, about their own login."""
