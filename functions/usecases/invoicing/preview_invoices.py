"""Show what a run would issue, without issuing anything: the totals, and the invoices that look odd.

A preview is cut into parts as the run itself is, and writes nothing but its own items. A period that is not over may be
previewed too.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from functions.domain.billing.run_preview import Figures, Oddity, PreviewRow, figures, oddities
from functions.domain.calendar.billing_periods import BillingPeriod
from functions.domain.calendar.billing_periods import period as period_of
from functions.domain.errors import NotFound
from functions.domain.families.family import Family
from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.town.commune import Commune
from functions.storage.invoicing import previews
from functions.storage.invoicing.previews import Head, Part
from functions.storage.table import idempotency, keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Refused, Transaction
from functions.storage.town import communes
from functions.usecases.invoicing.begin_run import households, shards_of
from functions.usecases.invoicing.plan_invoices import Due, dues
from functions.usecases.retry import when_contended, when_moved


@dataclass(frozen=True, slots=True)
class Preview:
    """What is known so far of what a run would issue: `looked_at` of the `parts` are worked out, and the figures cover those.

    `names`: the names of the families in `oddities`, by family id.
    """

    id: str
    period: str
    at: datetime
    parts: int
    looked_at: int
    figures: Figures
    oddities: tuple[Oddity, ...]
    names: dict[str, str]


def preview_invoices(commune_id: str, period: str, *, by: str, key: str, now: datetime) -> Preview:
    """Work out the whole preview in this process. Raises NotFound, UnknownPeriod, Busy."""
    head = begin_preview(commune_id, period, by=by, key=key, now=now)
    for number in range(head.parts):
        preview_part(commune_id, period, number)
    return read_preview(commune_id, period)


def begin_preview(commune_id: str, period: str, *, by: str, key: str, now: datetime) -> Head:
    """Begin a new preview, whose parts are still to be worked out. While it is the latest, the same key answers it again.

    Raises NotFound, UnknownPeriod, Busy.
    """
    commune, asked = communes.commune(commune_id), period_of(period)
    regie = commune.regie.code
    found = previews.head(commune.id, regie, asked.code)
    if found is not None and found.value.id == key:
        return found.value
    shards = shards_of(households(commune.id, asked))
    parts = [Part(shard.number, shard.households) for shard in shards]
    previews.put_parts(commune.id, regie, asked.code, key, parts)

    def adopt() -> tuple[Head, Head | None]:
        earlier = previews.head(commune.id, regie, asked.code)
        head = Head(key, regie, asked.code, len(parts), by, now)
        if earlier is None:
            place = Stored(keys.preview(commune.id, regie, asked.code), head, 0)
        elif earlier.value.id == key:
            return earlier.value, None
        else:
            head = replace(head, before=earlier.value.id, parts_before=earlier.value.parts)
            place = Stored(earlier.key, head, earlier.version)
        transaction = Transaction()
        previews.put_head(transaction, place)
        transaction.commit()
        return head, earlier.value if earlier is not None else None

    head, earlier = when_moved(adopt)
    if earlier is not None:
        previews.remove_parts(commune.id, earlier)
    return head


def preview_part(commune_id: str, period: str, number: int) -> None:
    """Work out a part of the latest preview, unless that is done already. Raises NotFound, Busy."""
    commune = communes.commune(commune_id)
    head = _head(commune, period)
    stored = previews.part(commune.id, head, number)
    if stored is None or stored.value.rows is not None:
        return
    looked_at = replace(stored.value, rows=tuple(_rows(commune, period_of(period), stored.value)))
    transaction = Transaction()
    previews.put_part(transaction, Stored(stored.key, looked_at, stored.version))
    try:
        when_contended(transaction.commit)
    except Refused:
        return  # another call has worked out the part meanwhile


def read_preview(commune_id: str, period: str) -> Preview:
    """The latest preview of the period, as far as it is worked out. Raises NotFound."""
    commune = communes.commune(commune_id)
    head = _head(commune, period)
    parts = previews.parts(commune.id, head)
    rows = [row for part in parts for row in part.rows or ()]
    before = None
    if head.before:
        earlier = previews.parts(commune.id, head, before=True)
        before = {row.family: row.digest for part in earlier for row in part.rows or ()}
    marked = tuple(oddities(rows, before))
    return Preview(
        id=head.id,
        period=head.period,
        at=head.at,
        parts=head.parts,
        looked_at=sum(part.rows is not None for part in parts),
        figures=figures(rows),
        oddities=marked,
        names=_names(commune.id, {one.family for one in marked}),
    )


def _head(commune: Commune, period: str) -> Head:
    found = previews.head(commune.id, commune.regie.code, period)
    if found is None:
        raise NotFound(period=period)
    return found.value


def _rows(commune: Commune, period: BillingPeriod, part: Part) -> Iterable[PreviewRow]:
    """One row for each household of the part.

    Attendance counts as missing only where somebody wrote down the attendance of another child of this part that day at that
    service: elsewhere nobody may be keeping attendance at all.
    """
    seen: set[tuple[date, str]] = set()
    missing: defaultdict[str, list[tuple[date, str]]] = defaultdict(list)
    rows = []
    for due in dues(commune, period, part.households):
        for month in due.sheet.months:
            for day, services in month.attended.items():
                seen |= {(date(int(month.month[:4]), int(month.month[5:]), day), code) for code in services}
        missing[due.family.id] = _not_written_down(due, period)
        rows.append(_row(due, period))
    known = {row.family for row in rows}
    for row in rows:
        yield replace(row, unattended=sum(slot in seen for slot in missing[row.family]))
    for each in part.households:
        if each.family not in known:
            yield PreviewRow(each.family, 0, False, 0, "", known=False)


def _row(due: Due, period: BillingPeriod) -> PreviewRow:
    earlier: defaultdict[str, int] = defaultdict(int)
    for each in due.sheet.asked:
        earlier[each.number] += each.line.amount_cents
    of_period = [line for line in due.lines if line.day >= period.first]
    return PreviewRow(
        family=due.family.id,
        total_cents=due.total_cents,
        issued=due.issued,
        lines=len(of_period),
        digest=idempotency.digest(due.lines)[:16],
        earlier_cents=tuple(cents for cents in earlier.values() if cents > 0),
        worked_out=not due.refusal,
        without_quotient=len({line.day for line in due.lines if line.reason.without_quotient}),
    )


def _not_written_down(due: Due, period: BillingPeriod) -> list[tuple[date, str]]:
    """The days and services that were booked in the period, and of which nothing says whether the child came."""
    written = {
        (line.day, line.service, line.child)
        for line in due.lines
        if line.kind is LineKind.ABSENCE or line.reason.absence is not None
    }
    attended = {
        (date(int(month.month[:4]), int(month.month[5:]), day), code, month.child)
        for month in due.sheet.months
        for day, services in month.attended.items()
        for code in services
    }
    return [
        (line.day, line.service)
        for line in due.lines
        if line.kind is LineKind.BOOKING
        and line.day >= period.first
        and (line.day, line.service, line.child) not in written | attended
    ]


def _names(commune: str, wanted: set[str]) -> dict[str, str]:
    found = read(keys.family(commune, family) for family in wanted)
    files = {family: found.get_sound(keys.family(commune, family), Family) for family in wanted}
    return {family: stored.value.name for family, stored in files.items() if stored is not None}
