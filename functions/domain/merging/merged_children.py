"""The children of both files: each with one home where there were two, and one file where a child had two."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from functions.domain.calendar.months import day_of
from functions.domain.calendar.weeks import Weeks
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.family import Child, Enrolment, check_child
from functions.domain.families.file_changes import child_changes
from functions.domain.families.hand_marks import ADDED
from functions.domain.merging.hand_marks import decided
from functions.domain.merging.renaming import Renaming, renamed
from functions.domain.planning.attendance_record import Attended, Presence
from functions.domain.planning.child_month import Booking, ChildMonth, Slot
from functions.domain.safety.child_safety import MOST_FETCHERS, ChildSafety
from functions.domain.safety.health_sheet import one_health

P = TypeVar("P")


def moved_child(child: Child, names: Renaming) -> Child:
    """With the family that is kept for a home, once: parents who lived apart may have been two families."""
    homes = tuple(dict.fromkeys(names.kept if home == names.other else home for home in child.families))
    return check_child(
        replace(
            child,
            families=homes,
            enrolments=_once(renamed(child.enrolments, names)),
            sharing=tuple(_agreed(renamed(one, names)) for one in child.sharing),
        )
    )


def one_child(kept: Child, other: Child, names: Renaming, *, as_other: bool, by: str, at: datetime) -> Child:
    """The child who had two files. `as_other`: its names, its birth, its school and class are what the file that goes says of them.

    Raises ChildFull.
    """
    mine, theirs = moved_child(kept, names), moved_child(other, names)
    right, left = (theirs, mine) if as_other else (mine, theirs)
    one = replace(
        mine,
        first_name=right.first_name,
        last_name=right.last_name,
        birth_date=right.birth_date,
        school=right.school or left.school,
        school_class=right.school_class or left.school_class,
        first_day=right.first_day,
        last_day=right.last_day,
        number=mine.number or theirs.number,
        families=tuple(dict.fromkeys((*mine.families, *theirs.families))),
        enrolments=_once((*mine.enrolments, *theirs.enrolments)),
        sharing=mine.sharing or theirs.sharing,
        merged_from=tuple(dict.fromkeys((*mine.merged_from, other.id, *theirs.merged_from))),
    )
    changes = (
        (each.field, each.before, each.after) for each in child_changes(left, one) if each.field != "number"
    )
    marks = decided(right.by_hand, left.by_hand, changes, by=by, at=at)
    # A child whom a list named under one of the two is the list's.
    if not (ADDED in mine.by_hand and ADDED in theirs.by_hand):
        marks.pop(ADDED, None)
    return check_child(replace(one, by_hand=marks))


def one_month(
    kept: ChildMonth, other: ChildMonth, names: Renaming
) -> tuple[ChildMonth, list[tuple[Slot, Booking]]]:
    """The month of a child who had two files, and the bookings of which there was one too many: their places are free."""
    theirs = renamed(replace(other, child=kept.child), names)
    month, twice = kept, list[tuple[Slot, Booking]]()
    for slot, booking in theirs.rows():
        if month.booking(slot) is None:
            month = month.with_booking(slot, booking)
        else:
            twice.append((slot, booking))
    for day, fees in theirs.fees.items():
        for service, fee in fees.items():
            month = month.with_fee(Slot(day_of(month.month, day), service, month.child), fee)
    return (
        replace(
            month,
            absences={**theirs.absences, **month.absences},
            attended=_by_day(month.attended, theirs.attended, _who_came),
            asked=_by_day(month.asked, theirs.asked, _first),
            town_acts={**theirs.town_acts, **month.town_acts},
            cancelled_by_town={
                day: left
                for day, services in _by_day(
                    month.cancelled_by_town, theirs.cancelled_by_town, _first
                ).items()
                if (
                    left := {
                        code: one for code, one in services.items() if code not in month.days.get(day, {})
                    }
                )
            },
            opened=tuple(dict.fromkeys((*month.opened, *theirs.opened))),
        ),
        twice,
    )


def one_safety(kept: ChildSafety, other: ChildSafety) -> ChildSafety:
    """Nothing that keeps a child safe is lost: what one of the files warns of is warned of."""
    return replace(
        kept,
        diet=kept.diet or other.diet,
        allergens=tuple(dict.fromkeys((*kept.allergens, *other.allergens))),
        pai=kept.pai or other.pai,
        # Going home alone is a permission: it stands where both files give it.
        leaves_alone=kept.leaves_alone if other.leaves_alone is not None else None,
        may_fetch=_people(kept.may_fetch, other.may_fetch),
        may_not_fetch=_people(kept.may_not_fetch, other.may_not_fetch),
        health=one_health(kept.health, other.health),
    )


def _people(kept: tuple[P, ...], other: tuple[P, ...]) -> tuple[P, ...]:
    return tuple(dict.fromkeys((*kept, *other)))[:MOST_FETCHERS]


def _first(kept: P, _: P) -> P:
    return kept


def _who_came(kept: Attended, other: Attended) -> Attended:
    """A child who was seen under one of the two files was there."""
    if kept.presence is not Presence.PRESENT and other.presence is Presence.PRESENT:
        return other
    return kept


def _by_day(
    kept: Mapping[int, Mapping[str, P]], other: Mapping[int, Mapping[str, P]], choose: Callable[[P, P], P]
) -> dict[int, dict[str, P]]:
    days = {day: dict(services) for day, services in kept.items()}
    for day, services in other.items():
        held = days.setdefault(day, {})
        for code, one in services.items():
            held[code] = choose(held[code], one) if code in held else one
    return days


def _once(enrolments: Iterable[Enrolment]) -> tuple[Enrolment, ...]:
    return tuple(dict.fromkeys(enrolments))


def _agreed(sharing: Sharing) -> Sharing:
    """What two homes shared that are one now, it pays whole."""
    return replace(
        sharing,
        parts=_parts(sharing.parts),
        by_service={service: _parts(parts) for service, parts in sharing.by_service.items()},
    )


def _parts(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    if len({part.family for part in parts}) == len(parts):
        return parts
    shares = {weeks: Counter[str]() for weeks in (Weeks.ODD, Weeks.EVEN)}
    for part in parts:
        for weeks, held in shares.items():
            if part.weeks in (Weeks.ALL, weeks):
                held[part.family] += part.percent
    found = []
    for family in dict.fromkeys(part.family for part in parts):
        odd, even = shares[Weeks.ODD][family], shares[Weeks.EVEN][family]
        if odd == even:
            found.append(Part(family, odd, Weeks.ALL))
        else:
            found += [
                Part(family, percent, weeks)
                for percent, weeks in ((odd, Weeks.ODD), (even, Weeks.EVEN))
                if percent
            ]
    return tuple(found)
