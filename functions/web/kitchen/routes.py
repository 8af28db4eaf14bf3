"""The kitchen: how many meals of which kind, whose are others, what was ordered; and what is written down of them."""

from datetime import date, time
from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.csv_file import csv_file
from functions.domain.agents.staff import Role
from functions.domain.errors import NotFound
from functions.domain.journal import KITCHEN_NAMES_READ
from functions.domain.kitchen.counting import check_period
from functions.domain.kitchen.meal_month import MOST_ADULTS, MOST_NOTE, MOST_SERVED, Extras
from functions.domain.kitchen.settings import LAST_CALL, MOST_DAYS_BEFORE, OrderSettings
from functions.domain.reglement.reglement import Reglement
from functions.storage.town import communes
from functions.usecases.journal.note_read import note_read_of_town
from functions.usecases.kitchen.choose_orders import choose_orders
from functions.usecases.kitchen.kitchen_act import KitchenAct
from functions.usecases.kitchen.read_kitchen import KitchenRead, meal_services, read_kitchen
from functions.usecases.kitchen.write_meals import MealsOfSchool, note_served, set_extras
from functions.web.api.endpoint import File, Routes
from functions.web.api.fields import Code, of_this_century
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import AgentOfTown, agents_of_town
from functions.web.kitchen.days import Shown, of_school, settings_shown
from functions.web.kitchen.types import ExtrasShown, KitchenWeek, OrderSettingsShown

routes = Routes(Blueprint(__name__))
KITCHEN = f"{COMMUNE}/kitchen"
READS = agents_of_town(*Role)
WRITES = agents_of_town(Role.KITCHEN, Role.SECRETARY)
COLUMNS = ("date", "service", "école", "menu", "moins de 6 ans", "6 ans et plus", "adultes", "commandés")


Clock = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""An hour on the town's clock: « 09:15 »."""


class KitchenQuery(Struct, rename={"first": "from", "last": "to"}):
    """`service`: one of them; all that serve a meal, where none is named."""

    first: date
    last: date
    service: Code | None = None

    def __post_init__(self) -> None:
        of_this_century(self.first, self.last)


class CausesQuery(Struct):
    service: Code
    date: date

    def __post_init__(self) -> None:
        of_this_century(self.date)


class MealCausesShown(Struct):
    """`meals`: to cook, as they are counted now."""

    service_name: str
    meals: int
    causes: list[str]


class ExtrasAsked(Struct):
    service: Code
    date: date
    adults: Annotated[int, Meta(ge=0, le=MOST_ADULTS)]
    school: Annotated[str, Meta(max_length=64)] = ""
    note: Annotated[str, Meta(max_length=MOST_NOTE)] = ""

    def __post_init__(self) -> None:
        of_this_century(self.date)


class ServedAsked(Struct):
    service: Code
    date: date
    meals: Annotated[int, Meta(ge=0, le=MOST_SERVED)]
    school: Annotated[str, Meta(max_length=64)] = ""

    def __post_init__(self) -> None:
        of_this_century(self.date)


class OrdersAsked(Struct):
    """`email`: empty where nobody is written to. `days_before` and `at`: the town's own hour; both null: when booking closes."""

    service: Code
    caterer: Annotated[str, Meta(max_length=80)]
    email: Annotated[str, Meta(max_length=254, pattern=r"^\s*([^@\s]+@[^@\s.]+(\.[^@\s.]+)+)?\s*$")]
    days_before: Annotated[int, Meta(ge=0, le=MOST_DAYS_BEFORE)] | None = None
    at: Clock | None = None
    last_call: Clock = f"{LAST_CALL:%H:%M}"
    phone: Annotated[str, Meta(max_length=30)] = ""


@routes.route("GET", KITCHEN, READS, takes=KitchenQuery, answers=KitchenWeek)
def read_week(caller: AgentOfTown, asked: KitchenQuery) -> KitchenWeek:
    """The meals of some days as they are now, beside what was ordered and served. Names for who must know them."""
    reglement, found = _read(caller, asked)
    now = caller.ask.now.astimezone(reglement.clock)
    shown = Shown(reglement, caller.scope, caller.roles, now)
    may_write = bool({Role.KITCHEN, Role.SECRETARY} & set(caller.roles))
    settings = [settings_shown(reglement, code, own) for code, own in found.settings.items()]
    unreadable = [] if caller.scope.schools else list(found.unreadable)
    days = [shown.day(each, found.settings[each.service.code]) for each in found.days]
    if any(day.names for day in days):
        of = {"date": asked.first.isoformat(), **({"service": asked.service} if asked.service else {})}
        note_read_of_town(
            caller.commune, by=caller.account, now=caller.ask.now, act=KITCHEN_NAMES_READ, of=of
        )
    return KitchenWeek(now, reglement.day_of(now), days, settings, may_write, unreadable)


@routes.route("GET", f"{KITCHEN}/export", READS, takes=KitchenQuery, answers=File, media="text/csv")
def export_week(caller: AgentOfTown, asked: KitchenQuery) -> File:
    """The figures as a file of a spreadsheet: no child is in it."""
    reglement, found = _read(caller, asked)
    shown = Shown(reglement, caller.scope, (), caller.ask.now.astimezone(reglement.clock))
    rows = [
        (
            f"{day.date:%d/%m/%Y}",
            day.service_name,
            line.school_name,
            line.menu_name,
            str(line.under6),
            str(line.from6),
            str(line.adults),
            "" if line.ordered is None else str(line.ordered),
        )
        for day in (shown.day(each, found.settings[each.service.code]) for each in found.days)
        for line in day.counts
    ]
    return File(csv_file([COLUMNS, *rows]))


@routes.route("GET", f"{KITCHEN}/causes", READS, takes=CausesQuery, answers=MealCausesShown)
def read_causes(caller: AgentOfTown, asked: CausesQuery) -> MealCausesShown:
    """Why the meals of a day are not as many as the children booked, nor as those ordered. No child is named."""
    reglement, found = _read(caller, KitchenQuery(asked.date, asked.date, asked.service))
    shown = Shown(reglement, caller.scope, (), caller.ask.now.astimezone(reglement.clock))
    days = [shown.day(each, found.settings[each.service.code]) for each in found.days]
    causes = [said for day in days for said in day.causes]
    return MealCausesShown(reglement.name_of(asked.service), sum(day.meals for day in days), causes)


@routes.route("PUT", f"{KITCHEN}/extras", WRITES, takes=ExtrasAsked, answers=ExtrasShown, keyed=True)
def write_extras(caller: AgentOfTown, asked: ExtrasAsked) -> ExtrasShown:
    """Who eats besides the children. After the order it is a difference, as anything else."""
    where = MealsOfSchool(asked.service, asked.date, asked.school)
    extras = Extras(asked.adults, " ".join(asked.note.split()))
    month = set_extras(kitchen_act(caller), where, extras, scope=caller.scope)
    return of_school(_reglement(caller), month, where)


@routes.route("PUT", f"{KITCHEN}/served", WRITES, takes=ServedAsked, answers=ExtrasShown, keyed=True)
def write_served(caller: AgentOfTown, asked: ServedAsked) -> ExtrasShown:
    """How many meals were served in the end."""
    where = MealsOfSchool(asked.service, asked.date, asked.school)
    month = note_served(kitchen_act(caller), where, asked.meals, scope=caller.scope)
    return of_school(_reglement(caller), month, where)


@routes.route("PUT", f"{KITCHEN}/settings", WRITES, takes=OrdersAsked, answers=OrderSettingsShown, keyed=True)
def write_settings(caller: AgentOfTown, asked: OrdersAsked) -> OrderSettingsShown:
    """Who receives the orders of a service, when they are made, until when what changes is sent."""
    caller.scope.check_service(asked.service)
    settings = OrderSettings(
        " ".join(asked.caterer.split()),
        asked.email.strip(),
        asked.days_before,
        None if asked.at is None else time.fromisoformat(asked.at),
        time.fromisoformat(asked.last_call),
        " ".join(asked.phone.split()),
    )
    chosen = choose_orders(kitchen_act(caller), asked.service, settings)
    return settings_shown(_reglement(caller), asked.service, chosen.of(asked.service))


def _reglement(caller: AgentOfTown) -> Reglement:
    if caller.head is None:
        raise NotFound
    return communes.reglement(caller.commune, caller.head.value.reglement)


def kitchen_act(caller: AgentOfTown) -> KitchenAct:
    return KitchenAct(
        caller.commune, _reglement(caller), caller.account, caller.ask.idempotency_key, caller.ask.now
    )


def _read(caller: AgentOfTown, asked: KitchenQuery) -> tuple[Reglement, KitchenRead]:
    check_period(asked.first, asked.last)
    reglement = _reglement(caller)
    services = meal_services(reglement, caller.scope, asked.service)
    return reglement, read_kitchen(
        caller.commune, reglement, services, asked.first, asked.last, now=caller.ask.now
    )
