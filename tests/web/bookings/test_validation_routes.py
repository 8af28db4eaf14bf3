"""*Valider* and what comes before it, as a parent's browser meets them: the cell, the basket and the act say the same."""

from dataclasses import replace
from datetime import UTC, timedelta

from functions.domain.reglement.deadline_rules import Late, LateMode, Limit, Surcharge
from functions.domain.reglement.reglement import Places
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.builders import CANTEEN, MONDAY, MORNING, NOW, a_reglement, a_tariff, paris
from tests.support.client import Browser
from tests.support.reserving import BASE, Clock, book, cell, line, put, state_of, validate


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
