"""Ask for what is paid at validation: the transaction that books also holds an invoice for it, and a hold on the
places."""

from datetime import datetime

from functions.domain.billing.prepayment import Hold, held, prepaid
from functions.domain.billing.to_pay import ToPay
from functions.domain.bookings.validation import Decision
from functions.domain.calendar.billing_periods import days_period
from functions.domain.invoices.invoice import Draft, Issue, debtor_of, issuer_of
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.storage.bookings.booking_facts import Facts
from functions.storage.invoices import invoices
from functions.storage.invoicing import holds
from functions.storage.table import journal, numbers, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction


def with_hold(decision: Decision, *, act: str, now: datetime) -> Decision:
    """The decision, with its prepaid bookings marked with the instant by which they must be paid."""
    asked = prepaid(decision.after, act)
    if asked is None:
        return decision
    return decision.with_months(lambda month: held(month, asked.slots, now + asked.held_for))


def ask_prepayment(
    transaction: Transaction, facts: Facts, decision: Decision, *, account: str, act: str, now: datetime
) -> ToPay | None:
    """Add the invoice, its number, the hold, the journal's line and the mails; None where nothing is paid at once."""
    asked = prepaid(decision.after, act)
    if asked is None:
        return None
    commune, family, reglement = facts.commune, facts.family.value, decision.after.reglement
    today = reglement.day_of(now)
    days = sorted(slot.date for slot in asked.slots)
    issue = Issue(issuer_of(commune), days_period(days[0], days[-1]).code, today, today)
    [number] = numbers.next_documents(transaction, commune.id, commune.regie.code, today.year, count=1)
    invoice = Draft(new_id(now), debtor_of(family), asked.lines).numbered(number, issue)
    invoices.put_new(transaction, commune.id, invoice)
    until = now + asked.held_for
    holds.put_new(transaction, Hold(commune.id, family.id, invoice.id, asked.slots, act, until))
    detail: dict[str, object] = {
        "invoice": invoice.id,
        "number": number.label,
        "total_cents": invoice.total_cents,
        "until": until.isoformat(),
    }
    journal.add(
        transaction,
        commune.id,
        family.id,
        JournalLine(new_id(now), "prepayment_asked", account, now, detail=detail),
    )
    data: dict[str, str | int] = {
        "invoice": invoice.id,
        "number": number.label,
        "period": issue.period,
        "total_cents": invoice.total_cents,
        "due_on": issue.due_on.isoformat(),
    }
    outbox.add(transaction, Message(new_id(now), MessageKind.INVOICE_ISSUED, commune.id, family.id, data))
    return ToPay(invoice.id, number.label, invoice.total_cents, until)
