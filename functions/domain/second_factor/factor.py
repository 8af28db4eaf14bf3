"""The second factor of an agent's login, and what it refuses."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from functions.domain.errors import Conflict, Forbidden, InvalidRequest, Unauthenticated
from functions.domain.second_factor.totp import step_of_code

RECOVERY_CODES: Final = 10
RESET_WAITS: Final = timedelta(hours=24)
"""Between a reset that another agent asked for and its effect: its owner reads the mail, and a code of theirs withdraws it."""


class SecondFactorRequired(Unauthenticated):
    """The session was opened without the second factor, which agents must give."""

    code = "second_factor_required"


class FreshFactorRequired(Forbidden):
    """The act needs a code that was given a few minutes ago at most."""

    code = "fresh_factor_required"


class FactorCodeWrong(InvalidRequest):
    """The code is not that of the phone now, nor one of those on paper that are left."""

    code = "factor_code_wrong"


class FactorCodeUsed(InvalidRequest):
    """The phone's code is right, and was used already: the next one comes within half a minute."""

    code = "factor_code_used"


class FactorNotSet(Conflict):
    """The login has no second factor yet: it is set first."""

    code = "factor_not_set"


class FactorAlreadySet(Conflict):
    """The login has a second factor, which is asked for; it is replaced only by who gives it."""

    code = "factor_already_set"


class FactorKeyGone(Conflict):
    """The deployment's key under which the phone's secret was made was withdrawn: only the codes on paper are left."""

    code = "factor_key_gone"


class OwnFactor(Forbidden):
    """Nobody resets their own second factor: another administrator does."""

    code = "own_factor"


@dataclass(frozen=True, slots=True)
class FactorReset:
    """A reset that was asked for, and is not in force yet."""

    by: str
    asked_at: datetime
    in_force_at: datetime


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """Nothing of it opens anything: the phone's secret is derived, the codes on paper are hashed."""

    issue: str
    """What the phone's secret is derived from, under the deployment's key called `key`."""
    key: str
    set_at: datetime
    last_step: int
    """Of the last code that was accepted: no code of it or of an earlier one is accepted any more."""
    recovery: tuple[str, ...]
    """Keyed hashes of the codes on paper that were not used."""
    recovery_made_at: datetime
    reset: FactorReset | None = None

    def counts(self, now: datetime) -> bool:
        """Whether it is asked for: a reset that is in force has ended it."""
        return self.reset is None or now < self.reset.in_force_at

    def with_code(self, secret: bytes, given: str, *, now: datetime) -> "SecondFactor":
        """The factor once this code of the phone was used. A factor that is given is not lost: a reset that waits is withdrawn.

        Raises FactorCodeWrong, FactorCodeUsed.
        """
        step = step_of_code(secret, given, now=now)
        if step is None:
            raise FactorCodeWrong(field="code")
        if step <= self.last_step:
            raise FactorCodeUsed(field="code")
        return replace(self, last_step=step, reset=None)

    def with_recovery(self, hashed: str) -> "SecondFactor":
        """The factor once this code on paper was used. Raises FactorCodeWrong."""
        if hashed not in self.recovery:
            raise FactorCodeWrong(field="code")
        left = tuple(one for one in self.recovery if one != hashed)
        return replace(self, recovery=left, reset=None)
