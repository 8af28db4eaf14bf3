"""*Mon compte*: what its screen shows of a login, in one answer."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from chalice.app import Blueprint
from msgspec import Struct

from functions.domain.accounts.account import Account, CalendarFeed, Session
from functions.domain.errors import Unauthenticated
from functions.domain.families.access import acts_for
from functions.domain.families.family import Family
from functions.domain.town.commune import Commune
from functions.french.privacy.erasure import asked_on
from functions.storage.accounts import sessions
from functions.storage.table import keys
from functions.storage.table.reading import read, together
from functions.storage.table.stored import Stored
from functions.usecases.accounts.sessions import alive
from functions.usecases.privacy.ask_erasure import standing_wish
from functions.usecases.reminders.calendar_feed import token_of
from functions.web.accounts.types import SessionSummary
from functions.web.api.endpoint import Routes
from functions.web.api.paths import calendar_address
from functions.web.callers.parents import ParentWith, parents_with

routes = Routes(Blueprint(__name__))


@dataclass(frozen=True, slots=True)
class OfLogin:
    account: Account
    calendar: CalendarFeed | None
    sessions: list[Stored[Session]]


class ErasureOfFamily(Struct):
    commune: str
    family: str
    asked_at: datetime | None
    """Null where nobody asked, or where the request was taken back."""
    sentence: str
    """What is to be said of it; empty where there is none."""


class MyAccount(Struct):
    sessions: list[SessionSummary]
    """The devices that are logged in, the last used first."""
    reminders: bool
    """Whether a mail comes the evening before a limit."""
    announcements: bool
    """Whether mails come that a town writes to all its families."""
    calendar: str | None
    """The secret address of the parent's calendar; null where it has none."""
    erasures: list[ErasureOfFamily]
    """Of each family, whether its town is asked to erase it."""


def of_login(account: str) -> OfLogin:
    """Raises Unauthenticated: a session without its account opens nothing."""
    login, feed = keys.account(account), keys.calendar_feed(account)
    found, opened = together(partial(read, (login, feed)), partial(sessions.sessions, account))
    known, calendar = found.get(login, Account), found.get(feed, CalendarFeed)
    if known is None:
        raise Unauthenticated
    return OfLogin(known.value, None if calendar is None else calendar.value, opened)


@routes.route("GET", "/me/account", parents_with(of_login), answers=MyAccount)
def read_my_account(caller: ParentWith[OfLogin]) -> MyAccount:
    """Devices, mails at will, the calendar's address, and what each town is asked about the family's data."""
    login, now = caller.read, caller.ask.now
    feed = login.calendar
    return MyAccount(
        [
            SessionSummary(
                sessions.hash_of(session.key),
                session.value.created_at,
                session.value.last_seen_at,
                session.value.device,
                session.key == caller.session.key,
            )
            for session in alive(login.sessions, now=now)
        ],
        login.account.reminders,
        login.account.announcements,
        None if feed is None else calendar_address(caller.ask.origin, token_of(caller.account, feed)),
        erasures(login.account),
    )


def erasures(account: Account) -> list[ErasureOfFamily]:
    """Of each family that the login acts for. One round trip, whatever their number."""
    refs = account.families
    if not refs:
        return []
    wanted = [
        key for ref in refs for key in (keys.commune(ref.commune), keys.family(ref.commune, ref.family))
    ]
    found, wishes = together(
        partial(read, dict.fromkeys(wanted)),
        lambda: together(*(partial(standing_wish, ref.commune, ref.family) for ref in refs)),
    )
    told = []
    for ref, wish in zip(refs, wishes, strict=True):
        town = found.get(keys.commune(ref.commune), Commune)
        family = found.get(keys.family(ref.commune, ref.family), Family)
        if town is None or family is None or not acts_for(account.id, family.value):
            continue
        asked_at = None if wish is None else wish.value.at.astimezone(town.value.clock)
        sentence = "" if wish is None else asked_on(town.value.day_of(wish.value.at))
        told.append(ErasureOfFamily(ref.commune, ref.family, asked_at, sentence))
    return told
