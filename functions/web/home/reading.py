"""All that the first screen is made of, in one round trip besides the one that admits: the questions are on their way together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from functions.domain.availability.situation import Situation
from functions.domain.families.family import Child
from functions.domain.families.file_corrections import Request
from functions.domain.home.coming_limits import months_to_read, watched_limits
from functions.domain.home.noted_days import BEHIND
from functions.domain.informing.announcement import FamilyTold
from functions.domain.invoices.receivable import Receivable
from functions.domain.journal import JournalLine
from functions.domain.papers.papers import PaperKinds, PaperLine, paper_lines
from functions.domain.planning.basket import Basket
from functions.domain.reglement.acceptance import is_asked
from functions.domain.reglement.reglement import Reglement
from functions.domain.reglement.service_conditions import Need
from functions.domain.reminders.limit_reminders import WatchedLimit
from functions.domain.requests.threads import Thread
from functions.domain.safety.child_safety import ChildSafety
from functions.storage.bookings import child_months, service_months
from functions.storage.bookings.booking_facts import whole_sheets
from functions.storage.informing import announcements
from functions.storage.invoices import invoices
from functions.storage.papers import family_papers
from functions.storage.requests import threads
from functions.storage.table import journal, keys
from functions.storage.table.reading import newest, read, together
from functions.storage.town import called_off, communes
from functions.web.callers.members import Member

THREADS = 20
"""Those written last: what the town answered longer ago is no news."""


ACTS = 30
"""Those done last: a parent who cancelled a day of the coming limits did so within that many acts, but for a very busy family."""


@dataclass(frozen=True, slots=True)
class HomeFacts:
    reglement: Reglement
    situation: Situation
    """Of the family, in the months of the coming days and limits."""
    watched: Sequence[WatchedLimit]
    debts: Sequence[Receivable]
    threads: Sequence[Thread]
    corrections: Sequence[Request]
    papers: Sequence[PaperLine]
    told: FamilyTold | None
    """The message to many families that came last."""
    basket: Basket
    """Of the parent who asks."""
    latest: Sequence[JournalLine]
    """What was done last in the family."""
    account: str
    """Who asks."""


def home_facts(caller: Member) -> HomeFacts:
    commune, family = caller.commune, caller.family.value
    reglement = communes.reglement(commune, caller.head.value.reglement)
    today = reglement.day_of(caller.ask.now)
    watched = watched_limits(reglement, today, resident=family.resident)
    shown, counted = months_to_read(watched)
    shown |= set(_around(today))
    pairs = [(child, month) for child in family.children for month in sorted(shown)]
    limited = {service.code for service in reglement.services if service.places}
    places = sorted((service, month) for service, month in counted if service in limited)
    child_keys = {child: keys.child(commune, child) for child in family.children}
    kinds_key = keys.paper_kinds(commune)
    basket_key = keys.basket(commune, family.id, caller.account)
    asked_sheets = family.children if is_asked(Need.HEALTH_SHEET, reglement) else ()
    sheet_keys = {child: keys.safety(commune, child) for child in asked_sheets}
    wanted = [
        kinds_key,
        basket_key,
        *child_keys.values(),
        *sheet_keys.values(),
        *(keys.child_month(commune, child, month) for child, month in pairs),
        *(keys.service_month(commune, service, month) for service, month in places),
        *(keys.called_off(commune, month) for month in sorted(shown)),
    ]
    (found, debts, held), (asked, corrected, told), latest = together(
        lambda: together(
            lambda: read(wanted),
            lambda: invoices.receivables(commune, family.id),
            lambda: family_papers.of_family(commune, family.id),
        ),
        lambda: together(
            lambda: threads.of_family(commune, family.id, limit=THREADS),
            lambda: newest(keys.family(commune, family.id).pk, "REQUEST#", Request, limit=THREADS),
            lambda: announcements.sent_to_family(commune, family.id, before=None, limit=1),
        ),
        lambda: journal.latest(commune, family.id, limit=ACTS),
    )
    files = {child: file.value for child, key in child_keys.items() if (file := found.get(key, Child))}
    situation = Situation(
        reglement,
        family,
        files,
        {
            (child, month): child_months.in_batch(found, commune, child, month).value
            for child, month in pairs
            if child in files
        },
        {
            (service, month): service_months.in_batch(found, commune, service, month)
            for service, month in places
        },
        called_off={month: called_off.in_batch(found, commune, month).value for month in shown},
        debts=tuple(debts),
        sheets=whole_sheets(
            {child: one for child, key in sheet_keys.items() if (one := found.get(key, ChildSafety))}
        ),
    )
    kinds = found.get_or(kinds_key, PaperKinds()).value
    return HomeFacts(
        reglement,
        situation,
        watched,
        debts,
        [one.value for one in asked],
        [one.value for one in corrected],
        paper_lines(kinds, family, {place: one.value for place, one in held.items()}, today),
        next((one.value for one in told), None),
        found.get_or(basket_key, Basket()).value,
        latest,
        caller.account,
    )


def _around(today: date) -> list[str]:
    """The month of today and the one after it; in the first days of a month also the one before, of which something may just have been
    noted."""
    following = (today.replace(day=1) + timedelta(31)).replace(day=1)
    return sorted({f"{day:%Y-%m}" for day in (today - BEHIND, today, following)})
