"""What must be settled before a family can be erased."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from functions.domain.calendar.billing_periods import (
    BillingPeriod,
    PeriodKind,
    instalment,
    school_year_of,
)
from functions.domain.privacy.erasure import (
    ErasureObstacle,
    ObstacleKind,
    money_obstacles,
    paid_ahead_cents,
)
from functions.domain.privacy.family_data import FamilyData
from functions.domain.town.commune import Commune
from functions.storage.invoicing import runs
from functions.storage.invoicing.billing_sheets import HouseholdToBill
from functions.usecases.invoicing.plan_invoices import dues


def obstacles(commune: Commune, data: FamilyData, *, today: date) -> list[ErasureObstacle]:
    """`data`: all that is kept of the family, as the town reads it."""
    found = money_obstacles(data.receivables, data.credits, data.online_payments, data.alerts)
    if data.family.merging:
        found.append(ErasureObstacle(ObstacleKind.MERGING))
    if data.holds:
        found.append(ErasureObstacle(ObstacleKind.HOLD))
    if any(of_commune == commune.id for of_commune, _ in runs.not_done()):
        found.append(ErasureObstacle(ObstacleKind.RUN))
    if ahead := paid_ahead_cents(data.invoices, data.receivables, today=today):
        found.append(ErasureObstacle(ObstacleKind.PAID_AHEAD, ahead))
    children = tuple(child.id for child in data.children)
    if not_invoiced := list(_not_invoiced(commune, data.family.id, children, today)):
        found.append(ErasureObstacle(ObstacleKind.NOT_INVOICED, sum(not_invoiced)))
    return found


def _not_invoiced(commune: Commune, family: str, children: tuple[str, ...], today: date) -> Iterator[int]:
    """The cents of each line that an invoice of today would hold, or 0 where that cannot be worked out."""
    household = HouseholdToBill(family, children)
    for kind in commune.regie.invoicing.kinds():
        for due in dues(commune, _until(kind, today), [household]):
            if due.refusal:
                yield 0
            yield from (line.amount_cents for line in due.lines if line.amount_cents)


def _until(kind: PeriodKind, today: date) -> BillingPeriod:
    """A period of that kind that ends today, and settles the school year where services are paid by the year."""
    if kind is PeriodKind.YEAR:
        return replace(instalment(school_year_of(today), 1, 1), last=today, due_after=today)
    return BillingPeriod(f"{today}", kind, today.replace(day=1), today, today)
