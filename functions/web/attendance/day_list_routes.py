"""The list of one service and day, for those who keep the children: who is expected, what keeps them safe, who came."""

from datetime import date, datetime

from chalice.app import Blueprint

from functions.csv_file import csv_file
from functions.domain.agents.staff import Role
from functions.domain.attendance.attendance_list import AHEAD, BEHIND
from functions.domain.errors import NotFound
from functions.domain.families.child_names import full_names
from functions.domain.reglement.deadline_rules import Mode
from functions.domain.reglement.reglement import Reglement, Service, UnknownTariff
from functions.domain.reglement.tariff_grids import Tariff
from functions.french.attendance import day_list as french
from functions.french.attendance.absence_bills import absence_bills, unmarked_bills
from functions.french.attendance.noted import unbooked_bills
from functions.french.kitchen.noted_orders import noted_said
from functions.french.today.sentences import classes_off_sentence
from functions.storage.town import communes
from functions.usecases.attendance.list_day import DayList, DayListAsked, list_day
from functions.web.api.endpoint import File, Routes
from functions.web.api.paths import COMMUNE
from functions.web.attendance.answers import WITH_PRICES, clock, coded, row, said, version_of
from functions.web.attendance.types import DayListQuery, DayListShown
from functions.web.callers.agents import AgentOfTown, agents_of_town

routes = Routes(Blueprint(__name__))

DAY_LIST = f"{COMMUNE}/day-list"
WHO_READS = agents_of_town(Role.CHILDCARE, Role.SECRETARY, Role.REGISSEUR, Role.ADMINISTRATOR)
COLUMNS = (
    "école",
    "classe",
    "nom",
    "prénom",
    "attendu",
    "à savoir",
    "présence",
    "arrivée",
    "départ",
    "motif",
    "note",
)


@routes.route("GET", DAY_LIST, WHO_READS, takes=DayListQuery, answers=DayListShown)
def read_day_list(caller: AgentOfTown, asked: DayListQuery) -> DayListShown:
    """Who is expected, and what was written down already. A moment late.

    Marks and who may fetch are told to the secretary, and to who looks after children from the day before to eight days ahead.
    """
    return _read(caller, asked)


@routes.route("GET", f"{DAY_LIST}/export", WHO_READS, takes=DayListQuery, answers=File, media="text/csv")
def export_day_list(caller: AgentOfTown, asked: DayListQuery) -> File:
    """The same list as a spreadsheet reads it."""
    rows = [row(child) for child in _read(caller, asked).children]
    return File(csv_file([COLUMNS, *rows]))


def _read(caller: AgentOfTown, asked: DayListQuery) -> DayListShown:
    caller.scope.check_service(asked.service)
    if caller.head is None:
        raise NotFound
    reglement = communes.reglement(caller.commune, caller.head.value.reglement)
    may_know, now = _may_know(caller, asked.date), caller.ask.now
    day = DayListAsked(caller.commune, asked.service, asked.date, caller.account, may_know, now)
    found = list_day(day, reglement)
    return shown(found, asked, reglement, caller)


def _may_know(caller: AgentOfTown, day: date) -> bool:
    near = BEHIND <= day - caller.town.day_of(caller.ask.now) <= AHEAD
    return Role.SECRETARY in caller.roles or (Role.CHILDCARE in caller.roles and near)


def shown(found: DayList, asked: DayListQuery, reglement: Reglement, caller: AgentOfTown) -> DayListShown:
    names = full_names(each.child for each in found.children)
    within = [each for each in found.children if caller.scope.takes_school(each.child.school)]
    with_prices = bool(WITH_PRICES & set(caller.roles))
    today = reglement.day_of(caller.ask.now)
    children = [
        said(each, names[each.child.id], asked.date, reglement, today=today, with_prices=with_prices)
        for each in within
    ]
    return DayListShown(
        as_of=caller.ask.now.astimezone(reglement.clock),
        version=version_of(children),
        date=asked.date,
        service=asked.service,
        service_name=reglement.name_of(asked.service),
        starts="" if found.service is None else clock(found.service.starts_at) or "",
        ends="" if found.service is None else clock(found.service.ends_at) or "",
        is_over=_is_over(found.service, asked.date, caller.ask.now.astimezone(reglement.clock)),
        remark=_remark(found, nobody=not children),
        reasons=coded(french.reasons(found.service)),
        absence_bills=absence_bills(reglement, found.service, asked.date, caller.ask.now),
        unbooked_bills=unbooked_bills(found.service, _tariff(reglement, found.service, asked.date)),
        meals=noted_said(
            found.order, found.orders_to, asked.date, now=caller.ask.now.astimezone(reglement.clock)
        ),
        unmarked_bills=unmarked_bills(found.service),
        children=children,
        unreadable=[] if caller.scope.schools else list(found.unreadable),
    )


def _tariff(reglement: Reglement, service: Service | None, day: date) -> Tariff | None:
    try:
        return None if service is None else reglement.tariff_on(service.tariff, day)
    except UnknownTariff:
        return None


def _is_over(service: Service | None, day: date, now: datetime) -> bool:
    ends = None if service is None else service.ends_at
    return now.date() > day or (now.date() == day and ends is not None and now.time() >= ends)


def _remark(found: DayList, *, nobody: bool) -> str:
    if nobody:
        booked = found.service is None or found.service.reserve.mode is not Mode.ATTENDANCE
        return french.nobody(found.closed, booked=booked)
    return classes_off_sentence(found.classes_off) if found.classes_off else ""
