"""The price simulator answers anyone, with the prices that bookings are validated at."""

from decimal import Decimal

import pytest

from app import app
from functions import wiring
from functions.domain.pricing.prices import Household, price
from functions.domain.reglement.tariff_grids import Adjustment, Conditions, Range, TariffLine, WithoutPrice
from tests.support.builders import CANTEEN, NOW, TARIFFS, a_commune, a_reglement, a_tariff, on, open_town
from tests.support.client import Browser

SIBLINGS = Adjustment(Conditions(ranges=(("rank", Range(Decimal(2))),)), "Fratrie", percent=Decimal(-20))


@pytest.fixture
def browser(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town(a_commune())
    return Browser(app)


def told(browser: Browser, query: str = "") -> dict[str, object]:
    answer = browser.get(f"/communes/lisse/prices{query}")
    assert answer.status == 200, answer.text
    return {each["name"]: each["price_cents"] for each in answer.json["prices"]}


def test_each_price_is_that_of_the_function_that_prices_a_booking(browser: Browser) -> None:
    reglement = a_reglement()
    for quotient in (0, 599.5, 600, 812, 1199.99, 1200, 4000):
        household = Household(quotient_familial=Decimal(str(quotient)))
        expected = {
            service.name: price(reglement, service, NOW.date(), household).unit_cents
            for service in reglement.services
        }
        assert told(browser, f"?qf={quotient}") == expected


def test_the_reason_is_a_sentence_that_names_the_bracket(browser: Browser) -> None:
    answer = browser.get("/communes/lisse/prices?qf=812").json
    reasons = {each["service"]: each["reason"].replace("\u202f", " ") for each in answer["prices"]}
    assert reasons["restauration"] == "QF de 600 à 1 199 : 3,45 € par unité."
    assert answer["date"] == "2026-11-16" and answer["reglement"] == 1


def test_without_a_quotient_the_price_is_what_the_town_decided_for_that_case(browser: Browser) -> None:
    assert told(browser)["Restauration scolaire"] == 520
    answer = browser.get("/communes/lisse/prices").json["prices"]
    assert any("quotient familial non justifié" in each["reason"] for each in answer)


@pytest.mark.usefixtures("table")
def test_other_kinds_and_siblings_and_residence_are_priced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    lines = (
        TariffLine(Conditions(values=(("residence", "resident"),)), 300),
        TariffLine(Conditions(values=(("residence", "outside"),)), 600),
        TariffLine(Conditions(values=(("kind", "unreserved"),)), 900),
    )
    tariff = a_tariff("restauration", 0, lines=lines, adjustments=(SIBLINGS,))
    open_town(a_commune(), a_reglement(services=(CANTEEN,), tariffs=(tariff,)))
    browser = Browser(app)
    regular, unreserved = "Restauration scolaire", "Restauration scolaire, sans réservation"
    assert told(browser) == {regular: 300, unreserved: 900}
    assert told(browser, "?resident=false&rank=2") == {regular: 480, unreserved: 720}


@pytest.mark.usefixtures("table")
def test_a_service_whose_grid_is_silent_says_whom_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    later = a_tariff("restauration", 300, since=on("vendredi 2027-01-01"))
    young = TariffLine(Conditions(ranges=(("age", Range(high=Decimal(6))),)), 100)
    told_others = (WithoutPrice(Conditions(), "Écrivez au service enfance."),)
    aged = a_tariff("garderie-matin", 0, lines=(young,), without_price=told_others)
    open_town(a_commune(), a_reglement(tariffs=(later, aged, *TARIFFS[2:])))
    browser = Browser(app)
    answer = {each["service"]: each for each in browser.get("/communes/lisse/prices?age=9").json["prices"]}
    assert answer["restauration"]["price_cents"] is None and "mairie" in answer["restauration"]["reason"]
    assert answer["garderie-matin"]["price_cents"] is None
    assert answer["garderie-matin"]["reason"] == "Écrivez au service enfance."
    assert told(browser, "?date=2027-01-01&age=3")["Restauration scolaire"] == 300


@pytest.mark.parametrize("query", ["qf=-1", "qf=beaucoup", "qf=nan", "rank=0", "date=demain", "days=8"])
def test_what_is_no_number_is_refused_at_its_field(browser: Browser, query: str) -> None:
    answer = browser.get(f"/communes/lisse/prices?{query}")
    assert (answer.status, answer.json["field"]) == (422, query.partition("=")[0])


def test_an_unknown_commune_is_not_found(browser: Browser) -> None:
    assert browser.get("/communes/atlantide/prices").status == 404
