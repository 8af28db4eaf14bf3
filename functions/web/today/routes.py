"""*Aujourd’hui*: what waits, what closes and who is expected, in the round trip that admits the agent and two more."""

from datetime import date, datetime
from functools import partial
from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.agents.staff import Role, Scope
from functions.domain.calendar.months import month_of
from functions.french.today.sentences import day_title, waiting_label
from functions.storage.bookings import service_months
from functions.storage.inbox.waiting import waiting_page
from functions.storage.kitchen import meal_orders
from functions.storage.table import keys
from functions.storage.table.reading import read, together
from functions.storage.town import called_off, communes
from functions.usecases.reminders.list_forgetful import list_forgetful
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import ANY_AGENT_OF_TOWN, SECRETARY, Agent, AgentOfTown
from functions.web.inbox.entries import due_day, kind_of, since
from functions.web.today.day import DayOfTown
from functions.web.today.kitchen import kitchen_today, watched
from functions.web.today.types import (
    Forgetful,
    ForgetfulPage,
    KitchenToday,
    ServiceToday,
    Today,
    TodoLine,
)

routes = Routes(Blueprint(__name__))

COUNTED = 200
"""Of what waits. A town that has more reads « 200 et plus »."""
NEAR_DAYS = 1
KITCHEN_ROLES = {Role.KITCHEN, Role.SECRETARY}
"""Those who see to the orders of meals."""
OFFICE_ROLES = {Role.SECRETARY, Role.REGISSEUR, Role.ADMINISTRATOR}
"""Those who see what families ask, and all services."""


class ForgetfulQuery(Struct):
    """`after`: the `next` of the page before."""

    after: Annotated[str, Meta(max_length=400)] = ""


@routes.route("GET", f"{COMMUNE}/today", ANY_AGENT_OF_TOWN, answers=Today)
def read_today(caller: AgentOfTown) -> Today:
    """What the day holds for this agent."""
    now, town = caller.ask.now, caller.town
    is_office = bool(OFFICE_ROLES & set(caller.roles))
    shown = Today(now.astimezone(town.clock), day_title(town.day_of(now)), None, "", [], [], [], "", False)
    if is_office:
        shown.todo = _todo(caller, now)
    if caller.head is None:
        return shown
    reglement = communes.reglement(caller.commune, caller.head.value.reglement)
    day = DayOfTown(reglement, Scope() if is_office else caller.scope, now)
    shown.has_reglement = True
    shown.limits, shown.next_limit = day.limits()
    shown.day = day.shown()
    if shown.day is not None:
        shown.day_title = day_title(shown.day)
        cooks = bool(KITCHEN_ROLES & set(caller.roles))
        shown.services, shown.kitchen = _services(caller.commune, day, shown.day, cooks=cooks)
    return shown


def _services(
    commune: str, of_town: DayOfTown, day: date, *, cooks: bool
) -> tuple[list[ServiceToday], list[KitchenToday]]:
    month = month_of(day)
    wanted = {each.code: keys.service_month(commune, each.code, month) for each in of_town.services}
    ordered = watched(commune, of_town.services) if cooks else []
    found, waiting = together(
        partial(read, [keys.called_off(commune, month), *wanted.values(), *ordered]),
        lambda: meal_orders.waiting(commune) if ordered else [],
    )
    months = {code: service_months.in_batch(found, commune, code, month) for code in wanted}
    services = of_town.counts(day, months, {month: called_off.in_batch(found, commune, month).value})
    if not ordered:
        return services, []
    sent = [each.value for each in waiting]
    return services, kitchen_today(commune, of_town.reglement, of_town.services, found, sent, of_town.now)


def _todo(caller: AgentOfTown, now: datetime) -> list[TodoLine]:
    """By kind, what waits longest first."""
    page = waiting_page(caller.commune, after=None, limit=COUNTED)
    today, clock = caller.town.day_of(now), caller.town.clock
    lines: dict[str, TodoLine] = {}
    for waiting in page.entries:
        kind, at, day = kind_of(waiting).value, since(waiting).astimezone(clock), due_day(waiting)
        line = lines.setdefault(kind, TodoLine(kind, "", 0, page.next is not None, at, 0))
        line.count += 1
        line.oldest = min(line.oldest, at)
        line.due += day is not None and 0 <= (day - today).days <= NEAR_DAYS
    for line in lines.values():
        line.label = waiting_label(line.kind, line.count)
    return sorted(lines.values(), key=lambda line: line.oldest)


@routes.route("GET", f"{COMMUNE}/today/forgetful", SECRETARY, takes=ForgetfulQuery, answers=ForgetfulPage)
def list_who_forgot(caller: Agent, asked: ForgetfulQuery) -> ForgetfulPage:
    """Families who usually come and have booked nothing for what closes today, a page of families at a time."""
    found = list_forgetful(caller.commune, after=asked.after, now=caller.ask.now)
    told = [Forgetful(each.id, each.name, each.phone) for each in found.families]
    return ForgetfulPage(told, found.looked_at, found.next or None)
