"""The régisseur's invoicing runs: what is due, a preview of it, issuing it. Long work goes to the queue; these routes answer at once."""

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from chalice.app import Blueprint
from msgspec import Struct

from functions import wiring
from functions.domain.attendance.attendance_list import OLDEST
from functions.domain.billing.run_preview import OddityCode
from functions.domain.calendar.billing_periods import ONE_DAY
from functions.domain.calendar.billing_periods import period as period_of
from functions.domain.errors import NotFound
from functions.french.invoices import periods as french_periods
from functions.french.invoices import previews as french
from functions.french.today.sentences import before_invoicing
from functions.storage.invoicing import runs
from functions.storage.invoicing.runs import Run
from functions.storage.town import communes
from functions.usecases.attendance.list_unmarked import list_to_invoice
from functions.usecases.invoicing.advance_run import Step, messages, steps_of
from functions.usecases.invoicing.begin_run import begin_run, due_now
from functions.usecases.invoicing.preview_invoices import Preview, begin_preview, read_preview
from functions.web.api.endpoint import Routes
from functions.web.api.paths import REGIE
from functions.web.callers.agents import OFFICE, REGISSEUR, Agent

routes = Routes(Blueprint(__name__))


class RunAsked(Struct):
    period: str
    """`2026-10`, `2026-10-17.2026-11-01.autumn`, `2026-2027.3-10`."""
    preview: str = ""
    """The preview that was looked at, so that no other was made meanwhile."""


class PreviewAsked(Struct):
    period: str


class MarkedFamily(Struct):
    family: str
    name: str
    code: OddityCode
    amount_cents: int
    sentence: str


class InvoicingPreview(Struct):
    id: str
    period: str
    label: str
    at: str
    ready: bool
    """False: some families are not looked at yet; ask again."""
    count: int
    total_cents: int
    waiting: int
    """Families whose sum is too small, and waits for their next invoice."""
    waiting_cents: int
    credited_cents: int
    summary: str
    oddities: list[MarkedFamily]
    unmarked: str = ""
    """A sentence, where expected children were not written down."""


class InvoicingRun(Struct):
    period: str
    label: str
    state: Literal["planning", "writing", "done"]
    count: int
    """Once planned."""
    total_cents: int
    first_number: str
    last_number: str
    """Empty where nothing was issued."""
    preview: str
    begun_at: str | None
    done_at: str | None


class DuePeriod(Struct):
    period: str
    label: str
    run: InvoicingRun | None


class DuePeriods(Struct):
    periods: list[DuePeriod]


@routes.route("GET", f"{REGIE}/periods", OFFICE, answers=DuePeriods)
def read_due_periods(caller: Agent) -> DuePeriods:
    """The periods whose day has come, each with its run if it has begun."""
    commune = communes.commune(caller.commune)
    due = due_now(commune, commune.day_of(caller.ask.now))
    found = {period.code: runs.run(commune.id, commune.regie.code, period.code) for period in due}
    return DuePeriods(
        [
            DuePeriod(
                code,
                french_periods.label(code),
                None if stored is None else _run(stored.value, _clock(caller)),
            )
            for code, stored in found.items()
        ]
    )


@routes.route(
    "POST",
    f"{REGIE}/previews",
    REGISSEUR,
    takes=PreviewAsked,
    answers=InvoicingPreview,
    status=202,
    keyed=True,
)
def ask_preview(caller: Agent, asked: PreviewAsked) -> InvoicingPreview:
    """Look at what would be issued; nothing is."""
    ask = caller.ask
    head = begin_preview(
        caller.commune, asked.period, by=caller.account, key=ask.idempotency_key, now=ask.now
    )
    steps = [Step(caller.commune, head.period, number, preview=True) for number in range(head.parts)]
    wiring.invoicing_queue().send(messages(steps))
    return _preview(read_preview(caller.commune, head.period), _clock(caller))


@routes.route("GET", f"{REGIE}/previews/{{period}}", OFFICE, answers=InvoicingPreview)
def see_preview(caller: Agent) -> InvoicingPreview:
    """The latest preview of a period, as far as it is done; then also what nobody wrote down of its days."""
    shown = _preview(read_preview(caller.commune, caller.ask.path["period"]), _clock(caller))
    if shown.ready:
        shown.unmarked = unmarked_of(caller.commune, shown.period, caller.ask.now)
    return shown


def unmarked_of(commune: str, period: str, now: datetime) -> str:
    """« 3 listes n’ont pas été pointées… »; empty where all was, and of a period too long to be written down."""
    days, reglement = period_of(period), communes.reglement_now(commune)
    last = min(days.last, reglement.day_of(now) - ONE_DAY)
    if last < days.first or last - days.first > OLDEST:
        return ""
    found = list_to_invoice(commune, reglement, days.first, last)
    if not found:
        return ""
    return before_invoicing([(each.day, each.service) for each in found], reglement)[1]


@routes.route(
    "POST", f"{REGIE}/runs", REGISSEUR, takes=RunAsked, answers=InvoicingRun, status=202, keyed=True
)
def ask_run(caller: Agent, asked: RunAsked) -> InvoicingRun:
    """Issue the invoices of a period, or go on with it. A period is issued once, whatever the key."""
    run = begin_run(
        caller.commune, asked.period, by=caller.account, now=caller.ask.now, preview=asked.preview
    )
    wiring.invoicing_queue().send(messages(steps_of(caller.commune, run)))
    return _run(run, _clock(caller))


@routes.route("GET", f"{REGIE}/runs/{{period}}", OFFICE, answers=InvoicingRun)
def see_run(caller: Agent) -> InvoicingRun:
    """How far it is."""
    commune = communes.commune(caller.commune)
    found = runs.run(commune.id, commune.regie.code, caller.ask.path["period"])
    if found is None:
        raise NotFound
    return _run(found.value, _clock(caller))


def _clock(caller: Agent) -> ZoneInfo:
    """The town's."""
    return communes.commune(caller.commune).clock


def _run(run: Run, clock: ZoneInfo) -> InvoicingRun:
    state: Literal["planning", "writing", "done"] = "planning"
    if run.done_at is not None:
        state = "done"
    elif run.claimed_at is not None:
        state = "writing"
    first, last = run.first_and_last()
    return InvoicingRun(
        period=run.period,
        label=french_periods.label(run.period),
        state=state,
        count=run.count,
        total_cents=run.total_cents,
        first_number=first,
        last_number=last,
        preview=run.preview,
        begun_at=_instant(run.begun_at, clock),
        done_at=_instant(run.done_at, clock),
    )


def _instant(at: datetime | None, clock: ZoneInfo) -> str | None:
    return None if at is None else at.astimezone(clock).isoformat(timespec="seconds")


def _preview(of: Preview, clock: ZoneInfo) -> InvoicingPreview:
    return InvoicingPreview(
        id=of.id,
        period=of.period,
        label=french_periods.label(of.period),
        at=of.at.astimezone(clock).isoformat(timespec="seconds"),
        ready=of.looked_at == of.parts,
        count=of.figures.count,
        total_cents=of.figures.total_cents,
        waiting=of.figures.waiting,
        waiting_cents=of.figures.waiting_cents,
        credited_cents=of.figures.credited_cents,
        summary=french.summary(of.figures),
        oddities=[
            MarkedFamily(one.family, of.names.get(one.family, ""), one.code, one.cents, french.oddity(one))
            for one in of.oddities
        ],
    )
