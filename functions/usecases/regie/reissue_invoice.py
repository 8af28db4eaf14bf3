"""Cancel an invoice by a credit note and issue it again, corrected: two documents, one act.

The debtor is told as the family's file is now: a wrong name or address is a reason to do this. What was paid of the first is
credit, and pays for the second at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from functions.domain.billing.prepayment import PaymentAwaited
from functions.domain.errors import check_reason
from functions.domain.invoices.credit_notes import whole
from functions.domain.invoices.invoice import Invoice, InvoiceNumber, debtor_of, issuer_of
from functions.domain.invoices.reissue import LineCorrection, corrected
from functions.domain.messages import Message, MessageKind
from functions.domain.town.commune import Commune
from functions.storage.families import families
from functions.storage.invoices import invoices
from functions.storage.invoicing import holds
from functions.storage.table import numbers, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.regie.issue_credit_note import drawn, write
from functions.usecases.regie.regie_act import Act, once
from functions.usecases.regie.use_credit import use_credit_of


@dataclass(frozen=True, slots=True)
class Reissued:
    credit_note: str
    credit_note_number: str
    invoice: str
    number: str
    total_cents: int
    credited_cents: int
    """What was paid of the first."""


def reissue_invoice(
    act: Act, invoice_id: str, *, changes: Mapping[int, LineCorrection], reason: str
) -> Reissued:
    """Raises NotFound, ReasonMissing, PaymentAwaited, NothingToCredit, NothingToReissue, HandedOver, KeyReused, Busy."""
    check_reason(reason)
    town = act.town()
    asked = {str(place): change for place, change in changes.items()}

    def do(transaction: Transaction) -> Reissued:
        # A hold begins with its invoice: what is not there any more does not come back before this is written.
        held = holds.hold(act.commune, act.family, invoice_id)
        if held is not None:
            raise PaymentAwaited(until=held.value.until.astimezone(town.clock))
        invoice, debt = invoices.invoice(act.commune, act.family, invoice_id)
        taken = whole(invoice, debt.value)
        lines = corrected(invoice.lines, changes, credited=debt.value.credited)
        regie, year = debt.value.number.regie, act.today(town).year
        first, second = numbers.next_documents(transaction, act.commune, regie, year, count=2)
        note = write(transaction, act, drawn(act, town, invoice, first, taken, reason), debt)
        again = replace(_again(act, town, invoice, second), lines=lines)
        invoices.put_new(transaction, act.commune, again)
        act.note(
            transaction,
            "invoice_reissued",
            invoice=again.id,
            number=second.label,
            instead_of=invoice_id,
            total_cents=again.total_cents,
        )
        outbox.add(transaction, _message(act, again))
        return Reissued(note.id, first.label, again.id, second.label, again.total_cents, note.credited_cents)

    reissued = once(act, ("reissue", invoice_id, asked, reason), Reissued, do)
    use_credit_of(act.commune, act.family, by=act.by, now=act.now)
    return reissued


def _again(act: Act, town: Commune, invoice: Invoice, number: InvoiceNumber) -> Invoice:
    today = act.today(town)
    due_on = today + timedelta(town.regie.days_to_pay)
    return replace(
        invoice,
        id=new_id(act.now),
        number=number,
        issue=replace(invoice.issue, issuer=issuer_of(town), issued_on=today, due_on=due_on),
        debtor=debtor_of(families.family(act.commune, act.family).value),
        instead_of=invoice.id,
    )


def _message(act: Act, invoice: Invoice) -> Message:
    """One mail about the invoice that is to pay; its page names the one it stands for."""
    data: dict[str, str | int] = {
        "invoice": invoice.id,
        "number": invoice.number.label,
        "period": invoice.issue.period,
        "total_cents": invoice.total_cents,
        "due_on": invoice.issue.due_on.isoformat(),
    }
    return Message(new_id(act.now), MessageKind.INVOICE_ISSUED, act.commune, act.family, data)
