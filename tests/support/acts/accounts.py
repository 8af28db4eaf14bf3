"""Logins."""

from functions.domain.accounts.account import Session
from functions.domain.accounts.activation import Activation
from functions.storage.accounts import activations
from functions.storage.accounts import sessions as stored_sessions
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.usecases.accounts import sessions
from functions.usecases.accounts.activate import activate
from functions.usecases.accounts.change_address import ask_address, confirm_address
from functions.usecases.accounts.change_password import change_password
from functions.usecases.accounts.invite import invite
from functions.usecases.accounts.log_in import log_in
from functions.usecases.accounts.reset_password import ask_reset, confirm_reset
from tests.support import accounts
from tests.support.accounts import (
    EMAIL,
    HOME,
    PASSWORD,
    REF,
    SHEET,
    a_town_with_a_family,
    address_code,
    an_account,
    invited,
    reset_code,
)
from tests.support.acts.act import KEY, Do, writes
from tests.support.builders import (
    MARC,
    NOW,
)

LATER = "quatre peupliers verts"


def the_code_of_the_last_mail_is_right() -> None:
    """Who invites again after a fault sends another code, which replaces the first."""
    stored = read_one(activations.activation_key(EMAIL), Activation)
    mailed = [message.data["issue"] for message in accounts.messages("activation")]
    assert stored is not None and mailed.count(stored.value.issue) == 1 and len(mailed) <= 2


@writes("accounts.invite", check=the_code_of_the_last_mail_is_right)
def inviting() -> Do:
    a_town_with_a_family()
    return lambda: invite(EMAIL, [REF], by="mairie", now=NOW)


@writes("accounts.activate", spares=("SESSION#",))
def activating() -> Do:
    a_town_with_a_family()
    code = invited()
    return lambda: activate(EMAIL, code, PASSWORD, SHEET, visitor=HOME, idempotency_key=KEY, now=NOW)


@writes("accounts.log_in", spares=("SESSION#",))
def logging_in() -> Do:
    an_account()
    return lambda: log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW)


@writes("accounts.change_address")
def asking_for_another_address() -> Do:
    an_account()
    return lambda: ask_address(
        MARC, "autre@famille.example", PASSWORD, place=HOME.place, idempotency_key=KEY, now=NOW
    )


@writes("accounts.change_address")
def confirming_another_address() -> Do:
    asking_for_another_address()()
    code, session = address_code("autre@famille.example"), session_of(a_cookie())
    return lambda: confirm_address(
        session, "autre@famille.example", code, place=HOME.place, idempotency_key="confirm", now=NOW
    )


@writes("accounts.change_password")
def changing_the_password() -> Do:
    session = signed_in()
    return lambda: change_password(session, PASSWORD, LATER, place=HOME.place, idempotency_key=KEY, now=NOW)


def a_cookie() -> str:
    return log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW).cookie


def signed_in() -> Stored[Session]:
    an_account()
    return session_of(a_cookie())


def session_of(cookie: str) -> Stored[Session]:
    key = stored_sessions.session_key(cookie)
    [found] = [one for one in stored_sessions.sessions(MARC) if one.key == key]
    return found


@writes("accounts.reset_password")
def asking_for_a_reset() -> Do:
    an_account()
    return lambda: ask_reset(EMAIL, place=HOME.place, idempotency_key=KEY, now=NOW)


@writes("accounts.reset_password")
def confirming_a_reset() -> Do:
    asking_for_a_reset()()
    code = reset_code()
    return lambda: confirm_reset(EMAIL, code, LATER, place=HOME.place, idempotency_key="confirm", now=NOW)


@writes("accounts.sessions")
def logging_out_everywhere_else() -> Do:
    kept = signed_in()
    a_cookie()
    return lambda: sessions.sweep_others(MARC, keep=kept.key)
