"""Tell the families who had booked, or pay, what the town called off, changed or put back: one message a family, whatever was done.

The act leaves a message in the outbox. Its delivery goes through the children of the month in pages, each page a message, so that
a large town is told in several turns. A family is told what differs from what it was told last, which is kept with the message in
one transaction: a delivery that is repeated, or one that comes after several acts, tells nothing twice.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from functions.domain.absences.called_off_notices import CalledOffNotice, ToldOff, notice
from functions.domain.families.family import Child, Family
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.planning.paid_by_all import homes_concerned
from functions.storage.bookings import child_months
from functions.storage.table import journal, keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Refused, Transaction
from functions.storage.town import called_off, communes
from functions.storage.town.communes import ReglementHead
from functions.usecases.retry import UNKNOWN_OUTCOME, when_contended, when_moved

PAGE = 50
"""Children whose months are looked at in one turn: their families are told in some seconds."""
BY = "job:called-off"

_log = logging.getLogger(__name__)


def announce(transaction: Transaction, commune: str, days: Sequence[date], *, now: datetime) -> None:
    """Add the message of an act that changed what takes place on `days`, all of one month."""
    data: dict[str, str | int] = {"days": " ".join(day.isoformat() for day in days)}
    outbox.add(transaction, Message(new_id(now), MessageKind.CALLED_OFF_CHANGED, commune, data=data))


def tell_families(message: Message, now: datetime) -> None:
    """Tell the families of one page of children, and leave a message for the next page. Raises Busy, OutcomeUnknown."""
    assert message.commune is not None, "what is called off is a commune's"
    days = [date.fromisoformat(day) for day in str(message.data["days"]).split()]
    month = f"{days[0]:%Y-%m}"
    after = str(message.data["after"]) if "after" in message.data else None
    page = list(child_months.children_of_month(message.commune, month, after=after, limit=PAGE))
    for family in sorted(_concerned(message.commune, [stored.value for stored in page], days)):
        try:
            tell_family(message.commune, family, days, now=now)
        except UNKNOWN_OUTCOME:
            raise  # the message is delivered again, and goes on where it stopped
        except Exception:  # the families behind it are told all the same
            _log.exception("family not told commune=%s family=%s", message.commune, family)
    if len(page) == PAGE:
        _go_on(message, page[-1].value.child)


def _concerned(commune: str, months: Sequence[ChildMonth], days: Sequence[date]) -> set[str]:
    """Who booked these days, and who pays them. A file that cannot be read is in nobody's way: who booked is told."""
    booked = [
        (Slot(day, service, month.child), booking)
        for month in months
        for day in days
        for service, booking in month.days.get(day.day, {}).items()
    ]
    found = read({keys.child(commune, slot.child) for slot, _ in booked})
    families: set[str] = set()
    for slot, booking in booked:
        child = found.get_sound(keys.child(commune, slot.child), Child)
        families |= {booking.payer} if child is None else homes_concerned(booking, slot, child.value)
    return families


def tell_family(commune: str, family: str, days: Sequence[date], *, now: datetime) -> None:
    """Leave a message for the family where something differs from what it was told last. Raises Busy."""
    when_moved(lambda: _tell(commune, family, days, now))


def _tell(commune: str, family_id: str, days: Sequence[date], now: datetime) -> None:
    month = f"{days[0]:%Y-%m}"
    head_key, family_key = keys.reglement_head(commune), keys.family(commune, family_id)
    off_key, told_key = keys.called_off(commune, month), keys.told_off(commune, family_id, month)
    found = read([head_key, family_key, off_key, told_key])
    head, family = found.get(head_key, ReglementHead), found.get(family_key, Family)
    if head is None or family is None or family.value.erased_on is not None:
        return
    off, told = called_off.in_batch(found, commune, month), found.get_or(told_key, ToldOff(month))
    files = read(
        key
        for child in family.value.children
        for key in (keys.child(commune, child), keys.child_month(commune, child, month))
    )
    known = {child: files.get(keys.child(commune, child), Child) for child in family.value.children}
    children = {child: stored.value for child, stored in known.items() if stored is not None}
    months = [child_months.in_batch(files, commune, child, month) for child in children]
    open_days = OpenDays(communes.reglement(commune, head.value.reglement), {month: off.value})
    found_out = notice(family_id, children, [stored.value for stored in months], open_days, told.value, days)
    if found_out.told == told.value:
        return
    transaction = Transaction()
    transaction.check(head, why="reglement")
    transaction.check(off, why="called_off")
    transaction.put(Stored(told.key, found_out.told, told.version), why="told")
    if not found_out.says_nothing:
        act = new_id(now)
        line = JournalLine(act, "told_called_off", BY, now, detail=_detail(found_out))
        journal.add(transaction, commune, family_id, line)
        data: dict[str, str | int] = {"act": act}
        outbox.add(transaction, Message(new_id(now), MessageKind.CALLED_OFF, commune, family_id, data))
    transaction.commit()


def _detail(told: CalledOffNotice) -> dict[str, object]:
    """By child, service and day: why it does not take place; that it takes place after all."""
    return {
        "called_off": _by_child((slot, why) for slot, why in told.off.items()),
        "put_back": _by_child((slot, "") for slot in told.back),
    }


def _by_child(slots: Iterable[tuple[Slot, str]]) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for slot, said in sorted(slots):
        found.setdefault(slot.child, {}).setdefault(slot.service, {})[slot.date.isoformat()] = said
    return found


def _go_on(message: Message, after: str) -> None:
    """Leave the next page to a message of its own, under an id that a repeated delivery gives again."""
    first, _, _ = message.id.partition("-")
    transaction = Transaction()
    data = {**message.data, "after": after}
    outbox.add(transaction, Message(f"{first}-{after}", message.kind, message.commune, data=data))
    try:
        when_contended(transaction.commit)
    except Refused:
        return  # an earlier delivery has left it
