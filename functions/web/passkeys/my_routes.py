"""The passkeys of who is signed in: which there are, one more, one less."""

from chalice.app import Blueprint

from functions.domain.passkeys.passkey import MOST_PASSKEYS
from functions.domain.retention import PASSKEY_CHALLENGE
from functions.french.words.devices import device
from functions.storage.passkeys import passkeys
from functions.storage.second_factor import factors
from functions.usecases.accounts.throttle import place_of
from functions.usecases.passkeys.add_passkey import add_passkey, ask_new_passkey
from functions.usecases.passkeys.remove_passkey import remove_passkey
from functions.usecases.passkeys.signatures import site_of
from functions.web.api.endpoint import Routes
from functions.web.callers.parents import PARENT, Parent
from functions.web.passkeys.types import (
    MyPasskeys,
    NewPasskey,
    NewPasskeyQuestion,
    PasskeySummary,
    ToAdd,
    ToRemove,
)

routes = Routes(Blueprint(__name__))

ES256, RS256 = -7, -257


@routes.route("GET", "/me/passkeys", PARENT, answers=MyPasskeys)
def list_my_passkeys(caller: Parent) -> MyPasskeys:
    """The passkeys of this login, the oldest first."""
    ask = caller.ask
    held = passkeys.of_login(caller.account).value.held
    known = factors.factor(caller.account) if any(one.with_factor for one in held) else None
    factor, site = None if known is None else known.value, site_of(ask.origin)
    return MyPasskeys(
        [
            PasskeySummary(
                one.id,
                one.name,
                None if one.site == site else one.site,
                one.added_at,
                one.last_used_at,
                one.stands_for(factor, ask.now),
            )
            for one in held
        ],
        MOST_PASSKEYS,
        device(ask.user_agent),
    )


@routes.route("POST", "/me/passkeys/question", PARENT, takes=ToAdd, answers=NewPasskeyQuestion, keyed=True)
def ask_for_a_new_passkey(caller: Parent, asked: ToAdd) -> NewPasskeyQuestion:
    """What a device makes a passkey from, within five minutes. Asks the password, unless the sign-in is as fresh; an agent's code."""
    ask = caller.ask
    found = ask_new_passkey(
        caller.session, asked.password, origin=ask.origin, place=place_of(ask.source_ip), now=ask.now
    )
    return NewPasskeyQuestion(
        found.challenge,
        found.site,
        int(PASSKEY_CHALLENGE.total_seconds()),
        found.user_handle,
        found.email,
        found.name,
        list(found.known),
        [ES256, RS256],
    )


@routes.route("POST", "/me/passkeys", PARENT, takes=NewPasskey, answers=None, status=204, keyed=True)
def add_my_passkey(caller: Parent, asked: NewPasskey) -> None:
    """Keep what the device made. A mail says so."""
    ask = caller.ask
    add_passkey(
        caller.session,
        asked.made(),
        " ".join(asked.name.split()),
        origin=ask.origin,
        idempotency_key=ask.idempotency_key,
        now=ask.now,
    )


@routes.route("POST", "/me/passkeys/removal", PARENT, takes=ToRemove, answers=None, status=204, keyed=True)
def remove_my_passkey(caller: Parent, asked: ToRemove) -> None:
    """Take one away, under the same proof. A mail says so. One that is gone already stays so."""
    ask = caller.ask
    remove_passkey(caller.session, asked.id, asked.password, place=place_of(ask.source_ip), now=ask.now)
