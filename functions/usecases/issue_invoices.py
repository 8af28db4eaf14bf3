"""Issue the invoices of a month: one a family, numbered without a gap, however often and however many times at once it runs.

First the plan: every invoice with all its lines, frozen in chunks. Then the claim: one transaction takes the block of numbers
and adopts the plan. From then on what is issued no longer depends on anything that may change, so that any number of runs, each
killed anywhere, write the same invoices: each with its journal line and its message, if it is not there yet.
"""

import logging
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from functions.domain.billing import by_payer, lines_of
from functions.domain.bookings import month_of
from functions.domain.commune import Commune
from functions.domain.documents import DocumentKind, DocumentRef
from functions.domain.errors import NotFound
from functions.domain.families import Family
from functions.domain.invoices import (
    Draft,
    Invoice,
    InvoiceNumber,
    Issue,
    PeriodNotOver,
    debtor_of,
    issuer_of,
)
from functions.domain.journal import JournalLine
from functions.domain.lines import total_cents
from functions.domain.messages import Message, MessageKind
from functions.storage import (
    called_off,
    children,
    communes,
    invoices,
    journal,
    keys,
    months,
    outbox,
    runs,
)
from functions.storage.bodies import Stored
from functions.storage.ids import new_id
from functions.storage.reading import read
from functions.storage.runs import Chunk, Run
from functions.storage.transaction import Refused, Transaction
from functions.usecases.retry import when_contended, when_moved

_log = logging.getLogger(__name__)


def issue_invoices(commune_id: str, period: str, *, by: str, now: datetime) -> Run:
    """Issue, or finish issuing, the invoices of `period` (`2026-10`); answers the run, done. `by`: an account, or a job.

    Raises NotFound for an unknown commune, PeriodNotOver, Busy.
    """
    commune = communes.commune(commune_id)
    today = now.astimezone(ZoneInfo(commune.timezone)).date()
    if period >= month_of(today):
        raise PeriodNotOver(period=period)
    run = runs.run(commune.id, commune.regie.code, period)
    if run is None:
        run = _claimed(commune, period, today, now)
    if run.value.done_at is None:
        _write_all(commune.id, run.value, by=by, now=now)
        run = _finished(commune.id, run.value, now)
    return run.value


def _claimed(commune: Commune, period: str, today: date, now: datetime) -> Stored[Run]:
    """Plan, and take the numbers: ours, or those of a run that came first."""
    drafts = _drafts(commune, period, now)
    plan = new_id(now)
    chunks = runs.chunks(drafts)
    for number, chunk in enumerate(chunks):
        transaction = Transaction()
        key = runs.chunk_key(commune.id, commune.regie.code, period, plan, number)
        runs.put_chunk(transaction, key, chunk)
        when_contended(transaction.commit)
    issue = Issue(issuer_of(commune), period, today, today + timedelta(commune.regie.days_to_pay))
    total = sum(total_cents(draft.lines) for draft in drafts)
    planned = Run(
        commune.regie.code,
        today.year,
        0,
        len(drafts),
        plan,
        len(chunks),
        issue,
        claimed_at=now,
        total_cents=total,
    )

    def claim() -> Stored[Run]:
        first = runs.run(commune.id, planned.regie, period)
        if first is not None:
            return first
        base = runs.last_number(commune.id, planned.regie, planned.year)
        ours = replace(planned, base=base)
        key = keys.invoicing_run(commune.id, planned.regie, period)
        transaction = Transaction()
        runs.put(transaction, commune.id, Stored(key, ours, 0))
        if ours.count:
            runs.claim(transaction, commune.id, ours)
        transaction.commit()
        return Stored(key, ours, 1)

    run = when_moved(claim)
    if run.value.plan != plan:
        _remove_plans(commune.id, run.value, plan=plan)
    _log.info("invoices planned commune=%s period=%s count=%d", commune.id, period, run.value.count)
    return run


def _drafts(commune: Commune, period: str, now: datetime) -> list[Draft]:
    """Every invoice of the month, by family name. What comes to nothing is not invoiced."""
    listed = [stored.value.child for stored in months.children_of_month(commune.id, period)]
    owed = by_payer(stored.value for stored in months.months_of(commune.id, listed, period))
    if not owed:
        return []
    files = {child: stored.value for child, stored in children.children(commune.id, listed).items()}
    reglement = communes.reglement(commune.id, communes.reglement_head(commune.id).value.reglement)
    off = called_off.of_months(commune.id, [period])
    payers = read(keys.family(commune.id, family_id) for family_id in owed)
    drafts = []
    for family_id, booked in owed.items():
        found = payers.get(keys.family(commune.id, family_id), Family)
        if found is None:
            raise NotFound(family=family_id)  # who was ever a payer is kept
        family = found.value
        lines = lines_of(
            family, booked, children=files, reglement=reglement, called_off=off, issued_for=period
        )
        if total_cents(lines) > 0:
            drafts.append(Draft(new_id(now), debtor_of(family), lines))
    return sorted(drafts, key=lambda draft: (draft.debtor.name.casefold(), draft.debtor.family))


def _write_all(commune: str, run: Run, *, by: str, now: datetime) -> None:
    for number in range(run.chunks):
        chunk = runs.chunk(commune, run, number)
        if chunk is None:
            return  # chunks are removed once every invoice is written: another run has just finished
        _write(commune, run, chunk, by=by, now=now)


def _write(commune: str, run: Run, chunk: Chunk, *, by: str, now: datetime) -> None:
    place = {draft.id: keys.receivable(commune, draft.debtor.family, draft.id) for draft in chunk.drafts}
    written = read(place.values())
    for draft, number in chunk.numbered(run):
        if written.item(place[draft.id]) is None:
            _issue(commune, run, draft, number, by=by, now=now)


def _issue(commune: str, run: Run, draft: Draft, number: InvoiceNumber, *, by: str, now: datetime) -> None:
    invoice = draft.numbered(number, run.issue)
    transaction = Transaction()
    invoices.put_new(transaction, commune, invoice)
    detail: dict[str, object] = {
        "invoice": invoice.id,
        "number": number.label,
        "total_cents": invoice.total_cents,
        "plan": run.plan,
    }
    line = JournalLine(new_id(now), "invoice_issued", by, now, detail=detail)
    journal.add(transaction, commune, draft.debtor.family, line)
    outbox.add(transaction, _message(commune, invoice, now))
    document = DocumentRef(commune, draft.debtor.family, DocumentKind.INVOICE, invoice.id)
    outbox.add(transaction, document.message)
    try:
        when_contended(transaction.commit)
    except Refused as refused:
        if "invoice" not in refused.whys:
            raise
        # A run beside this one was quicker.


def _message(commune: str, invoice: Invoice, now: datetime) -> Message:
    data: dict[str, str | int] = {
        "invoice": invoice.id,
        "number": invoice.number.label,
        "period": invoice.issue.period,
        "total_cents": invoice.total_cents,
        "due_on": invoice.issue.due_on.isoformat(),
    }
    return Message(new_id(now), MessageKind.INVOICE_ISSUED, commune, invoice.debtor.family, data)


def _finished(commune: str, run: Run, now: datetime) -> Stored[Run]:
    """Remove the plans of the period, then say that the run is done."""
    _remove_plans(commune, run)

    def finish() -> Stored[Run]:
        found = runs.run(commune, run.regie, run.issue.period)
        if found is None:
            raise NotFound(run=run.plan)  # what was claimed is kept
        if found.value.done_at is not None:
            return found
        done = replace(found.value, done_at=now)
        transaction = Transaction()
        runs.put(transaction, commune, Stored(found.key, done, found.version))
        transaction.commit()
        return Stored(found.key, done, found.version + 1)

    finished = when_moved(finish)
    _log.info("invoices issued commune=%s period=%s count=%d", commune, run.issue.period, run.count)
    return finished


def _remove_plans(commune: str, run: Run, *, plan: str = "") -> None:
    """Those of the run's period, or one of them."""
    for key in runs.chunk_keys(commune, run.regie, run.issue.period, plan=plan):
        transaction = Transaction()
        runs.delete_chunk(transaction, key)
        when_contended(transaction.commit)
