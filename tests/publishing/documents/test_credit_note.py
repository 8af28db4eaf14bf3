"""A credit note on paper names the invoice it corrects, why, and each line taken back."""

from dataclasses import replace
from datetime import UTC, datetime

from functions.domain.invoices.credit_notes import CreditedLine, CreditNote
from functions.domain.invoices.invoice import InvoiceNumber
from functions.publishing.documents.credit_note import credit_note_data
from functions.publishing.documents.typeset import pdf
from infra.build_pages import ROOT
from tests.publishing.documents.invoices import an_invoice, tags_of, text_of
from tests.support.builders import on


def a_note(*, credited_cents: int = 0) -> CreditNote:
    invoice = an_invoice()
    meals = [(place, line) for place, line in enumerate(invoice.lines) if line.service == "restauration"][:3]
    whole = [CreditedLine(place, line, -line.amount_cents) for place, line in meals[:2]]
    part = CreditedLine(meals[2][0], meals[2][1], -100)
    return CreditNote(
        id="01AVOIR",
        number=InvoiceNumber("scolaire", 2026, 57),
        issuer=invoice.issue.issuer,
        debtor=invoice.debtor,
        issued_on=on("jeudi 2026-11-12"),
        invoice=invoice.id,
        invoice_number=invoice.number,
        period=invoice.issue.period,
        lines=(*whole, part),
        reason="Erreur de tranche.",
        credited_cents=credited_cents,
    )


def typeset(note: CreditNote) -> bytes:
    data = credit_note_data(note, root=ROOT, colour="brique")
    return pdf("credit_note", data, root=ROOT, made_at=datetime(2026, 11, 12, tzinfo=UTC))


def test_it_says_what_it_takes_back_of_which_invoice_and_why() -> None:
    read = text_of(typeset(a_note()))
    assert "Avoir n° 2026-000057, émis le 12 novembre 2026" in read
    assert "Sur la facture n° 2026-000042 (octobre 2026)" in read
    assert "Motif : Erreur de tranche." in read
    assert "Restauration scolaire : 1er et 2 octobre 2 × −3,45 € −6,90 €" in read
    assert "Restauration scolaire : 5 octobre 1 × −1,00 € −1,00 €" in read
    assert "Total de l’avoir −7,90 €" in read
    assert "Ce qui reste à payer de la facture est diminué d’autant." in read


def test_what_was_paid_already_is_the_familys() -> None:
    assert "7,90 € sont gardés en avoir pour votre famille" in text_of(typeset(a_note(credited_cents=790)))


def test_it_is_tagged_as_the_invoice_is() -> None:
    tags = tags_of(typeset(a_note()))
    assert [tag for tag in tags if tag in ("H1", "H2", "Table")] == ["H1", "H2", "Table"]
    assert tags.count("TH") == 3


def test_a_reason_is_text_and_never_markup() -> None:
    hostile = "#panic() *x* $y$"
    assert f"Motif : {hostile}." in text_of(typeset(replace(a_note(), reason=hostile)))
