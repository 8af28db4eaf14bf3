"""A notification proves nothing: it only has the treasury asked."""

from urllib.parse import urlencode

import pytest
from chalice.test import Client

from app import app
from functions import wiring
from functions.domain.regie.online_payments import AttemptState
from infra.local.payfip import Failures
from tests.gateways.conftest import treasury
from tests.gateways.treasury import Treasury
from tests.support.till import Till, a_till, idop_of

__all__ = ["treasury"]


@pytest.fixture
def till(table: str, treasury: Treasury, monkeypatch: pytest.MonkeyPatch) -> Till:
    till = a_till(treasury)
    monkeypatch.setattr(wiring, "now", treasury.clock)
    monkeypatch.setattr(wiring, "payments", lambda: till.provider)
    return till


def notify(idop: str, **more: str) -> int:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode({"idop": idop, **more}).encode()
    status: int = Client(app).http.post("/payfip/notifications", headers=headers, body=body).status_code
    return status


def test_a_payment_is_settled_although_nobody_came_back(till: Till) -> None:
    opened = till.click()
    till.choose(opened, "payer")
    [(url, idop)] = till.treasury.notified
    assert url.endswith("/api/payfip/notifications") and idop == idop_of(opened)
    assert notify(idop) == 204
    assert till.debt.balance_cents == 0


def test_a_notification_that_comes_twice_has_the_effect_of_one(till: Till) -> None:
    opened = till.click()
    till.choose(opened, "payer")
    assert [notify(idop_of(opened)) for _ in range(3)] == [204] * 3
    assert len(till.debt.entries) == 1 and till.credits == [] and till.thanks() == [opened.payment]


def test_a_forged_notification_pays_nothing(till: Till) -> None:
    opened = till.click()
    assert notify(idop_of(opened), resultrans="P", montant="4250") == 204
    assert till.attempt(opened).state is AttemptState.OPEN
    assert till.debt.balance_cents == till.debt.total_cents


def test_a_late_notification_finds_it_settled(till: Till) -> None:
    opened = till.click()
    till.choose(opened, "payer")
    till.check(opened)
    till.wait(hours=5)
    assert notify(idop_of(opened)) == 204
    assert len(till.debt.entries) == 1


def test_who_sends_an_unknown_id_learns_nothing_and_the_treasury_is_not_asked(till: Till) -> None:
    till.treasury.fake.failures = Failures(hang=True)
    assert notify("00000000-0000-4000-8000-000000000000") == 204
    assert notify("' OR 1=1") == 204


@pytest.mark.parametrize("idop", ["", "x" * 65])
def test_what_cannot_be_an_id_is_invalid(till: Till, idop: str) -> None:
    assert notify(idop) == 422


def test_while_the_treasury_is_down_the_sweep_is_left_to_find_out(till: Till) -> None:
    opened = till.click()
    till.choose(opened, "payer")
    till.treasury.fake.failures = Failures(http_status=502)
    assert notify(idop_of(opened)) == 204
    assert till.debt.balance_cents == till.debt.total_cents
    till.treasury.fake.failures = Failures()
    till.wait(minutes=5)
    assert till.sweep().closed == 1


@pytest.mark.parametrize(
    "content_type",
    ["application/x-www-form-urlencoded;charset=UTF-8", "application/x-www-form-urlencoded; charset=utf-8"],
)
def test_a_form_that_says_its_charset_is_read(till: Till, content_type: str) -> None:
    opened = till.click()
    till.choose(opened, "payer")
    body = urlencode({"idop": idop_of(opened)}).encode()
    answer = Client(app).http.post("/payfip/notifications", headers={"Content-Type": content_type}, body=body)
    assert answer.status_code == 204
    assert till.debt.balance_cents == 0
