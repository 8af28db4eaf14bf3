"""The second factor of agents."""

from functions.domain.agents.staff import Role
from functions.usecases.second_factor import agents_sessions, reset_factor
from functions.usecases.second_factor.give_factor import give_factor, give_factor_again
from functions.usecases.second_factor.set_factor import (
    another_phone,
    first_phone,
    make_recovery_codes,
    replace_factor,
    set_first_factor,
)
from functions.usecases.second_factor.use_code import Method
from functions.usecases.second_factor.wrong_codes import tell_of_wrong_codes
from tests.support.accounts import HOME, an_account
from tests.support.acts.accounts import session_of
from tests.support.acts.act import KEY, Do, writes
from tests.support.builders import JULIE, MARC, NOW, appoint, log_in, open_town
from tests.support.second_factor import a_phone, first_code, phone_shows, waiting

PAPER = "FACTOR"
"""Codes on paper are made anew for who did not see them."""


def an_agent() -> tuple[str, ...]:
    """Whose phone is set; the codes on paper."""
    open_town()
    an_account()
    appoint(MARC, Role.SECRETARY)
    return a_phone().codes


@writes("second_factor.give_factor", spares=("SESSION#",))
def giving_the_second_factor() -> Do:
    an_agent()
    pending, code = waiting(), phone_shows()
    return lambda: give_factor(pending, Method.PHONE, code, visitor=HOME, idempotency_key=KEY, now=NOW)


@writes("second_factor.give_factor", spares=("SESSION#",))
def giving_a_recovery_code() -> Do:
    code, *_ = an_agent()
    pending = waiting()
    return lambda: give_factor(pending, Method.RECOVERY, code, visitor=HOME, idempotency_key=KEY, now=NOW)


@writes("second_factor.give_factor")
def giving_it_once_more() -> Do:
    an_agent()
    session, code = session_of(log_in(MARC)), phone_shows()
    return lambda: give_factor_again(
        session, Method.PHONE, code, place=HOME.place, idempotency_key=KEY, now=NOW
    )


@writes("second_factor.set_factor", spares=("SESSION#", PAPER))
def setting_the_first_phone() -> Do:
    open_town()
    an_account()
    appoint(MARC, Role.SECRETARY)
    pending = waiting(enrols=True)
    code = first_code(first_phone(pending, now=NOW))
    return lambda: set_first_factor(pending, code, visitor=HOME, idempotency_key=KEY, now=NOW)


@writes("second_factor.set_factor", spares=(PAPER,))
def setting_another_phone() -> Do:
    an_agent()
    session = session_of(log_in(MARC))
    code = first_code(another_phone(session, now=NOW))
    return lambda: replace_factor(session, code, place=HOME.place, idempotency_key=KEY, now=NOW)


@writes("second_factor.set_factor", spares=(PAPER,))
def making_recovery_codes() -> Do:
    an_agent()
    session = session_of(log_in(MARC))
    return lambda: make_recovery_codes(session, now=NOW)


@writes("second_factor.reset_factor")
def asking_for_a_reset_of_the_factor() -> Do:
    an_agent()
    return lambda: reset_factor.ask_factor_reset(MARC, by=JULIE, now=NOW)


@writes("second_factor.reset_factor", "second_factor.agents_sessions")
def resetting_the_factor_at_once() -> Do:
    an_agent()
    log_in(MARC)
    return lambda: reset_factor.reset_factor(MARC, by="deployer", now=NOW)


@writes("second_factor.agents_sessions")
def ending_an_agents_sessions() -> Do:
    an_agent()
    log_in(MARC)
    told = agents_sessions.Told("lisse", JULIE, NOW)
    return lambda: agents_sessions.end_agents_sessions(MARC, told)


@writes("second_factor.wrong_codes")
def telling_of_wrong_codes() -> Do:
    an_agent()
    return lambda: tell_of_wrong_codes(MARC, now=NOW)
