"""The documents of a year, from what the table holds now."""

import re
from collections.abc import Callable
from typing import Any

from functions.domain.errors import NotFound
from functions.domain.families.family import Family
from functions.domain.invoices.documents import DocumentRef
from functions.domain.invoices.invoice import debtor_of, issuer_of
from functions.domain.invoices.tax_certificate import certified
from functions.domain.invoices.yearly_statement import statement
from functions.domain.town.commune import Commune
from functions.french.invoices import documents as french
from functions.french.invoices import yearly
from functions.french.words import parties
from functions.publishing.documents.draft import Draft, Frame
from functions.publishing.documents.letterhead import letterhead
from functions.publishing.documents.yearly import certificate_content, digest, statement_content
from functions.storage.families import families
from functions.storage.invoices import family_bills
from functions.storage.invoices.family_bills import FamilyBills
from functions.storage.town import communes


def statement_draft(ref: DocumentRef, frame: Frame) -> Draft:
    year = _year(ref, frame)
    commune, family, found = _of_family(ref)
    told = statement(found.debts, found.payment_days, year)
    if not told.issued and not told.happened:
        raise NotFound
    content = statement_content(told, found.means)
    head = _head(
        commune, family, frame, title=yearly.statement_title(year), reference=yearly.as_of(frame.today)
    )
    said = _said(commune, family, content)
    return Draft("statement", french.statement_file(year), frame.today, lambda: head() | content, said)


def certificate_draft(ref: DocumentRef, frame: Frame) -> Draft:
    """Of a year that is over: until then it would be shown to the tax office with less than was paid."""
    year = _year(ref, frame)
    commune, family, found = _of_family(ref)
    files = family_bills.children_of(commune, found, {}).values()
    paid_for = certified(found.bills, files, found.payment_days, year)
    if year >= frame.today.year or not paid_for:
        raise NotFound
    content = certificate_content(issuer_of(commune), paid_for, year)
    head = _head(
        commune, family, frame, title=yearly.certificate_title(year), reference=yearly.drawn_up(frame.today)
    )
    said = _said(commune, family, content)
    return Draft(
        "tax_certificate", french.certificate_file(year), frame.today, lambda: head() | content, said
    )


def _year(ref: DocumentRef, frame: Frame) -> int:
    if not re.fullmatch(r"20\d\d", ref.subject) or int(ref.subject) > frame.today.year:
        raise NotFound
    return int(ref.subject)


def _of_family(ref: DocumentRef) -> tuple[Commune, Family, FamilyBills]:
    commune = communes.commune(ref.commune)
    family = families.family(ref.commune, ref.family).value
    return commune, family, family_bills.of_family(commune, family.id)


def _head(
    commune: Commune, family: Family, frame: Frame, *, title: str, reference: str
) -> Callable[[], dict[str, Any]]:
    return lambda: letterhead(
        issuer_of(commune),
        debtor_of(family),
        title=title,
        reference=reference,
        made_on=frame.today,
        root=frame.root,
        colour=commune.colour,
    )


def _said(commune: Commune, family: Family, content: dict[str, Any]) -> str:
    """Of all that the document shows but the day it was made on."""
    debtor = debtor_of(family)
    return digest(
        commune.name, commune.siret, parties.people(debtor), parties.address(debtor.address), content
    )
