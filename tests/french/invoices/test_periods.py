"""A period is named as people say it."""

import pytest

from functions.french.invoices import periods
from functions.french.invoices.invoices import title


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("2026-10", "octobre 2026"),
        ("2026-10-17.2026-11-01.autumn", "vacances de la Toussaint 2026"),
        ("2026-12-19.2027-01-03.christmas", "vacances de Noël 2026-2027"),
        ("2026-11-02.2026-12-18", "période du 2 novembre au 18 décembre 2026"),
        ("2026-2027.1-10", "1er versement sur 10, année scolaire 2026-2027"),
        ("2026-2027.3-10", "3e versement sur 10, année scolaire 2026-2027"),
    ],
)
def test_a_period_has_a_name(code: str, said: str) -> None:
    assert periods.label(code).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("2026-10", "Facture d’octobre 2026"),
        ("2027-02", "Facture de février 2027"),
        ("2027-08", "Facture d’août 2027"),
        ("2026-10-17.2026-11-01.autumn", "Facture des vacances de la Toussaint 2026"),
        ("2026-11-02.2026-12-18", "Facture du 2 novembre au 18 décembre 2026"),
        ("2026-12-19.2027-01-03", "Facture du 19 décembre 2026 au 3 janvier 2027"),
        ("2026-10-19.2026-10-23", "Facture du 19 au 23 octobre 2026"),
        ("2026-10-19.2026-10-19", "Facture du 19 octobre 2026"),
        ("2026-2027.3-10", "Facture du 3e versement sur 10, année scolaire 2026-2027"),
    ],
)
def test_an_invoice_is_named_after_its_period(code: str, said: str) -> None:
    assert title(code).replace("\u00a0", " ") == said
