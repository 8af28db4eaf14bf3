"""Passkeys."""

from functions.settings import settings
from functions.usecases.passkeys.add_passkey import add_passkey, ask_new_passkey
from functions.usecases.passkeys.remove_passkey import remove_passkey
from functions.usecases.passkeys.sign_in_with_passkey import ask_passkey, sign_in_with_passkey
from tests.support.accounts import HOME, PASSWORD, an_account
from tests.support.acts.accounts import session_of
from tests.support.acts.act import KEY, Do, writes
from tests.support.builders import MARC, NOW, log_in
from tests.support.passkeys import Device, a_passkey, asked, asked_for_one_more, held


@writes("passkeys.sign_in_with_passkey", spares=("P#",))
def asking_for_a_passkey() -> Do:
    return lambda: ask_passkey(place=HOME.place, now=NOW)


@writes("passkeys.sign_in_with_passkey", spares=("SESSION#",))
def signing_in_with_a_passkey() -> Do:
    an_account()
    device = a_passkey(Device(counter=3))
    answer = device.answers(asked())
    return lambda: sign_in_with_passkey(
        answer, origin=settings().origin, visitor=HOME, idempotency_key=KEY, now=NOW
    )


@writes("passkeys.add_passkey", spares=("PASSKEY_ASKED#",))
def asking_for_one_more_passkey() -> Do:
    an_account()
    session = session_of(log_in(MARC))
    return lambda: ask_new_passkey(session, PASSWORD, origin=settings().origin, place=HOME.place, now=NOW)


@writes("passkeys.add_passkey")
def adding_a_passkey() -> Do:
    an_account()
    cookie = log_in(MARC)
    made = Device().makes(asked_for_one_more(cookie))
    session = session_of(cookie)
    return lambda: add_passkey(
        session, made, "iPhone de Marc", origin=settings().origin, idempotency_key=KEY, now=NOW
    )


@writes("passkeys.remove_passkey")
def removing_a_passkey() -> Do:
    an_account()
    a_passkey()
    session, [passkey] = session_of(log_in(MARC)), held()
    return lambda: remove_passkey(session, passkey.id, PASSWORD, place=HOME.place, now=NOW)
