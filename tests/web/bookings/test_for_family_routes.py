"""The week of a family as an agent has it, and what an agent books there."""

from dataclasses import replace
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.families.family import QuotientFamilial
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Late, LateMode, Limit, Surcharge
from functions.domain.reglement.reglement import Places
from functions.storage.families import families
from functions.storage.table.transaction import Transaction
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.attendance import write_down
from tests.support.builders import (
    CANTEEN,
    MARC,
    MONDAY,
    MORNING,
    NOW,
    a_booking,
    a_child,
    a_family,
    a_month,
    a_reglement,
    appoint,
    book,
    log_in,
    on,
    open_town,
    put_month,
    settle,
)
from tests.support.client import Browser
from tests.support.spaces import plain
from tests.web.bookings.test_cost import counting

AGENT = "0" * 25 + "a"
FILE = "/communes/lisse/files/testmp"
THURSDAY = "2026-11-19"
CLARAS = {"child": "clara", "service": "restauration"}


@pytest.fixture
def secretary(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    full = replace(CANTEEN, places=(Places(1),))
    open_town(reglement=a_reglement(services=(full, MORNING)))
    settle()
    book(Slot(MONDAY, "restauration", "guilhem"))
    appoint(AGENT, Role.SECRETARY)
    return Browser(app, cookie=log_in(AGENT))


def cells(week: Any) -> dict[tuple[str, str, str], Any]:
    return {(each["child"], each["service"], each["date"]): each for each in week.json["cells"]}


def test_a_cell_says_what_an_agent_may_do_and_what_that_passes_over(secretary: Browser) -> None:
    assert secretary.get(f"{FILE}/planning").json["start"] == "2026-11-16", "the week that is open"
    assert len(secretary.get(f"{FILE}/view").json["planning"]["days"]) == 7
    assert secretary.get(f"{FILE}/planning?start=2026-11-16").status == 422
    found = cells(secretary.get(f"{FILE}/planning?start=2026-11-16&end=2026-11-29"))
    late = found["clara", "restauration", THURSDAY]
    assert (late["state"], late["action"], late["over"]) == ("late", "reserve", ["limit"])
    assert plain(late["why"]) == "La limite était le jeudi 12 novembre à 10 h."
    assert (late["regular_cents"], late["late_cents"]) == (345, 345)
    full = found["clara", "restauration", "2026-11-23"]
    assert (full["over"], plain(full["why"])) == (["capacity"], "Complet : il n’y a plus de place.")
    booked = found["guilhem", "restauration", "2026-11-23"]
    assert (booked["action"], booked.get("over")) == ("cancel", None)
    assert (booked["regular_cents"], booked["late_cents"]) == (0, 0)
    past = found["clara", "restauration", "2026-11-16"]
    assert (past["action"], past["over"]) == ("reserve", ["limit"])


def test_a_late_day_says_its_two_prices_and_the_family_reads_the_second(secretary: Browser) -> None:
    late = (Late(LateMode.SURCHARGE, Limit(back=0, at=14 * 60), Surcharge(cents=100)),)
    canteen = replace(CANTEEN, reserve=replace(CANTEEN.reserve, late=late))
    publish_reglement("lisse", a_reglement(services=(canteen, MORNING)), now=NOW)
    slot = ("clara", "restauration", THURSDAY)
    cell = cells(secretary.get(f"{FILE}/planning?start=2026-11-16&end=2026-11-22"))[slot]
    assert (cell["regular_cents"], cell["late_cents"]) == (345, 445)
    assert plain(cell["why"]).endswith("3,45 € au prix normal, 4,45 € au prix en retard.")
    view = secretary.get(f"{FILE}/view?start=2026-11-16&end=2026-11-22").json["planning"]
    theirs = {(each["child"], each["service"], each["date"]): each for each in view["cells"]}[slot]
    assert (theirs["state"], theirs["price_cents"]) == ("bookable", 445)
    line = {**CLARAS, "date": THURSDAY, "action": "reserve"}
    for price in ("regular", "late"):
        said = secretary.post(f"{FILE}/bookings", {"lines": [line], "dry": True, "price": price}).json
        assert {choice: plain(words) for choice, words in said["prices"].items()} == {
            "regular": "3,45 € de plus à facturer",
            "late": "4,45 € de plus à facturer",
        }, "before one is chosen"
        assert plain(said["prices"][price]) in plain(said["summary"]), "as the recap says it"
    in_time = {"child": "clara", "service": "garderie-matin", "date": "2026-11-23", "action": "reserve"}
    assert secretary.post(f"{FILE}/bookings", {"lines": [in_time], "dry": True}).json["prices"] == {}


def test_what_was_noted_of_who_came_stands_in_the_week_that_an_agent_reads(secretary: Browser) -> None:
    today = NOW.date()
    put_month(a_month("guilhem", "2026-11", {(today.day, "restauration"): a_booking()}))
    write_down("clara", service="restauration", day=today, at=NOW)
    write_down("guilhem", service="restauration", day=today, at=NOW, kind="absent")
    found = cells(secretary.get(f"{FILE}/planning?start=2026-11-16&end=2026-11-22"))
    clara, guilhem = (found[child, "restauration", "2026-11-16"] for child in ("clara", "guilhem"))
    assert (clara["noted"], clara["noted_cents"]) == ("Présence sans réservation", 345)
    assert (guilhem["noted"], guilhem["noted_cents"]) == ("Absence notée", 345), "billed as it was booked"
    assert plain(guilhem["noted_more"]).startswith("Absence qui n’a pas été déclarée : elle reste facturée")
    assert "noted" not in found["clara", "restauration", THURSDAY]
    shown = secretary.get(f"{FILE}/view?start=2026-11-16&end=2026-11-22").json["planning"]["cells"]
    theirs = {(cell["child"], cell["service"], cell["date"]): cell for cell in shown}
    clara, guilhem = (theirs[child, "restauration", "2026-11-16"] for child in ("clara", "guilhem"))
    assert (clara["state"], clara["word"], clara["price_cents"]) == ("late", "Présence sans réservation", 345)
    assert clara["sentence"] == "Présence sans réservation."
    assert (guilhem["word"], guilhem["absent"], guilhem["price_cents"]) == ("Absence notée", True, 345)
    assert plain(guilhem["sentence"]).startswith("Absence notée. Absence qui n’a pas été déclarée")


def test_a_quotient_that_changes_in_the_week_says_why_two_days_have_two_prices(secretary: Browser) -> None:
    family = families.family("lisse", "testmp")
    coming = QuotientFamilial(640, on("mercredi 2026-11-25"))
    after = replace(family.value, quotients=(*family.value.quotients, coming))
    transaction = Transaction()
    families.put(transaction, "lisse", replace(family, value=after))
    transaction.commit()
    [said] = secretary.get(f"{FILE}/planning?start=2026-11-23&end=2026-11-29").json["quotients"]
    assert plain(said).startswith("Nouveau quotient à partir du mercredi 25 novembre : 640, au lieu de 812.")
    assert "quotients" not in secretary.get(f"{FILE}/planning?start=2026-11-30&end=2026-12-06").json


def test_said_first_then_done_then_read_by_the_family(secretary: Browser) -> None:
    in_time = {"child": "clara", "service": "garderie-matin", "date": "2026-11-23", "action": "reserve"}
    said = secretary.post(f"{FILE}/bookings", {"lines": [in_time], "dry": True, "tell": False}).json
    assert (said["over"], said["past"], said["told"]) == ([], "", 0)
    assert plain(said["summary"]) == (
        "1 réservation pour Clara : 1,50 € de plus à facturer. Personne ne reçoit d’e-mail."
    )
    lines = [{**CLARAS, "date": THURSDAY, "action": "reserve", "price_cents": 345}]
    asked = {"lines": lines, "over": [], "reason": "Oubli", "tell": True}
    said = secretary.post(f"{FILE}/bookings", {**asked, "dry": True}).json
    assert [each["code"] for each in said["over"]] == ["limit"]
    assert plain(said["summary"]) == (
        "1 réservation pour Clara, après la limite : 3,45 € de plus à facturer. 2 personnes reçoivent un e-mail."
    )
    refused = secretary.post(f"{FILE}/bookings", asked)
    assert (refused.status, refused.json["code"], refused.json["over"]) == (409, "over_differs", ["limit"])
    done = secretary.post(f"{FILE}/bookings", {**asked, "over": ["limit"]})
    assert done.status == 200, done.text
    [now] = done.json["cells"]
    assert (now["state"], now["action"]) == ("validated", "cancel")
    parent = Browser(app, cookie=log_in(MARC))
    week = parent.get(f"/communes/lisse/families/testmp/planning?start={THURSDAY}&end={THURSDAY}")
    seen = cells(week)["clara", "restauration", THURSDAY]
    assert seen["remark"] == "ajouté par la mairie : Oubli"
    assert plain(seen["sentence"]).endswith("Réservé par la mairie, après la limite : Oubli.")


def test_others_of_the_town_hall_read_and_parents_and_other_towns_do_not(secretary: Browser) -> None:
    week = f"{FILE}/planning?start={THURSDAY}&end={THURSDAY}"
    appoint(AGENT, Role.REGISSEUR)
    assert secretary.get(week).status == 200
    line = {**CLARAS, "date": THURSDAY, "action": "reserve"}
    assert secretary.post(f"{FILE}/bookings", {"lines": [line]}).status == 403
    appoint(AGENT, Role.CHILDCARE)
    assert secretary.get(week).status == 403
    assert Browser(app, cookie=log_in(MARC)).get(week).status == 404
    appoint(AGENT, Role.SECRETARY)
    assert secretary.get(f"{FILE}/planning?start={THURSDAY}&end=2027-03-01").status == 422


def test_the_week_costs_two_round_trips_in_a_town_of_any_size(secretary: Browser) -> None:
    many = tuple(f"kid-{number}" for number in range(6))
    settle(a_family(children=many), [a_child(kid) for kid in many])
    secretary.get(f"{FILE}/planning?start=2026-11-23&end=2026-11-29")
    with counting() as cost:
        assert secretary.get(f"{FILE}/planning?start=2026-11-23&end=2026-11-29").status == 200
    assert len(cost.sent) == 2, cost.sent


def test_an_act_for_several_families_names_their_children_so_that_two_of_one_name_differ(
    secretary: Browser,
) -> None:
    settle(a_family("autre", children=("theo",), members=()), [a_child("theo", ("autre",))])
    names = [{"family": "testmp", "child": "clara"}, {"family": "autre", "child": "theo"}]
    late = {"service": "restauration", "date": THURSDAY, "action": "cancel"}
    asked = {"children": names, "lines": [late], "over": [], "reason": "Sortie", "dry": True}
    families = secretary.post("/communes/lisse/bookings/batch", asked).json["families"]
    assert len({each["name"] for each in families}) == 1
    assert sorted(each["children"] for each in families) == ["Clara", "Theo"]
    assert all(each["sentence"] for each in families)
    refused = [(line["child_name"], line["service_name"]) for each in families for line in each["refused"]]
    assert sorted(refused) == [("Clara", "Restauration scolaire"), ("Theo", "Restauration scolaire")]
