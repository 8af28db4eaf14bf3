"""Erasing a family: what stands in the way, and what is left of its file, of its children's and of their months.

Accounting keeps its documents as they are (invoices, credit notes, payments, receipts, the till), for the years that the law asks
(Code général des collectivités territoriales and Code de commerce, L123-22; GDPR, article 17, 3 b). All else goes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from functions.domain.errors import Conflict, InvalidRequest
from functions.domain.families.cost_sharing import Sharing, payers_agreed
from functions.domain.families.family import ERASED, Address, Child, Family
from functions.domain.invoices.credit import Credit, left_cents
from functions.domain.invoices.invoice import Invoice
from functions.domain.invoices.receivable import Receivable
from functions.domain.planning.attendance_record import Attended
from functions.domain.planning.child_month import Booking, ChildMonth, Slot
from functions.domain.planning.declared_absence import DeclaredAbsence
from functions.domain.privacy.own_part import Paid
from functions.domain.regie.alerts import Alert
from functions.domain.regie.online_payments import UNDER_WAY, Attempt

P = TypeVar("P", bound=Paid)


class ObstacleKind(StrEnum):
    """What must be settled before a family is erased: afterwards nobody could be asked, or paid back."""

    OWES = "owes"
    CREDIT = "credit"
    NOT_INVOICED = "not_invoiced"
    """Days that are over and were not invoiced, or were invoiced otherwise than they are owed now."""
    PAID_AHEAD = "paid_ahead"
    """Days to come that were invoiced already."""
    PAYMENT = "payment"
    """A payment online whose outcome nobody knows yet."""
    HOLD = "hold"
    """Places that are kept for a payment."""
    RUN = "run"
    """The invoices of a period are being issued."""
    MERGING = "merging"
    """Another file is being merged into this one."""
    ALERT = "alert"
    """Something about the family's payments that the régisseur has not dealt with."""


@dataclass(frozen=True, slots=True)
class ErasureObstacle:
    kind: ObstacleKind
    cents: int = 0


class NotErasable(Conflict):
    """The family cannot be erased yet. `obstacles` says all that stands in the way."""

    code = "family_not_erasable"

    def __init__(self, obstacles: Sequence[ErasureObstacle]) -> None:
        super().__init__(obstacles=", ".join(each.kind.value for each in obstacles))
        self.obstacles = tuple(obstacles)


class ErasureReason(StrEnum):
    """Why the town erases a family: codes, because free words would name people."""

    ASKED = "asked"
    """The family did."""
    LEFT = "left"
    MISTAKE = "mistake"
    """It was made by error, or twice."""


class NameNotConfirmed(InvalidRequest):
    """What was written to confirm is not the family's name."""

    code = "name_not_confirmed"


@dataclass(frozen=True, slots=True)
class Erasure:
    """An erasure that has begun, until all of it is done: what the family's own item does not say any more."""

    children: tuple[str, ...]
    accounts: tuple[str, ...]
    """The family's members."""
    addresses: tuple[str, ...]
    """Keyed hashes of the e-mail addresses of its parents: where their invitations lie."""
    begun_at: datetime
    by: str


def money_obstacles(
    debts: Iterable[Receivable], held: Sequence[Credit], attempts: Iterable[Attempt], alerts: Iterable[Alert]
) -> list[ErasureObstacle]:
    found = []
    if owed := sum(max(debt.balance_cents, 0) for debt in debts):
        found.append(ErasureObstacle(ObstacleKind.OWES, owed))
    if left := left_cents(held):
        found.append(ErasureObstacle(ObstacleKind.CREDIT, left))
    if any(attempt.state in UNDER_WAY for attempt in attempts):
        found.append(ErasureObstacle(ObstacleKind.PAYMENT))
    if any(alert.closed_at is None for alert in alerts):
        found.append(ErasureObstacle(ObstacleKind.ALERT))
    return found


def paid_ahead_cents(invoices: Iterable[Invoice], debts: Iterable[Receivable], *, today: date) -> int:
    """What was invoiced for days after `today`, less what credit notes took back of it."""
    credited = {debt.invoice: debt.credited for debt in debts}
    return sum(
        line.amount_cents - credited.get(invoice.id, {}).get(place, 0)
        for invoice in invoices
        for place, line in enumerate(invoice.lines)
        if line.day > today
    )


def erased(family: Family, on: date) -> Family:
    """All that is left of the family's file. It says that the family was erased, so that nothing brings it back."""
    nothing = Address("", "", "")
    return Family(family.id, ERASED, nothing, "", (), (), erased_on=on, merged_from=family.merged_from)


def is_only_of(child: Child, family: str) -> bool:
    return set(child.families) <= {family}


def without_home(child: Child, family: str, today: date) -> Child:
    """The file of a child who has another home. What both homes agreed to pay stays true of the days that are over."""
    sharing = child.sharing
    if family in payers_agreed(sharing):
        ends = today + timedelta(1)
        kept = [one for one in sharing if one.since < ends or family not in payers_agreed([one])]
        current = [one for one in sharing if one.since < ends][-1:]
        if family in payers_agreed(current):
            kept.append(Sharing(ends))
        sharing = tuple(sorted(kept, key=lambda one: one.since))
    return replace(
        child,
        families=tuple(home for home in child.families if home != family),
        enrolments=tuple(one for one in child.enrolments if one.family != family),
        sharing=sharing,
    )


@dataclass(frozen=True, slots=True)
class MonthWithout:
    """A child's month once the family's part is taken out, and the bookings that left it."""

    month: ChildMonth
    freed: tuple[tuple[Slot, Booking], ...]


def without_all(month: ChildMonth, families: Iterable[str]) -> MonthWithout:
    """Of a child whom no other home has: nothing of the family is left, nor of an earlier home that was erased before it."""
    freed: tuple[tuple[Slot, Booking], ...] = ()
    for family in sorted(families):
        without = _without(month, family, after=date.min)
        month, freed = without.month, (*freed, *without.freed)
    return MonthWithout(month, freed)


def families_in(month: ChildMonth) -> frozenset[str]:
    """Every family that booked, asked, declared or pays something of the month."""
    paid = [
        one
        for days in (month.days, month.fees, month.attended, month.cancelled_by_town)
        for on in days.values()
        for one in on.values()
    ]
    asked = [one.booking for services in month.asked.values() for one in services.values()]
    priced = (one for one in (*paid, *asked) if isinstance(one, (Booking, Attended)))
    return frozenset(
        (
            *(one.payer for one in (*paid, *asked)),
            *(home.family for one in priced for home in one.others),
            *(one.family for one in month.absences.values()),
        )
    )


def without_days_to_come(month: ChildMonth, family: str, today: date) -> MonthWithout:
    """Of a child who has another home. What the child did until today stays, as the other home's bills depend on it;
    the proofs that the family sent are named no more."""
    return _without(month, family, after=today)


def is_empty(month: ChildMonth) -> bool:
    said = (month.days, month.fees, month.absences, month.attended, month.asked, month.cancelled_by_town)
    return not any(said)


def _without(month: ChildMonth, family: str, *, after: date) -> MonthWithout:
    every = after == date.min
    freed = tuple(
        (slot, booking) for slot, booking in month.rows() if booking.payer == family and slot.date > after
    )
    left = without_prices(month, family)
    for slot, _ in freed:
        left = left.without(slot)
    left = replace(
        left,
        asked={
            day: kept
            for day, services in left.asked.items()
            if (kept := {code: one for code, one in services.items() if one.booking.payer != family})
        },
        absences={
            key: one if one.family != family else _without_files(one)
            for key, one in left.absences.items()
            if one.family != family or not (every or one.all_days[0] > after)
        },
        # What the town told this family is for nobody else to read.
        town_acts={act: one for act, one in left.town_acts.items() if one.payer != family},
        cancelled_by_town=without_payer(left.cancelled_by_town, family),
    )
    if every:
        left = replace(
            left,
            fees=without_payer(left.fees, family),
            attended=without_payer(left.attended, family),
        )
    return MonthWithout(left, freed)


def without_prices(month: ChildMonth, family: str) -> ChildMonth:
    """Without what the bookings of another home would cost this one: that tells its means, and nobody bills it any more."""

    def alone(one: Booking) -> Booking:
        return replace(one, others=tuple(each for each in one.others if each.family != family))

    def seen_alone(one: Attended) -> Attended:
        return replace(one, others=tuple(each for each in one.others if each.family != family))

    return replace(
        month,
        days={day: {code: alone(one) for code, one in of.items()} for day, of in month.days.items()},
        fees={day: {code: alone(one) for code, one in of.items()} for day, of in month.fees.items()},
        attended={
            day: {code: seen_alone(one) for code, one in of.items()} for day, of in month.attended.items()
        },
        asked={
            day: {code: replace(one, booking=alone(one.booking)) for code, one in of.items()}
            for day, of in month.asked.items()
        },
    )


def without_payer(days: Mapping[int, dict[str, P]], family: str) -> dict[int, dict[str, P]]:
    """What other homes pay; no day without anything."""
    left = {
        day: {code: one for code, one in services.items() if one.payer != family}
        for day, services in days.items()
    }
    return {day: services for day, services in left.items() if services}


def _without_files(absence: DeclaredAbsence) -> DeclaredAbsence:
    return replace(absence, certificates=tuple(replace(one, document="") for one in absence.certificates))
