"""What to ask of a family now: what it owes for a period and for the months before, less what earlier invoices asked
for.

An issued invoice is never edited. Where a booking is given back, an absence justified or an attendance corrected
afterwards, the difference becomes a line of the next invoice. So does an amount that was too small to ask for at the
time.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from functions.domain.calendar.billing_periods import BillingPeriod, PeriodKind, school_year_of
from functions.domain.invoices.invoice_lines import InvoiceLine, LineKey, LineKind, Reason, total_cents
from functions.domain.money import instalments
from functions.domain.town.invoicing_policy import Invoicing

LOOK_BACK = timedelta(366)
"""How far before a period changes are looked for. Those of older days are for the régisseur to correct."""

_ORDER = list(LineKind)
_Slot = tuple[date, str, str]
"""A day, a child, a service."""


@dataclass(frozen=True, slots=True)
class InvoicedLine:
    """A line of an earlier invoice, with that invoice's number and the cents that credit notes took back of the
    line."""

    line: InvoiceLine
    number: str
    taken_back_cents: int = 0


def first_day(period: BillingPeriod, invoicing: Invoicing) -> date:
    """The first day for which what is owed is compared with what earlier invoices asked for."""
    begins = period.first - LOOK_BACK
    if period.kind is PeriodKind.YEAR:
        begins = date(school_year_of(period.first) - 1, period.first.month, 1)
    return max(begins.replace(day=1), invoicing.since or date.min)


def to_ask(
    owed: Sequence[InvoiceLine],
    asked: Iterable[InvoicedLine],
    *,
    period: BillingPeriod,
    invoicing: Invoicing,
    born: Mapping[str, date],
) -> tuple[InvoiceLine, ...]:
    """The lines of the invoice of `period`: the eldest child first (`born`), then by service and by day.

    Their sum may be below zero. `owed`, `asked`: everything from `first_day` on; what is not of the period's kind, or
    later than its days, is left out.
    """
    begins = first_day(period, invoicing)

    def concerned(line: InvoiceLine) -> bool:
        return begins <= line.day <= period.last and invoicing.kind_of(line.service) is period.kind

    now = [line for line in owed if concerned(line)]
    before = [each for each in asked if concerned(each.line) and each.line.kind is not LineKind.CORRECTION]
    if period.kind is PeriodKind.YEAR:
        lines = _instalments(now, before, period)
    else:
        lines = _differences(now, before, period)
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                born.get(line.child, date.max),
                line.child,
                line.service_name,
                line.service,
                line.day,
                _ORDER.index(line.kind),
            ),
        )
    )


def worth_issuing(lines: Sequence[InvoiceLine], threshold_cents: int) -> bool:
    """Whether the lines are invoiced now. A sum below the threshold waits as a whole for the next invoice; a sum
    that is owed to the family never waits."""
    total = total_cents(lines)
    if total == 0 and threshold_cents == 0:
        return any(line.corrects for line in lines)
    return total < 0 or total >= max(threshold_cents, 1)


def difference_cents(owed: int, asked: int, taken_back: int) -> int:
    """Cents that are left to ask for or, below zero, to give back.

    What a credit note took back is never asked for again on that account alone, and never given back twice.
    """
    left = asked - taken_back
    return owed - left if owed <= left or taken_back <= 0 else max(owed - asked, 0)


def _differences(
    now: Iterable[InvoiceLine], before: Iterable[InvoicedLine], period: BillingPeriod
) -> Iterator[InvoiceLine]:
    owed: defaultdict[_Slot, list[InvoiceLine]] = defaultdict(list)
    for line in now:
        owed[line.day, line.child, line.service].append(line)
    asked: defaultdict[_Slot, list[InvoicedLine]] = defaultdict(list)
    for each in before:
        asked[each.line.day, each.line.child, each.line.service].append(each)
    for slot in sorted(owed.keys() | asked.keys()):
        earlier = asked.get(slot, [])
        if any(each.taken_back_cents for each in earlier):
            yield from _of_slot(owed.get(slot, []), earlier)
        else:
            yield from _by_key(owed.get(slot, []), earlier, period)


def _by_key(
    now: Sequence[InvoiceLine], before: Sequence[InvoicedLine], period: BillingPeriod
) -> Iterator[InvoiceLine]:
    """The differences of one slot, one for each kind of line, so that each says what it is for."""
    number = before[-1].number if before else ""
    asked: defaultdict[LineKey, list[InvoicedLine]] = defaultdict(list)
    for each in before:
        asked[each.line.key].append(each)
    owed = {line.key: line for line in now}
    for key in sorted(owed.keys() | asked.keys()):
        line, earlier = owed.get(key), asked.get(key)
        if earlier is None:
            assert line is not None, "a key is owed, or was asked for"
            if line.amount_cents or period.first <= line.day:
                yield replace(line, corrects=number)
            continue
        difference = (line.amount_cents if line is not None else 0) - _cents(earlier)
        if difference:
            yield _difference(line or earlier[-1].line, difference, number)


def _of_slot(now: Sequence[InvoiceLine], before: Sequence[InvoicedLine]) -> Iterator[InvoiceLine]:
    """What the day costs, kinds together: a credit note may have taken back, under one, what another would take off again.

    Picking up late is apart: it depends on no booking, and nothing takes it off but its own line.
    """
    for penalty in (False, True):
        owed = [line for line in now if (line.kind is LineKind.LATE_PICKUP) is penalty]
        asked = [each for each in before if (each.line.kind is LineKind.LATE_PICKUP) is penalty]
        difference = sum(_of_booking(*part) for part in _by_booking(owed, asked))
        if difference:
            yield _difference(owed[0] if owed else asked[-1].line, difference, before[-1].number)


def _by_booking(
    now: Sequence[InvoiceLine], before: Sequence[InvoicedLine]
) -> Iterator[tuple[list[InvoiceLine], list[InvoicedLine]]]:
    """A day that was given up and booked again on a later day has two bookings: what was remitted of the first, and of the fee for
    giving it up, stays remitted, and hides nothing of the second."""
    booked_on = max(
        (line.booked_on or date.min for line in now if line.kind is LineKind.BOOKING), default=date.min
    )
    for present in (False, True):
        yield (
            [line for line in now if ((line.booked_on or booked_on) >= booked_on) is present],
            [each for each in before if ((each.line.booked_on or date.min) >= booked_on) is present],
        )


def _of_booking(now: Sequence[InvoiceLine], before: Sequence[InvoicedLine]) -> int:
    owed, asked = sum(line.amount_cents for line in now), _cents(before)
    decided = next((each.number for each in before if each.taken_back_cents), None)
    # Two invoices that each asked for the whole day are those of two files that were merged: the day is owed once.
    asked_twice = len({each.number for each in before if not each.line.corrects}) > 1
    if (
        decided is not None
        and not asked_twice
        and owed == _cents(each for each in before if each.number == decided)
    ):
        return 0  # the rules say what they said then: the régisseur's word stands
    return difference_cents(owed, asked, sum(each.taken_back_cents for each in before))


def _difference(line: InvoiceLine, cents: int, number: str) -> InvoiceLine:
    return replace(line, quantity=1, unit_price_cents=cents, unit="", corrects=number)


def _cents(lines: Iterable[InvoicedLine]) -> int:
    return sum(each.line.amount_cents for each in lines)


def _instalments(
    now: Iterable[InvoiceLine], before: Iterable[InvoicedLine], period: BillingPeriod
) -> Iterator[InvoiceLine]:
    """One line for each child and service: the instalments due so far of what the year comes to as it is known now,
    less what was asked for.

    The last instalment settles the year to the cent. The year before is settled in full as well, should anything have
    changed in it since.
    """
    year = school_year_of(period.first)
    owed: defaultdict[tuple[int, str, str], list[InvoiceLine]] = defaultdict(list)
    for line in now:
        owed[school_year_of(line.day), line.child, line.service].append(line)
    asked: defaultdict[tuple[int, str, str], list[InvoicedLine]] = defaultdict(list)
    for each in before:
        asked[school_year_of(each.line.day), each.line.child, each.line.service].append(each)
    for key in sorted(owed.keys() | asked.keys()):
        lines, earlier = owed.get(key, []), asked.get(key, [])
        whole = sum(line.amount_cents for line in lines)
        if key[0] == year:
            parts = instalments(abs(whole), period.of)[: period.rank]
            target = sum(parts) if whole >= 0 else -sum(parts)
        else:
            target = whole
        taken_back = sum(each.taken_back_cents for each in earlier)
        difference = difference_cents(target, _cents(earlier), taken_back)
        if difference:
            line = lines[0] if lines else earlier[-1].line
            number = earlier[-1].number if earlier and (difference < 0 or key[0] != year) else ""
            day = period.due_after if key[0] == year else line.day
            yield _flat(line, day, difference, number)


def _flat(line: InvoiceLine, day: date, cents: int, number: str) -> InvoiceLine:
    return replace(
        line,
        day=day,
        kind=LineKind.FLAT,
        quantity=1,
        unit_price_cents=cents,
        unit="",
        reason=Reason(""),
        booked_on=None,
        corrects=number,
    )
