"""Logins and sessions. Each person has a login of their own; a family never shares one."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from functions.domain import retention
from functions.domain.errors import Conflict, InvalidRequest, Unauthenticated
from functions.domain.families.family import Civility

IDLE_LIMIT = retention.SESSION_UNUSED
ABSOLUTE_LIMIT = retention.SESSION
AGENTS_IDLE_LIMIT = retention.AGENTS_SESSION_UNUSED
AGENTS_ABSOLUTE_LIMIT = retention.AGENTS_SESSION
TOUCH_EVERY = timedelta(minutes=10)
"""How stale `last_seen_at` may be: a write at every click would cost more than it tells."""
FRESH_FACTOR = timedelta(minutes=10)
"""How lately the second factor was given, for acts that ask for it again."""
RESET_LIFE = retention.MAILED_CODE_OPEN
ADDRESS_CHANGE_LIFE = retention.MAILED_CODE_OPEN
PROPOSED_ADDRESS_LIFE = retention.MAILED_CODE
"""Of an address that the town wrote down: nobody waits before the mailbox for that mail."""
MOST_NOTED = 50
"""Communes of which a session notes that its agent signed in there: the latest. An agent of more is noted again."""
MOST_FAMILIES = 50
"""Families that one login looks in: a parent has one or two, the educator of a children's home some tens."""


class LoginFull(Conflict):
    """The login, or the invitation, covers as many families as it may. `most` in the data is how many."""

    code = "login_full"


class WrongCredentials(Unauthenticated):
    """Unknown address or wrong password: the two must look the same."""

    code = "wrong_credentials"


class WrongPassword(InvalidRequest):
    """The caller is logged in and gave a password that is not this login's."""

    code = "wrong_password"


class CodeWrong(InvalidRequest):
    """The mailed code is wrong, used, replaced or too old; the answer does not say which."""

    code = "code_wrong"


class ActivationCodeWrong(InvalidRequest):
    """The address has no invitation, or its code is another one: the two must look the same."""

    code = "activation_code_wrong"


class AddressUnmailable(InvalidRequest):
    """No mail can be sent to the address, so that its owner would never read a code."""

    code = "address_unmailable"


class AddressUnchanged(Conflict):
    """The new address is the one the login already has."""

    code = "address_unchanged"


class AddressTaken(Conflict):
    """The address, which the caller proved to be theirs, is already that of another login."""

    code = "address_taken"


@dataclass(frozen=True, slots=True)
class FamilyRef:
    commune: str
    family: str


@dataclass(frozen=True, slots=True)
class Account:
    id: str
    email: str
    password_hash: str
    civility: Civility
    first_name: str
    last_name: str
    families: tuple[FamilyRef, ...]
    """The families to look in. Whether this login may act for one is decided by that family's `members`."""
    created_at: datetime
    reminders: bool = True
    """Whether a mail comes the evening before a limit."""
    announcements: bool = True
    """Whether mails come that the town writes to all. What concerns a booking comes in any case."""
    credentials_version: int = 0
    """How often the password or the address was replaced. What was opened or asked for under an earlier version is worthless."""

    def with_families(self, refs: tuple[FamilyRef, ...]) -> "Account":
        """Raises LoginFull."""
        families = tuple(dict.fromkeys((*self.families, *refs)))
        if len(families) > MOST_FAMILIES:
            raise LoginFull(most=MOST_FAMILIES)
        return replace(self, families=families)


@dataclass(frozen=True, slots=True)
class Login:
    """Which account an address opens."""

    account: str


@dataclass(frozen=True, slots=True)
class Session:
    account: str
    created_at: datetime
    last_seen_at: datetime
    device: str
    """What the parent reads in the list of their sessions: « Firefox sur Android »."""
    credentials_version: int = 0
    """The version of the account's credentials that the session was opened with."""
    agent_of: tuple[str, ...] = ()
    """The communes whose journal says that this session is one of their agents'."""
    factor_at: datetime | None = None
    """When the second factor was last given in it. None: a parent's session, which opens no route of agents'."""
    factor_given_with: str | None = None
    """The hashed key of the request that gave it once more: its repetition uses no other code."""
    place: str = ""
    """Of an agent's: the network it was opened from, for whoever looks for a session that is nobody's."""
    tablet: str = ""
    """The tablet of the town that it was unlocked on with a PIN: it takes attendance, and does nothing else."""

    @property
    def expires_at(self) -> datetime:
        """Whatever is done with it."""
        return self.created_at + (ABSOLUTE_LIMIT if self.factor_at is None else AGENTS_ABSOLUTE_LIMIT)

    def alive(self, now: datetime) -> bool:
        idle = IDLE_LIMIT if self.factor_at is None else AGENTS_IDLE_LIMIT
        return now < self.last_seen_at + idle and now < self.expires_at

    def has_fresh_factor(self, now: datetime) -> bool:
        return self.factor_at is not None and not self.tablet and now < self.factor_at + FRESH_FACTOR


@dataclass(frozen=True, slots=True)
class CalendarFeed:
    """The address under which a phone follows the bookings of a login. It is derived from `issue`."""

    issue: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class PasswordReset:
    """A reset asked for an address, whether a login has it or not. The mailed code is derived from `issue`."""

    email: str
    issue: str
    asked_at: datetime
    asked_with: str
    """The idempotency key of the request, hashed: a second click sends no second mail."""
    used_with: str | None = None
    """The hashed key of the request that used the code: only its repetition is answered « done » again."""

    def usable(self, now: datetime) -> bool:
        return self.used_with is None and now < self.asked_at + RESET_LIFE


@dataclass(frozen=True, slots=True)
class AddressChange:
    """An account that wants to move to `email`, until somebody who reads the mails sent there confirms."""

    account: str
    email: str
    issue: str
    asked_at: datetime
    asked_with: str
    used_with: str | None = None
    credentials_version: int = 0
    """The version of the account's credentials that the change was asked under."""
    by_town: bool = False
    """The town wrote the address down and proposes it: its owner confirms it, signed in."""

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + (PROPOSED_ADDRESS_LIFE if self.by_town else ADDRESS_CHANGE_LIFE)

    def usable(self, now: datetime) -> bool:
        return self.used_with is None and now < self.expires_at
