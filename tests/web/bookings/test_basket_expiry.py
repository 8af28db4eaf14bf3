"""A basket whose lines expire, over the API: one instant everywhere, what expired is told, and can be put back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app import app
from functions.domain.reglement.service_conditions import ServiceConditions
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.builders import CANTEEN, EVENING, MARC, MORNING, NOW, a_reglement, log_in, paris
from tests.support.client import Browser
from tests.support.reserving import BASE, Clock, cell, line, put, seen, validate

LUNCH = line("clara", "restauration")
BEFORE_SCHOOL = line("clara", "garderie-matin")
IN_FORTY_MINUTES = "2026-11-16T09:40:00+01:00"


@pytest.fixture(autouse=True)
def forty_minutes(marc: Browser) -> None:
    publish_reglement("lisse", a_reglement(basket_minutes=40), now=NOW)


def basket(marc: Browser) -> Any:
    return marc.get(f"{BASE}/basket").json


def slots(lines: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(each["child"], each["service"]) for each in lines]


def test_the_cell_the_basket_and_the_answer_to_the_click_say_one_instant(marc: Browser) -> None:
    answer = put(marc, LUNCH)
    [answered] = answer["cells"]
    [shown] = answer["basket"]["lines"]
    read = cell(marc, "clara", "restauration")
    assert answered == read
    assert {each["until"] for each in (answered, shown, *basket(marc)["lines"])} == {IN_FORTY_MINUTES}
    assert answered["expires"] is shown["expires"] is True
    assert answered["sentence"] == "Dans votre panier, à valider jusqu’à 9\u00a0h\u00a040 aujourd’hui."
    assert answer["basket"]["minutes"] == 40


def test_a_line_that_is_taken_out_has_its_own_limit_again(marc: Browser) -> None:
    put(marc, LUNCH)
    out = {name: LUNCH[name] for name in ("child", "service", "date")}
    [answered] = marc.post(f"{BASE}/basket/changes", {"remove": [out]}).json["cells"]
    assert (answered["state"], answered["until"]) == ("bookable", "2026-11-19T10:00:00+01:00")
    assert "expires" not in answered


def test_the_cells_that_come_with_a_click_are_answered_too(marc: Browser) -> None:
    canteen = replace(CANTEEN, conditions=ServiceConditions(comes_with=("garderie-soir",)))
    services = (MORNING, canteen, EVENING)
    publish_reglement("lisse", a_reglement(services=services, basket_minutes=40), now=NOW)
    answer = put(marc, LUNCH)
    assert slots(answer["cells"]) == [("clara", "restauration"), ("clara", "garderie-soir")]
    assert {each["state"] for each in answer["cells"]} == {"in_basket"}


def test_what_expired_is_told_with_its_price_and_put_back_by_one_request(marc: Browser, clock: Clock) -> None:
    put(marc, LUNCH, BEFORE_SCHOOL)
    clock.now = NOW + timedelta(minutes=40)
    gone = basket(marc)
    assert gone["lines"] == [] and gone["total_cents"] == 0
    assert slots(gone["expired"]) == [("clara", "garderie-matin"), ("clara", "restauration")]
    assert [each["price_cents"] for each in gone["expired"]] == [150, 345]
    assert {each["problem"] for each in gone["expired"]} == {None}
    back = put(marc, LUNCH, BEFORE_SCHOOL)["basket"]
    assert slots(back["lines"]) == slots(gone["expired"])
    assert "expired" not in back
    assert {each["until"] for each in back["lines"]} == {"2026-11-16T10:20:00+01:00"}


def test_what_expired_stays_told_through_other_clicks_until_it_is_dismissed(
    marc: Browser, clock: Clock
) -> None:
    put(marc, LUNCH)
    clock.now = NOW + timedelta(hours=1)
    assert slots(put(marc, BEFORE_SCHOOL)["basket"]["expired"]) == [("clara", "restauration")]
    out = {name: LUNCH[name] for name in ("child", "service", "date")}
    after = marc.post(f"{BASE}/basket/changes", {"remove": [out]}).json
    assert "expired" not in after["basket"]
    assert after["cells"][0]["state"] == "bookable"


def test_what_it_is_too_late_to_put_back_says_so(marc: Browser, clock: Clock) -> None:
    put(marc, LUNCH, BEFORE_SCHOOL)
    clock.now = paris("jeudi 2026-11-19 10:00")
    browser = Browser(app, cookie=log_in(MARC, now=clock.now))
    morning, lunch = basket(browser)["expired"]
    assert morning["problem"] is None
    assert lunch["problem"]["code"] == "deadline_passed"
    answer = put(browser, LUNCH, BEFORE_SCHOOL)
    assert slots(answer["basket"]["lines"]) == [("clara", "garderie-matin")]
    assert slots(answer["basket"]["expired"]) == [("clara", "restauration")]
    assert [each["code"] for each in answer["refused"]] == ["deadline_passed"]


def test_valider_a_moment_too_late_says_what_expired_and_offers_it_again(marc: Browser, clock: Clock) -> None:
    shown = put(marc, LUNCH)["basket"]
    clock.now = NOW + timedelta(minutes=40)
    answer = validate(marc, shown)
    assert [each["code"] for each in answer["refused"]] == ["expired"]
    assert answer["refused"][0]["sentence"].startswith("Cette demande a quitté votre panier")
    assert slots(answer["basket"]["expired"]) == [("clara", "restauration")]
    assert validate(marc, put(marc, LUNCH)["basket"])["refused"] == []
    assert "expired" not in basket(marc)
    assert seen(basket(marc)) == {"lines": []}


def test_emptying_the_basket_forgets_what_expired(marc: Browser, clock: Clock) -> None:
    put(marc, LUNCH)
    clock.now = NOW + timedelta(hours=1)
    assert marc.delete(f"{BASE}/basket").status == 204
    assert "expired" not in basket(marc)
