"""Write down that an agent read a family's file: once an hour, in the journal of the family, who may ask for it."""

from datetime import datetime
from hashlib import sha256

from functions.domain import retention
from functions.domain.errors import Busy, OutcomeUnknown
from functions.domain.journal import JournalLine
from functions.storage.table import journal
from functions.storage.table.ids import first_id
from functions.storage.table.transaction import Refused, Transaction
from functions.usecases.retry import when_contended

TIME = 10
"""Characters of an id that say when it was made."""
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


SEEN_AS_FAMILY = "seen_as_family"
"""An agent looked at the family's screens as the family has them."""


def note_read(commune: str, family: str, *, by: str, now: datetime, act: str = "file_read") -> None:
    """One line an hour for each agent and family, whose id is made of them: a second one is refused by the first.

    Where the table does not answer, the file is shown all the same and the next reading notes it.
    """
    line_id = _line_of(by if act == "file_read" else f"{by}#{act}", now)
    line = JournalLine(line_id, act, by, now)

    def act_once() -> None:
        transaction = Transaction()
        journal.add(transaction, commune, family, line, expires_at=now + retention.AGENTS_ACCESS)
        transaction.commit()

    try:
        when_contended(act_once)
    except (Refused, Busy, OutcomeUnknown):
        return


def _line_of(by: str, now: datetime) -> str:
    hour = first_id(now.replace(minute=0, second=0, microsecond=0))
    chance = sha256(f"{by}#{hour}".encode()).digest()[:16]
    return hour[:TIME] + "".join(_ALPHABET[byte & 31] for byte in chance)
