"""The scheduled sweep settles what nobody told of."""

import pytest

from functions import wiring
from functions.jobs.payments_sweep import payments_sweep
from tests.gateways.conftest import treasury
from tests.gateways.treasury import Treasury
from tests.support.till import Till, an_issued_invoice

__all__ = ["treasury"]


def test_a_payment_made_in_a_tab_that_was_closed_is_settled(
    table: str, treasury: Treasury, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = Till(treasury, an_issued_invoice().invoice)
    monkeypatch.setattr(wiring, "now", treasury.clock)
    monkeypatch.setattr(wiring, "payments", lambda: till.provider)
    till.choose(till.click(), "payer-sans-retour")
    till.wait(minutes=5)
    event = dict.fromkeys(("version", "account", "region", "detail-type", "source", "time", "id"), "")
    payments_sweep(event | {"detail": {}, "resources": []}, None)
    assert till.debt.balance_cents == 0
