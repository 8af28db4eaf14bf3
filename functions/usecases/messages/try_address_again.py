"""The town asks to write again to an address that did not receive our mails: a parent has emptied the box, or clicked « spam » by mistake."""

from dataclasses import dataclass
from datetime import datetime

from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.mail_standing import MailStanding, Unreachable
from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.storage.accounts import mail_standings
from functions.storage.table import journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class AddressTried:
    """Whose address: `address` is its keyed hash, as the list gives it. `by`: an account, or the name of the command."""

    commune: str
    family: str
    address: str
    by: str
    now: datetime


def try_address_again(tried: AddressTried) -> None:
    """The next mail is sent; one that comes back lists the address anew. Doing it twice changes nothing more. Raises NotFound, Busy."""
    when_moved(lambda: _try(tried))


def _try(tried: AddressTried) -> None:
    line_key = keys.unreachable(tried.commune, tried.family, tried.address)
    standing_key = mail_standings.of_hash(tried.address)
    found = read([line_key, standing_key])
    standing = found.get(standing_key, MailStanding)
    if found.get(line_key, Unreachable) is None:
        if standing is None or standing.value.works_since is None:
            raise NotFound
        return  # this was asked before
    transaction = Transaction()
    mail_standings.unlist_family(transaction, FamilyRef(tried.commune, tried.family), tried.address)
    if standing is not None and standing.value.why is not None:
        works = standing.value.works(tried.now)
        mail_standings.put(transaction, Stored(standing.key, works, standing.version))
    line = JournalLine(new_id(tried.now), "address_tried_again", tried.by, tried.now)
    journal.add(transaction, tried.commune, tried.family, line)
    transaction.commit()
