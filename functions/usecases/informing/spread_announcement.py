"""Tell the families of one page what the town wrote, and leave a message for the next page.

How far it went is in the message of the town itself: a delivery that is repeated, or that comes a second time, finds its page told. Each
family is told in a transaction of its own, so that one whose file cannot be read keeps nobody else waiting.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.accounts.account import Account
from functions.domain.directory.directory_line import DirectoryLine
from functions.domain.informing.announcement import Addressee, Announcement, FamilyTold, Told
from functions.domain.messages import Message, MessageKind
from functions.storage.informing import announcements
from functions.storage.table import idempotency, keys, outbox
from functions.storage.table.keys import Key
from functions.storage.table.reading import read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Contended, Refused, Transaction
from functions.usecases.informing.find_addressees import PAGE, families_concerned
from functions.usecases.informing.read_addressees import PageAddressees
from functions.usecases.informing.write_announcement import pages_of
from functions.usecases.retry import UNKNOWN_OUTCOME, when_contended

_log = logging.getLogger(__name__)


def spread_announcement(message: Message, now: datetime) -> None:
    """Raises Busy, OutcomeUnknown: the message is delivered again, and goes on where it stopped."""
    assert message.commune is not None, "a town writes"
    name = str(message.data["announcement"])
    stored = announcements.announcement(message.commune, name)
    page = int(message.id.rpartition("-")[2])
    if stored is None or stored.value.done or page != stored.value.pages:
        return  # it was told; the message that follows is in the outbox, or was delivered
    said = stored.value
    found = families_concerned(message.commune, said.audience, after=said.reached, limit=PAGE, now=now)
    logins = _Logins.of(message.commune, said, found.lines)
    told, otherwise = Told(), list[str]()
    for line in found.lines:
        try:
            of_family = _tell(message.commune, said, line, logins, now)
            told += of_family
            otherwise += [line.family] * of_family.otherwise
        except UNKNOWN_OUTCOME:
            raise
        except Exception:  # the families behind it are told all the same
            _log.exception("family not told commune=%s family=%s", message.commune, line.family)
    _go_on(message.commune, stored, stored.value.after_page(told, found.last, otherwise))


def _tell(commune: str, said: Announcement, line: DirectoryLine, logins: "_Logins", now: datetime) -> Told:
    """What the family was told, now or by an earlier delivery."""
    key = keys.family_told(commune, line.family, said.id)
    known = read_one(key, FamilyTold)
    if known is not None:
        return known.value.counts
    addressees = tuple(logins.wanted(one) for one in logins.people.of_family(line))
    told = FamilyTold(said.id, line.family, now, addressees)
    transaction = Transaction()
    announcements.put_family(transaction, commune, told)
    for place, one in enumerate(addressees):
        if not one.is_mailed:
            continue
        outbox.add(transaction, mail_to(commune, told, place))
        if one.account in logins.of_several:
            mark = _mark(one.account, said)
            idempotency.remember(transaction, mark, said.id, line.family, now=now)
            logins.mailed.add(one.account)
    try:
        when_contended(transaction.commit)
    except Refused as refused:
        raise Contended from refused  # another delivery of the page is at work: this one is tried again
    return told.counts


def mail_to(commune: str, told: FamilyTold, place: int) -> Message:
    """The message of the outbox for the addressee at that place."""
    one = told.addressees[place]
    data: dict[str, str | int] = {"announcement": told.announcement}
    data |= {"account": one.account} if one.account else {"address": one.address}
    return Message(told.message_id(place), MessageKind.ANNOUNCEMENT, commune, told.family, data)


@dataclass(frozen=True, slots=True)
class _Logins:
    """Of a page of families: who is written to; the logins that act for several families of the town, and of these the ones that were
    mailed already."""

    people: PageAddressees
    of_several: frozenset[str]
    mailed: set[str]

    @classmethod
    def of(cls, commune: str, said: Announcement, lines: Sequence[DirectoryLine]) -> "_Logins":
        people = PageAddressees.of(said.audience, lines)
        several = frozenset(one.id for one in people.accounts.values() if _families_in(commune, one) > 1)
        marks = read(_mark(account, said) for account in several)
        mailed = {account for account in several if marks.item(_mark(account, said)) is not None}
        return cls(people, several, mailed)

    def wanted(self, one: Addressee) -> Addressee:
        return replace(one, elsewhere=one.is_mailed and one.account in self.mailed)


def _families_in(commune: str, account: Account) -> int:
    return sum(ref.commune == commune for ref in account.families)


def _mark(account: str, said: Announcement) -> Key:
    return keys.of_account(account, f"KEY#announced-{said.id}")


def _go_on(commune: str, stored: Stored[Announcement], after: Announcement) -> None:
    transaction = Transaction()
    announcements.put(transaction, Stored(stored.key, after, stored.version))
    if not after.done:
        outbox.add(transaction, pages_of(commune, after.id, after.pages))
    try:
        when_contended(transaction.commit)
    except Refused:
        return  # another delivery of the same page has gone on
