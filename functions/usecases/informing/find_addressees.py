"""Find the families that a message of the town concerns, a page of the town's list at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from functions.domain.calendar.months import month_of
from functions.domain.directory.directory_line import DirectoryLine
from functions.domain.directory.family_filter import FamilyFilter
from functions.domain.errors import NotFound
from functions.domain.families.family import Child, Family
from functions.domain.informing.addressees import (
    OF_MONTHS,
    AnnouncementAudience,
    AudienceKind,
    AudienceUnclear,
    concerns,
)
from functions.domain.informing.announcement import Told, told_of
from functions.domain.planning.child_month import ChildMonth
from functions.storage.bookings import child_months
from functions.storage.directory import families_found
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.town import communes
from functions.usecases.informing.read_addressees import PageAddressees

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
class ToTellOtherwise:
    """A family that no mail reaches, to be called or written to on paper. `has_address`: the town knows one, which receives nothing."""

    family: str
    name: str
    phone: str
    has_address: bool


@dataclass(frozen=True, slots=True)
class AddresseesCounted:
    told: Told
    otherwise: tuple[ToTellOtherwise, ...]
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
    """Of the next families of the list, by whom it would be received: as it is sent, but for a login that acts for families of two pages.

    Raises AudienceUnclear.
    """
    check_audience(commune, audience)
    limit = PAGE if audience.kind in OF_MONTHS else PAGE_OF_LINES
    page = families_concerned(commune, audience, after=after, limit=limit, now=now)
    people = PageAddressees.of(audience, page.lines)
    told, otherwise, mailed = Told(), list[DirectoryLine](), set[str]()
    for line in page.lines:
        addressees = [
            replace(one, elsewhere=one.is_mailed and one.account in mailed) for one in people.of_family(line)
        ]
        mailed |= {one.account for one in addressees if one.account and one.is_mailed}
        of_family = told_of(addressees)
        told += of_family
        otherwise += [line] * of_family.otherwise
    phones = _phones(commune, otherwise)
    return AddresseesCounted(
        told,
        tuple(
            ToTellOtherwise(line.family, line.name or "", phones[line.family], is_known(line))
            for line in otherwise
        ),
        page.last,
    )


def is_known(line: DirectoryLine) -> bool:
    """Whether the town knows an address of the family at all."""
    return bool(line.logins or any(one.address for one in line.guardians))


def _phones(commune: str, lines: Sequence[DirectoryLine]) -> dict[str, str]:
    """As the files say them: the directory knows no number."""
    wanted = {line.family: keys.family(commune, line.family) for line in lines}
    found = read(wanted.values())
    files = {family: found.get_sound(key, Family) for family, key in wanted.items()}
    return {family: "" if file is None else file.value.phone for family, file in files.items()}


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
