"""Logins and sessions. One login a person, never one a family."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.domain.families import Civility

IDLE_LIMIT = timedelta(days=7)
"""A parent comes back every week; a phone left in a drawer is logged out."""
ABSOLUTE_LIMIT = timedelta(days=30)
TOUCH_EVERY = timedelta(minutes=10)
"""How stale `last_seen_at` may be: a write at every click would cost more than it tells."""


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
    """Where to look; the family's `members` decide."""
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    account: str
    created_at: datetime
    last_seen_at: datetime
    device: str
    """What the parent reads in the list of their sessions: « Firefox sur Android »."""

    def alive(self, now: datetime) -> bool:
        return now < self.last_seen_at + IDLE_LIMIT and now < self.created_at + ABSOLUTE_LIMIT
