"""What a run would issue, and what somebody should look at before it does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median, quantiles

from functions.domain.errors import Conflict

MARKED_CENTS = 3000
"""Nobody looks up for less than thirty euros above what is usual."""
FEWEST_EARLIER = 2
FEWEST_IN_TOWN = 8


class PreviewReplaced(Conflict):
    """A newer preview of the period was made: it is that one that counts."""

    code = "preview_replaced"


class OddityCode(StrEnum):
    CHANGED = "changed"
    """Otherwise than in the preview before."""
    LARGE_FOR_FAMILY = "large_for_family"
    """Twice what its earlier invoices came to."""
    LARGE_FOR_TOWN = "large_for_town"
    """Far out of what the town's invoices come to: more than three times the spread of the middle half above it (Tukey)."""
    WITHOUT_QUOTIENT = "without_quotient"
    """Days at the price of those whose means the town does not know."""
    NOTHING = "nothing"
    """Days of the period that come to nothing."""
    UNATTENDED = "unattended"
    """Booked, and not written down on a day on which others were."""
    CREDITED = "credited"
    """Comes to less than nothing: the family is owed the rest."""
    WAITS = "waits"
    """Too little to ask for: on its next invoice."""
    NO_FILE = "no_file"
    """Somebody booked for a family that is not there."""
    NOT_WORKED_OUT = "not_worked_out"
    """What it owes cannot be said: the school calendar of a day is not known, say."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one family would be asked for. `earlier_cents`: what its earlier invoices came to."""

    family: str
    total_cents: int
    issued: bool
    lines: int
    digest: str
    earlier_cents: tuple[int, ...] = ()
    without_quotient: int = 0
    """Days."""
    unattended: int = 0
    """Bookings."""
    known: bool = True
    worked_out: bool = True


@dataclass(frozen=True, slots=True)
class Oddity:
    """`cents`: what the family would be asked for; `usual_cents`: what is usual, where it is not; `count`: how many
    days, bookings or lines it is about."""

    family: str
    code: OddityCode
    cents: int
    usual_cents: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """`waiting`: families whose sum is carried over. `credited_cents`: what families would be owed."""

    count: int
    total_cents: int
    waiting: int
    waiting_cents: int
    credited_cents: int


def figures(rows: Iterable[Row]) -> Figures:
    known = list(rows)
    issued = [row.total_cents for row in known if row.issued]
    waiting = [row.total_cents for row in known if not row.issued and row.total_cents > 0]
    return Figures(
        count=len(issued),
        total_cents=sum(max(cents, 0) for cents in issued),
        waiting=len(waiting),
        waiting_cents=sum(waiting),
        credited_cents=sum(max(-cents, 0) for cents in issued),
    )


def oddities(rows: Sequence[Row], before: Mapping[str, str] | None = None) -> Iterator[Oddity]:
    """Family by family. `before`: the digests of the preview before, by family; None: there was none."""
    usual, far = _of_town([row.total_cents for row in rows if row.issued and row.total_cents > 0])
    for row in rows:
        cents = row.total_cents
        if not row.known:
            yield Oddity(row.family, OddityCode.NO_FILE, cents)
            continue
        if not row.worked_out:
            yield Oddity(row.family, OddityCode.NOT_WORKED_OUT, cents)
            continue
        if before is not None and before.get(row.family, "") != row.digest:
            yield Oddity(row.family, OddityCode.CHANGED, cents)
        if row.issued and len(row.earlier_cents) >= FEWEST_EARLIER:
            own = round(median(row.earlier_cents))
            if cents > 2 * own and cents - own >= MARKED_CENTS:
                yield Oddity(row.family, OddityCode.LARGE_FOR_FAMILY, cents, own)
        if row.issued and far is not None and cents > far:
            yield Oddity(row.family, OddityCode.LARGE_FOR_TOWN, cents, usual)
        if row.without_quotient:
            yield Oddity(row.family, OddityCode.WITHOUT_QUOTIENT, cents, count=row.without_quotient)
        if row.unattended:
            yield Oddity(row.family, OddityCode.UNATTENDED, cents, count=row.unattended)
        if row.lines and cents == 0:
            yield Oddity(row.family, OddityCode.NOTHING, cents, count=row.lines)
        if cents < 0:
            yield Oddity(row.family, OddityCode.CREDITED, cents)
        if cents > 0 and not row.issued:
            yield Oddity(row.family, OddityCode.WAITS, cents)


def _of_town(totals: list[int]) -> tuple[int, int | None]:
    """What an invoice usually comes to, and from where on one is far out; None: too few to tell."""
    if len(totals) < FEWEST_IN_TOWN:
        return 0, None
    first, middle, third = quantiles(totals, n=4, method="inclusive")
    return round(middle), round(third + max(3 * (third - first), MARKED_CENTS))
