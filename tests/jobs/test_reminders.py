"""Reminders leave by day, on the town's clock."""

from datetime import datetime

import pytest

from functions import wiring
from functions.jobs.reminders import reminders
from functions.storage.invoices import invoices
from tests.support.builders import paris
from tests.support.till import an_issued_invoice

EVENT: dict[str, object] = dict.fromkeys(
    ("version", "account", "region", "detail-type", "source", "time", "id"), ""
)
EVENT |= {"detail": {}, "resources": []}


@pytest.mark.parametrize(
    ("timezone", "moment", "sent"),
    [
        ("Europe/Paris", paris("dimanche 2026-12-13 07:40"), 0),
        ("Europe/Paris", paris("dimanche 2026-12-13 08:40"), 1),
        ("Indian/Reunion", paris("dimanche 2026-12-13 07:40"), 1),
    ],
)
def test_nobody_is_reminded_of_a_debt_at_night(
    table: str, timezone: str, moment: datetime, sent: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoice = an_issued_invoice(timezone=timezone).invoice
    monkeypatch.setattr(wiring, "now", lambda: moment)
    reminders(EVENT, None)
    assert len(invoices.receivable("lisse", "testmp", invoice).value.reminders) == sent
