"""A credit note on paper: which invoice it corrects, why, each line that is taken back, and what becomes of what was paid."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from functions.domain.invoices.credit_notes import CreditedLine, CreditNote
from functions.domain.invoices.invoice_lines import InvoiceLine
from functions.french.invoices import invoices as french
from functions.french.words.dates import date_full
from functions.french.words.money import euros
from functions.french.words.spaces import spaced
from functions.publishing.documents.letterhead import letterhead
from functions.publishing.documents.lines import by_child


def credit_note_data(note: CreditNote, *, root: Path, colour: str) -> dict[str, Any]:
    head = letterhead(
        note.issuer,
        note.debtor,
        title="Avoir",
        reference=f"n° {note.number.label}, émis le {date_full(note.issued_on)}",
        made_on=note.issued_on,
        root=root,
        colour=colour,
    )
    return head | {
        "total": euros(note.total_cents),
        "about": f"Sur la facture n° {note.invoice_number.label} ({french.period(note.period)})",
        "reason": spaced(f"Motif : {note.reason.rstrip('.')}."),
        "children": by_child(map(_line, note.lines), why=False),
        "follows": french.credit_follows(note.credited_cents),
    }


def _line(credited: CreditedLine) -> InvoiceLine:
    """As it was billed, the other way round; in one amount where only part of it is taken back."""
    line = credited.line
    if credited.amount_cents == -line.amount_cents:
        return replace(line, unit_price_cents=-line.unit_price_cents)
    return replace(line, quantity=1, unit_price_cents=credited.amount_cents)
