"""What is called off from today on: what each act takes away, and what the caterer was told of it."""

from datetime import date, datetime

from chalice.app import Blueprint
from msgspec import Struct

from functions.domain.calendar.months import month_of
from functions.domain.kitchen.meals import brought, to_cook
from functions.domain.reglement.reglement import Reglement
from functions.french.bookings.calling_off import scope_said, taken_away_said
from functions.french.kitchen.called_off_orders import told_said
from functions.french.words.schools import school_name
from functions.usecases.absences.list_coming_off import OffAct, list_coming_off
from functions.usecases.kitchen.orders_concerned import OrderedDay, ordered_days
from functions.web.absences.called_off_routes import CALLED_OFF
from functions.web.absences.calling_off_routes import OffCoded, OffDayNamed
from functions.web.api.endpoint import Routes
from functions.web.callers.agents import TOWN_ACTS, Agent

routes = Routes(Blueprint(__name__))


class OffActShown(Struct):
    """`entries`: its days, by which it is put back. `numbers`: what it takes away. `kitchen`: what the caterer was told of it."""

    entries: list[OffDayNamed]
    services: list[OffCoded]
    """Those it calls off; where it names none, all of the town."""
    days: list[date]
    sentence: str
    reason: str
    children: int
    meals: int
    baskets: int
    cents: int
    numbers: str
    kitchen: list[str]


class OffComing(Struct):
    called_off: list[OffActShown]


@routes.route("GET", f"{CALLED_OFF}/coming", TOWN_ACTS, answers=OffComing)
def list_coming(caller: Agent) -> OffComing:
    """What is called off from today on, an act of several days told once. A moment late."""
    now = caller.ask.now
    reglement, acts = list_coming_off(caller.commune, now=now)
    moved = {(slot.service, slot.date) for act in acts for slot, _ in act.effects.moved}
    ordered = ordered_days(caller.commune, reglement, moved)
    return OffComing([_shown(act, reglement, ordered, now) for act in acts])


def _shown(
    act: OffAct, reglement: Reglement, ordered: dict[tuple[str, date], OrderedDay], now: datetime
) -> OffActShown:
    what, effects = act.entries[0].what, act.effects
    concerned = sorted({(slot.date, slot.service) for slot, _ in effects.moved})
    since = {entry.what.day: entry.at for entry in act.entries}
    told = [
        told_said(
            reglement.name_of(service),
            day,
            each.own,
            each.orders,
            each.sent,
            reglement.school_names,
            since=since[day],
            last_call=each.last_call,
            now=now,
            clock=reglement.clock,
        )
        for day, service in concerned
        if (each := ordered.get((service, day))) is not None
    ]
    return OffActShown(
        [OffDayNamed(month_of(entry.what.day), entry.id) for entry in act.entries],
        [
            OffCoded(one.code, one.name)
            for one in reglement.services
            if not what.services or one.code in what.services
        ],
        act.days,
        scope_said(
            act.days,
            [reglement.name_of(code) for code in what.services],
            [school_name(reglement.school_names, code) for code in what.schools],
            what.classes,
            len(what.kept),
        ),
        what.reason,
        len(effects.children),
        to_cook(act.meals),
        brought(act.meals),
        effects.cents,
        taken_away_said(len(effects.children), to_cook(act.meals), brought(act.meals), effects.cents),
        [sentence for sentence in told if sentence],
    )
