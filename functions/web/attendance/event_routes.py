"""What was tapped of the children, sent by the devices of those who look after them."""

from chalice.app import Blueprint

from functions.domain.agents.staff import Role
from functions.domain.attendance.merge import AttendanceState
from functions.domain.errors import Refusal
from functions.domain.planning.child_month import Slot
from functions.french.refusals import sentence
from functions.usecases.attendance.record_events import EventsAct, record_events
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.api.problems import Invalid
from functions.web.attendance.answers import WITH_PRICES, bills_said, clock
from functions.web.attendance.event_types import (
    EventRefused,
    EventsAnswer,
    EventsSent,
    StateAfter,
    read_event,
)
from functions.web.callers.agents import AgentOfTown, agents_of_town

routes = Routes(Blueprint(__name__))

WHO_TAPS = agents_of_town(Role.CHILDCARE, Role.SECRETARY)


@routes.route(
    "POST", f"{COMMUNE}/attendance-events", WHO_TAPS, takes=EventsSent, answers=EventsAnswer, keyed=True
)
def send_events(caller: AgentOfTown, asked: EventsSent) -> EventsAnswer:
    """Keep what was tapped. At least once and in any order: an event is known by its id for ever, whatever the key of the request, and is
    accepted again when it comes again. Each is decided alone.

    `last_event` of a state is sent back as `seen` of the next event, as it is: where two devices did not know of each other it names
    both. `hour` says another hour than that of the tap. 403 or 404 of the whole request: the agent may not write here any more; nothing
    was looked at, and the device keeps all.
    """
    refused: list[EventRefused] = []
    taps = []
    for sent in asked.events:
        event = read_event(sent)
        if event is None:
            refused.append(_refused(str(sent.get("id", ""))[:64], Invalid()))
        else:
            taps.append(event.tap(by=caller.account, device=asked.device))
    act = EventsAct(caller.commune, caller.account, caller.ask.now, caller.scope)
    done = record_events(act, taps)
    refused += [_refused(each.id, each.refusal) for each in done.refused]
    today, with_prices = caller.town.day_of(caller.ask.now), bool(WITH_PRICES & set(caller.roles))
    states = [
        _state(slot, state, bills_said(done.bills[slot], today=today, with_prices=with_prices))
        for slot, state in done.states.items()
    ]
    return EventsAnswer(list(done.accepted), refused, states, caller.ask.now.astimezone(caller.town.clock))


def _refused(event: str, refusal: Refusal) -> EventRefused:
    return EventRefused(event, refusal.code, sentence(refusal.code, refusal.data))


def _state(slot: Slot, state: AttendanceState, bills: str) -> StateAfter:
    return StateAfter(
        slot.child,
        slot.service,
        slot.date,
        state.here.value,
        clock(state.arrived),
        clock(state.left),
        state.late_minutes,
        state.reason,
        state.left_by,
        state.note,
        state.last_event,
        bool(state.disagreements),
        bills,
    )
