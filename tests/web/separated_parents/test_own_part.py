"""Each home books, reads and is billed at its own price, and only its own part."""

import pytest

from app import app
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.messages import MessageKind
from functions.domain.planning.child_month import Slot
from functions.jobs.letters import letter
from functions.storage.invoices import invoices
from functions.usecases.families.share_child import share_child
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.privacy.read_family_data import read_family_data
from tests.support.accounts import messages
from tests.support.attendance import write_down
from tests.support.builders import (
    JULIE,
    MARC,
    NOW,
    book,
    log_in,
    on,
    paris,
)
from tests.support.client import Browser
from tests.support.separated_parents import (
    BASKET,
    HER_MONDAY,
    HER_TUESDAY,
    HIS_TUESDAY,
    HIS_TUESDAY_BY_HER,
    PLANNING,
    cell_of,
)
from tests.support.trips import trips


def test_a_home_books_in_the_others_week_at_a_price_that_is_not_its_own(marc: Browser) -> None:
    basket = BASKET.format("testmp")
    add = [{**slot, "action": "reserve"} for slot in (HER_TUESDAY, HIS_TUESDAY)]
    shown = marc.post(f"{basket}/changes", {"add": add, "remove": []}).json["basket"]
    assert [(each["price_cents"], each.get("remark")) for each in shown["lines"]] == [
        (None, "payé par l’autre parent"),
        (345, None),
    ]
    assert (shown["total_cents"], [each["total_cents"] for each in shown["groups"]]) == (345, [345])
    lines = [
        {key: each[key] for key in ("child", "service", "date", "action", "price_cents")}
        for each in shown["lines"]
    ]
    done = marc.post("/communes/lisse/families/testmp/bookings", {"lines": lines}).json
    assert [each["price_cents"] for each in done["accepted"]] == [0, 345]
    assert done["refused"] == []
    [mail] = [
        letter(one, now=NOW) for one in messages(MessageKind.BOOKINGS_VALIDATED) if one.family == "testmp"
    ]
    assert mail is not None
    reserved = mail.data["reserved"]
    assert isinstance(reserved, tuple)
    said = [line.replace("\u00a0", " ").replace("\u202f", " ") for line in reserved if "décembre" in line]
    assert [("payé par l’autre parent" in line, "3,45 €" in line) for line in said] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize(("seen", "taken"), [(172, False), (173, True), (345, False), (None, False)])
def test_of_what_two_homes_share_each_sees_and_agrees_to_its_own_part(
    marc: Browser, seen: int | None, taken: bool
) -> None:
    halves = (Part("testmp", 50), Part("durand", 50))
    share_child("lisse", "clara", Sharing(HER_MONDAY, halves), by="agent", key="halves", now=NOW)
    basket = BASKET.format("testmp")
    add = [{**HIS_TUESDAY, "action": "reserve"}]
    [line] = marc.post(f"{basket}/changes", {"add": add, "remove": []}).json["basket"]["lines"]
    assert (line["price_cents"], line["remark"].replace("\u00a0", " ")) == (173, "votre part, 50 %")
    asked = {**add[0], "price_cents": seen}
    done = marc.post("/communes/lisse/families/testmp/bookings", {"lines": [asked]}).json
    assert bool(done["accepted"]) is taken
    assert [each["code"] for each in done["refused"]] == ([] if taken else ["price_changed"])


def sums_of(family: str, month: str) -> dict[str, int]:
    """What the invoices of a month ask of a family, by day."""
    found = {}
    for debt in invoices.receivables("lisse", family):
        if debt.period == month:
            for line in invoices.invoice("lisse", family, debt.invoice)[0].lines:
                found[str(line.day)] = line.amount_cents
    return found


def test_each_home_is_billed_its_own_price_of_what_the_other_booked(marc: Browser) -> None:
    book(Slot(on("mardi 2026-12-01"), "restauration", "clara"), account=MARC, family="testmp")
    book(Slot(on("mardi 2026-12-08"), "restauration", "clara"), account=MARC, family="testmp")
    write_down("clara", service="restauration", day=NOW.date(), at=NOW)  # in her week, and booked by nobody
    julie = Browser(app, cookie=log_in(JULIE))
    today = f"start={NOW.date()}&end={NOW.date()}"
    besides = [
        who.get(f"/communes/lisse/families/{family}/planning?{today}").json.get("besides", [])
        for who, family in ((julie, "durand"), (marc, "testmp"))
    ]
    assert [[each["amount_cents"] for each in found] for found in besides] == [[520], []]
    hers = cell_of(julie.get(PLANNING.format("durand")).json, HER_TUESDAY)
    assert (hers["state"], hers["price_cents"], hers["tranche"]) == ("locked", 520, "QF à partir de 1 200")
    assert hers["sentence"].endswith(" À votre charge.")
    week = "/communes/lisse/families/testmp/planning?start=2026-11-23&end=2026-11-27"
    his = cell_of(marc.get(week).json, HER_TUESDAY | {"date": str(HIS_TUESDAY_BY_HER)})
    assert (his["state"], his["price_cents"], his["tranche"]) == ("locked", 345, "QF de 600 à 1 199")
    for month, now in (("2026-11", "mardi 2026-12-01 04:15"), ("2026-12", "vendredi 2027-01-01 04:15")):
        issue_invoices("lisse", month, by="job", now=paris(now))
    assert sums_of("durand", "2026-11") | sums_of("durand", "2026-12") == {
        "2026-11-16": 520,
        "2026-11-30": 520,
        "2026-12-01": 520,
    }
    assert sums_of("testmp", "2026-11") | sums_of("testmp", "2026-12") == {
        "2026-11-24": 345,
        "2026-12-08": 345,
    }
    # And what each is handed of its data says the same.
    said = []
    for family, account in (("durand", JULIE), ("testmp", MARC)):
        data = read_family_data("lisse", family, account=account, now=NOW)
        [clara, *_] = [each for each in data.children if each.id == "clara"]
        [december] = [month for month in clara.months if month.month == "2026-12"]
        said.append([(one.price_cents, one.payer) for of in december.days.values() for one in of.values()])
        assert not any(one.others for of in december.days.values() for one in of.values())
    assert said == [[(520, "durand")], [(345, "testmp"), (345, "testmp")]]


def test_pricing_for_the_other_home_takes_no_round_trip_more_and_an_absence_says_what_it_gives_back_to_this_one(
    marc: Browser,
) -> None:
    """Once the process knows that the child has another home that pays."""
    taken = []
    for day in ("2026-12-01", "2026-12-03", "2026-12-10"):
        line = {**HER_TUESDAY, "date": day, "action": "reserve"}
        basket = BASKET.format("testmp")
        [shown] = marc.post(f"{basket}/changes", {"add": [line], "remove": []}).json["basket"]["lines"]
        with trips() as made:
            done = marc.post(
                "/communes/lisse/families/testmp/bookings",
                {"lines": [line | {"price_cents": shown["price_cents"]}]},
            )
        assert len(done.json["accepted"]) == 1
        taken.append(made.count)
    assert taken[1:] == [3, 3]
    told = {"child": "clara", "first": "2026-12-01", "last": "2026-12-10", "reason": "illness"}
    absence = marc.post("/communes/lisse/families/testmp/absences", told).json
    days = {each["date"]: (each["price_cents"], each["sentence"]) for each in absence["days"]}
    assert days["2026-12-01"] == (None, "Payé par l’autre parent.")
    assert days["2026-12-10"][0] == 345
    assert "5,20" not in absence["summary"] and "6,90" not in absence["summary"]
