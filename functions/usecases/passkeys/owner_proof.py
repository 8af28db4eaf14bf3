"""Who adds or removes a passkey shows once more that the login is theirs: a session that was left open is not enough."""

from datetime import datetime

from functions.domain.accounts.account import Account, Session
from functions.domain.passkeys.passkey import FRESH_SIGN_IN, PasswordAsked
from functions.domain.second_factor.factor import FreshFactorRequired
from functions.usecases.accounts.credentials import check_current_password


def check_owner(
    session: Session, account: Account, password: str | None, *, place: str, now: datetime
) -> bool:
    """Whether the proof was an agent's second factor, given a few minutes ago; a parent's is the password, or a sign-in as lately.

    Raises FreshFactorRequired, PasswordAsked, WrongPassword, Throttled, Busy.
    """
    if session.factor_at is not None:
        if not session.has_fresh_factor(now):
            raise FreshFactorRequired(account=account.id)
        return True
    if password is not None:
        check_current_password(account, password, place=place, now=now, field="password")
    elif now >= session.created_at + FRESH_SIGN_IN:
        raise PasswordAsked(field="password")
    return False
