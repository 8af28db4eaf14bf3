"""The calendar of a login: read in three round trips, and written only when something in it moved."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from functions import ical
from functions.domain.accounts.account import Account, CalendarFeed
from functions.domain.errors import NotFound
from functions.domain.families.access import acts_for
from functions.domain.families.family import Child, Family
from functions.domain.menus.week_menu import WeekMenu, week_of, weeks_between
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import ChildMonth
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.reglement import Reglement
from functions.domain.reminders.family_calendar import (
    child_days,
    initials,
    limit_entries,
    months_shown,
    used_services,
)
from functions.domain.town.commune import Commune
from functions.french.bookings.calendar_entries import day_entry, due_entry
from functions.storage.bookings import child_months as months
from functions.storage.menus import week_menus
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.town import called_off, communes
from functions.storage.town.communes import ReglementHead
from functions.usecases.reminders.calendar_feed import account_named, check_token
from functions.web.api.endpoint import File

MENUS_AHEAD = 3
"""Weeks after this one of which a menu is looked for: few caterers tell it earlier, and each is read at each visit."""
REFRESH = timedelta(hours=1)
SHAPE = "6"
"""Moves when the entries are written otherwise, so that nobody keeps the old ones."""


@dataclass(frozen=True, slots=True)
class Home:
    """A family of the login, with what its calendar is made of."""

    commune: Commune
    head: Stored[ReglementHead]
    family: Stored[Family]
    reglement: Reglement
    today: date
    children: list[Stored[Child]]
    months: list[Stored[ChildMonth]]
    called_off: dict[str, Stored[CalledOffMonth]]
    """What the town called off, by month."""
    menus: list[Stored[WeekMenu]]
    """Of the weeks of which a town knows the menu, where a service serves a meal."""


def feed(token: str, *, known: str, origin: str, now: datetime) -> File:
    """`known`: the tag of what the reader keeps. `origin`: of the portal, which its links lead to. Raises NotFound: no such address, any more or ever."""
    account_id = account_named(token)
    found = read([keys.account(account_id), keys.calendar_feed(account_id)])
    account = found.get(keys.account(account_id), Account)
    stored = found.get(keys.calendar_feed(account_id), CalendarFeed)
    check_token(token, stored.value if stored is not None else None)
    if account is None:
        raise NotFound
    homes = _homes(account.value, now)
    etag = _etag(token, homes)
    if etag in [tag.strip().removeprefix("W/") for tag in known.split(",")]:
        return File(None, etag)
    entries = [entry for at, home in enumerate(homes) for entry in _entries(home, homes[:at], origin)]
    host = urlsplit(origin).hostname or origin
    return File(ical.calendar_file("Portail famille", entries, host=host, refresh=REFRESH), etag)


def _homes(account: Account, now: datetime) -> list[Home]:
    """Those the account is a member of now. A commune without a règlement has nothing to book."""
    refs = account.families
    found = read(
        dict.fromkeys(
            key
            for ref in refs
            for key in (
                keys.commune(ref.commune),
                keys.reglement_head(ref.commune),
                keys.family(ref.commune, ref.family),
            )
        )
    )
    homes = []
    for ref in refs:
        commune = found.get(keys.commune(ref.commune), Commune)
        head = found.get(keys.reglement_head(ref.commune), ReglementHead)
        family = found.get(keys.family(ref.commune, ref.family), Family)
        if commune is None or head is None or family is None or not acts_for(account.id, family.value):
            continue
        reglement = communes.reglement(ref.commune, head.value.reglement)
        today = reglement.day_of(now)
        homes.append(Home(commune.value, head, family, reglement, today, [], [], {}, []))
    return _with_children(homes)


def _with_children(homes: list[Home]) -> list[Home]:
    wanted = {
        home.family.key: [
            (child, month) for child in home.family.value.children for month in months_shown(home.today)
        ]
        for home in homes
    }
    found = read(
        dict.fromkeys(
            key
            for home in homes
            for child, month in wanted[home.family.key]
            for key in (
                keys.child(home.commune.id, child),
                keys.child_month(home.commune.id, child, month),
                keys.called_off(home.commune.id, month),
            )
        )
        | dict.fromkeys(keys.week_menu(home.commune.id, week) for home in homes for week in _weeks(home))
    )
    return [
        Home(
            home.commune,
            home.head,
            home.family,
            home.reglement,
            home.today,
            [
                child
                for child_id in home.family.value.children
                if (child := found.get(keys.child(home.commune.id, child_id), Child)) is not None
            ],
            [
                months.in_batch(found, home.commune.id, child, month)
                for child, month in wanted[home.family.key]
            ],
            {month: called_off.in_batch(found, home.commune.id, month) for month in months_shown(home.today)},
            [week_menus.in_batch(found, home.commune.id, week) for week in _weeks(home)],
        )
        for home in homes
    ]


def _weeks(home: Home) -> list[str]:
    """None where no service serves a meal."""
    if not any(service.serves_meal for service in home.reglement.services):
        return []
    return weeks_between(home.today, home.today + timedelta(weeks=MENUS_AHEAD))


def _etag(token: str, homes: list[Home]) -> str:
    """Of the versions of all it is made from: nothing need be written to know that nothing moved."""
    told = [SHAPE, token]
    for home in homes:
        told += [*home.family.key, str(home.family.version), str(home.head.version), home.today.isoformat()]
        told += [f"{child.key.pk}={child.version}" for child in home.children]
        told += [f"{month.key.pk}{month.key.sk}={month.version}" for month in home.months]
        told += [f"{menu.value.week}={menu.version}" for menu in home.menus]
        told += [f"{month}={off.version}" for month, off in home.called_off.items()]
    return f'"{hashlib.sha256("|".join(told).encode()).hexdigest()[:32]}"'


def _entries(home: Home, before: Sequence[Home], origin: str) -> Iterator[ical.CalendarEntry]:
    """`before`: the homes whose entries come first. What one of them says by the same id already gets the family's own; the first keeps the id
    that subscribers know."""
    alike = [other for other in before if other.commune.id == home.commune.id]
    told = {child for other in alike for child in other.family.value.children}
    own = f"-{home.family.value.id}"
    commune, reglement, family = home.commune, home.reglement, home.family.value
    link = f"{origin}/espace/reservations/?famille={commune.id}/{family.id}"
    children = [stored.value for stored in home.children]
    names = initials(children)
    off = home.called_off
    versions = {
        (month.value.child, month.value.month): month.version + off[month.value.month].version
        for month in home.months
    }
    open_days = OpenDays(reglement, {month: stored.value for month, stored in off.items()})
    days = child_days(family, (month.value for month in home.months), children, open_days)
    menus = {menu.value.week: menu for menu in home.menus}
    for day in days:
        if day.child in names:
            sequence = versions[day.child, f"{day.day:%Y-%m}"] + home.head.version
            week = menus.get(week_of(day.day))
            menu = None if week is None else week.value.days.get(day.day)
            sequence += 0 if week is None else week.version
            yield day_entry(
                reglement,
                day,
                names[day.child],
                town=commune.name,
                sequence=sequence,
                link=link,
                menu=menu,
                own=own if day.child in told else "",
            )
    used = used_services(reglement, days, children)
    for due in limit_entries(open_days, used, children, home.today, resident=family.resident):
        yield due_entry(
            commune.id,
            reglement,
            due,
            published_at=home.head.value.published_at,
            link=link,
            own=own if alike else "",
        )
