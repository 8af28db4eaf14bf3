"""The journal of the commune, read by its administrators: in words, by month, and as a file for the data protection officer."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from chalice.app import Blueprint

from functions.csv_file import csv_file
from functions.domain.accounts.account import Account
from functions.domain.calendar.months import month_of
from functions.domain.errors import Conflict
from functions.domain.families.family import Family
from functions.domain.journal import JOURNAL_EXPORTED, JournalLine
from functions.domain.town.commune import Commune
from functions.french.journal.sentences import ACTS, Names, label, of_families, said
from functions.french.words.dates import date_hour
from functions.storage.journal.pages import LOOKED_AT, LineOfTown, Span, Wanted, journal_page
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.usecases.journal.note_read import note_read_of_town
from functions.web.api.endpoint import File, Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import ADMINISTRATOR_OF_TOWN, AgentOfTown
from functions.web.journal.types import ActOffered, JournalEntry, JournalQuery, JournalShown

routes = Routes(Blueprint(__name__))

JOURNAL = f"{COMMUNE}/journal"
MOST_EXPORTED = 10_000
COLUMNS = ("date", "heure", "qui", "acte", "ce qui a été fait", "famille")


class JournalTooLong(Conflict):
    """More lines than one file holds. `most` in the data is how many."""

    code = "journal_too_long"


@routes.route("GET", JOURNAL, ADMINISTRATOR_OF_TOWN, takes=JournalQuery, answers=JournalShown)
def read_journal(caller: AgentOfTown, asked: JournalQuery) -> JournalShown:
    """Who did what in a month, the newest first. A moment late."""
    page = journal_page(_span(caller, asked), _wanted(asked))
    names = _names(caller.commune, page.lines)
    offered = [
        ActOffered(act, told.label) for act, told in ACTS.items() if asked.families or not of_families(act)
    ]
    return JournalShown(
        month_of(_first(caller, asked)),
        [_entry(each, names, caller.town) for each in page.lines],
        page.next,
        sorted(offered, key=lambda each: each.label),
    )


@routes.route(
    "GET", f"{JOURNAL}/export", ADMINISTRATOR_OF_TOWN, takes=JournalQuery, answers=File, media="text/csv"
)
def export_journal(caller: AgentOfTown, asked: JournalQuery) -> File:
    """The same lines of the whole month, as a spreadsheet reads them."""
    span, found = _span(caller, asked), list[LineOfTown]()
    while True:
        page = journal_page(span, _wanted(asked), limit=LOOKED_AT)
        found += page.lines
        if len(found) > MOST_EXPORTED:
            raise JournalTooLong(most=MOST_EXPORTED)
        if page.next is None:
            break
        span = replace(span, after=page.next)
    names = _names(caller.commune, found)
    of, now = {"month": month_of(_first(caller, asked))}, caller.ask.now
    note_read_of_town(caller.commune, by=caller.account, now=now, act=JOURNAL_EXPORTED, of=of)
    return File(csv_file([COLUMNS, *(_row(each, names, caller.town) for each in reversed(found))]))


def _first(caller: AgentOfTown, asked: JournalQuery) -> date:
    return asked.first(caller.town.day_of(caller.ask.now))


def _span(caller: AgentOfTown, asked: JournalQuery) -> Span:
    first, clock = _first(caller, asked), caller.town.clock
    following = (first + timedelta(days=31)).replace(day=1)
    since, until = (datetime.combine(day, time(), clock) for day in (first, following))
    return Span(caller.commune, since, until, asked.family, asked.after)


def _wanted(asked: JournalQuery) -> Wanted | None:
    if asked.families and asked.agent is None and asked.act is None:
        return None

    def wanted(line: JournalLine) -> bool:
        return (
            (asked.agent is None or line.by == asked.agent)
            and (asked.act is None or line.act == asked.act)
            and (asked.families or asked.act is not None or not of_families(line.act))
        )

    return wanted


def _names(commune: str, lines: Iterable[LineOfTown]) -> Names:
    """One round trip for a page."""
    accounts = {
        str(name) for each in lines for name in (each.line.by, each.line.detail.get("account")) if name
    }
    families = {each.family for each in lines if each.family is not None}
    account_keys = {keys.account(account): account for account in accounts}
    family_keys = {keys.family(commune, family): family for family in families}
    found = read([*account_keys, *family_keys])
    logins = {name: found.get_sound(key, Account) for key, name in account_keys.items()}
    files = {name: found.get_sound(key, Family) for key, name in family_keys.items()}
    return Names(
        {
            name: f"{known.value.first_name} {known.value.last_name}"
            for name, known in logins.items()
            if known
        },
        {
            name: known.value.name
            for name, known in files.items()
            if known and (known.value.erased_on is None or known.value.merged_into)
        },
    )


def _entry(each: LineOfTown, names: Names, town: Commune) -> JournalEntry:
    line, at = each.line, each.line.at.astimezone(town.clock)
    return JournalEntry(
        line.id,
        at,
        date_hour(at),
        said(line, each.family, names),
        line.act,
        label(line.act),
        line.by if line.by in names.accounts else None,
        each.family,
    )


def _row(each: LineOfTown, names: Names, town: Commune) -> tuple[str, ...]:
    at = each.line.at.astimezone(town.clock)
    family = "" if each.family is None else names.family(each.family)
    told = said(each.line, each.family, names)
    return f"{at:%d/%m/%Y}", f"{at:%H:%M:%S}", names.by(each.line), label(each.line.act), told, family
