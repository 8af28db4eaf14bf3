"""The personal calendar: a secret address that its owner makes, renews and revokes, and that says little of a child."""

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.accounts.account import FamilyRef
from functions.domain.menus.week_menu import DayMenu
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.safety.child_safety import Allergen
from functions.settings import settings
from functions.storage.accounts import accounts
from functions.storage.bookings import child_months
from functions.storage.families import families
from functions.storage.table.item import Item
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.sessions import sweep_others
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.menus.write_week_menu import WeekMenuWritten, write_week_menu
from functions.usecases.reminders.calendar_feed import open_feed
from functions.web.reminders import calendar_routes
from tests.support.absences import a_declared
from tests.support.builders import (
    CLARA,
    JULIE,
    MARC,
    NOW,
    a_booking,
    a_child,
    a_commune,
    a_family,
    a_month,
    acting,
    book,
    log_in,
    on,
    open_account,
    open_town,
    paris,
    put_in_basket,
    put_month,
    seen_lines,
    settle,
)
from tests.support.calendars import events
from tests.support.client import Answer, Browser
from tests.support.crashes import Calls, dying
from tests.support.table import journal_of_account

LUNCH = Slot(on("lundi 2026-11-23"), "restauration", "clara")


@pytest.fixture
def marc(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    settle()
    open_account()
    return Browser(app, cookie=log_in(MARC))


def path_of(browser: Browser) -> str:
    address: str = browser.get("/me/account").json["calendar"]
    assert address.startswith(f"{settings().origin}/api/calendar/") and address.endswith(".ics")
    return address.removeprefix(f"{settings().origin}/api")


def opened(browser: Browser) -> str:
    assert browser.put("/me/calendar").status == 200
    return path_of(browser)


def phone(path: str, **headers: str) -> Answer:
    """A calendar program: no cookie."""
    return Browser(app).get(path, **{"Accept": "text/calendar", **headers})


def days(answer: Answer) -> dict[str, str]:
    return {
        event["DTSTART"].dt.isoformat(): str(event["SUMMARY"]).replace("\u00a0", " ")
        for event in events(answer.text.encode())
        if str(event["UID"]).startswith("jour-")
    }


def test_nobody_has_an_address_before_asking_for_one(marc: Browser) -> None:
    assert marc.get("/me/account").json["calendar"] is None


def test_bookings_are_whole_days_that_name_no_child_no_school_and_no_hour(marc: Browser) -> None:
    book(LUNCH, replace(LUNCH, service="garderie-soir"), replace(LUNCH, child="guilhem"))
    answer = phone(opened(marc))
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    titles = [str(event["SUMMARY"]).replace("\u00a0", " ") for event in events(answer.text.encode())]
    assert "C. : Restauration scolaire, Garderie du soir" in titles
    assert "G. : Restauration scolaire" in titles
    assert not any(word in answer.text for word in ("Clara", "Guilhem", "Testmp", "ferry", "CM1"))


def test_limits_end_at_the_instant_of_the_week_grid(marc: Browser) -> None:
    book(LUNCH)
    ends = {
        event["DTEND"].dt
        for event in events(phone(opened(marc)).text.encode())
        if str(event["UID"]).startswith("limites-")
    }
    grid = marc.get(
        "/communes/lisse/families/testmp/planning?start=2026-11-24&end=2026-11-24&child=clara"
    ).json
    until = {cell["service"]: cell["until"] for cell in grid["cells"]}
    assert paris("jeudi 2026-11-19 10:00").astimezone(UTC) in ends
    assert until["restauration"] == "2026-11-19T10:00:00+01:00"
    assert all(end > NOW - timedelta(days=1) for end in ends)


def test_a_cancelled_booking_leaves_the_calendar(marc: Browser) -> None:
    book(LUNCH)
    path = opened(marc)
    assert "2026-11-23" in days(phone(path))
    put_in_basket(acting(), LUNCH, action=Action.CANCEL)
    validate_basket(acting(), seen_lines(acting()), key="cancel-key-1", now=NOW)
    assert days(phone(path)) == {}


def test_what_did_not_move_is_not_sent_again(marc: Browser) -> None:
    path = opened(marc)
    first = phone(path)
    assert first.headers["Cache-Control"] == "private, no-cache"
    same = phone(path, **{"If-None-Match": f'"another", W/{first.headers["ETag"]}'})
    assert (same.status, same.text, same.headers["ETag"]) == (304, "", first.headers["ETag"])
    book(LUNCH)
    moved = phone(path, **{"If-None-Match": first.headers["ETag"]})
    assert moved.status == 200 and moved.headers["ETag"] != first.headers["ETag"]


def test_a_day_with_a_meal_says_what_is_eaten_and_one_without_does_not(marc: Browser) -> None:
    book(LUNCH, Slot(on("mardi 2026-11-24"), "garderie-soir", "clara"))
    path = opened(marc)
    before = phone(path)
    menu = DayMenu(("Carottes râpées", "Lasagnes", "Pomme BIO"), (Allergen.MILK, Allergen.GLUTEN))
    week = {on("lundi 2026-11-23"): menu, on("mardi 2026-11-24"): menu}
    write_week_menu(WeekMenuWritten("lisse", "2026-W48", week, 0, "agent", "key-of-the-menu", NOW))
    after = phone(path, **{"If-None-Match": before.headers["ETag"]})
    said = {
        event["DTSTART"].dt.isoformat(): str(event["DESCRIPTION"])
        for event in events(after.text.encode())
        if str(event["UID"]).startswith("jour-")
    }
    assert said["2026-11-23"].replace("\u00a0", " ") == (
        "Réservé (Lisse).\nAu menu : Carottes râpées, lasagnes et pomme BIO.\nAllergènes : gluten, lait"
    )
    assert "Au menu" not in said["2026-11-24"]


def test_a_declared_absence_is_told_and_no_menu_is_for_who_does_not_come(marc: Browser) -> None:
    book(LUNCH, Slot(LUNCH.date, "garderie-soir", "clara"))
    month = child_months.months_of("lisse", ["clara"], "2026-11")[0].value
    put_month(month.with_absence(a_declared([LUNCH.date])))
    week = {LUNCH.date: DayMenu(("Lasagnes",), ())}
    write_week_menu(WeekMenuWritten("lisse", "2026-W48", week, 0, "agent", "key-of-the-menu", NOW))
    [day] = [
        each for each in events(phone(opened(marc)).text.encode()) if str(each["UID"]).startswith("jour-")
    ]
    assert (
        str(day["SUMMARY"]).replace("\u00a0", " ")
        == "C. : Garderie du soir, Restauration scolaire, absence déclarée"
    )
    assert str(day["DESCRIPTION"]).replace("\u00a0", " ") == (
        "Réservé : Garderie du soir (Lisse).\nAbsence déclarée : Restauration scolaire (Lisse)."
    )


def test_the_same_facts_are_the_same_bytes(marc: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    book(LUNCH)
    path = opened(marc)
    first = phone(path)
    monkeypatch.setattr(wiring, "now", lambda: NOW + timedelta(hours=3))
    assert phone(path).text == first.text


def test_another_address_makes_the_earlier_one_worthless(marc: Browser) -> None:
    earlier = opened(marc)
    later = opened(marc)
    assert later != earlier
    assert (phone(earlier).status, phone(later).status) == (404, 200)


def test_a_second_click_makes_no_second_address(marc: Browser) -> None:
    answers = {marc.put("/me/calendar", key="a-click-00").json["address"] for _ in range(2)}
    assert len(answers) == 1
    assert [line.act for line in journal_of_account(MARC)] == ["calendar_opened"]


def test_a_revoked_address_answers_as_one_that_never_was(marc: Browser) -> None:
    path = opened(marc)
    for _ in range(2):
        assert marc.delete("/me/calendar").status == 204
    never = phone(f"/calendar/{MARC}-{'0' * 26}.ics")
    assert (phone(path).status, phone(path).text) == (never.status, never.text)
    assert phone(path).status == 404
    assert marc.get("/me/account").json["calendar"] is None


@pytest.mark.parametrize(
    "token", ["x", MARC, f"{MARC}-", f"{JULIE}-{'0' * 26}", f"{'9' * 26}-{'0' * 26}.ics"]
)
def test_what_is_no_address_is_not_found(marc: Browser, token: str) -> None:
    assert phone(f"/calendar/{token}").status == 404


def test_anothers_code_opens_nothing(marc: Browser) -> None:
    open_account(JULIE, "julie@famille.example")
    code = opened(marc).partition("-")[2]
    opened(Browser(app, cookie=log_in(JULIE)))
    assert phone(f"/calendar/{JULIE}-{code}").status == 404


def test_neither_the_address_nor_a_hash_of_it_is_on_the_table(marc: Browser) -> None:
    path = opened(marc)
    code = path.rpartition("-")[2].removesuffix(".ics")
    stored = [repr(item.attribute_values) for item in Item.query(f"A#{MARC}")]
    assert stored and not any(code in item for item in stored)


def test_who_left_the_family_sees_nothing_of_it_any_more(marc: Browser) -> None:
    book(LUNCH)
    path = opened(marc)
    found = families.family("lisse", "testmp")
    transaction = Transaction()
    families.put(transaction, "lisse", replace(found, value=replace(found.value, members=(JULIE,))))
    transaction.commit()
    answer = phone(path)
    assert (answer.status, events(answer.text.encode())) == (200, [])


def test_families_of_several_towns_are_in_one_calendar(marc: Browser) -> None:
    open_town(a_commune("vauvert", name="Vauvert"))
    other = a_family("ailleurs", children=("clara",))
    settle(other, [replace(CLARA, families=("ailleurs",))], commune="vauvert")
    account = accounts.account(MARC)
    both = account.value.with_families((FamilyRef("vauvert", "ailleurs"),))
    transaction = Transaction()
    accounts.put_account(transaction, Stored(account.key, both, account.version))
    transaction.commit()
    book(LUNCH)
    put_month(
        a_month("clara", "2026-11", {(24, "restauration"): a_booking(payer="ailleurs")}), commune="vauvert"
    )
    answer = phone(opened(marc))
    assert days(answer).keys() == {"2026-11-23", "2026-11-24"}
    assert "Réservé (Vauvert)." in answer.text and "Réservé (Lisse)." in answer.text
    uids = [str(event["UID"]) for event in events(answer.text.encode())]
    assert len(uids) == len(set(uids))


def test_two_families_of_one_town_have_each_their_own_entries_and_the_first_keeps_its_ids(
    marc: Browser,
) -> None:
    """A program shows one entry an id: of two limits, or of a day of a child of both, it showed the last one."""
    book(LUNCH)
    alone = {str(event["UID"]) for event in events(phone(opened(marc)).text.encode())}
    settle(
        a_family("durand", children=("clara", "leo")),
        [replace(CLARA, families=("testmp", "durand")), a_child("leo", ("durand",), first_name="Léo")],
    )
    account = accounts.account(MARC)
    both = account.value.with_families((FamilyRef("lisse", "testmp"), FamilyRef("lisse", "durand")))
    transaction = Transaction()
    accounts.put_account(transaction, Stored(account.key, both, account.version))
    transaction.commit()
    put_month(a_month("leo", "2026-11", {(23, "restauration"): a_booking(payer="durand")}))
    shown = events(phone(path_of(marc)).text.encode())
    uids = [str(event["UID"]) for event in shown]
    assert len(uids) == len(set(uids))
    assert alone <= set(uids), "who subscribed sees what was there go on, not twice"
    limits = {str(event["DTEND"].dt) for event in shown if str(event["UID"]).startswith("limites-")}
    of_second = [uid for uid in uids if "-durand@" in uid and uid.startswith("limites-")]
    assert len(of_second) == len(limits), "each family reads each limit, with its own services"


def test_a_calendar_is_three_round_trips(marc: Browser) -> None:
    path = opened(marc)
    phone(path)
    with dying(Calls()) as counted:
        phone(path)
    assert counted.made <= 3


def test_a_session_that_ends_while_it_asks_makes_no_address(
    marc: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The password was replaced elsewhere, once this request had been admitted."""
    admitted = open_feed

    def ended_meanwhile(*arguments: Any, **named: Any) -> str:
        sweep_others(MARC, keep=None)
        return admitted(*arguments, **named)

    monkeypatch.setattr(calendar_routes, "open_feed", ended_meanwhile)
    assert marc.put("/me/calendar").status == 401
    assert Browser(app, cookie=log_in(MARC)).get("/me/account").json["calendar"] is None
