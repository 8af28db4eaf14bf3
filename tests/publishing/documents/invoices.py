"""An invoice of October to typeset, and what a reader finds in a PDF."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import boto3
from pypdf import PdfReader

from functions.domain.families.family import Address, Civility
from functions.domain.invoices.invoice import Debtor, Invoice, InvoiceNumber, Issue, Person, issuer_of
from functions.domain.invoices.invoice_lines import InvoiceLine, Reason
from infra.demo.towns import AUBRAY
from infra.local.environment import DOCUMENTS_BUCKET
from tests.support.builders import on

MEAL = Reason("QF de 600 à 1 199", explained=True, quotient_familial=812)
FLAT = Reason("Tarif unique", explained=True)
SERVICES = (
    ("garderie-matin", "Garderie du matin", 150, FLAT),
    ("restauration", "Restauration scolaire", 345, MEAL),
    ("garderie-soir", "Garderie du soir, goûter compris", 220, FLAT),
)
DAYS = (1, 2, 5, 6, 8, 9, 12)


def some_lines(count: int = 40) -> tuple[InvoiceLine, ...]:
    """Two children at three services, sorted as an invoice is."""
    lines = [
        InvoiceLine(date(2026, 10, day), child, name, service, title, 1, cents, reason, date(2026, 9, 28))
        for child, name in (("clara", "Clara"), ("guilhem", "Guilhem"))
        for service, title, cents, reason in SERVICES
        for day in DAYS
    ]
    return tuple(lines[:count])


def an_invoice(**changes: Any) -> Invoice:
    people = (
        Person(Civility.MONSIEUR, "Loïc", "Testmp-Lœuillet"),
        Person(Civility.MADAME, "Hélène", "Testmp"),
    )
    debtor = Debtor("testmp", "Testmp", people, Address("3 rue des Tilleuls", "99120", "Aubray-sur-Lisse"))
    issue = Issue(issuer_of(AUBRAY), "2026-10", on("mardi 2026-11-03"), on("jeudi 2026-12-03"))
    invoice = Invoice("01ABC", InvoiceNumber("scolaire", 2026, 42), issue, debtor, some_lines())
    return replace(invoice, **changes)


def text_of(pdf: bytes) -> str:
    """What is read, with plain spaces."""
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def tags_of(pdf: bytes) -> list[str]:
    """The structure, in reading order: `Document`, `H1`, `Table`, `TH`…"""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict) and "/S" in node:
            found.append(str(node["/S"]).removeprefix("/"))
            walk(node.get("/K", []))

    walk(PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]["/K"])  # type: ignore[index]
    return found


def filed_at(place: str) -> bytes:
    """What lies in the bucket of documents."""
    found: bytes = boto3.client("s3").get_object(Bucket=DOCUMENTS_BUCKET, Key=place)["Body"].read()
    return found
