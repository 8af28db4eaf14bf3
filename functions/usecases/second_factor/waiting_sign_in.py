"""The sign-in that waits for a second factor, as the act that ends it finds it."""

from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.accounts.account import Account
from functions.domain.errors import Unauthenticated
from functions.domain.second_factor.factor import SecondFactor
from functions.domain.second_factor.pending_sign_in import PendingSignIn
from functions.storage.accounts import accounts, throttles
from functions.storage.second_factor import pending_sign_ins
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.credentials import remember_place
from functions.usecases.accounts.log_in import SessionOpened, Visitor
from functions.usecases.accounts.sessions import FactorGiven, open_session
from functions.usecases.accounts.throttle import factor_tries_key


@dataclass(frozen=True, slots=True)
class WaitingSignIn:
    pending: Stored[PendingSignIn]
    account: Stored[Account]
    factor: Stored[SecondFactor] | None

    def was_used_with(self, used_with: str) -> bool:
        """Whether this very request ended it before, and its answer was lost. Raises Unauthenticated where another one did."""
        known = self.pending.value.used_with
        if known is not None and known != used_with:
            raise Unauthenticated
        return known is not None

    def open(
        self, transaction: Transaction, *, visitor: Visitor, used_with: str, now: datetime
    ) -> SessionOpened:
        """Add the session that it becomes, under a new cookie."""
        person = self.account.value
        transaction.check(self.account, why=accounts.ACCOUNT)
        if self.pending.value.used_with is None:
            done = replace(self.pending.value, used_with=used_with)
            pending_sign_ins.put(transaction, Stored(self.pending.key, done, self.pending.version))
        else:
            transaction.check(self.pending, why="pending")
        remember_place(transaction, person.email, visitor.place, now=now)
        throttles.clear(
            transaction, factor_tries_key(person.id, person.credentials_version, visitor.place, now=now)
        )
        cookie = open_session(
            transaction,
            person,
            device=visitor.device,
            replacing=None,
            now=now,
            factor=FactorGiven(now, visitor.place),
        )
        return SessionOpened(person.id, cookie)


def waiting(pending: Stored[PendingSignIn], *, now: datetime) -> WaitingSignIn:
    """One round trip. Raises Unauthenticated where it is over, or the password was replaced meanwhile."""
    account_key = keys.account(pending.value.account)
    factor_key = keys.second_factor(pending.value.account)
    found = read([pending.key, account_key, factor_key])
    known, account = found.get(pending.key, PendingSignIn), found.get(account_key, Account)
    if known is None or account is None or now >= known.value.expires_at:
        raise Unauthenticated
    if known.value.credentials_version != account.value.credentials_version:
        raise Unauthenticated
    return WaitingSignIn(known, account, found.get(factor_key, SecondFactor))
