"""The town hall reads the whole: what all homes of a child pay together, and who pays."""

from dataclasses import replace

from app import app
from functions.domain.agents.staff import Role
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.planning.child_month import Slot
from functions.usecases.families.share_child import share_child
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.builders import (
    CANTEEN,
    MARC,
    NOW,
    a_reglement,
    appoint,
    book,
    log_in,
    on,
)
from tests.support.client import Browser
from tests.support.separated_parents import BASKET, HER_TUESDAY, HIS_TUESDAY, cell_of
from tests.support.spaces import plain

HIS_TUESDAY_OF_HALVES = on("mardi 2026-12-08")


AGENT = "0" * 25 + "a"


def test_an_agent_reads_what_both_homes_pay_together_and_who_pays(marc: Browser) -> None:
    book(Slot(on("mardi 2026-12-01"), "restauration", "clara"), account=MARC, family="testmp")
    appoint(AGENT, Role.SECRETARY)
    secretary = Browser(app, cookie=log_in(AGENT))
    file = "/communes/lisse/files/testmp"
    week = secretary.get(f"{file}/planning?start=2026-11-30&end=2026-12-11").json
    tuesday, thursday, his = (
        cell_of(week, HER_TUESDAY | {"date": day}) for day in ("2026-12-01", "2026-12-03", "2026-12-08")
    )
    assert (tuesday["price_cents"], tuesday["remark"], tuesday.get("tranche")) == (
        520,
        "payé par l’autre foyer",
        None,
    )
    assert (thursday["price_cents"], thursday["remark"], thursday["paid_elsewhere"]) == (
        None,
        "payé par l’autre foyer",
        True,
    )
    assert (his["price_cents"], his.get("remark"), "paid_elsewhere" in his) == (
        345,
        None,
        False,
    )
    line = HER_TUESDAY | {"date": "2026-12-03", "action": "reserve", "price_cents": thursday["regular_cents"]}
    said = secretary.post(f"{file}/bookings", {"lines": [line], "dry": True, "tell": False}).json
    assert plain(said["summary"]).endswith(
        "5,20 € de plus à facturer. Seul l’autre foyer, qui en paie tout ou partie, reçoit un e-mail."
    )
    back = {**line, "date": "2026-12-01", "action": "cancel", "price_cents": None}
    said = secretary.post(f"{file}/bookings", {"lines": [back], "dry": True, "tell": True}).json
    assert plain(said["summary"]).endswith(
        "5,20 € de moins à facturer. Une personne reçoit un e-mail. L’autre foyer, qui en paie tout ou partie, en reçoit un aussi."
    )


def test_an_agent_reads_of_a_request_what_each_home_would_pay(marc: Browser) -> None:
    """He asks the town for a day of which each pays half, and for one that is hers alone: the town bills them both."""
    asks = replace(CANTEEN, reserve=replace(CANTEEN.reserve, confirmed_by_town=True))
    publish_reglement("lisse", a_reglement(services=(asks,)), now=NOW)
    halves = (Part("testmp", 50), Part("durand", 50))
    share_child("lisse", "clara", Sharing(HIS_TUESDAY_OF_HALVES, halves), by="agent", key="halves", now=NOW)
    add = [HER_TUESDAY | {"action": "reserve"}, HIS_TUESDAY | {"action": "reserve"}]
    shown = marc.post(f"{BASKET.format('testmp')}/changes", {"add": add, "remove": []}).json["basket"]
    names = ("child", "service", "date", "action", "price_cents")
    lines = [{name: each[name] for name in names} for each in shown["lines"]]
    marc.post("/communes/lisse/families/testmp/bookings", {"lines": lines})
    appoint(AGENT, Role.SECRETARY)
    secretary = Browser(app, cookie=log_in(AGENT))
    [request] = secretary.get("/communes/lisse/booking-requests").json["requests"]
    said = [(each["price_cents"], plain(each["homes"])) for each in request["lines"]]
    assert said == [(520, "Durand : 5,20 €"), (433, "Testmp : 1,73 €, Durand : 2,60 €")]
    item = secretary.get(f"/communes/lisse/inbox/booking/testmp/{request['id']}").json
    assert [each["price_cents"] for each in item["lines"]] == [520, 433]
    assert "9,53 €" in plain(item["effect"][0])
    assert "L’autre foyer, qui en paie tout ou partie, en reçoit un aussi." in item["effect"][0]
