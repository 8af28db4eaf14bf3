"""Who did what, when, and from which versions: written in the transaction of the act itself."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class JournalLine:
    id: str
    act: str
    """A verb and its object: `bookings_validated`, `family_activated`."""
    by: str
    """An account id, or the name of the job."""
    at: datetime
    decided_from: dict[str, int] = field(default_factory=dict)
    """The versions that were read: `reglement`, `family`, `child:…`."""
    detail: dict[str, object] = field(default_factory=dict)
    """Ids, dates and amounts; never a name."""
