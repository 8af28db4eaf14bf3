"""Whether an e-mail address receives our mails: what its mail server, or its reader, told of one of them."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self


class NoMailBecause(StrEnum):
    BOUNCE = "bounce"
    """The mail server said that it will never take mails for this address."""
    COMPLAINT = "complaint"
    """The reader said that a mail was unwanted."""


@dataclass(frozen=True, slots=True)
class MailReturn:
    """What came back of one mail, which was sent at `sent_at`."""

    email: str
    why: NoMailBecause
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class MailStanding:
    """`why` is set while no mail is sent to the address. It stays with the login or the invitation that has the address."""

    email: str
    why: NoMailBecause | None = None
    since: datetime | None = None
    works_since: datetime | None = None
    """When somebody last showed that mails arrive, or the town asked to try again: what was sent before tells nothing any more."""

    def after(self, returned: MailReturn, *, now: datetime) -> Self:
        """Once a mail came back. The first return counts: one that comes twice, or late, changes nothing."""
        outdated = self.works_since is not None and returned.sent_at <= self.works_since
        if self.why is not None or outdated:
            return self
        return replace(self, why=returned.why, since=now)

    def works(self, now: datetime) -> Self:
        """Once mails are known to arrive, or are to be tried again."""
        return replace(self, why=None, since=None, works_since=now)


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The line of a family in its town's list. Who it is about is read with the list: `address` is the keyed hash of theirs."""

    address: str
    since: datetime
