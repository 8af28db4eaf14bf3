"""A deployment of each earlier release, upgraded: what its families did is all there, and they go on.

`tests/releases/{version}.jsonl` are small towns as that release wrote them, through its own use cases, in DynamoDB's JSON.
`make keep-release` tells the story of tests/releases/story.py to a release that is being made, and keeps what is left of it.
"""

import base64
import re
from pathlib import Path
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.messages import Lane
from functions.domain.planning.child_month import Slot
from functions.domain.second_factor.factor import SecondFactor
from functions.storage.invoices import invoices
from functions.storage.journal import seals
from functions.storage.news import articles as news
from functions.storage.table import outbox
from functions.storage.table.item import Item
from functions.storage.table.stored import decode
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.journal.seal_journal import seal_journal
from functions.usecases.kitchen.run_orders import run_orders
from functions.usecases.regie.send_debt_reminders import send_reminders
from functions.usecases.second_factor.phone_secrets import secret_of
from functions.version import VERSION
from infra.backup import totals
from infra.backup.exports import item_of_line
from infra.journal import audit_journal
from infra.migrate import migrate
from tests.releases.__main__ import keep
from tests.releases.story import PASSWORD, tell
from tests.support.beginnings import put_back
from tests.support.builders import NOW, on, paris
from tests.support.client import Browser
from tests.support.directories import the_directory_is_what_the_files_say
from tests.support.ledger import counters, rows, tally
from tests.support.packed import keep_months
from tests.support.second_factor import pass_second_factor

ROOT = Path(__file__).parents[3]
RELEASES = sorted((ROOT / "tests" / "releases").glob("*.jsonl"))
SINCE_0_2_0 = [release for release in RELEASES if release.stem != "0.1.0"]
SINCE_0_3_0 = [release for release in SINCE_0_2_0 if release.stem != "0.2.0"]
FAMILY = "/communes/lisse/families/testmp"
SERVICES = ("garderie-matin", "restauration", "garderie-soir", "mercredi")
RIVE = "/communes/rive"
MONTHS = ("2026-09", "2026-10", "2026-11")


@pytest.fixture(params=RELEASES, ids=[release.stem for release in RELEASES])
def kept(
    request: pytest.FixtureRequest, table: str, dynamodb: Any, monkeypatch: pytest.MonkeyPatch
) -> list[Any]:
    """The items of the release, on the test's table."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    items = [item_of_line(line) for line in request.param.read_text("utf-8").splitlines()]
    put_back(items)
    return items


def signed_in(email: str) -> Browser:
    """With the password chosen under the old release."""
    browser = Browser(app)
    assert browser.post("/session", {"email": email, "password": PASSWORD}).status == 200
    return browser


def agent_signed_in(email: str, commune: str) -> Browser:
    """With the phone set then. Whom the old release asked for no second factor: the first route asks, the sign-in after it sets a phone."""
    browser = signed_in(email)
    if browser.get("/session/second-factor").status == 401:
        refused = browser.get(f"/communes/{commune}/booking-requests")
        assert refused.json["code"] == "second_factor_required"
        browser = signed_in(email)
    pass_second_factor(browser, letters_of_the_phone())
    return browser


def letters_of_the_phone() -> str:
    """What the one agent's phone was set with; nothing where the old release knew none."""
    for item in Item.scan(Item.sk == "FACTOR", consistent_read=True):
        known = decode(item, SecondFactor).value
        return base64.b32encode(secret_of(known.issue, known.key)).decode()
    return ""


@pytest.fixture
def marc(kept: list[Any]) -> Browser:
    return signed_in("marc@famille.example")


@pytest.mark.parametrize("packed", [False, True])
def test_bookings_and_the_basket_are_there_and_can_be_validated(marc: Browser, packed: bool) -> None:
    assert keep_months(packed=packed) > 0
    planning = marc.get(f"{FAMILY}/planning?start=2026-11-23&end=2026-11-27").json
    states = {(cell["child"], cell["date"], cell["service"]): cell["state"] for cell in planning["cells"]}
    assert states["clara", "2026-11-23", "restauration"] == "validated"
    assert states["clara", "2026-11-26", "restauration"] == "in_basket"
    lines = [
        {name: line[name] for name in ("child", "service", "date", "action", "price_cents")}
        for line in planning["basket"]["lines"]
    ]
    assert marc.post(f"{FAMILY}/bookings", {"lines": lines}).json["refused"] == []
    booked = rows(["clara", "guilhem"], MONTHS)
    assert Slot(on("jeudi 2026-11-26"), "restauration", "clara") in booked
    assert counters(SERVICES, MONTHS) == tally(booked)


@pytest.mark.parametrize("migrated", [False, True])
def test_invoices_read_as_they_did_and_the_next_number_follows(
    marc: Browser, dynamodb: Any, table: str, migrated: bool
) -> None:
    if migrated:
        migrate(dynamodb, table, apply=True)
    shown = marc.get(f"{FAMILY}/invoices").json
    assert [(one["number"], one["balance_cents"]) for one in shown["to_pay"]] == [("2026-000002", 1380)]
    assert [one["number"] for one in shown["paid"]] == ["2026-000001"]
    paid = shown["paid"][0]["id"]
    assert marc.get(f"{FAMILY}/invoices/{paid}").json["summary"]["number"] == "2026-000001"
    assert marc.get(f"{FAMILY}/invoices/{paid}/receipt").json["total_cents"] == 1380
    issue_invoices("lisse", "2026-11", by="job", now=paris("jeudi 2026-12-03 07:00"))
    numbers = sorted(debt.number.label for debt in invoices.receivables("lisse", "testmp"))
    assert numbers == ["2026-000001", "2026-000002", "2026-000003"]


def test_what_was_owed_is_reminded_of_once_migrated(kept: list[Any], table: str, dynamodb: Any) -> None:
    late = paris("lundi 2026-12-14 09:40")
    migrate(dynamodb, table, apply=True)
    assert [debt.number.label for debt in invoices.owed("lisse", "enfance")] == ["2026-000002"]
    assert [debt.number.rank for debt in invoices.of_year("lisse", "enfance", 2026)] == [1, 2]
    assert send_reminders("lisse", by="job", now=late).sent == 1


def test_what_waited_in_the_outbox_is_still_understood(kept: list[Any]) -> None:
    waited = [item for item in kept if item["pk"]["S"].startswith("OUTBOX#")]
    understood = [message for lane in Lane for message in outbox.waiting(lane)]
    assert len(understood) == len(waited) > 0
    assert [article.title for article in news.latest("lisse")] == ["Menus de novembre"]


def test_a_migration_changes_no_figure(kept: list[Any], table: str, dynamodb: Any) -> None:
    before = totals.of(kept)
    migrate(dynamodb, table, apply=True)
    after = totals.of(totals.scan(dynamodb, table))
    for figures in (*before.by_commune.values(), *after.by_commune.values()):
        derived = sum(figures.pop(f"{kind} items", 0) for kind in ("directory", "find", "proof"))
        figures["items"] -= derived
    assert (after.by_commune, after.numbers) == (before.by_commune, before.numbers)
    the_directory_is_what_the_files_say()
    assert sum(migrate(dynamodb, table, apply=True).values()) == 0


def since_0_2_0(test: Any) -> Any:
    """With the second town, which the first release could not have written."""
    return pytest.mark.parametrize(
        "kept", SINCE_0_2_0, indirect=True, ids=[release.stem for release in SINCE_0_2_0]
    )(test)


def since_0_3_0(test: Any) -> Any:
    """With what the desk writes in the second town."""
    return pytest.mark.parametrize(
        "kept", SINCE_0_3_0, indirect=True, ids=[release.stem for release in SINCE_0_3_0]
    )(test)


@since_0_2_0
@pytest.mark.parametrize("migrated", [False, True])
def test_what_the_counter_took_is_in_the_books(
    kept: list[Any], dynamodb: Any, table: str, migrated: bool
) -> None:
    if migrated:
        migrate(dynamodb, table, apply=True)
    agent = agent_signed_in("mairie@rive.example", "rive")
    account = agent.get(f"{RIVE}/regie/families/rivage").json
    # Two lunches at 3,45 €; the third was missed, and a certificate came the same day. A euro was given back.
    assert [(one["total_cents"], one["state"]) for one in account["invoices"]] == [(690, "paid")]
    assert [one["amount_cents"] for one in account["payments"]] == [690]
    assert (account["credit_cents"], [one["total_cents"] for one in account["credit_notes"]]) == (100, [-100])
    [statement] = agent.get(f"{RIVE}/regie/statements").json["statements"]
    assert (statement["number"], statement["total_cents"]) == ("E2026-0001", 690)
    [line] = agent.get(f"{RIVE}/regie/statements/{statement['number']}").json["lines"]
    assert (line["means"], line["amount_cents"]) == ("Chèque", 690)


@since_0_2_0
def test_what_was_missed_and_called_off_is_known(kept: list[Any]) -> None:
    agent = agent_signed_in("mairie@rive.example", "rive")
    [absence] = agent.get(f"{RIVE}/absences?month=2026-10").json["absences"]
    assert (absence["child"], absence["has_file"]) == ("lou", True)
    [off] = agent.get(f"{RIVE}/called-off?month=2026-11").json["called_off"]
    assert off["day"] == "2026-11-27"
    came = agent.get(f"{RIVE}/day-list?service=restauration&date=2026-10-05").json["children"]
    assert [(each["child"], each["presence"]) for each in came] == [("lou", "present")]


@since_0_2_0
def test_a_place_that_frees_goes_to_the_child_that_waited(kept: list[Any]) -> None:
    louise, amelie = signed_in("louise@famille.example"), signed_in("amelie@famille.example")
    assert state(amelie, "amont", "garderie-matin", "2026-11-23") == "waiting"
    given_up = {"child": "lou", "service": "garderie-matin", "date": "2026-11-23", "action": "cancel"}
    rivage = f"{RIVE}/families/rivage"
    [line] = louise.post(f"{rivage}/basket/changes", {"add": [given_up]}).json["basket"]["lines"]
    seen = given_up | {"price_cents": line["price_cents"]}
    assert louise.post(f"{rivage}/bookings", {"lines": [seen]}).json["refused"] == []
    assert state(amelie, "amont", "garderie-matin", "2026-11-23") == "validated"


@since_0_2_0
def test_what_was_asked_of_the_town_is_answered(kept: list[Any]) -> None:
    agent, amelie = agent_signed_in("mairie@rive.example", "rive"), signed_in("amelie@famille.example")
    assert state(amelie, "amont", "garderie-soir", "2026-11-24") == "requested"
    [request] = agent.get(f"{RIVE}/booking-requests").json["requests"]
    asked = {name: request["lines"][0][name] for name in ("child", "service", "date", "action")}
    answer = agent.post(
        f"{RIVE}/booking-requests/amont/{request['id']}", {"accept": [asked], "refuse": [], "reason": ""}
    )
    assert (answer.status, answer.json["failed"]) == (200, [])
    assert state(amelie, "amont", "garderie-soir", "2026-11-24") == "validated"


@since_0_2_0
def test_a_phone_still_follows_the_calendar_and_nobody_is_reminded_again(kept: list[Any]) -> None:
    louise = signed_in("louise@famille.example")
    token = louise.get("/me/account").json["calendar"].rpartition("/")[2]
    followed = Browser(app).get(f"/calendar/{token}", Accept="text/calendar")
    assert (followed.status, "BEGIN:VEVENT" in followed.text) == (200, True)
    assert louise.get("/me/account").json["reminders"] is False


@since_0_3_0
@pytest.mark.parametrize("migrated", [False, True])
def test_what_the_desk_wrote_and_what_a_family_asked_is_there(
    kept: list[Any], dynamodb: Any, table: str, migrated: bool
) -> None:
    if migrated:
        migrate(dynamodb, table, apply=True)
    louise, agent = signed_in("louise@famille.example"), agent_signed_in("mairie@rive.example", "rive")
    listed = louise.get(f"{RIVE}/families/rivage/requests").json["requests"]
    [asked] = [each for each in listed if each["kind"] == "question"]
    thread = louise.get(f"{RIVE}/families/rivage/requests/{asked['id']}").json
    assert [each["text"] for each in thread["messages"]] == ["Faut-il un pique-nique ?", "Oui."]
    file = agent.get(f"{RIVE}/files/rivage").json
    assert [(each["label"], each["until"]) for each in file["papers"]] == [("acceptée", "2027-11-11")]
    safety = file["children"][0]["safety"]
    assert (safety["diet"], safety["allergens"], safety["version"]) == ("Sans porc", ["nuts"], 1)
    [monday] = Browser(app).get(f"{RIVE}/menus?start=2026-11-30&end=2026-12-06").json["days"]
    assert monday["dishes"] == ["Carottes râpées", "Lasagnes"]
    [tablet] = agent.get(f"{RIVE}/devices").json["devices"]
    assert (tablet["name"], agent.get("/me/pin").json) == ("Cantine", {"chosen": True})
    [phone] = louise.get("/me/push-devices").json["devices"]
    assert (phone["kinds"], phone["quiet"]) == (["answer"], True)
    [sentence] = agent.get(f"{RIVE}/ready-sentences").json["sentences"]
    assert sentence == {"use": "reply", "text": "Bonjour, c’est noté."}


@since_0_3_0
def test_the_meals_that_were_ordered_are_not_ordered_again_and_the_journal_is_proved(
    kept: list[Any],
) -> None:
    done = run_orders(now=NOW)
    assert (done.ordered, done.changed, done.failed) == (0, 0, 0)
    agent = agent_signed_in("mairie@rive.example", "rive")
    [tuesday] = agent.get(f"{RIVE}/kitchen?from=2026-11-17&to=2026-11-17").json["days"]
    assert [(each["number"], each["meals"]) for each in tuesday["orders"]] == [(1, 1)]
    assert [(each["child"], each["menu"]) for each in tuesday["names"]] == [("lou", "Sans porc")]
    assert seal_journal("rive", now=NOW) > 0
    proved = audit_journal("rive", seals.seals("rive"), now=NOW)
    assert proved.findings == [] and proved.lines > 0


def test_every_release_of_the_changelog_has_its_data_kept_and_nothing_else_is_kept() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    released = re.findall(r"^## \[(\d[^\]]*)\]", changelog, re.MULTILINE)
    assert [release.stem for release in RELEASES] == sorted(released)


def test_the_release_to_come_can_still_tell_the_story(table: str, uploads_bucket: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "_clock", wiring.now)  # the story moves it
        tell()
    assert sorted(debt.number.rank for debt in invoices.receivables("lisse", "testmp")) == [1, 2]
    assert [debt.balance_cents for debt in invoices.receivables("rive", "rivage")] == [0]


def test_what_a_release_wrote_is_never_written_again(tmp_path: Path) -> None:
    kept = tmp_path / f"{VERSION}.jsonl"
    kept.write_text("as it was")
    with pytest.raises(SystemExit, match="never written again"):
        keep(tmp_path)
    assert kept.read_text() == "as it was"


def state(browser: Browser, family: str, service: str, day: str) -> str:
    """Of the family's one child, in the second town."""
    cells = browser.get(f"{RIVE}/families/{family}/planning?start={day}&end={day}").json["cells"]
    [found] = [cell["state"] for cell in cells if cell["service"] == service]
    return str(found)
