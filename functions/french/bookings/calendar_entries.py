"""Entries of calendars, in words."""

from datetime import UTC, datetime, timedelta

from functions.domain.menus.week_menu import DayMenu
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.reminders.family_calendar import ChildDay, LimitEntry
from functions.domain.reminders.upcoming_limits import Closing
from functions.french.menus.words import allergens_line, dishes_line
from functions.french.reglement.closings import closing_text, closing_title
from functions.french.reglement.closures import not_held
from functions.french.words.dates import NO_BREAK, listing
from functions.ical import CalendarEntry

SHOWN = timedelta(minutes=30)
"""A limit stands in a calendar as the half hour that ends with it."""


def closing_entry(
    commune: str,
    reglement: Reglement,
    service: Service,
    closing: Closing,
    *,
    published_at: datetime,
    link: str,
) -> CalendarEntry:
    """A limit. `published_at`: of the règlement, whose version is the sequence: a limit that a later one moves keeps its id."""
    acts = "-".join(closing.actions)
    return CalendarEntry(
        uid=f"limite-{commune}-{service.code}-{acts}-{closing.days[0].isoformat()}",
        title=closing_title(closing, service.name),
        text=closing_text(closing),
        starts=closing.at - SHOWN,
        lasts=SHOWN,
        written_at=published_at,
        sequence=reglement.version,
        link=link,
    )


def due_entry(
    commune: str,
    reglement: Reglement,
    due: LimitEntry,
    *,
    published_at: datetime,
    link: str,
    own: str = "",
) -> CalendarEntry:
    """All that closes at one instant, in a parent's calendar. `own`: what ends the id, where a calendar has several families of one town."""
    services = list(dict.fromkeys(closing.service for closing in due.closings))
    names = {code: reglement.service(code).name for code in services}
    lines = [
        f"{names[closing.service]}{NO_BREAK}: {_small(closing_text(closing))}" for closing in due.closings
    ]
    return CalendarEntry(
        uid=f"limites-{commune}-{due.at.astimezone(UTC):%Y%m%dT%H%M%SZ}{own}",
        title=f"Dernier moment{NO_BREAK}: {', '.join(names.values())}",
        text="\n".join(lines),
        starts=due.at - SHOWN,
        lasts=SHOWN,
        written_at=published_at,
        sequence=reglement.version,
        link=link,
    )


def day_entry(
    reglement: Reglement,
    day: ChildDay,
    child: str,
    *,
    town: str,
    sequence: int,
    link: str,
    menu: DayMenu | None = None,
    own: str = "",
) -> CalendarEntry:
    """A child's day. `child` is what its calendar calls it, `sequence` grows with each change of what the entry says. `menu`: said where
    the child eats there. `own`: what ends the id, where both homes of the child are in one calendar."""
    coming = [code for code in day.services if code not in (*day.absent, *day.noted_absent)]
    names, missed, noted = (
        [reglement.name_of(code) for code in codes] for codes in (coming, day.absent, day.noted_absent)
    )
    off = [
        (reglement.name_of(code), not_held(closed).lower() if closed.of_child else closed.label)
        for code, closed in day.not_held
    ]
    said = [
        *names,
        *(f"{name}, absence déclarée" for name in missed),
        *(f"{name}, absence notée" for name in noted),
        *(f"{name} n’a pas lieu" for name, _ in off),
    ]
    lines = (
        [f"Réservé{f'{NO_BREAK}: {listing(names)}' if off or missed or noted else ''} ({town})."]
        if names
        else []
    )
    lines += [f"Absence déclarée{NO_BREAK}: {listing(missed)} ({town})."] if missed else []
    lines += [f"Absence notée{NO_BREAK}: {listing(noted)} ({town})."] if noted else []
    lines += [f"{name}{NO_BREAK}: n’a pas lieu, {reason} ({town})." for name, reason in off]
    if menu is not None and any(code in _meals(reglement) for code in coming):
        lines += [f"Au menu{NO_BREAK}: {dishes_line(menu)}.", allergens_line(menu)]
    return CalendarEntry(
        uid=f"jour-{day.child}-{day.day.isoformat()}{own}",
        title=f"{child}{NO_BREAK}: {', '.join(said)}",
        text="\n".join(filter(None, lines)),
        starts=day.day,
        written_at=day.booked_at,
        sequence=sequence,
        link=link,
    )


def _meals(reglement: Reglement) -> set[str]:
    return {service.code for service in reglement.services if service.serves_meal}


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
