"""The cost model says what acts were measured to cost."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app import app
from functions import wiring
from functions.domain.planning.child_month import Slot
from functions.storage.invoices import invoices
from functions.usecases.invoicing.issue_invoices import issue_invoices
from infra.capacity import Consumption, metered
from infra.costs.__main__ import tables
from infra.costs.model import monthly
from infra.costs.usage import ACTS
from tests.gateways.conftest import treasury
from tests.gateways.treasury import Treasury
from tests.support.accounts import PASSWORD, an_account
from tests.support.builders import (
    MONDAY,
    a_booking,
    a_month,
    open_town,
    paris,
    put_in_basket,
    put_month,
    settle,
)
from tests.support.builders import acting as acting_for
from tests.support.client import Browser

__all__ = ["treasury"]

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "couts.md"
FAMILY = "/communes/lisse/families/testmp"
SCHOOL_DAYS = [day for day in range(1, 31) if day not in (3, 4, 10, 11, 17, 18, 24, 25)][:20]


@pytest.fixture
def browser(table: str, treasury: Treasury, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A family of two children with a month of two services each, on the 2nd of November."""
    monkeypatch.setattr(wiring, "now", treasury.clock)
    client = treasury.client(answer_seconds=1)
    monkeypatch.setattr(wiring, "payments", lambda: client)
    open_town()
    settle()
    an_account()
    for child in ("clara", "guilhem"):
        services = ("restauration", "garderie-soir")
        booked = {(day, service): a_booking(345) for day in SCHOOL_DAYS for service in services}
        put_month(a_month(child, "2026-10", booked))
        put_month(a_month(child, "2026-11", booked))
    return Browser(app)


def measured(act: Callable[[], object], times: int = 1) -> Consumption:
    with metered() as used:
        act()
    return used.each(times)


def test_each_act_costs_what_the_model_says(browser: Browser, treasury: Treasury) -> None:
    used = {
        "se connecter": measured(
            lambda: browser.post("/session", {"email": "marc@famille.example", "password": PASSWORD})
        )
    }
    used["ouvrir le planning"] = measured(
        lambda: (browser.get("/me"), browser.get(f"{FAMILY}/planning?start=2026-11-23&end=2026-12-06"))
    )
    slot = {"child": "clara", "service": "garderie-matin", "date": "2026-11-23"}
    used["cliquer sur une date"] = measured(
        lambda: browser.post(
            f"{FAMILY}/basket/changes", {"add": [{**slot, "action": "reserve"}], "remove": []}
        )
    )
    week = [
        Slot(MONDAY + timedelta(shift), "garderie-matin", child)
        for shift in (0, 1, 3, 4)
        for child in ("clara", "guilhem")
    ]
    put_in_basket(acting_for(), *week, now=treasury.clock.now)
    lines = [
        {name: line[name] for name in ("child", "service", "date", "action", "price_cents")}
        for line in browser.get(f"{FAMILY}/basket").json["lines"]
    ]
    used["valider"] = measured(lambda: browser.post(f"{FAMILY}/bookings", {"lines": lines}))
    used["recevoir sa facture"] = measured(
        lambda: issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))
    )
    [debt] = invoices.receivables("lisse", "testmp")
    used["lire ses factures"] = measured(
        lambda: (browser.get(f"{FAMILY}/invoices"), browser.get(f"{FAMILY}/invoices/{debt.invoice}"))
    )

    def pay() -> None:
        opened = browser.post(f"{FAMILY}/invoices/{debt.invoice}/payments").json
        idop = opened["redirect_url"].partition("?idop=")[2]
        treasury.visit(idop)
        treasury.choose(idop, "payer", "carte")
        assert browser.post(f"{FAMILY}/payments/{opened['payment']}/check").json["state"] == "paid"

    used["payer"] = measured(pay)
    told = {act.name: act for act in ACTS}
    assert used.keys() == told.keys()
    for name, consumption in used.items():
        read, write = told[name].read_units, told[name].write_units
        assert 0.5 * read <= consumption.read_units <= read, f"{name}: {consumption}"
        assert 0.5 * write <= consumption.write_units <= write, f"{name}: {consumption}"


def test_a_commune_costs_less_than_a_stamp_and_more_families_never_less() -> None:
    totals = [sum(monthly(families).values()) for families in (0, 300, 3_000, 30_000, 5_000_000)]
    assert totals == sorted(totals)
    assert totals[1] < 2


def test_the_guides_table_is_the_models() -> None:
    assert "\n".join(tables()) in GUIDE.read_text("utf-8").replace(" ", " ")
