"""An agent books or cancels the same days for several families: one act a family, so that one that cannot keeps nobody else from it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from functions.domain.bookings.town_booking import OverDiffers, TownDecision, TownTerms
from functions.domain.bookings.validation import SeenLine
from functions.domain.errors import Busy, NotFound
from functions.domain.planning.child_month import Slot
from functions.domain.planning.service_month import ServiceMonth
from functions.domain.planning.town_act import Over
from functions.domain.reglement.deadline_rules import Action
from functions.storage.bookings.booking_facts import Facts
from functions.usecases.bookings.book_for_family import (
    BookedForFamily,
    ForFamily,
    book_for_family,
    preview_for_family,
)
from functions.usecases.bookings.choose_children import ChildOfFamily


@dataclass(frozen=True, slots=True, order=True)
class DayAsked:
    """What is wanted for each child."""

    date: date
    service: str
    action: Action


@dataclass(frozen=True, slots=True)
class FamilyOutcome:
    """`facts`: None where nothing is known of the family here. `beyond`: what would have to be passed over besides what was named, so
    that nothing was done. `busy`: nothing was done because others kept writing; asked again, it is done."""

    family: str
    facts: Facts | None = None
    planned: TownDecision | None = None
    booked: BookedForFamily | None = None
    beyond: tuple[Over, ...] = ()
    busy: bool = False


def preview_for_families(
    commune: str,
    agent: str,
    children: Iterable[ChildOfFamily],
    days: Sequence[DayAsked],
    terms: TownTerms,
    *,
    now: datetime,
) -> list[FamilyOutcome]:
    """What would be done now. Those who come later find the places that those before them would have taken."""
    found: list[FamilyOutcome] = []
    places: dict[tuple[str, str], ServiceMonth] = {}
    for family, lines in _by_family(children, days):
        acting = ForFamily(commune, family, agent)
        try:
            decision, facts = preview_for_family(acting, lines, terms, places=places, now=now)
        except NotFound:
            found.append(FamilyOutcome(family))
            continue
        places |= decision.after.places
        found.append(FamilyOutcome(family, facts, decision))
    return found


def book_for_families(
    commune: str,
    agent: str,
    children: Iterable[ChildOfFamily],
    days: Sequence[DayAsked],
    terms: TownTerms,
    *,
    tell: bool,
    key: str,
    now: datetime,
) -> list[FamilyOutcome]:
    """Do it, family by family. Sent again under its key after a crash, it goes on where it stopped, and tells nobody twice.

    Each family's act passes over at most what `terms` names. Raises ReasonMissing, TownReasonTooLong.
    """
    terms.check()
    done: list[FamilyOutcome] = []
    for family, lines in _by_family(children, days):
        acting = ForFamily(commune, family, agent)
        try:
            booked, facts = book_for_family(
                acting, lines, replace(terms, at_most=True), tell=tell, key=f"{key}.{family}", now=now
            )
            done.append(FamilyOutcome(family, facts, booked=booked))
        except OverDiffers as refused:
            facts, _ = acting.read([line.slot for line in lines])
            done.append(FamilyOutcome(family, facts, beyond=refused.over))
        except Busy:
            done.append(FamilyOutcome(family, busy=True))
        except NotFound:
            done.append(FamilyOutcome(family))
    return done


def _by_family(
    children: Iterable[ChildOfFamily], days: Sequence[DayAsked]
) -> list[tuple[str, list[SeenLine]]]:
    found: defaultdict[str, list[SeenLine]] = defaultdict(list)
    for each in sorted(set(children)):
        for day in sorted(set(days)):
            found[each.family].append(SeenLine(Slot(day.date, day.service, each.child), day.action, None))
    return list(found.items())
