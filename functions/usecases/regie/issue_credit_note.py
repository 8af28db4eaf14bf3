"""Take an invoice back, whole or by line. What the family had paid of it becomes the family's credit."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from functions.domain.errors import check_reason
from functions.domain.invoices.credit_notes import CreditedLine, CreditNote, of_lines, take_back, whole
from functions.domain.invoices.invoice import Invoice, InvoiceNumber, issuer_of
from functions.domain.invoices.receivable import Receivable
from functions.domain.messages import Message, MessageKind
from functions.domain.town.commune import Commune
from functions.storage.invoices import invoices
from functions.storage.table import numbers, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.regie.regie_act import Act, once


@dataclass(frozen=True, slots=True)
class Credited:
    """`total_cents` above zero: what the invoice was lowered by. `credited_cents`: what of it the family had paid."""

    credit_note: str
    number: str
    total_cents: int
    credited_cents: int


def issue_credit_note(
    act: Act, invoice_id: str, *, lines: Mapping[int, int | None] | None, reason: str
) -> Credited:
    """Issue a credit note on an invoice.

    `lines`: the cents to take back, by the line's place in the invoice, counted from 0; None instead of cents takes back what
    is left of the line. None instead of `lines` takes back what is left of the invoice.

    Raises NotFound, ReasonMissing, NothingToCredit, CreditTooLarge, HandedOver, KeyReused, Busy.
    """
    check_reason(reason)
    town = act.town()
    asked = None if lines is None else {str(place): cents for place, cents in lines.items()}

    def do(transaction: Transaction) -> Credited:
        invoice, debt = invoices.invoice(act.commune, act.family, invoice_id)
        taken = whole(invoice, debt.value) if lines is None else of_lines(invoice, debt.value, lines)
        regie, year = debt.value.number.regie, act.today(town).year
        [number] = numbers.next_documents(transaction, act.commune, regie, year, count=1)
        note = drawn(act, town, invoice, number, taken, reason)
        invoices.count_document(transaction, act.commune, act.family)
        note = write(transaction, act, note, debt)
        outbox.add(transaction, _message(act, note))
        return Credited(note.id, number.label, -note.total_cents, note.credited_cents)

    return once(act, ("credit_note", invoice_id, asked, reason), Credited, do)


def drawn(
    act: Act,
    town: Commune,
    invoice: Invoice,
    number: InvoiceNumber,
    lines: tuple[CreditedLine, ...],
    reason: str,
) -> CreditNote:
    """The document, without the amount that the family had paid, which `write` adds."""
    return CreditNote(
        id=new_id(act.now),
        number=number,
        issuer=issuer_of(town),
        debtor=invoice.debtor,
        issued_on=act.today(town),
        invoice=invoice.id,
        invoice_number=invoice.number,
        period=invoice.issue.period,
        lines=lines,
        reason=reason,
    )


def write(transaction: Transaction, act: Act, note: CreditNote, debt: Stored[Receivable]) -> CreditNote:
    """Add to the transaction the credit note, the lowered debt, the family's credit and the journal line.

    Answers the credit note as it is written.
    """
    lowered, credit = take_back(debt.value, note, at=act.now)
    invoices.put(transaction, act.commune, Stored(debt.key, lowered, debt.version))
    if credit is not None:
        note = replace(note, credited_cents=credit.amount_cents)
        invoices.put_credit(transaction, act.commune, act.family, credit)
    invoices.put_credit_note(transaction, act.commune, note)
    act.note(
        transaction,
        "credit_note_issued",
        credit_note=note.id,
        number=note.number.label,
        invoice=note.invoice,
        total_cents=note.total_cents,
        credited_cents=note.credited_cents,
        places=[line.place for line in note.lines],
    )
    return note


def _message(act: Act, note: CreditNote) -> Message:
    data: dict[str, str | int] = {
        "credit_note": note.id,
        "number": note.number.label,
        "invoice": note.invoice,
        "invoice_number": note.invoice_number.label,
        "total_cents": note.total_cents,
    }
    return Message(new_id(act.now), MessageKind.CREDIT_NOTE_ISSUED, act.commune, act.family, data)
