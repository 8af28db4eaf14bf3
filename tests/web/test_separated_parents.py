"""Two parents who live apart share a child: each reads all of their own, and of the other neither address, mail, means nor what is paid."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.calendar.weeks import Weeks
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.family import Address, QuotientFamilial
from functions.domain.families.file_corrections import Correction, Request, RequestKind
from functions.domain.messages import MessageKind
from functions.domain.planning.child_month import Slot
from functions.domain.safety.child_safety import ChildSafety, MayNotFetch
from functions.domain.uploads.file_types import FileType
from functions.domain.uploads.uploads import AttachedFile
from functions.french.files.own_sharing import own_sharing
from functions.jobs.letters import letter
from functions.storage.bookings import child_months
from functions.storage.families import families, requests
from functions.storage.invoices import invoices
from functions.storage.table.transaction import Transaction
from functions.usecases.families.share_child import share_child
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.privacy.read_family_data import read_family_data
from functions.usecases.safety.write_safety import SafetyWritten, write_safety
from functions.usecases.town.publish_reglement import publish_reglement
from functions.web import audiences
from tests.support.accounts import messages
from tests.support.attendance import write_down
from tests.support.builders import (
    CANTEEN,
    CLARA,
    GUILHEM,
    JULIE,
    MARC,
    NOW,
    a_booking,
    a_family,
    a_month,
    a_reglement,
    appoint,
    book,
    log_in,
    on,
    open_account,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.client import Browser
from tests.support.spaces import plain
from tests.support.trips import trips

MEMBER = "/communes/{commune}/families/{family}"
HERS = (
    "Secrète",
    "99 99",
    "julie@",
    "1433",
    "1 433",
    "1501",
    "attestation-julie",
    "à partir de 1 200",
    "520",
    "5,20",
    "Écarté",
    "Ordonnance",
)
"""Her address, her phone, her mail, her quotient, the one that she told the town and its proof, her bracket, her price; and who is kept away from the child."""
HIS = ("Tilleuls", "56 78", "marc@", "812", "de 600 à 1 199", "3,45", "345", "Guilhem")
"""The same of him, and his other child: what he booked in her week is hers to pay at her price, and his is on none of her screens."""
IDS = re.compile(r'"[0-9A-Za-z_-]{20,}"')
"""Of sessions, invoices…: they may hold any figures."""
HER_MONDAY = on("lundi 2026-11-30")
"""Of an odd week, in which she pays whoever books."""
HIS_TUESDAY_BY_HER = on("mardi 2026-11-24")
"""Of an even week, in which Marc pays what she booked, at his own price."""
HIS_TUESDAY_OF_HALVES = on("mardi 2026-12-08")
AGENT = "0" * 25 + "a"
NEEDS_AN_ID = {"absence", "invoice", "receipt", "payment", "request", "file", "kind"}
"""Of what is read one by one: each lies under the family's own key, which another's id does not reach."""


@pytest.fixture
def marc(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Clara's weeks go from Julie to Marc. Julie, who earns more, booked Monday, and was invoiced for October."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    shared = replace(CLARA, families=("testmp", "durand"))
    family = a_family()
    hers = replace(
        family,
        id="durand",
        name="Durand",
        address=Address("77 rue Secrète", "00000", "Lisse"),
        phone="01 99 00 99 99",
        guardians=family.guardians[1:],
        members=(JULIE,),
        children=("clara",),
        quotients=(QuotientFamilial(1433, on("mardi 2026-09-01")),),
    )
    settle(hers, [shared])
    parts = (Part("durand", 100, Weeks.ODD), Part("testmp", 100, Weeks.EVEN))
    agreed = replace(shared, sharing=(Sharing(on("mardi 2026-09-01"), parts),))
    settle(replace(family, guardians=family.guardians[:1], members=(MARC,)), [agreed, GUILHEM])
    for account in (MARC, JULIE):
        open_account(account, f"{account[-1]}@ailleurs.example")
    put_month(a_month("clara", "2026-10", {(5, "restauration"): a_booking(520, payer="durand")}))
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))
    book(Slot(HER_MONDAY, "restauration", "clara"), account=JULIE, family="durand")
    book(Slot(HIS_TUESDAY_BY_HER, "restauration", "clara"), account=JULIE, family="durand")
    told = Correction(
        "quotient",
        "1433|2026-09-01|",
        "1501|2026-12-01|caf",
        files=(AttachedFile("proof", "attestation-julie.pdf", FileType.PDF, 9),),
    )
    transaction = Transaction()
    wish = Request("wish", RequestKind.CORRECTION, "durand", JULIE, NOW, (told,))
    requests.add(transaction, "lisse", wish)
    transaction.commit()
    kept_away = ChildSafety("clara", may_not_fetch=(MayNotFetch("Jean Écarté", "Ordonnance-du-juge"),))
    write_safety(SafetyWritten("lisse", kept_away, 0, "agent", "sheet", NOW))
    return Browser(app, cookie=log_in(MARC))


def read_by(browser: Browser, family: str) -> dict[str, Any]:
    """Every route that a parent reads, but for what is asked for by an id."""
    found = {}
    for route in (each for audience in audiences.ALL for each in audience.served):
        if route.method != "GET" or route.who not in ("parent", "member"):
            continue
        path = route.path.replace(MEMBER, f"/communes/lisse/families/{family}")
        if "{" in path:
            assert {part.strip("{}") for part in path.split("/") if part.startswith("{")} <= NEEDS_AN_ID, path
            continue
        if path.startswith(("/me/second-factor", "/me/pin")):
            continue  # of agents
        query = "?start=2026-11-23&end=2026-12-06" if path.endswith("/planning") else ""
        answer = browser.get(f"{path}{query}")
        assert answer.status == 200, (path, answer.text)
        found[path] = answer.json
    return found


def test_no_screen_of_a_parent_tells_the_means_the_address_or_the_sums_of_the_other(marc: Browser) -> None:
    julie = Browser(app, cookie=log_in(JULIE))
    hers = json.dumps(read_by(julie, "durand"), ensure_ascii=False).replace("\u00a0", " ")
    assert all(
        word in hers for word in ("Secrète", "99 99", "1433", "1501", "attestation-julie", "5,20", "520")
    ), "else nothing is shown here"
    book(Slot(on("mardi 2026-12-01"), "restauration", "clara"), account=MARC, family="testmp")
    for month, day in (("2026-11", "mardi 2026-12-01 04:15"), ("2026-12", "vendredi 2027-01-01 04:15")):
        issue_invoices("lisse", month, by="job", now=paris(day))
    for browser, family, words in ((marc, "testmp", HERS), (julie, "durand", HIS)):
        for path, told in read_by(browser, family).items():
            text = IDS.sub(
                "", json.dumps(told, ensure_ascii=False).replace("\u00a0", " ").replace("\u202f", " ")
            )
            for word in words:
                assert word not in text, (path, word)


def test_each_reads_whose_week_it_is_and_what_is_theirs_to_pay(marc: Browser) -> None:
    julie = Browser(app, cookie=log_in(JULIE))
    said = []
    for browser, family in ((marc, "testmp"), (julie, "durand")):
        [clara, *_] = [
            each
            for each in browser.get(f"/communes/lisse/families/{family}/file").json["sections"]
            if each["child"] == "clara"
        ]
        said.append({each["label"]: each["value"].replace("\u00a0", " ") for each in clara["facts"]})
    assert [(each["Cette semaine"], each["La semaine prochaine"]) for each in said] == [
        ("celle de l’autre parent (semaine 47, impaire)", "la vôtre (semaine 48, paire)"),
        ("la vôtre (semaine 47, impaire)", "celle de l’autre parent (semaine 48, paire)"),
    ]
    assert said[0]["Qui paie"] == (
        "semaines impaires : l’autre parent ; semaines paires : vous, depuis le 1er septembre 2026"
    )
    planning = marc.get("/communes/lisse/families/testmp/planning?start=2026-11-30&end=2026-12-06").json
    [monday] = [
        each
        for each in planning["cells"]
        if (each["child"], each["service"], each["date"]) == ("clara", "restauration", str(HER_MONDAY))
    ]
    assert "Réservé par l’autre parent" in monday["sentence"]
    assert (monday["price_cents"], monday["tranche"]) == (None, None)


PLANNING = "/communes/lisse/families/{}/planning?start=2026-11-30&end=2026-12-04"
BASKET = "/communes/lisse/families/{}/basket"
HER_TUESDAY = {"child": "clara", "service": "restauration", "date": "2026-12-01"}
HIS_TUESDAY = HER_TUESDAY | {"date": "2026-12-08"}


def cell_of(planning: Any, slot: dict[str, str]) -> Any:
    [found] = [each for each in planning["cells"] if slot.items() <= each.items()]
    return found


def test_the_week_says_with_whom_the_child_is_and_what_is_not_this_homes_to_pay(marc: Browser) -> None:
    week = marc.get(PLANNING.format("testmp")).json
    assert week["whose_week"] == "Clara chez l’autre parent"
    julie = Browser(app, cookie=log_in(JULIE))
    assert julie.get(PLANNING.format("durand")).json["whose_week"] == "chez vous"
    two_weeks = marc.get("/communes/lisse/families/testmp/planning?start=2026-11-30&end=2026-12-11").json
    hers, his = cell_of(two_weeks, HER_TUESDAY), cell_of(two_weeks, HIS_TUESDAY)
    assert (hers["price_cents"], hers["tranche"], hers["remark"]) == (None, None, "payé par l’autre parent")
    assert hers["sentence"].endswith(". Payé par l’autre parent.")
    assert (his["price_cents"], his["tranche"]) == (345, "QF de 600 à 1 199") and "remark" not in his
    monday = cell_of(two_weeks, HER_TUESDAY | {"date": str(HER_MONDAY)})
    assert monday["sentence"] == (
        "Réservé par l’autre parent, qui seul peut annuler. Payé par l’autre parent."
    )


def test_a_week_within_which_the_homes_change_turns_is_said_to_be_nobodys(marc: Browser) -> None:
    turned = (Part("testmp", 100, Weeks.ODD), Part("durand", 100, Weeks.EVEN))
    share_child(
        "lisse", "clara", Sharing(on("mercredi 2026-12-02"), turned), by="agent", key="turned", now=NOW
    )
    assert "whose_week" not in marc.get(PLANNING.format("testmp")).json
    next_week = marc.get("/communes/lisse/families/testmp/planning?start=2026-12-07&end=2026-12-13").json
    assert next_week["whose_week"] == "Clara chez l’autre parent"


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


@given(st.integers(0, 100), st.integers(0, 100), st.dates(on("mardi 2026-09-01"), on("vendredi 2027-12-31")))
def test_a_week_is_one_homes_exactly_where_it_is_not_the_others(odd: int, even: int, day: Any) -> None:
    parts = tuple(
        part
        for weeks, own in ((Weeks.ODD, odd), (Weeks.EVEN, even))
        for part in (Part("mine", own, weeks), Part("theirs", 100 - own, weeks))
        if part.percent
    )
    agreed = [Sharing(on("mardi 2026-09-01"), parts)]
    mine, theirs = (
        {one.label: one.value for one in own_sharing(agreed, family, day, service_name=str)}
        for family in ("mine", "theirs")
    )
    assert mine.keys() == theirs.keys()
    for label in ("Cette semaine", "La semaine prochaine"):
        if label in mine:
            assert ("la vôtre" in mine[label]) != ("la vôtre" in theirs[label])


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


def with_quotient(family: str, value: int) -> None:
    stored = families.family("lisse", family)
    after = replace(stored.value, quotients=(QuotientFamilial(value, on("mardi 2026-09-01")),))
    transaction = Transaction()
    families.put(transaction, "lisse", replace(stored, value=after))
    transaction.commit()


def test_the_means_of_the_other_change_no_byte_of_what_a_home_reads_and_count_as_they_are_when_it_is_written(
    marc: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(Slot(on("mardi 2026-12-01"), "restauration", "clara"), account=MARC, family="testmp")
    before = read_by(marc, "testmp")
    with_quotient("durand", 9000)
    assert json.dumps(read_by(marc, "testmp")) == json.dumps(before)
    # It changes once more between reading and writing.
    basket = BASKET.format("testmp")
    slot = {**HER_TUESDAY, "date": "2026-12-03", "action": "reserve"}
    marc.post(f"{basket}/changes", {"add": [slot], "remove": []})
    commit = Transaction.commit
    moved: list[bool] = []

    def first_moved(self: Transaction) -> None:
        if not moved:
            moved.append(True)
            with_quotient("durand", 500)
        commit(self)

    monkeypatch.setattr(Transaction, "commit", first_moved)
    done = marc.post("/communes/lisse/families/testmp/bookings", {"lines": [slot | {"price_cents": None}]})
    assert [each["price_cents"] for each in done.json["accepted"]] == [0]
    month = child_months.months_of("lisse", ["clara"], "2026-12")[0].value
    booking = month.booking(Slot(on("jeudi 2026-12-03"), "restauration", "clara"))
    assert booking is not None and [
        (each.family, each.price_cents, each.tranche) for each in booking.others
    ] == [("durand", 110, "QF jusqu’à 599")]


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
