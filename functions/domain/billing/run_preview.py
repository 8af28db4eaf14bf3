"""What a run would issue, and what somebody should look at before it does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median, quantiles

from functions.domain.errors import Conflict

MARKED_CENTS = 3000
"""An invoice is called large only from thirty euros above the usual amount: for less, nobody would look twice."""
FEWEST_EARLIER = 2
"""How many earlier invoices it takes to say what is usual for a family."""
FEWEST_IN_TOWN = 8
"""How many invoices of a run it takes to say what is usual in the town."""


class PreviewReplaced(Conflict):
    """A newer preview of the period was made, and only the newest one counts."""

    code = "preview_replaced"


class OddityCode(StrEnum):
    CHANGED = "changed"
    """The family would be invoiced otherwise than in the preview before."""
    LARGE_FOR_FAMILY = "large_for_family"
    """More than twice what the family's earlier invoices usually came to."""
    LARGE_FOR_TOWN = "large_for_town"
    """Far above the town's invoices: above their middle half by more than three times its spread (Tukey)."""
    WITHOUT_QUOTIENT = "without_quotient"
    """Some days are billed at the price for families whose quotient the town does not know."""
    NOTHING = "nothing"
    """There are days to bill, and they come to nothing."""
    UNATTENDED = "unattended"
    """A child was booked, and no attendance is written down on a day for which that of others is."""
    CREDITED = "credited"
    """The sum is below zero: the family is owed the rest."""
    WAITS = "waits"
    """The sum is too small to ask for now: it goes on the family's next invoice."""
    NO_FILE = "no_file"
    """There are bookings to be paid by a family that has no file."""
    NOT_WORKED_OUT = "not_worked_out"
    """What the family owes cannot be worked out, for example because the school calendar of a day is not known."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """What one family would be asked for. `earlier_cents`: what its earlier invoices came to."""

    family: str
    total_cents: int
    issued: bool
    lines: int
    digest: str
    earlier_cents: tuple[int, ...] = ()
    without_quotient: int = 0
    """Days that are billed without a known quotient."""
    unattended: int = 0
    """Bookings without attendance, on days for which that of others is written down."""
    known: bool = True
    """Whether the family has a file."""
    worked_out: bool = True
    """Whether what the family owes could be worked out."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something to look at before a family is invoiced.

    `cents`: what the family would be asked for. `usual_cents`: the usual amount, where `cents` is unusual. `count`: how
    many days, bookings or lines it is about.
    """

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


def figures(rows: Iterable[PreviewRow]) -> Figures:
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


def oddities(rows: Sequence[PreviewRow], before: Mapping[str, str] | None = None) -> Iterator[Oddity]:
    """What to look at, family by family. `before`: the digests of the preview before, by family; None: there was no
    preview."""
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
    """What the town's invoices usually come to, and the amount above which one is large; None: there are too few to
    tell."""
    if len(totals) < FEWEST_IN_TOWN:
        return 0, None
    first, middle, third = quantiles(totals, n=4, method="inclusive")
    return round(middle), round(third + max(3 * (third - first), MARKED_CENTS))
