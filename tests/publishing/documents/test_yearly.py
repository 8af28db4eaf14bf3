"""The statement of a year and the tax certificate, on paper, from what the régisseur and the families did."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from functions.domain.errors import NotFound
from functions.domain.invoices.documents import DocumentKind, DocumentRef
from functions.publishing.documents.draft import Draft, Frame
from functions.publishing.documents.drafts import draft
from functions.usecases.invoicing.issue_invoices import issue_invoices
from infra.build_pages import ROOT
from tests.publishing.documents.invoices import tags_of, text_of
from tests.support import desk
from tests.support.builders import (
    CLARA,
    GUILHEM,
    TARIFFS,
    a_booking,
    a_month,
    a_reglement,
    on,
    open_account,
    open_town,
    paris,
    put_month,
    settle,
)

TARIFFS_WITH_CARE = tuple(
    replace(tariff, care_percent=Decimal(0 if tariff.code == "restauration" else 100)) for tariff in TARIFFS
)
YOUNG = replace(GUILHEM, birth_date=on("mardi 2022-03-15"))
TODAY = on("lundi 2027-03-01")


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    """Guilhem is four: October is invoiced, a meal and two evenings; Clara is nine, and had an evening."""
    open_town(reglement=a_reglement(tariffs=TARIFFS_WITH_CARE))
    settle(children=(CLARA, YOUNG))
    open_account()
    evenings = {(day, "garderie-soir"): a_booking(220, tranche="Tarif unique") for day in (1, 2)}
    put_month(a_month("guilhem", "2026-10", evenings | {(1, "restauration"): a_booking(345)}))
    put_month(a_month("clara", "2026-10", {(1, "garderie-soir"): a_booking(220, tranche="Tarif unique")}))
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))


def drawn(kind: DocumentKind, year: int, *, today: date = TODAY) -> Draft:
    frame = Frame(ROOT, "https://portail.example", today)
    return draft(DocumentRef("lisse", "testmp", kind, str(year)), frame)


def certificate(year: int = 2026, *, today: date = TODAY) -> Draft:
    return drawn(DocumentKind.TAX_CERTIFICATE, year, today=today)


def test_the_certificate_names_the_young_child_and_the_care_paid() -> None:
    desk.pay(desk.cheque(1005))
    found = certificate()
    assert found.name == "attestation-fiscale-2026.pdf"
    made = found.typeset(ROOT)
    read = text_of(made)
    assert "Attestation fiscale 2026 établie le 1er mars 2027" in read
    assert "Régie enfance de Lisse, Lisse, atteste que cette famille a payé en 2026" in read
    assert "Guilhem Testmp 15 mars 2022 4,40 €" in read and "Clara" not in read
    assert "Total payé pour la garde 4,40 €" in read
    assert "article 200 quater B du code général des impôts" in read
    assert [tag for tag in tags_of(made) if tag in ("H1", "H2", "Table")] == ["H1", "Table", "H2"]


def test_there_is_none_before_the_year_is_over_nor_where_nothing_was_paid() -> None:
    with pytest.raises(NotFound):
        certificate()
    desk.pay(desk.cheque(1005))
    with pytest.raises(NotFound):
        certificate(today=on("jeudi 2026-12-31"))
    assert certificate(today=on("vendredi 2027-01-01")).made_on == on("vendredi 2027-01-01")
    with pytest.raises(NotFound):
        certificate(2025)


def test_a_payment_that_comes_later_makes_another_certificate_and_a_day_alone_does_not() -> None:
    desk.pay(desk.cheque(500))
    first = certificate()
    assert certificate(today=on("mardi 2027-03-02")).says == first.says
    desk.pay(desk.cheque(505, on("mardi 2026-11-10")), now=paris("mardi 2026-11-10 10:00"))
    assert certificate().says != first.says


def test_the_statement_adds_up() -> None:
    desk.pay(desk.cheque(1005))
    [debt] = desk.debts()
    desk.credit_note(debt.invoice, {0: None})
    found = drawn(DocumentKind.STATEMENT, 2026)
    assert found.name == "releve-2026.pdf"
    read = text_of(found.typeset(ROOT))
    assert "Relevé de l’année 2026 arrêté au 1er mars 2027" in read
    assert "Facture d’octobre 2026, n° 2026-000001 1er novembre 2026 10,05 € 0,00 €" in read
    assert "Chèque, le lundi 2 novembre 2026 (reçu R2026-000001) 2026-000001 10,05 €" in read
    assert "Avoir n° 2026-000002, le lundi 2 novembre 2026 : Erreur de tranche 2026-000001 2,20 €" in read
    assert "Facturé en 2026 10,05 €" in read and "Repris par avoir −2,20 €" in read
    assert "Payé en 2026 7,85 €" in read
    assert "Reste à payer des factures de 2026 0,00 €" in read


@pytest.mark.parametrize("year", [2025, 2028])
def test_a_year_with_nothing_to_tell_has_no_statement(year: int) -> None:
    with pytest.raises(NotFound):
        drawn(DocumentKind.STATEMENT, year)


def test_what_is_no_year_is_not_found() -> None:
    with pytest.raises(NotFound):
        draft(
            DocumentRef("lisse", "testmp", DocumentKind.STATEMENT, "2026-10"),
            Frame(ROOT, "https://portail.example", TODAY),
        )
