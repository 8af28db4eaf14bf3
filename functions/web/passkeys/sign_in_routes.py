"""Signing in with a passkey. Nobody is known yet: whichever passkey the visitor has is asked."""

from chalice.app import Blueprint

from functions.domain.retention import PASSKEY_CHALLENGE
from functions.usecases.accounts.log_in import FactorAsked
from functions.usecases.accounts.throttle import place_of
from functions.usecases.passkeys.sign_in_with_passkey import ask_passkey, sign_in_with_passkey
from functions.usecases.passkeys.signatures import site_of
from functions.web.accounts.me import me_of
from functions.web.accounts.routes import visitor
from functions.web.accounts.types import SignIn
from functions.web.api.endpoint import Reply, Routes
from functions.web.callers.asking import ANYONE, Anyone
from functions.web.passkeys.types import PasskeyQuestion, PasskeySignIn

routes = Routes(Blueprint(__name__))


@routes.route("POST", "/session/passkey/question", ANYONE, answers=PasskeyQuestion)
def ask_for_a_passkey(caller: Anyone) -> PasskeyQuestion:
    """What a passkey is to sign, within five minutes. It says nothing of any login."""
    ask = caller.ask
    challenge = ask_passkey(place=place_of(ask.source_ip), now=ask.now)
    return PasskeyQuestion(challenge, site_of(ask.origin), int(PASSKEY_CHALLENGE.total_seconds()))


@routes.route("POST", "/session/passkey", ANYONE, takes=PasskeySignIn, answers=SignIn, keyed=True)
def open_session_with_passkey(caller: Anyone, asked: PasskeySignIn) -> Reply[SignIn]:
    """Log in. An agent's login waits for the second factor, unless the passkey was added with it: then only `pending` is answered."""
    ask = caller.ask
    opened = sign_in_with_passkey(
        asked.answer(),
        origin=ask.origin,
        visitor=visitor(ask),
        idempotency_key=ask.idempotency_key,
        now=ask.now,
    )
    if isinstance(opened, FactorAsked):
        return Reply(SignIn(pending="second_factor"), opened.cookie)
    known = me_of(opened.account, now=ask.now)
    return Reply(SignIn(known.account, known.families, known.agent_of), opened.cookie)
