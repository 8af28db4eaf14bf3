"""Encashment statements (*états des encaissements*): what went in and out of the till in a period, locked and numbered.

A statement is never changed: a later correction is a line below zero in a later statement.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.errors import Conflict
from functions.domain.invoices.invoice import Invoice
from functions.domain.money import share
from functions.domain.regie.till_movements import Movement, MovementKind
from functions.domain.town.commune import Regie


class StatementClosed(Conflict):
    """An earlier statement already covers that day. `closed_at`, until when the book is closed, is in the data."""

    code = "statement_closed"


class StatementNotOver(Conflict):
    """The last day of the period is not over yet."""

    code = "statement_not_over"


class StatementAcrossYears(Conflict):
    """Something moved in a year that is over, and the statement would end in a later one. The accounts of a year (*exercice*) are
    closed by themselves. `year`, whose 31 December is to be stated first, is in the data."""

    code = "statement_across_years"


class NothingToState(Conflict):
    """Nothing went in or out of the till in that period."""

    code = "nothing_to_state"


@dataclass(frozen=True, slots=True)
class StatementNumber:
    """A régie numbers the statements of a year from 1, without a gap. The year is that of every movement in it."""

    regie: str
    year: int
    rank: int

    @property
    def label(self) -> str:
        """The number as people read it: `E2026-0003`."""
        return f"E{self.year:04}-{self.rank:04}"


@dataclass(frozen=True, slots=True)
class TillLine:
    """A line of a statement; `order` counts from 1.

    `imputed`: cents by account of the budget; what became credit is under the empty account.
    """

    order: int
    on: date
    kind: MovementKind
    means: str
    payer: str
    invoices: tuple[str, ...]
    reference: str
    provider_id: str
    proof: str
    receipt: str
    amount_cents: int
    imputed: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Total:
    means: str
    imputation: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class TillStatement:
    """The head of a statement of the movements from `since` until before `until`. Its lines are stored apart."""

    number: StatementNumber
    since: datetime | None
    until: datetime
    by: str
    claimed_at: datetime
    before_cents: int
    """The total of the earlier statements of the same year."""
    count: int = 0
    chunks: int = 0
    total_cents: int = 0
    totals: tuple[Total, ...] = ()
    done_at: datetime | None = None


def impute(movement: Movement, documents: Mapping[str, Invoice], regie: Regie) -> tuple[tuple[str, int], ...]:
    """The cents of a movement by account, in proportion to what each invoice asked for under each account.

    What went to no invoice is under the empty account: the family's credit is not earned yet.
    """
    found: defaultdict[str, int] = defaultdict(int)
    for part in movement.shares:
        document = documents.get(part.invoice)
        weights = _weights(document, regie) if document is not None else {regie.imputation: 1}
        sign = -1 if part.amount_cents < 0 else 1
        cents = share(abs(part.amount_cents), list(weights.values()))
        for account, each in zip(weights, cents, strict=True):
            found[account] += sign * each
    beyond = movement.amount_cents - sum(part.amount_cents for part in movement.shares)
    if beyond:
        found[""] += beyond
    return tuple((account, cents) for account, cents in sorted(found.items()) if cents)


def _weights(document: Invoice, regie: Regie) -> dict[str, int]:
    """What an invoice asks for under each account, without the accounts under which it asks for nothing."""
    asked: defaultdict[str, int] = defaultdict(int)
    for line in document.lines:
        asked[regie.imputations.get(line.service, regie.imputation)] += line.amount_cents
    positive = {account: cents for account, cents in sorted(asked.items()) if cents > 0}
    return positive or {regie.imputation: 1}


def totals(lines: Iterable[TillLine]) -> tuple[Total, ...]:
    """The total of each means of payment and account."""
    found: defaultdict[tuple[str, str], int] = defaultdict(int)
    for line in lines:
        for account, cents in line.imputed:
            found[line.means, account] += cents
    return tuple(Total(means, account, cents) for (means, account), cents in sorted(found.items()))


def check_year(first: date, through: date) -> None:
    """`first`: the day of the first movement to state. Raises StatementAcrossYears."""
    if first.year < through.year:
        raise StatementAcrossYears(field="through", year=first.year)


def cents_stated_before(latest: TillStatement | None, year: int) -> int:
    """The cents of the statements of `year` up to `latest`, the latest one made."""
    if latest is None or latest.number.year != year:
        return 0
    return latest.before_cents + latest.total_cents
