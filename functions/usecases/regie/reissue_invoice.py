"""Cancel an invoice by a credit note and issue it again, corrected, in one act.

The second invoice takes the debtor's name and address from the family's file as it is now, because a mistake there is a reason
to reissue. What the family had paid of the first invoice becomes credit, which pays for the second at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from functions.domain.billing.prepayment import PaymentAwaited
from functions.domain.errors import check_reason
from functions.domain.invoices.credit_notes import whole
from functions.domain.invoices.invoice import Debtor, Invoice, InvoiceNumber, debtor_of, issuer_of
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
    """What the family had paid of the first invoice."""


def reissue_invoice(
    act: Act, invoice_id: str, *, changes: Mapping[int, LineCorrection], reason: str
) -> Reissued:
    """Reissue an invoice. `changes`: what to correct, by the line's place in the invoice, counted from 0.

    Raises NotFound, ReasonMissing, PaymentAwaited, NothingToCredit, NothingToReissue, HandedOver, KeyReused, Busy.
    """
    check_reason(reason)
    town = act.town()
    asked = {str(place): change for place, change in changes.items()}

    def do(transaction: Transaction) -> Reissued:
        # A hold is written with its invoice and only ever removed. If there is none now, none can appear before the commit.
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
        debtor=_debtor(act, invoice),
        instead_of=invoice.id,
    )


def _debtor(act: Act, invoice: Invoice) -> Debtor:
    """As the family's file says today; of a family that was erased, as the invoice said."""
    family = families.family(act.commune, act.family).value
    return debtor_of(family) if family.erased_on is None else invoice.debtor


def _message(act: Act, invoice: Invoice) -> Message:
    """The one mail that the family gets, about the second invoice, whose page names the first."""
    data: dict[str, str | int] = {
        "invoice": invoice.id,
        "number": invoice.number.label,
        "period": invoice.issue.period,
        "total_cents": invoice.total_cents,
        "due_on": invoice.issue.due_on.isoformat(),
    }
    return Message(new_id(act.now), MessageKind.INVOICE_ISSUED, act.commune, act.family, data)
