"""What a passkey is asked to sign: random, kept here, answered once and soon."""

from dataclasses import dataclass
from datetime import datetime

from functions.domain import retention


@dataclass(frozen=True, slots=True)
class SignInChallenge:
    """Asked by who is not known yet. Which login answers it, the passkey says."""

    asked_at: datetime
    used_with: str | None = None
    """The hashed key of the request that answered it: only its repetition is let in again."""

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + retention.PASSKEY_CHALLENGE


@dataclass(frozen=True, slots=True)
class AddingChallenge:
    """Asked by who is signed in, and has proved once more who they are. It is gone once it was answered."""

    session: str
    """The session that it was asked in: another one's answer is not taken."""
    asked_at: datetime
    credentials_version: int
    """Of the login then: with another password it is worthless."""
    with_factor: bool
    """The proof was the second factor of an agent."""

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + retention.PASSKEY_CHALLENGE
