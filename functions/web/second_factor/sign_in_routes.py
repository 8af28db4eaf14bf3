"""Between the password and the session: the second factor is given, or set at the first sign-in."""

from urllib.parse import urlsplit

from chalice.app import Blueprint

from functions.usecases.second_factor.give_factor import give_factor
from functions.usecases.second_factor.set_factor import first_phone, set_first_factor
from functions.usecases.second_factor.use_code import Method
from functions.web.accounts.me import me_of
from functions.web.accounts.routes import visitor
from functions.web.accounts.types import Me
from functions.web.api.endpoint import Reply, Routes
from functions.web.callers.parents import SIGNING_IN, SigningIn
from functions.web.second_factor.phone import phone
from functions.web.second_factor.types import AskedOfMe, FactorKept, FirstCode, GivenCode, Phone

routes = Routes(Blueprint(__name__))


@routes.route("GET", "/session/second-factor", SIGNING_IN, answers=AskedOfMe)
def read_what_is_asked(caller: SigningIn) -> AskedOfMe:
    """Whether a second factor is to be given, or set, before the session opens."""
    return AskedOfMe(caller.pending.value.enrols, list(Method))


@routes.route("POST", "/session/second-factor", SIGNING_IN, takes=GivenCode, answers=Me, keyed=True)
def give_second_factor(caller: SigningIn, asked: GivenCode) -> Reply[Me]:
    """Give the second factor: the session opens, under a new cookie."""
    ask = caller.ask
    opened = give_factor(
        caller.pending,
        asked.method,
        asked.code,
        visitor=visitor(ask),
        idempotency_key=ask.idempotency_key,
        now=ask.now,
    )
    return Reply(me_of(opened.account, now=ask.now), opened.cookie)


@routes.route("GET", "/session/second-factor/phone", SIGNING_IN, answers=Phone)
def show_first_phone(caller: SigningIn) -> Phone:
    """What to set a phone with, at the first sign-in."""
    return phone(first_phone(caller.pending, now=caller.ask.now), issuer=host_of(caller.ask.origin))


@routes.route(
    "POST", "/session/second-factor/phone", SIGNING_IN, takes=FirstCode, answers=FactorKept, keyed=True
)
def set_first_phone(caller: SigningIn, asked: FirstCode) -> Reply[FactorKept]:
    """Keep the phone that gave this code: the session opens, and the recovery codes are shown, once."""
    ask = caller.ask
    kept = set_first_factor(
        caller.pending, asked.code, visitor=visitor(ask), idempotency_key=ask.idempotency_key, now=ask.now
    )
    return Reply(FactorKept(list(kept.codes), me_of(kept.session.account, now=ask.now)), kept.session.cookie)


def host_of(origin: str) -> str:
    return urlsplit(origin).hostname or origin
