"""Find the families that a message of the town concerns, a page of the town's list at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from functions.domain.calendar.months import month_of
from functions.domain.directory.directory_line import DirectoryLine
from functions.domain.directory.family_filter import FamilyFilter
from functions.domain.errors import NotFound
from functions.domain.families.family import Child
from functions.domain.informing.addressees import (
    OF_MONTHS,
    AnnouncementAudience,
    AudienceKind,
    AudienceUnclear,
    concerns,
)
from functions.domain.informing.announcement import Addressee, Told
from functions.domain.planning.child_month import ChildMonth
from functions.storage.bookings import child_months
from functions.storage.directory import families_found
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.town import communes

PAGE = 50
"""Families of a page: the months of their children are read in some round trips."""
PAGE_OF_LINES = 400
"""The same where the town's list alone tells."""


@dataclass(frozen=True, slots=True)
class FamiliesConcerned:
    """`last`: where the next page goes on; empty after the last one."""

    lines: tuple[DirectoryLine, ...]
    last: str


@dataclass(frozen=True, slots=True)
class AddresseesCounted:
    """`without`: families of whom the town knows no address, to be called or written to on paper."""

    told: Told
    without: tuple[DirectoryLine, ...]
    last: str


def check_audience(commune: str, audience: AnnouncementAudience) -> None:
    """Raises AudienceUnclear."""
    audience.check_named()
    if not audience.school and not audience.service:
        return
    try:
        reglement = communes.reglement_now(commune)
    except NotFound:
        raise AudienceUnclear(field="school" if audience.school else "service") from None
    if audience.school and audience.school not in reglement.school_names:
        raise AudienceUnclear(field="school")
    if audience.service and audience.service not in {each.code for each in reglement.services}:
        raise AudienceUnclear(field="service")


def count_addressees(
    commune: str, audience: AnnouncementAudience, *, after: str, now: datetime
) -> AddresseesCounted:
    """Of the next families of the list, the addresses at most: who wants no message to all is left out when it is sent.

    Raises AudienceUnclear.
    """
    check_audience(commune, audience)
    limit = PAGE if audience.kind in OF_MONTHS else PAGE_OF_LINES
    page = families_concerned(commune, audience, after=after, limit=limit, now=now)
    told, without = Told(), []
    for line in page.lines:
        addressees = addressees_of(line)
        told += Told(1, len(addressees), 0, not addressees)
        if not addressees:
            without.append(line)
    return AddresseesCounted(told, tuple(without), page.last)


def addressees_of(line: DirectoryLine) -> tuple[Addressee, ...]:
    """Every login that acts for the family; where there is none, every address of its file."""
    if line.logins:
        return tuple(Addressee(account=login.account) for login in line.logins)
    known = dict.fromkeys(one.address for one in line.guardians if one.address)
    return tuple(Addressee(address=address) for address in known)


def families_concerned(
    commune: str, audience: AnnouncementAudience, *, after: str, limit: int, now: datetime
) -> FamiliesConcerned:
    """Of the next `limit` families of the town's list. A moment late."""
    page = families_found.listed(commune, "", FamilyFilter(now), after=after, limit=limit)
    if audience.kind not in OF_MONTHS:
        chosen = [line for line in page.lines if concerns(audience, line)]
    else:
        chosen = list(_of_months(commune, audience, page.lines, communes.commune(commune).day_of(now)))
    return FamiliesConcerned(tuple(chosen), page.last)


def _of_months(
    commune: str, audience: AnnouncementAudience, lines: Sequence[DirectoryLine], today: date
) -> Iterator[DirectoryLine]:
    """What cannot be read of a child concerns nobody: the town is told by the log."""
    children = dict.fromkeys(child for line in lines for child in line.child_ids)
    wanted = {
        keys.child_month(commune, child, month) for child in children for month in _months(audience, today)
    }
    files = (
        {keys.child(commune, child) for child in children} if audience.kind is AudienceKind.SERVICE else set()
    )
    found = read([*wanted, *files])
    for line in lines:
        known = [found.get_sound(keys.child(commune, child), Child) for child in line.child_ids if files]
        months: list[ChildMonth] = []
        for child in line.child_ids:
            for month in _months(audience, today):
                stored = child_months.sound_in_batch(found, commune, child, month)
                months += [] if stored is None else [stored.value]
        if concerns(audience, line, [each.value for each in known if each], months, today=today):
            yield line


def _months(audience: AnnouncementAudience, today: date) -> list[str]:
    if audience.day is not None:
        return [month_of(audience.day)]
    return [month_of(today), month_of(today.replace(day=1) + timedelta(days=31))]
