"""What an agent does with their own second factor, once it was given."""

from chalice.app import Blueprint

from functions.domain.second_factor.factor import FactorNotSet
from functions.storage.second_factor import factors
from functions.usecases.accounts.throttle import place_of
from functions.usecases.second_factor.give_factor import give_factor_again
from functions.usecases.second_factor.set_factor import another_phone, make_recovery_codes, replace_factor
from functions.usecases.second_factor.wrong_codes import wrong_codes_at
from functions.web.api.endpoint import Routes
from functions.web.callers.fresh_factor import fresh
from functions.web.callers.parents import WITH_FACTOR, Parent
from functions.web.second_factor.phone import phone
from functions.web.second_factor.sign_in_routes import host_of
from functions.web.second_factor.types import FirstCode, GivenCode, MyFactor, Phone, RecoveryCodes

routes = Routes(Blueprint(__name__))


@routes.route("GET", "/me/second-factor", WITH_FACTOR, answers=MyFactor)
def read_my_second_factor(caller: Parent) -> MyFactor:
    """Since when it is set, and how many recovery codes are left."""
    known = factors.factor(caller.account)
    if known is None:
        raise FactorNotSet
    factor = known.value
    return MyFactor(
        factor.set_at,
        len(factor.recovery),
        factor.recovery_made_at,
        reset_asked=factor.reset is not None,
        wrong_codes_at=wrong_codes_at(caller.account, now=caller.ask.now),
    )


@routes.route(
    "POST", "/me/second-factor/fresh", WITH_FACTOR, takes=GivenCode, answers=None, status=204, keyed=True
)
def give_second_factor_again(caller: Parent, asked: GivenCode) -> None:
    """Give it once more, before an act that asks for it."""
    ask = caller.ask
    give_factor_again(
        caller.session,
        asked.method,
        asked.code,
        place=place_of(ask.source_ip),
        idempotency_key=ask.idempotency_key,
        now=ask.now,
    )


@routes.route(
    "POST", "/me/second-factor/recovery-codes", fresh(WITH_FACTOR), answers=RecoveryCodes, keyed=True
)
def renew_recovery_codes(caller: Parent) -> RecoveryCodes:
    """Ten new recovery codes, shown once. Those before are worthless."""
    return RecoveryCodes(list(make_recovery_codes(caller.session, now=caller.ask.now)))


@routes.route("GET", "/me/second-factor/phone", WITH_FACTOR, answers=Phone)
def show_another_phone(caller: Parent) -> Phone:
    """What to set another phone with. Refused without a fresh code, unless an administrator says that the phone is lost."""
    return phone(another_phone(caller.session, now=caller.ask.now), issuer=host_of(caller.ask.origin))


@routes.route(
    "POST", "/me/second-factor/phone", WITH_FACTOR, takes=FirstCode, answers=RecoveryCodes, keyed=True
)
def set_another_phone(caller: Parent, asked: FirstCode) -> RecoveryCodes:
    """Put the phone that gave this code in the place of the one before, and make recovery codes anew."""
    ask = caller.ask
    codes = replace_factor(
        caller.session,
        asked.code,
        place=place_of(ask.source_ip),
        idempotency_key=ask.idempotency_key,
        now=ask.now,
    )
    return RecoveryCodes(list(codes))
