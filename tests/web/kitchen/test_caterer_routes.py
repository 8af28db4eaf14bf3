"""The caterer's page without scripts: a GET says nothing, whoever opens it; the form says that the order came."""

import pytest
from chalice.test import Client

from app import app
from functions import wiring
from functions.storage.kitchen import meal_orders
from functions.usecases.kitchen.acknowledge_orders import order_token
from tests.support.acts.kitchen import CLOSED, ordering_meals_when_their_limit_has_passed

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def address(table: str, monkeypatch: pytest.MonkeyPatch) -> str:
    ordering_meals_when_their_limit_has_passed()()
    monkeypatch.setattr(wiring, "now", lambda: CLOSED)
    [sent] = [one.value for one in meal_orders.waiting("lisse") if one.value.first_day.isoweekday() == 1]
    return f"/orders/{order_token('lisse', sent.id)}/page"


def waits(address: str) -> bool:
    return address.split("-")[1] in {one.value.id for one in meal_orders.waiting("lisse")}


def test_reading_says_nothing_and_the_form_says_it_once(address: str) -> None:
    client = Client(app)
    page = client.http.get(address, headers={"Accept": "text/html"})
    assert page.status_code == 200 and page.headers["Content-Type"].startswith("text/html")
    text = page.body.decode()
    assert "lundi 23\u00a0novembre" in text and '<form method="post">' in text and "<script" not in text
    assert waits(address)
    for _ in range(2):
        done = client.http.post(address, headers=FORM, body=b"act=received")
        assert done.status_code == 200 and "Merci. Reçue" in done.body.decode()
        assert "<form" not in done.body.decode()
    assert not waits(address)


def test_a_form_that_does_not_say_it_and_a_false_link_do_nothing(address: str) -> None:
    client = Client(app)
    assert client.http.post(address, headers=FORM, body=b"").status_code == 422
    assert client.http.get(address.replace("/orders/", "/orders/x")).status_code == 404
    assert waits(address)
