"""A sign-in that waits for the second factor: the password was right, and opens nothing yet."""

from dataclasses import dataclass
from datetime import datetime

from functions.domain import retention


@dataclass(frozen=True, slots=True)
class PendingSignIn:
    account: str
    created_at: datetime
    device: str
    credentials_version: int = 0
    """The version of the account's credentials that it was opened under: with another password it is worthless."""
    enrols: bool = False
    """The login has no second factor yet: one is set before anything opens."""
    used_with: str | None = None
    """The hashed key of the request that gave the factor: only its repetition is let in again."""

    @property
    def expires_at(self) -> datetime:
        life = retention.PENDING_ENROLMENT if self.enrols else retention.PENDING_SIGN_IN
        return self.created_at + life
