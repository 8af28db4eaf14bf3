"""A debt of 42,50 €, its invoice of two lines, and the story's instant."""

from dataclasses import replace
from typing import Any

from functions.domain.invoices.invoice import Debtor, Invoice, InvoiceNumber, Issue, issuer_of
from functions.domain.invoices.invoice_lines import InvoiceLine, Reason
from functions.domain.invoices.receivable import Receivable, receivable_of
from tests.support.builders import a_commune, a_family, on, paris

AT = paris("jeudi 2026-11-12 20:41")


def a_line(cents: int, day: str = "jeudi 2026-10-01") -> InvoiceLine:
    return InvoiceLine(
        on(day), "clara", "Clara", "restauration", "Restauration scolaire", 1, cents, Reason("")
    )


def an_invoice(*cents: int, rank: int = 42) -> Invoice:
    family = a_family()
    return Invoice(
        f"i{rank}",
        InvoiceNumber("enfance", 2026, rank),
        Issue(issuer_of(a_commune()), "2026-10", on("dimanche 2026-11-01"), on("mardi 2026-12-01")),
        Debtor(family.id, family.name, (), family.address),
        tuple(a_line(each) for each in cents),
    )


def a_debt(*cents: int, **changes: Any) -> Receivable:
    return replace(receivable_of(an_invoice(*(cents or (4250,)))), **changes)
