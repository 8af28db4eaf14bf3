"""Do one step of an invoicing run: plan a part of the town's families, or write the invoices of a part.

The queue delivers each step at least once, in any order, several at the same time, and a step may die anywhere. That does no
harm: a part is planned once (its item adopts a single planning attempt), the numbers of all parts are taken once, in one
transaction (the claim), and each invoice is written once, with its journal line and its message. The claim fixes which
invoices are issued and under which numbers; nothing changes that afterwards.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from functions.domain.calendar.billing_periods import period as period_of
from functions.domain.invoices.credit import Credit, CreditOrigin
from functions.domain.invoices.invoice import Draft, Invoice, InvoiceNumber
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.town.commune import Commune
from functions.storage.invoices import invoices
from functions.storage.invoicing import runs
from functions.storage.invoicing.billing_sheets import HouseholdToBill
from functions.storage.invoicing.runs import Chunk, Planned, Run, Shard
from functions.storage.table import journal, keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Refused, Transaction
from functions.storage.town import communes
from functions.usecases.invoicing.begin_run import issue_on
from functions.usecases.invoicing.plan_invoices import drafts, dues
from functions.usecases.regie.use_credit import use_credit_of
from functions.usecases.retry import when_contended, when_moved

_log = logging.getLogger(__name__)


class SomeInvoicesFailed(Exception):
    """The families' ids. All others have their invoices; the step is done again for these."""


@dataclass(frozen=True, slots=True)
class Step:
    """What to do with one part (`shard`, counted from 0) of the run of a commune and a period.

    `writing`: False plans the part, True writes its invoices. `preview`: it is a part of a preview, and nothing is issued.
    """

    commune: str
    period: str
    shard: int
    writing: bool = False
    preview: bool = False


class PlanLost(Exception):
    """A part is gone before its invoices were written: the run is never called done, and each of its steps rings the alarm."""


def steps_of(commune: str, run: Run) -> list[Step]:
    """The steps that can be done now. Those that write are only known once the run has claimed its numbers."""
    if run.done_at is not None:
        return []
    return [
        Step(commune, run.period, number, writing=run.claimed_at is not None) for number in range(run.shards)
    ]


def messages(steps: Iterable[Step]) -> list[str]:
    """The steps as the queue carries them: one JSON text each."""
    return [msgspec.json.encode(step).decode() for step in steps]


def advance_run(step: Step, *, now: datetime) -> list[Step]:
    """Do the step, if nobody has; answers the steps that follow from it. Raises NotFound, PlanLost, Busy, OutcomeUnknown."""
    commune = communes.commune(step.commune)
    found = runs.run(commune.id, commune.regie.code, step.period)
    if found is None or found.value.done_at is not None:
        return []
    run = found.value
    if run.claimed_at is None:
        _plan(commune, run, step.shard, now)
        claimed = _claimed(commune, run, now)
        return [] if claimed is None else steps_of(commune.id, claimed)
    if not step.writing:
        return steps_of(commune.id, run)  # the step that claimed may have died before it sent these
    _write(commune, run, step.shard, now)
    _finish(commune.id, run, now)
    return []


def _plan(commune: Commune, run: Run, number: int, now: datetime) -> None:
    stored = runs.shard(commune.id, run, number)
    if stored is None:
        _check_claimed(commune, run, number)
        return
    if stored.value.planned is not None:
        return
    attempt, count, total, written = new_id(now), 0, 0, 0
    planned = drafts(commune, period_of(run.period), stored.value.households, now=now)
    for written, chunk in enumerate(runs.chunks(planned), start=1):
        runs.put_chunk(commune.id, run, number, attempt, written - 1, chunk, now=now)
        count += len(chunk.drafts)
        total += sum(draft.numbered(_NO_NUMBER, run.issue).total_cents for draft in chunk.drafts)
    transaction = Transaction()
    outcome = Planned(attempt, written, count, total)
    adopted = replace(stored.value, planned=outcome)
    runs.put_shard(transaction, Stored(stored.key, adopted, stored.version))
    try:
        when_contended(transaction.commit)
    except Refused:
        there = runs.shard(commune.id, run, number)
        if there is None or there.value.planned != outcome:  # another planned it meanwhile
            runs.remove_chunks(commune.id, run, number, outcome)


def _check_claimed(commune: Commune, run: Run, number: int) -> None:
    """Others planned, wrote and removed the part meanwhile, or nobody can ever plan it. Raises PlanLost."""
    there = runs.run(commune.id, run.regie, run.period)
    if there is None or there.value.claimed_at is None:
        raise PlanLost(f"commune={commune.id} period={run.period} part={number}")


_NO_NUMBER = InvoiceNumber("", 0, 0)


def _claimed(commune: Commune, planned: Run, now: datetime) -> Run | None:
    """Take the numbers of all parts in one transaction; None while a part is not planned yet."""
    parts = [stored.value.planned for stored in runs.shards(commune.id, planned) if stored is not None]
    known = [part for part in parts if part is not None]
    if len(known) < planned.shards:
        return None
    starts = tuple(sum(part.count for part in known[:number]) for number in range(len(known)))
    today = commune.day_of(now)

    def claim() -> Run:
        found = runs.run(commune.id, planned.regie, planned.period)
        assert found is not None, "a run that began is kept"
        if found.value.claimed_at is not None:
            return found.value
        base = runs.last_number(commune.id, planned.regie, today.year)
        ours = replace(
            found.value,
            year=today.year,
            base=base,
            count=sum(part.count for part in known),
            total_cents=sum(part.total_cents for part in known),
            starts=starts,
            issue=issue_on(commune, planned.period, today),
            claimed_at=now,
        )
        transaction = Transaction()
        runs.put(transaction, commune.id, Stored(found.key, ours, found.version))
        if ours.count:
            runs.claim(transaction, commune.id, ours)
        detail = {"period": ours.period, "count": ours.count, "total_cents": ours.total_cents}
        line = JournalLine(
            new_id(now), "invoices_ordered", ours.by, now, detail={**detail, "plan": ours.plan}
        )
        journal.add_to_commune(transaction, commune.id, line)
        transaction.commit()
        return ours

    run = when_moved(claim)
    _log.info("invoices planned commune=%s period=%s count=%d", commune.id, run.period, run.count)
    return run


def _write(commune: Commune, run: Run, number: int, now: datetime) -> None:
    """Every invoice of the part, then the word that they are written. Only after it do the chunks go (`_finish`)."""
    stored = runs.shard(commune.id, run, number)
    if stored is None or stored.value.written_at is not None:
        return
    if stored.value.planned is None:
        raise PlanLost(f"commune={commune.id} period={run.period} part={number}")
    failed: list[str] = []
    for place in range(stored.value.planned.chunks):
        chunk = runs.chunk(commune.id, run, stored.value, place)
        if chunk is None:
            _check_written(commune, run, number)
            return
        failed += _write_chunk(commune, run, stored.value, chunk, now)
    if failed:
        raise SomeInvoicesFailed(", ".join(failed))
    transaction = Transaction()
    runs.put_shard(transaction, Stored(stored.key, replace(stored.value, written_at=now), stored.version))
    try:
        when_contended(transaction.commit)
    except Refused:
        _check_written(commune, run, number)


def _check_written(commune: Commune, run: Run, number: int) -> None:
    """Another wrote the part meanwhile, or its invoices are nowhere. Raises PlanLost."""
    there = runs.shard(commune.id, run, number)
    if there is not None and there.value.written_at is None:
        raise PlanLost(f"commune={commune.id} period={run.period} part={number}")


def _write_chunk(commune: Commune, run: Run, shard: Shard, chunk: Chunk, now: datetime) -> list[str]:
    """Answers the families whose invoice failed; each is logged, and keeps no other from its own."""
    failed = []
    place = {draft.id: keys.receivable(commune.id, draft.debtor.family, draft.id) for draft in chunk.drafts}
    written = read(place.values())
    for draft, number in chunk.numbered(run, shard):
        try:
            if written.item(place[draft.id]) is None:
                _issue(commune, run, draft, number, now)
            use_credit_of(commune.id, draft.debtor.family, by=run.by, now=now)
        except Exception as fault:
            family, kind = draft.debtor.family, type(fault).__name__
            _log.error("invoice not written commune=%s family=%s fault=%s", commune.id, family, kind)
            failed.append(family)
    return failed


def _issue(commune: Commune, run: Run, draft: Draft, number: InvoiceNumber, now: datetime) -> None:
    """Issue the invoice whatever happens, because its number is already taken and numbers may have no gap.

    If the family was sent another document since the invoice was planned, its lines are worked out again first.
    """

    def issue() -> None:
        invoice = draft.numbered(number, run.issue)
        transaction = Transaction()
        invoices.put_new(transaction, commune.id, invoice, seen=draft.seen)
        if invoice.credited_cents:
            credit = Credit(
                invoice.id, invoice.credited_cents, invoice.id, invoice.id, now, CreditOrigin.CORRECTION
            )
            invoices.put_credit(transaction, commune.id, invoice.debtor.family, credit)
        journal.add(transaction, commune.id, invoice.debtor.family, _line(run, invoice, now))
        outbox.add(transaction, _message(commune.id, invoice, now))
        transaction.commit()

    while True:
        try:
            return when_contended(issue)
        except Refused as refused:
            if "invoice" in refused.whys:
                return None  # another step has issued it meanwhile
            if refused.whys != {"documents"}:
                raise
        draft = _again(commune, run, draft)


def _again(commune: Commune, run: Run, draft: Draft) -> Draft:
    """The same invoice with the lines that are owed now, after another document that the family was sent meanwhile."""
    household = HouseholdToBill(draft.debtor.family, tuple(sorted({line.child for line in draft.lines})))
    for due in dues(commune, period_of(run.period), [household]):
        lines = draft.lines if due.refusal else due.lines
        return replace(draft, lines=lines, seen=due.sheet.seen)
    file = keys.family(commune.id, draft.debtor.family)
    if (
        read([file]).item(file) is not None
    ):  # it is there and cannot be read: what the family owes is not known
        raise SomeInvoicesFailed(draft.debtor.family)
    return replace(draft, lines=(), seen=draft.seen + 1)


def _line(run: Run, invoice: Invoice, now: datetime) -> JournalLine:
    detail: dict[str, object] = {
        "invoice": invoice.id,
        "number": invoice.number.label,
        "total_cents": invoice.total_cents,
        "plan": run.plan,
    }
    if invoice.credited_cents:
        detail["credited_cents"] = invoice.credited_cents
    return JournalLine(new_id(now), "invoice_issued", run.by, now, detail=detail)


def _message(commune: str, invoice: Invoice, now: datetime) -> Message:
    data: dict[str, str | int] = {
        "invoice": invoice.id,
        "number": invoice.number.label,
        "period": invoice.issue.period,
        "total_cents": invoice.total_cents,
        "due_on": invoice.issue.due_on.isoformat(),
    }
    return Message(new_id(now), MessageKind.INVOICE_ISSUED, commune, invoice.debtor.family, data)


def _finish(commune: str, run: Run, now: datetime) -> None:
    """Once every part is written: remove the plans, then say that the run is done."""
    parts = runs.shards(commune, run)
    if not _all_written(parts):
        return
    for part in parts:
        if part is not None and part.value.planned is not None:
            runs.remove_chunks(commune, run, part.value.number, part.value.planned)
    runs.remove_shards(commune, run.regie, run.period)

    def finish() -> None:
        found = runs.run(commune, run.regie, run.period)
        assert found is not None, "a run that began is kept"
        if found.value.done_at is None:
            transaction = Transaction()
            runs.put(
                transaction, commune, Stored(found.key, replace(found.value, done_at=now), found.version)
            )
            transaction.commit()

    when_moved(finish)
    _log.info("invoices issued commune=%s period=%s count=%d", commune, run.period, run.count)


def _all_written(shards: Iterable[Stored[Shard] | None]) -> bool:
    """Whether every part is written. A part whose item is gone counts: parts are removed once all of them are written."""
    return all(stored is None or stored.value.written_at is not None for stored in shards)
