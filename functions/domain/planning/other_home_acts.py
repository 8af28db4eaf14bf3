"""What was booked or cancelled in one home of a child, for the other home that pays it, wholly or in part.

It is told once, when the acts have settled: those that follow one another within the time that a validation may be undone are one sitting, and
what a sitting undid is not spoken of.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from functions.domain.families.cost_sharing import parts_agreed
from functions.domain.families.family import Child
from functions.domain.journal import JournalLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action

PAUSE: Final = timedelta(minutes=10)
"""Acts less than that apart are of one sitting: for as long, a validation may be undone (`bookings/undoing.py`)."""
SETTLED: Final = PAUSE + timedelta(minutes=2)
"""After an act: whatever belongs to its sitting was begun before, and is written by then."""
LONGEST: Final = timedelta(days=1)
"""How far back a sitting is looked for: nobody goes on for a day without a pause of ten minutes."""


def homes_that_pay(children: Mapping[str, Child], slots: Iterable[Slot], *, besides: str) -> list[str]:
    """The homes `besides` the one that acts."""
    found = {
        part.family
        for slot in slots
        if slot.child in children
        for part in parts_agreed(children[slot.child].sharing, slot.date, slot.service)
        if part.percent
    }
    return sorted(found - {besides})


def pays(children: Mapping[str, Child], family: str, slot: Slot) -> bool:
    """Whether that home, which the child still is of, pays a part."""
    child = children.get(slot.child)
    if child is None or family not in child.families:
        return False
    agreed = parts_agreed(child.sharing, slot.date, slot.service)
    return any(part.percent and part.family == family for part in agreed)


@dataclass(frozen=True, slots=True)
class HomeAct:
    """What one line of a home's journal booked and cancelled."""

    id: str
    at: datetime
    done: Mapping[Slot, Action]

    def only(self, wanted: Callable[[Slot], bool]) -> "HomeAct":
        return HomeAct(self.id, self.at, {slot: action for slot, action in self.done.items() if wanted(slot)})


def acts_of(lines: Iterable[JournalLine]) -> list[HomeAct]:
    """Of the kinds of lines that are told of, in their order."""
    acts = [HomeAct(line.id, line.at, dict(_done(line))) for line in lines if line.act in _TOLD]
    return sorted(acts, key=lambda act: (act.at, act.id))


_TOLD: Final[Collection[str]] = frozenset(
    {
        "bookings_validated",
        "bookings_by_town",
        "booking_request_answered",
        "place_given",
        "prepayment_lapsed",
    }
)


def _done(line: JournalLine) -> Iterator[tuple[Slot, Action]]:
    for name, action in (
        ("cancelled", Action.CANCEL),
        ("released", Action.CANCEL),
        ("reserved", Action.RESERVE),
    ):
        by_child = line.detail.get(name)
        for child, services in by_child.items() if isinstance(by_child, Mapping) else ():
            for service, days in services.items():
                for day in days:
                    yield Slot(date.fromisoformat(str(day)), service, child), action
    accepted = line.detail.get("accepted")  # of what the town was asked
    for each in accepted if isinstance(accepted, list) else ():
        slot = each["slot"]
        day = date.fromisoformat(str(slot["date"]))
        yield Slot(day, slot["service"], slot["child"]), Action(each["action"])


def sitting_of(acts: Sequence[HomeAct], act: str) -> list[HomeAct]:
    """Those that are told with `act`, which is the last of them; none where a later one tells of it."""
    kept = [each for each in acts if each.done]
    place = next((number for number, each in enumerate(kept) if each.id == act), None)
    if place is None:
        return []
    if place + 1 < len(kept) and kept[place + 1].at - kept[place].at < PAUSE:
        return []
    first = place
    while first and kept[first].at - kept[first - 1].at < PAUSE:
        first -= 1
    return kept[first : place + 1]


def first_done(acts: Iterable[HomeAct]) -> dict[Slot, Action]:
    """What the acts did to each slot first: where it was booked, nothing was before, and the other way round."""
    found: dict[Slot, Action] = {}
    for act in acts:
        for slot, action in act.done.items():
            found.setdefault(slot, action)
    return found
