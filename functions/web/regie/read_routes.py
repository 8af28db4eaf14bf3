"""What a régisseur looks at: unpaid invoices, what the treasury collects, and all of one family."""

from collections.abc import Sequence
from datetime import date, datetime

from chalice.app import Blueprint

from functions.domain.invoices.credit import left_cents
from functions.domain.invoices.receivable import Receivable
from functions.domain.regie.counter_payments import Encashment
from functions.domain.regie.online_payments import Attempt, AttemptState
from functions.domain.regie.unpaid import Unpaid
from functions.domain.town.commune import Commune
from functions.french.words import parties
from functions.storage.families import families
from functions.storage.invoices import invoices
from functions.storage.regie import counter_payments, online_payments
from functions.storage.town import communes
from functions.usecases.regie.list_unpaid import list_handed_over, list_unpaid
from functions.usecases.regie.send_debt_reminders import Reminded, send_reminders
from functions.web.api.endpoint import Routes
from functions.web.api.paths import REGIE, REGIE_FAMILY
from functions.web.callers.agents import OFFICE, REGISSEUR, Agent
from functions.web.invoices.answers import entries
from functions.web.regie.types import (
    RegieAccount,
    RegieCreditNote,
    RegieInvoice,
    RegieInvoiceDetail,
    RegieLine,
    RegiePayment,
    RemindersAsked,
    UnpaidInvoice,
    UnpaidInvoices,
)

routes = Routes(Blueprint(__name__))

AT_ONCE = 200
"""Reminders that one click sends: well within API Gateway's 29 seconds."""


@routes.route("GET", f"{REGIE}/unpaid", OFFICE, answers=UnpaidInvoices)
def list_late_invoices(caller: Agent) -> UnpaidInvoices:
    """Every invoice that is late, what is due first first."""
    return _unpaid(list_unpaid(caller.commune, now=caller.ask.now))


@routes.route("GET", f"{REGIE}/handed-over", OFFICE, answers=UnpaidInvoices)
def list_treasury_invoices(caller: Agent) -> UnpaidInvoices:
    """Every invoice that the treasury collects."""
    return _unpaid(list_handed_over(caller.commune, now=caller.ask.now))


@routes.route(
    "POST", f"{REGIE}/reminders", REGISSEUR, takes=RemindersAsked, answers=Reminded, keyed=True, sends=True
)
def remind_now(caller: Agent, _: RemindersAsked) -> Reminded:
    """Send the reminders that are due today, without waiting for the job. Each leaves once, whatever the key."""
    return send_reminders(caller.commune, by=caller.account, now=caller.ask.now, at_most=AT_ONCE)


@routes.route("GET", REGIE_FAMILY, OFFICE, answers=RegieAccount)
def read_account(caller: Agent) -> RegieAccount:
    """All of one family: invoices and what moved them, payments, credit notes, credit."""
    family = families.family(caller.commune, caller.ask.path["family"]).value
    town, today = _town(caller)
    debts = invoices.receivables(caller.commune, family.id)
    attempts = online_payments.of_family(caller.commune, family.id)
    taken = counter_payments.of_family(caller.commune, family.id)
    return RegieAccount(
        family=family.id,
        name=family.name,
        left_cents=sum(debt.owed_cents for debt in debts),
        credit_cents=left_cents(invoices.credits_of(caller.commune, family.id)),
        invoices=[_invoice(debt, attempts, town, today) for debt in debts],
        payments=_payments(taken, attempts, town),
        credit_notes=[
            RegieCreditNote(
                note.id,
                note.number.label,
                note.invoice_number.label,
                note.issued_on,
                note.total_cents,
                note.reason,
            )
            for note in invoices.credit_notes(caller.commune, family.id)
        ],
    )


@routes.route("GET", f"{REGIE_FAMILY}/invoices/{{invoice}}", OFFICE, answers=RegieInvoiceDetail)
def read_lines(caller: Agent) -> RegieInvoiceDetail:
    """An invoice line by line, each with its place: what credit notes and corrections name."""
    family = caller.ask.path["family"]
    document, debt = invoices.invoice(caller.commune, family, caller.ask.path["invoice"])
    town, today = _town(caller)
    attempts = online_payments.of_family(caller.commune, family) if debt.value.entries else []
    lines = [
        RegieLine(
            place,
            line.day,
            line.child_name,
            line.service_name,
            line.kind,
            line.quantity,
            line.unit_price_cents,
            line.amount_cents,
            debt.value.credited.get(place, 0),
        )
        for place, line in enumerate(document.lines)
    ]
    return RegieInvoiceDetail(_invoice(debt.value, attempts, town, today), lines)


def _town(caller: Agent) -> tuple[Commune, date]:
    town = communes.commune(caller.commune)
    return town, _day(caller.ask.now, town)


def _day(at: datetime, town: Commune) -> date:
    return town.day_of(at)


def _unpaid(found: Sequence[Unpaid]) -> UnpaidInvoices:
    rows = [
        UnpaidInvoice(
            row.family,
            parties.people(row.debtor),
            parties.address(row.debtor.address),
            row.invoice,
            row.number,
            row.period,
            list(row.children),
            row.issued_on,
            row.due_on,
            row.days_late,
            row.total_cents,
            row.settled_cents,
            row.left_cents,
            row.reminders,
            row.state,
            row.paying,
            row.ready_for_hand_over,
            row.below_minimum,
        )
        for row in found
    ]
    return UnpaidInvoices(rows, sum(row.left_cents for row in rows))


def _invoice(debt: Receivable, attempts: Sequence[Attempt], town: Commune, today: date) -> RegieInvoice:
    return RegieInvoice(
        debt.invoice,
        debt.number.label,
        debt.period,
        debt.issued_on,
        debt.due_on,
        debt.total_cents,
        debt.balance_cents,
        debt.state(today),
        entries(debt, attempts, town),
        [_day(reminder.at, town) for reminder in debt.reminders],
        None if debt.handed_over is None else _day(debt.handed_over.at, town),
        debt.attempt,
    )


def _payments(taken: Sequence[Encashment], attempts: Sequence[Attempt], town: Commune) -> list[RegiePayment]:
    counter = [
        RegiePayment(
            one.id,
            one.number.label,
            one.received.means.value,
            one.received.amount_cents,
            one.received.received_on,
            one.credited_cents,
            one.rejected_at is not None,
        )
        for one in taken
    ]
    online = [
        RegiePayment(
            one.id,
            "",
            one.means or "",
            one.amount_cents,
            _day(one.paid_at or one.opened_at, town),
            one.credited_cents,
            one.rejected_at is not None,
        )
        for one in attempts
        if one.state is AttemptState.PAID
    ]
    return sorted([*counter, *online], key=lambda one: one.payment, reverse=True)
