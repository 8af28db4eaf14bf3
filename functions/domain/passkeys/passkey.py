"""Passkeys of a login (WebAuthn level 2): what is kept of each, whether it stands for an agent's second factor, and what is refused."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from functions.domain.errors import Conflict, Forbidden, InvalidRequest, Unauthenticated
from functions.domain.second_factor.factor import SecondFactor

MOST_PASSKEYS: Final = 10
"""Of a login: a phone, a computer, a key on a ring, and as many again."""
NAME_LENGTH: Final = 60
FRESH_SIGN_IN: Final = timedelta(minutes=10)
"""How lately somebody signed in, to add or remove a passkey without the password."""


class PasskeyRefused(Unauthenticated):
    """Nobody's passkey, a signature that is not its own, another site's, no finger and no PIN: all look the same."""

    code = "passkey_refused"


class PasskeyTooLate(Conflict):
    """What the passkey answers was asked too long ago, or was answered already."""

    code = "passkey_too_late"


class PasskeyUnreadable(InvalidRequest):
    """What the device made cannot be kept: it is not what was asked for."""

    code = "passkey_unreadable"


class PasskeyKnown(Conflict):
    """The login has this passkey already."""

    code = "passkey_known"


class PasskeysFull(Conflict):
    """The login has as many passkeys as it may. `most` in the data is how many."""

    code = "passkeys_full"


class PasswordAsked(Forbidden):
    """The act needs the password, or a sign-in of a few minutes ago."""

    code = "password_asked"


@dataclass(frozen=True, slots=True)
class Passkey:
    """Nothing of it opens anything: the private key never leaves the device."""

    id: str
    """By which its owner names it to us."""
    credential: str
    """By which the device names it, in base64url."""
    public_key: str
    """COSE (RFC 9053), in base64url."""
    site: str
    """The host that it opens, and no other (`rpId`)."""
    name: str
    added_at: datetime
    with_factor: bool
    """It was added by somebody who had just given the second factor of an agent."""
    counter: int = 0
    """Of signatures, as the device last told; 0 where it does not count."""
    last_used_at: datetime | None = None

    def stands_for(self, factor: SecondFactor | None, now: datetime) -> bool:
        """Whether it opens an agent's session without a code: who set that very factor added it.

        A factor that was reset, or set anew with another phone, ends this: the code is asked again.
        """
        if factor is None or not factor.counts(now):
            return False
        return self.with_factor and self.added_at >= factor.set_at


@dataclass(frozen=True, slots=True)
class Passkeys:
    """All of a login, the oldest first."""

    held: tuple[Passkey, ...] = ()

    def named_by_device(self, credential: str) -> Passkey:
        """Raises PasskeyRefused."""
        found = next((one for one in self.held if one.credential == credential), None)
        if found is None:
            raise PasskeyRefused
        return found

    def with_one_more(self, passkey: Passkey) -> "Passkeys":
        """Raises PasskeysFull, PasskeyKnown."""
        self.check_room()
        if any(one.credential == passkey.credential for one in self.held):
            raise PasskeyKnown
        return Passkeys((*self.held, passkey))

    def check_room(self) -> None:
        """Raises PasskeysFull."""
        if len(self.held) >= MOST_PASSKEYS:
            raise PasskeysFull(most=MOST_PASSKEYS)

    def used(self, passkey: Passkey, *, counter: int, now: datetime) -> "Passkeys":
        changed = replace(passkey, counter=counter, last_used_at=now)
        return Passkeys(tuple(changed if one.id == passkey.id else one for one in self.held))

    def named(self, passkey_id: str) -> Passkey | None:
        return next((one for one in self.held if one.id == passkey_id), None)

    def without(self, passkey_id: str) -> "Passkeys":
        return Passkeys(tuple(one for one in self.held if one.id != passkey_id))
