"""The reservation routes, as a parent's browser meets them."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.reglement.deadline_rules import Late, LateMode, Limit, Surcharge
from functions.domain.reglement.reglement import Places
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.builders import (
    CANTEEN,
    JULIE,
    MARC,
    MONDAY,
    MORNING,
    NOW,
    a_commune,
    a_reglement,
    a_tariff,
    log_in,
    open_town,
    paris,
    settle,
)
from tests.support.client import Browser

BASE = "/communes/lisse/families/testmp"


@dataclass
class Clock:
    now: datetime = NOW


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(wiring, "now", lambda: clock.now)
    return clock


@pytest.fixture
def marc(table: str, clock: Clock) -> Browser:
    """Marc's browser. The town and the family are there, nothing is booked; it is lundi 2026-11-16, nine o'clock."""
    open_town()
    settle()
    return Browser(app, cookie=log_in(MARC))


def line(child: str, service: str, day: object = MONDAY, action: str = "reserve") -> dict[str, Any]:
    return {"child": child, "service": service, "date": str(day), "action": action}


def put(browser: Browser, *lines: dict[str, Any]) -> Any:
    answer = browser.post(f"{BASE}/basket/changes", {"add": list(lines)})
    assert answer.status == 200, answer.text
    return answer.json


def seen(basket: Any) -> dict[str, Any]:
    """The request that validates a basket as it is shown."""
    names = ("child", "service", "date", "action", "price_cents")
    return {"lines": [{name: line[name] for name in names} for line in basket["lines"]]}


def validate(browser: Browser, basket: Any, *, key: str | None = None) -> Any:
    answer = browser.post(f"{BASE}/bookings", seen(basket), key=key)
    assert answer.status == 200, answer.text
    return answer.json


def book(browser: Browser, *lines: dict[str, Any]) -> None:
    assert validate(browser, put(browser, *lines)["basket"])["refused"] == []


def cell(browser: Browser, child: str, service: str, day: object = MONDAY) -> Any:
    planning = browser.get(f"{BASE}/planning?start={day}&end={day}").json
    return next(each for each in planning["cells"] if (each["child"], each["service"]) == (child, service))


def test_a_week_shows_each_service_and_child_with_its_price_and_until_when(marc: Browser) -> None:
    answer = marc.get(f"{BASE}/planning?start=2026-11-23&end=2026-11-29")
    assert answer.status == 200
    planning = answer.json
    assert (planning["now"], planning["today"]) == ("2026-11-16T09:00:00+01:00", "2026-11-16")
    assert planning["commune"] == {
        "id": "lisse",
        "name": "Lisse",
        "colour": "ocean",
        "phone": "01 99 00 12 34",
    }
    assert [child["first_name"] for child in planning["children"]] == ["Clara", "Guilhem"]
    assert [service["code"] for service in planning["services"]] == [
        "garderie-matin",
        "restauration",
        "garderie-soir",
        "mercredi",
    ]
    assert len(planning["days"]) == 7
    assert len(planning["cells"]) == 2 * (3 * 4 + 1)
    canteen = next(each for each in planning["cells"] if each["service"] == "restauration")
    assert canteen == {
        "child": "clara",
        "service": "restauration",
        "date": "2026-11-23",
        "state": "bookable",
        "price_cents": 345,
        "tranche": "QF de 600 à 1 199",
        "until": "2026-11-19T10:00:00+01:00",
        "sentence": "Réservable jusqu’à jeudi 10\u00a0h.",
    }
    assert planning["basket"] == {"lines": [], "groups": [], "total_cents": 0}


def test_a_click_then_valider_then_cancelling(marc: Browser) -> None:
    basket = put(marc, line("clara", "garderie-matin"), line("guilhem", "garderie-matin"))["basket"]
    assert basket["groups"] == [{"label": "2 × Garderie du matin", "total_cents": 300}]
    assert cell(marc, "clara", "garderie-matin")["state"] == "in_basket"

    done = validate(marc, basket)
    assert [each["child"] for each in done["accepted"]] == ["clara", "guilhem"]
    assert done["basket"]["lines"] == []
    booked = cell(marc, "clara", "garderie-matin")
    assert (booked["state"], booked["sentence"]) == (
        "validated",
        "Réservé, annulable jusqu’à dimanche midi.",
    )

    basket = put(marc, line("clara", "garderie-matin", action="cancel"))["basket"]
    assert basket["groups"] == [{"label": "Annulation : 1 × Garderie du matin", "total_cents": -150}]
    assert cell(marc, "clara", "garderie-matin")["state"] == "cancel_in_basket"
    validate(marc, basket)
    assert cell(marc, "clara", "garderie-matin")["state"] == "bookable"
    assert cell(marc, "guilhem", "garderie-matin")["state"] == "validated"


def state_of(browser: Browser, child: str, service: str, day: object = MONDAY) -> str:
    state: str = cell(browser, child, service, day)["state"]
    return state


def test_two_minutes_before_the_deadline_a_day_is_bookable_and_after_it_nothing_books_it(
    marc: Browser, clock: Clock
) -> None:
    """The cell, the basket and a request made by hand, all the same; and nothing changes."""
    lunch, evening = line("clara", "restauration"), line("clara", "garderie-soir")
    clock.now = paris("jeudi 2026-11-19 09:58")
    assert state_of(marc, "clara", "restauration") == "bookable"
    basket = put(marc, lunch, evening)["basket"]
    assert [each["problem"] for each in basket["lines"]] == [None, None]

    clock.now = paris("jeudi 2026-11-19 10:00")
    sentence = "Trop tard depuis 10\u00a0h aujourd’hui. Appelez le 01\u00a099\u00a000\u00a012\u00a034."
    late = cell(marc, "clara", "restauration")
    assert (late["state"], late["until"]) == ("late", None)
    assert late["sentence"] == f"{sentence} Retirez cette demande de votre panier."

    shown = marc.get(f"{BASE}/basket").json
    problems = {each["service"]: each["problem"] for each in shown["lines"]}
    assert problems == {
        "restauration": {"code": "deadline_passed", "sentence": sentence},
        "garderie-soir": None,
    }
    assert shown["total_cents"] == 220
    assert shown["groups"] == [{"label": "1 × Garderie du soir", "total_cents": 220}]

    by_hand = put(marc, line("guilhem", "restauration"))
    assert [(each["code"], each["sentence"]) for each in by_hand["refused"]] == [
        ("deadline_passed", sentence)
    ]

    done = validate(marc, shown)
    assert [each["service"] for each in done["accepted"]] == ["garderie-soir"]
    assert [(each["service"], each["sentence"]) for each in done["refused"]] == [("restauration", sentence)]
    assert [each["service"] for each in done["basket"]["lines"]] == ["restauration"]
    assert state_of(marc, "clara", "restauration") == "late"
    assert state_of(marc, "clara", "garderie-soir") == "validated"

    out = marc.post(f"{BASE}/basket/changes", {"remove": [lunch]})
    assert out.json["basket"]["lines"] == []


def test_a_booking_too_late_to_cancel_stays_and_says_whom_to_call(marc: Browser, clock: Clock) -> None:
    book(marc, line("clara", "garderie-soir"))
    basket = put(marc, line("clara", "garderie-soir", action="cancel"))["basket"]
    clock.now = paris("dimanche 2026-11-22 12:00")
    done = validate(marc, basket)
    assert [each["code"] for each in done["refused"]] == ["deadline_passed"]
    assert done["refused"][0]["sentence"].startswith(
        "Trop tard pour annuler depuis midi aujourd’hui. Appelez le "
    )
    assert state_of(marc, "clara", "garderie-soir") == "locked"


def test_the_other_parent_sees_the_bookings_and_has_a_basket_of_her_own(marc: Browser) -> None:
    book(marc, line("clara", "restauration"))
    put(marc, line("guilhem", "restauration"))
    julie = Browser(app, cookie=log_in(JULIE))
    assert state_of(julie, "clara", "restauration") == "validated"
    assert state_of(julie, "guilhem", "restauration") == "bookable"
    assert julie.get(f"{BASE}/basket").json["lines"] == []


def test_the_basket_follows_the_parent_from_phone_to_computer(marc: Browser) -> None:
    put(marc, line("clara", "restauration"))
    computer = Browser(app, cookie=log_in(MARC))
    [waiting] = computer.get(f"{BASE}/basket").json["lines"]
    assert (waiting["child_name"], waiting["service_name"], waiting["price_cents"], waiting["tranche"]) == (
        "Clara",
        "Restauration scolaire",
        345,
        "QF de 600 à 1 199",
    )
    assert (waiting["until"], waiting["problem"]) == ("2026-11-19T10:00:00+01:00", None)
    assert computer.delete(f"{BASE}/basket").status == 204
    assert marc.get(f"{BASE}/basket").json == {"lines": [], "groups": [], "total_cents": 0}


def test_a_price_that_moved_is_told_and_asked_for_again(marc: Browser) -> None:
    basket = put(marc, line("clara", "restauration"))["basket"]
    publish_reglement("lisse", a_reglement(tariffs=(a_tariff("restauration", 410),)), now=NOW)
    done = validate(marc, basket)
    assert done["accepted"] == []
    assert done["refused"][0]["sentence"].startswith("Le prix a changé : 4,10\u202f€ maintenant.")
    assert done["basket"]["lines"][0]["price_cents"] == 410
    assert [each["price_cents"] for each in validate(marc, done["basket"])["accepted"]] == [410]


def test_valider_twice_with_one_key_books_once_and_answers_alike(marc: Browser) -> None:
    basket = put(marc, line("clara", "restauration"))["basket"]
    first, second = (validate(marc, basket, key="a-double-click") for _ in range(2))
    assert first == second
    assert len(first["accepted"]) == 1
    again = marc.post(f"{BASE}/bookings", {"lines": []}, key="a-double-click")
    assert (again.status, again.json["code"]) == (422, "key_reused")


def test_a_page_left_open_does_not_book_again_what_was_cancelled(marc: Browser) -> None:
    basket = put(marc, line("clara", "garderie-soir"))["basket"]
    validate(marc, basket)
    validate(marc, put(marc, line("clara", "garderie-soir", action="cancel"))["basket"])
    done = validate(marc, basket)
    assert [each["code"] for each in done["refused"]] == ["not_in_basket"]
    assert state_of(marc, "clara", "garderie-soir") == "bookable"


def test_a_full_day_says_so_in_the_cell_and_in_the_basket(marc: Browser) -> None:
    one_place = replace(MORNING, places=(Places(1),))
    publish_reglement("lisse", a_reglement(services=(one_place,)), now=NOW)
    basket = put(marc, line("clara", "garderie-matin"), line("guilhem", "garderie-matin"))["basket"]
    assert [each["problem"] and each["problem"]["code"] for each in basket["lines"]] == [None, "full"]
    assert basket["total_cents"] == 150
    done = validate(marc, basket)
    assert [each["child"] for each in done["accepted"]] == ["clara"]
    assert [(each["child"], each["code"]) for each in done["refused"]] == [("guilhem", "full")]
    assert done["basket"]["lines"][0]["problem"]["code"] == "full"
    assert done["basket"]["total_cents"] == 0
    full = cell(marc, "guilhem", "garderie-matin")
    assert full["state"] == "full"
    assert full["sentence"].startswith(
        "Complet : il n’y a plus de place ce jour-là. Appelez le 01\u00a099\u00a000\u00a012\u00a034."
    )


def test_past_its_limit_a_day_costs_more_and_the_cell_the_basket_and_valider_say_the_same(
    marc: Browser, clock: Clock
) -> None:
    late = (Late(LateMode.SURCHARGE, Limit(back=3, at=9 * 60), Surcharge(cents=100)),)
    canteen = replace(CANTEEN, reserve=replace(CANTEEN.reserve, late=late))
    publish_reglement("lisse", a_reglement(services=(canteen,)), now=NOW)
    before = put(marc, line("clara", "restauration"))["basket"]
    assert before["total_cents"] == 345 and "remark" not in before["lines"][0]

    clock.now = paris("jeudi 2026-11-19 10:00")
    found = cell(marc, "guilhem", "restauration")
    assert (found["state"], found["price_cents"]) == ("bookable", 445)
    assert found["remark"].replace("\u202f", " ") == "en retard : +1,00 €"
    assert found["until"] == "2026-11-20T09:00:00+01:00"
    refused = validate(marc, before)
    assert [each["code"] for each in refused["refused"]] == ["price_changed"]
    basket = refused["basket"]
    assert (basket["total_cents"], basket["lines"][0]["price_cents"]) == (445, 445)
    assert validate(marc, basket)["accepted"][0]["price_cents"] == 445
    whole_week = {
        "children": ["guilhem"],
        "services": ["restauration"],
        "start": "2026-11-23",
        "end": "2026-11-27",
        "weekdays": [1, 4],
    }
    filled = marc.post(f"{BASE}/basket/ranges", whole_week).json
    assert (filled["added"], [each["code"] for each in filled["refused"]]) == (0, ["costs_more"])


def test_a_week_of_holidays_is_closed_for_school_and_says_why(marc: Browser) -> None:
    planning = marc.get(f"{BASE}/planning?start=2026-12-21&end=2026-12-25").json
    assert [day["closed"] for day in planning["days"]] == ["Vacances de Noël"] * 2 + [
        "Vacances de Noël",
        "Vacances de Noël",
        "Férié : Noël",
    ]
    assert {each["state"] for each in planning["cells"]} == {"closed"}
    assert {each["price_cents"] for each in planning["cells"]} == {None}


def test_a_planning_is_for_one_child_or_for_all(marc: Browser) -> None:
    planning = marc.get(f"{BASE}/planning?start=2026-11-23&end=2026-11-23&child=guilhem").json
    assert [child["id"] for child in planning["children"]] == ["guilhem"]
    assert {each["child"] for each in planning["cells"]} == {"guilhem"}
    assert marc.get(f"{BASE}/planning?start=2026-11-23&end=2026-11-23&child=tom").status == 404


@pytest.mark.parametrize(
    ("start", "end", "status"),
    [
        ("2026-11-23", "2027-01-03", 200),
        ("2026-11-23", "2027-01-04", 422),
        ("2026-11-23", "2026-11-22", 422),
        ("2026-11-23", "demain", 422),
        ("0001-01-01", "0001-01-02", 422),
        ("9999-12-30", "9999-12-31", 422),
    ],
)
def test_a_planning_spans_six_weeks_at_most(marc: Browser, start: str, end: str, status: int) -> None:
    assert marc.get(f"{BASE}/planning?start={start}&end={end}").status == status


def test_a_month_of_two_children_is_filled_at_once(marc: Browser) -> None:
    asked = {
        "children": ["clara", "guilhem"],
        "services": ["restauration", "garderie-soir"],
        "start": "2026-11-16",
        "end": "2026-12-18",
        "weekdays": [1, 2, 4, 5],
        "weeks": "all",
    }
    answer = marc.post(f"{BASE}/basket/ranges", asked).json
    lunches, evenings = 2 * 4 * 4, 2 * (4 * 5 - 1)
    assert answer["added"] == lunches + evenings
    assert len(answer["basket"]["lines"]) == lunches + evenings
    assert answer["basket"]["groups"] == [
        {"label": f"{evenings} × Garderie du soir", "total_cents": evenings * 220},
        {"label": f"{lunches} × Restauration scolaire", "total_cents": lunches * 345},
    ]
    late = [
        each for each in answer["refused"] if (each["child"], each["service"]) == ("clara", "restauration")
    ]
    assert [(each["date"], each["last_date"], each["days"]) for each in late] == [
        ("2026-11-16", "2026-11-20", 4)
    ]
    assert late[0]["sentence"] == (
        "4 jours, du lundi 16\u00a0novembre au vendredi 20\u00a0novembre : trop tard. Appelez le 01\u00a099\u00a000\u00a012\u00a034."
    )
    once = [
        each for each in answer["refused"] if (each["child"], each["service"]) == ("clara", "garderie-soir")
    ]
    assert once[0]["sentence"].startswith(
        "Le lundi 16\u00a0novembre : trop tard depuis hier midi. Appelez le "
    )


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"end": "2026-11-22"}, 422, "range_backwards"),
        ({"end": "2028-11-23"}, 422, "range_too_long"),
        ({"weekdays": [0]}, 422, "invalid"),
        ({"weekdays": []}, 422, "invalid"),
        ({"weeks": "sometimes"}, 422, "invalid"),
        ({"children": ["tom"]}, 404, "not_found"),
        ({"children": ["../tom"]}, 422, "invalid"),
    ],
)
def test_a_range_that_makes_no_sense_is_refused(
    marc: Browser, changes: dict[str, Any], status: int, code: str
) -> None:
    asked = {
        "children": ["clara"],
        "services": ["restauration"],
        "start": "2026-11-23",
        "end": "2026-11-27",
        "weekdays": [1],
    }
    answer = marc.post(f"{BASE}/basket/ranges", asked | changes)
    assert (answer.status, answer.json["code"]) == (status, code)


def test_a_hand_made_request_for_what_is_not_there_changes_nothing(marc: Browser) -> None:
    unknown = put(marc, line("clara", "piscine"))
    assert [each["code"] for each in unknown["refused"]] == ["not_concerned"]
    asked = {"lines": [line("tom", "restauration") | {"price_cents": 1}]}
    assert marc.post(f"{BASE}/bookings", asked).status == 404
    asked = {"lines": [line("clara", "restauration") | {"price_cents": 1}]}
    assert [each["code"] for each in marc.post(f"{BASE}/bookings", asked).json["refused"]] == [
        "not_in_basket"
    ]
    without_price = marc.post(f"{BASE}/bookings", {"lines": [line("clara", "restauration")]})
    assert (without_price.status, without_price.json["field"]) == (422, "lines[0].price_cents")


def test_a_day_at_the_end_of_the_calendar_is_refused_not_a_fault(marc: Browser) -> None:
    lines = [line("clara", "garderie-soir", day) for day in (MONDAY, "9999-12-31")]
    answer = marc.post(f"{BASE}/basket/changes", {"add": lines})
    assert (answer.status, answer.json["field"]) == (422, "add[1]")


def test_a_service_that_the_town_gave_up_says_so_in_the_basket_and_can_be_taken_out(marc: Browser) -> None:
    put(marc, line("clara", "garderie-soir"))
    publish_reglement("lisse", a_reglement(services=(CANTEEN,)), now=NOW)
    [waiting] = marc.get(f"{BASE}/basket").json["lines"]
    assert (waiting["service_name"], waiting["price_cents"]) == ("Service supprimé", None)
    assert waiting["problem"]["code"] == "not_concerned"
    assert [each["code"] for each in validate(marc, {"lines": [waiting]})["refused"]] == ["not_concerned"]
    out = marc.post(f"{BASE}/basket/changes", {"remove": [line("clara", "garderie-soir")]}).json
    assert out["basket"]["lines"] == []


def test_overseas_hours_are_those_of_the_island(table: str, clock: Clock) -> None:
    """La Réunion is three hours ahead of Paris in winter: what is nine there is six in Paris."""
    open_town(a_commune(timezone="Indian/Reunion"), a_reglement(timezone="Indian/Reunion"))
    settle()
    marc = Browser(app, cookie=log_in(MARC))
    clock.now = paris("jeudi 2026-11-19 06:59")
    found = cell(marc, "clara", "restauration")
    assert (found["state"], found["until"]) == ("bookable", "2026-11-19T10:00:00+04:00")
    assert found["sentence"] == "Réservable jusqu’à 10\u00a0h aujourd’hui."
    clock.now += timedelta(minutes=1)
    assert state_of(marc, "clara", "restauration") == "late"


def test_what_is_paid_when_it_is_booked_says_until_when_and_where(marc: Browser, clock: Clock) -> None:
    clock.now = NOW.astimezone(UTC)
    paid_now = replace(MORNING, prepaid=True)
    publish_reglement("lisse", a_reglement(services=(paid_now, CANTEEN)), now=NOW)
    put(marc, line("clara", MORNING.code))
    [seen] = marc.get(f"{BASE}/basket").json["lines"]
    assert (seen["pay_now"], seen["remark"]) == (True, "à payer en ligne dès la validation")
    asked = {name: seen[name] for name in ("child", "service", "date", "action", "price_cents")}
    answer = marc.post(f"{BASE}/bookings", {"lines": [asked]}).json
    [to_pay] = answer["to_pay"]
    assert to_pay["sentence"].replace("\u202f", " ").replace("\u00a0", " ") == (
        "1,50 € à payer avant 9 h 30 : ensuite, ces places sont rendues."
    )
    assert marc.get(f"{BASE}/invoices/{to_pay['invoice']}").status == 200
    cells = marc.get(f"{BASE}/planning?start={MONDAY}&end={MONDAY}&child=clara").json["cells"]
    [cell] = [cell for cell in cells if cell["service"] == MORNING.code]
    assert (cell["state"], cell["remark"].replace("\u00a0", " ")) == ("validated", "à payer avant 9 h 30")
    assert "la place est rendue" in cell["sentence"]
    clock.now = NOW + timedelta(minutes=31)
    cells = marc.get(f"{BASE}/planning?start={MONDAY}&end={MONDAY}&child=clara").json["cells"]
    [cell] = [cell for cell in cells if cell["service"] == MORNING.code]
    assert cell.get("remark") is None
