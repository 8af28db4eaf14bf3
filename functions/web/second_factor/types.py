"""What the routes of the second factor take and answer."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from functions.usecases.second_factor.use_code import Method
from functions.web.accounts.types import Me


class AskedOfMe(Struct):
    enrols: bool
    """There is no second factor yet: a phone is to be set."""
    methods: list[Method]


class GivenCode(Struct):
    method: Method
    code: Annotated[str, Meta(min_length=1, max_length=40)]


class FirstCode(Struct):
    code: Annotated[str, Meta(min_length=1, max_length=40)]
    """Of the phone that is being set."""


class Phone(Struct):
    """What an application on a phone is set with. Shown until a first code proves that it is, and never after."""

    secret: str
    """In groups of four letters."""
    address: str
    """`otpauth://…`, which an application on this very device opens."""
    picture: str
    """The same as an SVG, to be read by a phone."""


class RecoveryCodes(Struct):
    recovery_codes: list[str]
    """Shown once."""


class FactorKept(Struct):
    recovery_codes: list[str]
    me: Me


class MyFactor(Struct):
    set_at: datetime
    recovery_codes_left: int
    recovery_made_at: datetime
    reset_asked: bool
    """An administrator says that it is lost: another phone may be set without a code of the one before."""
    wrong_codes_at: datetime | None
    """When wrong codes were given after the password, several in a day; null where none were for a month."""


class AgentSession(Struct):
    id: str
    device: str
    place: str
    """The network it was opened from."""
    opened_at: datetime
    last_seen_at: datetime
    sentence: str
    current: bool


class AgentSessions(Struct):
    sessions: list[AgentSession]
    second_factor: str
    """Since when a phone is set, or what becomes of it, in a sentence."""
    may_reset: bool
    """A phone is set, and it is not one's own: `…/second-factor/reset`."""


class OfAgent(Struct):
    account: str
    """The account, once more: the act is about somebody else's login."""


class FactorReset(Struct):
    in_force_at: datetime | None
    """None: there was no second factor to reset."""
    sentence: str
