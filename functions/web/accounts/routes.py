"""Logging in and out, the forgotten password, and what a parent changes of their login."""

from chalice.app import Blueprint

from functions.french.words.devices import device
from functions.usecases.accounts.change_address import ask_address, confirm_address
from functions.usecases.accounts.change_password import change_password
from functions.usecases.accounts.log_in import FactorAsked, Visitor, log_in
from functions.usecases.accounts.log_out import log_out
from functions.usecases.accounts.reset_password import ask_reset, confirm_reset
from functions.usecases.accounts.sessions import revoke, sweep_others
from functions.usecases.accounts.throttle import place_of
from functions.web.accounts.me import me_of
from functions.web.accounts.types import (
    CodeCheck,
    Credentials,
    NewAddress,
    Nothing,
    PasswordChange,
    ResetAsked,
    ResetConfirmed,
    SignIn,
)
from functions.web.api.endpoint import Reply, Routes
from functions.web.callers.asking import ANYONE, Anyone, Ask
from functions.web.callers.parents import PARENT, Parent

routes = Routes(Blueprint(__name__))


def visitor(ask: Ask) -> Visitor:
    return Visitor(place_of(ask.source_ip), device(ask.user_agent), ask.cookie)


@routes.route("POST", "/session", ANYONE, takes=Credentials, answers=SignIn)
def open_session(caller: Anyone, asked: Credentials) -> Reply[SignIn]:
    """Log in. An agent's login opens once the second factor was given too: then only `pending` is answered."""
    ask = caller.ask
    opened = log_in(asked.email, asked.password, visitor=visitor(ask), now=ask.now)
    if isinstance(opened, FactorAsked):
        return Reply(SignIn(pending="second_factor"), opened.cookie)
    known = me_of(opened.account, now=ask.now)
    return Reply(SignIn(known.account, known.families, known.agent_of), opened.cookie)


@routes.route("DELETE", "/session", ANYONE, answers=None, status=204)
def close_session(caller: Anyone) -> Reply[None]:
    """Log out. Without a session, nothing happens."""
    log_out(caller.ask.cookie)
    return Reply(None, "")


@routes.route("POST", "/password-resets", ANYONE, takes=ResetAsked, answers=Nothing, status=202, keyed=True)
def ask_password_reset(caller: Anyone, asked: ResetAsked) -> Nothing:
    """Ask for a code to choose another password. The answer does not tell whether the address is known."""
    ask = caller.ask
    ask_reset(asked.email, place=place_of(ask.source_ip), idempotency_key=ask.idempotency_key, now=ask.now)
    return Nothing()


@routes.route(
    "POST", "/password-resets/confirm", ANYONE, takes=ResetConfirmed, answers=None, status=204, keyed=True
)
def confirm_password_reset(caller: Anyone, asked: ResetConfirmed) -> Reply[None]:
    """Choose another password with the mailed code. Every session ends, and the calendar's address is replaced."""
    ask = caller.ask
    confirm_reset(
        asked.email,
        asked.code,
        asked.password,
        place=place_of(ask.source_ip),
        idempotency_key=ask.idempotency_key,
        now=ask.now,
    )
    return Reply(None, "")


@routes.route("PUT", "/me/password", PARENT, takes=PasswordChange, answers=None, status=204, keyed=True)
def replace_password(caller: Parent, asked: PasswordChange) -> None:
    """Choose another password. The other sessions and the mailed codes end, and the calendar's address is replaced."""
    ask = caller.ask
    change_password(
        caller.session,
        asked.current_password,
        asked.new_password,
        place=place_of(ask.source_ip),
        idempotency_key=ask.idempotency_key,
        now=ask.now,
    )


@routes.route("POST", "/me/address", PARENT, takes=NewAddress, answers=Nothing, status=202, keyed=True)
def ask_new_address(caller: Parent, asked: NewAddress) -> Nothing:
    """Ask for a code at a new address. The answer does not tell whether the address is taken."""
    ask = caller.ask
    ask_address(
        caller.account,
        asked.email,
        asked.password,
        place=place_of(ask.source_ip),
        idempotency_key=ask.idempotency_key,
        now=ask.now,
    )
    return Nothing()


@routes.route("POST", "/me/address/confirm", PARENT, takes=CodeCheck, answers=None, status=204, keyed=True)
def confirm_new_address(caller: Parent, asked: CodeCheck) -> None:
    """Move the login to the address that the code was mailed to. What ends is what ends with another password."""
    ask = caller.ask
    confirm_address(
        caller.session,
        asked.email,
        asked.code,
        place=place_of(ask.source_ip),
        idempotency_key=ask.idempotency_key,
        now=ask.now,
    )


@routes.route("DELETE", "/me/sessions", PARENT, answers=None, status=204, keyed=True)
def revoke_other_sessions(caller: Parent) -> None:
    """Log out everywhere else."""
    sweep_others(caller.account, keep=caller.session.key)


@routes.route("DELETE", "/me/sessions/{session}", PARENT, answers=None, status=204, keyed=True)
def revoke_session(caller: Parent) -> None:
    """Log out one device. One that is logged out already stays so."""
    revoke(caller.account, caller.ask.path["session"])
