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


FILE_READ = "file_read"
FILE_READ_WITH_SHEETS = "file_and_sheets_read"
"""With what keeps the children safe, which only some roles are shown."""
SEEN_AS_FAMILY = "seen_as_family"
"""An agent looked at the family's screens as the family has them."""
SENT_FILE_READ = "sent_file_read"
"""A file that the family sent was opened."""
FILE_EXPORTED = "file_exported"
DAY_LIST_READ = "day_list_read"
"""Of a service and a day, with what keeps its children safe."""
DAY_PHONES_READ = "day_phones_read"
"""Of the responsables of the children of a service and a day: to evacuate."""
KITCHEN_NAMES_READ = "kitchen_names_read"
"""Who eats what, by name."""
JOURNAL_EXPORTED = "journal_exported"

READS_OF_FAMILY = frozenset({FILE_READ, FILE_READ_WITH_SHEETS, SEEN_AS_FAMILY, SENT_FILE_READ, FILE_EXPORTED})
READS = READS_OF_FAMILY | {DAY_LIST_READ, DAY_PHONES_READ, KITCHEN_NAMES_READ, JOURNAL_EXPORTED}
"""What was read or handed out, and nothing changed."""
