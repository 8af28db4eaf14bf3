"""A child about whom two devices disagree: what each says, and the event by which an agent decides."""

from collections.abc import Iterator

from functions.domain.accounts.account import Account
from functions.domain.attendance.events import AttendanceDay, AttendanceEvent, EventKind
from functions.domain.attendance.merge import Disagreement, Field, merged
from functions.french.attendance import to_check as french
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.web.inbox.entries import Named
from functions.web.inbox.types import AttendanceDoubt, DecidingEvent, DoubtChoice


def doubts(day: AttendanceDay, known: Named) -> list[AttendanceDoubt]:
    agents = _agents(day)
    found = []
    for service, events in day.services.items():
        state, by_id = merged(events), {event.id: event for event in events}
        for each in state.disagreements:
            choices = list(_choices(each, by_id, agents, known))
            found.append(
                AttendanceDoubt(
                    service,
                    known.reglement.name_of(service),
                    day.child,
                    known.children.get(day.child, ""),
                    day.day,
                    french.QUESTIONS[each.about] if choices else french.CORRECT_THE_HOUR,
                    state.last_event,
                    choices,
                )
            )
    return found


def _choices(
    each: Disagreement, by_id: dict[str, AttendanceEvent], agents: dict[str, str], known: Named
) -> Iterator[DoubtChoice]:
    sides = (by_id[each.one], by_id[each.other])
    if each.about is Field.LEFT and {side.kind for side in sides} == {EventKind.ARRIVED, EventKind.LEFT}:
        return
    for side, other in (sides, sides[::-1]):
        label = french.side(side, agents.get(side.by, ""), known.reglement.clock)
        if side.kind is EventKind.CLEARED:
            # Who took it back is right: so is nothing that went on from it.
            yield DoubtChoice(label, DecidingEvent(EventKind.CLEARED, other.id, ""))
        else:
            right = side.confirms if side.kind is EventKind.CONFIRMED else side.id
            yield DoubtChoice(label, DecidingEvent(EventKind.CONFIRMED, right, each.about))


def _agents(day: AttendanceDay) -> dict[str, str]:
    places = {event.by: keys.account(event.by) for events in day.services.values() for event in events}
    found = read(places.values())
    logins = {account: found.get_sound(key, Account) for account, key in places.items()}
    return {
        account: f"{login.value.first_name} {login.value.last_name}"
        for account, login in logins.items()
        if login
    }
