"""A period in which children will not come, and what becomes of each booking of it.

An illness, a journey and a move are the same act: `period_decision` decides it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from functions.domain.availability.situation import Situation
from functions.domain.calendar.months import day_of
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.absence_policy import Because, Proof
from functions.domain.reglement.deadline_rules import Action


class PeriodFate(StrEnum):
    """What becomes of one booking of the period."""

    CANCELLED = "cancelled"
    """In time: nothing is billed."""
    CANCELLED_LATE = "cancelled_late"
    """After the limit, at what the règlement leaves due."""
    WITHDRAWN = "withdrawn"
    """The town had not answered yet whether the child may come: it is not asked any more."""
    ASKED = "asked"
    """The town decides whether it is cancelled. Meanwhile the child is declared absent."""
    DECLARED = "declared"
    """Too late to cancel: the child is declared absent."""
    CAME = "came"
    """The child was seen there: nothing is to be done."""
    TOO_FAR = "too_far"
    """Neither can be cancelled nor is near enough to be declared."""
    TOO_MUCH = "too_much"
    """The child's month takes no more absences."""
    BUSY = "busy"
    """Other people kept writing the same items: it was not done."""
    GONE = "gone"
    """Nothing is booked there any more, or it does not take place."""


DONE_BY_CANCELLING = (PeriodFate.CANCELLED, PeriodFate.CANCELLED_LATE, PeriodFate.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """`price_cents`: of the booking. `billed_cents`: what of it is still billed, as far as is known now; `proven_cents`: the same once a
    certificate is sent in time, and at most that. `because`: why an absence is billed or not."""

    slot: Slot
    fate: PeriodFate
    price_cents: int = 0
    billed_cents: int = 0
    proven_cents: int = 0
    because: Because | None = None
    proof: Proof = Proof.NONE
    prove_until: datetime | None = None
    """Until when a certificate lowers what is billed, where the règlement says it."""


@dataclass(frozen=True, slots=True)
class PeriodAsked:
    """Why the children do not come. `self_declared`: with an *attestation sur l’honneur*."""

    reason: str
    self_declared: bool = False


def slots_of_period(
    situation: Situation, children: Collection[str], first: date, last: date, services: Collection[str]
) -> list[Slot]:
    """What the family booked or asked for in those days, and takes place. `services`: codes; empty: all."""
    return [
        slot
        for slot in held_slots(situation, children)
        if first <= slot.date <= last and _meant(slot, services)
    ]


def _meant(slot: Slot, services: Collection[str]) -> bool:
    return not services or slot.service in services


def held_slots(situation: Situation, children: Collection[str]) -> list[Slot]:
    """All that the family booked or asked for in the months that were read, and takes place."""
    found = set[Slot]()
    for (child, _), month in situation.months.items():
        if child in children:
            asked = (
                (Slot(day_of(month.month, day), code, child), each.booking, each.action)
                for day, services in month.asked.items()
                for code, each in services.items()
            )
            found |= {slot for slot, booking in month.rows() if _is_mine(situation, slot, booking.payer)}
            found |= {
                slot
                for slot, booking, action in asked
                if action is Action.RESERVE and booking.payer == situation.family.id
            }
    return sorted(found)


def _is_mine(situation: Situation, slot: Slot, payer: str) -> bool:
    return payer == situation.family.id and situation.not_held(slot) is None
