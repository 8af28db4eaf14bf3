"""An alert says what happened and what to do, in sentences a régisseur can act on."""

from dataclasses import replace

import pytest

from functions.domain.regie.alerts import Alert, AlertKind
from functions.french.invoices.alerts import TITLES, sentence
from tests.support.builders import NOW

ALERT = Alert("1", AlertKind.PAYMENT_HELD, NOW, "testmp", "i", "p", "2026-000042", 4250, code="Q")


def said(alert: Alert) -> str:
    return sentence(alert).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("kind", AlertKind)
def test_every_alert_names_the_invoice_the_amount_and_what_to_do(kind: AlertKind) -> None:
    text = said(replace(ALERT, kind=kind))
    assert TITLES[kind]
    assert text.startswith("Facture 2026-000042, paiement de 42,50 € : ") and text.endswith(".")


def test_an_answer_nobody_understands_is_told_with_its_code() -> None:
    assert "ne se comprend pas (code Q)" in said(ALERT)
    assert "(code absent)" in said(replace(ALERT, code=""))


def test_another_amount_is_told_as_such() -> None:
    assert "parle de 42,49 €" in said(replace(ALERT, reported_cents=4249))


def test_what_was_not_owed_is_told_in_euros() -> None:
    assert "10,00 € n’étaient plus dus" in said(
        replace(ALERT, kind=AlertKind.PAID_BEYOND, reported_cents=1000)
    )
