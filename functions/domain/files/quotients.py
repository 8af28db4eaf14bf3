"""A quotient familial that an agent notes: from a day on, with where it comes from, and never under what was invoiced."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from functions.domain.calendar.billing_periods import UnknownPeriod, period
from functions.domain.errors import Conflict, InvalidRequest
from functions.domain.families.family import Family, QuotientFamilial, check_family
from functions.domain.reglement.reglement import Reglement
from functions.domain.reglement.tariff_grids import QUOTIENT

HIGHEST = 20_000
"""Monthly, per share: what the CAF counts is far below."""
FARTHEST_DAYS = 366
MOST_PROOF = 200
"""Characters of what says which proof was seen."""


class QuotientRefused(InvalidRequest):
    """The quotient is below zero or higher than any, or counts from a day that is too far away. `field` says which."""

    code = "quotient_refused"


class QuotientInvoiced(Conflict):
    """Days from which it would count were invoiced already, until `until` in the data: only the régisseur may decide that."""

    code = "quotient_invoiced"


class QuotientNotAsked(Conflict):
    """No price of the town hangs on a quotient: it wants to know of none."""

    code = "quotient_not_asked"


class QuotientWithoutProof(InvalidRequest):
    """A parent tells a quotient, and nothing that proves it."""

    code = "quotient_without_proof"


@dataclass(frozen=True, slots=True)
class PriceChange:
    """What one unit of a service costs a child, before and after; None where there is no price."""

    child: str
    service: str
    before_cents: int | None
    after_cents: int | None


def with_quotient(family: Family, since: date, noted: QuotientFamilial | None) -> Family:
    """The family once its quotient from `since` on is that one; None takes away what was noted for that day. Raises FamilyFull."""
    others = [one for one in family.quotients if one.since != since]
    quotients = [*others, noted] if noted is not None else others
    return check_family(replace(family, quotients=tuple(sorted(quotients, key=lambda one: one.since))))


def counts_quotients(reglement: Reglement) -> bool:
    """Whether a price hangs on the quotient."""
    return any(
        line.effort is not None or QUOTIENT in line.when.names
        for tariff in reglement.tariffs
        for line in tariff.lines
    )


def first_free_day(wished: date, periods: Iterable[str]) -> date:
    """The first day from which a quotient may count without the régisseur: the one wished, or the day after what was invoiced."""
    ends = [last for code in periods if (last := _last_day(code)) is not None]
    return max([wished, *(last + timedelta(days=1) for last in ends)])


def check_quotient(value: int | None, since: date, *, today: date) -> None:
    """Raises QuotientRefused."""
    if value is not None and not 0 <= value <= HIGHEST:
        raise QuotientRefused(field="value")
    if abs((since - today).days) > FARTHEST_DAYS:
        raise QuotientRefused(field="since")


def check_not_invoiced(since: date, periods: Iterable[str]) -> None:
    """`periods`: the codes of those that the family was invoiced for. Raises QuotientInvoiced."""
    ends = [last for code in periods if (last := _last_day(code)) is not None]
    if ends and since <= max(ends):
        raise QuotientInvoiced(until=max(ends))


def _last_day(code: str) -> date | None:
    """None for what is paid at once, which covers no period."""
    try:
        return period(code).last
    except UnknownPeriod:
        return None
