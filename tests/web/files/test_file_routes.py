"""The file of a family as its secretary reads and edits it, through the API."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.calendar.rules import CalendarRules, School
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.journal import JournalLine
from functions.storage.families import families
from functions.storage.families.children import children
from functions.storage.table import journal
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from tests.support.accounts import messages
from tests.support.builders import (
    CLARA,
    GUILHEM,
    MARC,
    NOW,
    a_family,
    a_reglement,
    appoint,
    log_in,
    on,
    open_account,
    open_town,
    settle,
)
from tests.support.client import Browser
from tests.support.desk import issue_month
from tests.support.spaces import plain
from tests.support.trips import trips
from tests.web.bookings.test_cost import counting

ANNE = "0" * 25 + "s"
PAUL = "0" * 25 + "t"
FILE = "/communes/lisse/files/testmp"
PHONE = "01 99 00 56 78"


@pytest.fixture
def anne(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A secretary; Paul is another."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    schools = (School("ferry", "École Jules-Ferry"), School("pagnol", "École Marcel-Pagnol"))
    open_town(reglement=a_reglement(calendar=CalendarRules(schools=schools)))
    settle()
    for account, email in ((ANNE, "anne@lisse.example"), (PAUL, "paul@lisse.example")):
        open_account(account, email)
        appoint(account, Role.SECRETARY)
    return Browser(app, cookie=log_in(ANNE))


def change(who: Browser, *fields: tuple[str, Any, Any], path: str = FILE) -> Any:
    body = {"fields": [{"field": f, "before": before, "after": after} for f, before, after in fields]}
    return who.request("PATCH", path, body)


def test_the_whole_file_is_read_in_two_round_trips_and_its_reading_is_written_down_once(
    anne: Browser,
) -> None:
    issue_month("2026-10", 345, 345)
    anne.get(FILE)
    with trips() as made:
        file = anne.get(FILE).json
    # Who calls; the family beside what lies with it, all at once; what it names. The reading was noted, and is refused again.
    assert made.count == 3 and sorted(made.sent) == [
        *["BatchGetItem"] * 3,
        *["Query"] * 7,
        "TransactWriteItems",
    ]
    assert (file["name"], file["phone"], file["version"]) == ("Testmp", PHONE, 1)
    assert [child["name"] for child in file["children"]] == ["Clara", "Guilhem"]
    assert file["children"][0]["school_name"] == "École Jules-Ferry" and file["children"][0]["age"] == 9
    assert [one["state"] for one in file["people"]] == ["active", "active"]
    [quotient] = file["quotients"]
    assert (quotient["value"], quotient["label"], file["quotient_now"]) == (812, "liste de la mairie", 812)
    assert file["account"] == {
        "owed_cents": 690,
        "late_cents": 0,
        "handed_over_cents": 0,
        "credit_cents": 0,
        "invoices_to_pay": 1,
    }
    assert (file["requests"], file["homes"], file["by_hand"]) == ([], [], [])
    assert [one["code"] for one in file["schools"]] == ["ferry", "pagnol"]
    reads = [line for line in journal.lines("lisse", "testmp") if line.act == "file_and_sheets_read"]
    assert [line.by for line in reads] == [ANNE]


def test_the_other_home_is_named_with_who_pays_what(anne: Browser) -> None:
    half = Sharing(on("mardi 2026-09-01"), (Part("testmp"), Part("durand")))
    half = replace(half, parts=(Part("testmp", 50), Part("durand", 50)))
    shared = replace(CLARA, sharing=(half,))
    settle(a_family("durand", name="Durand", children=("clara",), members=()), [shared])
    [home] = anne.get(FILE).json["homes"]
    assert (home["family"], home["name"], home["children"]) == ("durand", "Durand", ["clara"])
    assert [plain(one) for one in home["sentences"]] == [
        "Clara, depuis le 1er septembre 2026 : la famille Testmp paie 50 % et la famille Durand paie 50 %."
    ]


def test_what_another_agent_wrote_meanwhile_is_told_and_not_overwritten(anne: Browser) -> None:
    paul = Browser(app, cookie=log_in(PAUL))
    assert change(paul, ("phone", PHONE, "06 39 98 00 01")).status == 200
    refused = change(anne, ("phone", PHONE, "06 39 98 00 02"), ("address.city", "Lisse", "Lisse-le-Haut"))
    assert (refused.status, refused.json["code"]) == (409, "changed_meanwhile")
    [told] = refused.json["meanwhile"]
    assert (told["field"], told["yours"], told["theirs"]) == ("phone", "06 39 98 00 02", "06 39 98 00 01")
    assert told["at"] is not None
    assert plain(told["sentence"]) == (
        "téléphone : Marc Testmp a écrit « 06 39 98 00 01 » lundi 16 novembre à 9 h ; vous écriviez « 06 39 98 00 02 »."
    )
    family = families.family("lisse", "testmp").value
    assert (family.phone, family.address.city) == ("06 39 98 00 01", "Lisse")
    assert change(anne, ("address.city", "Lisse", "Lisse-le-Haut")).status == 200
    assert change(anne, ("phone", "06 39 98 00 01", "06 39 98 00 02")).status == 200
    file = anne.get(FILE).json
    assert (file["phone"], file["address"]["city"]) == ("06 39 98 00 02", "Lisse-le-Haut")
    assert [(one["label"], one["by"]) for one in file["by_hand"]] == [
        ("ville", "Marc Testmp"),
        ("téléphone", "Marc Testmp"),
    ]


def test_a_responsable_is_corrected_and_keeps_their_login(anne: Browser) -> None:
    [marc, _] = anne.get(FILE).json["guardians"]
    body = {"guardians": [{"before": marc, "after": {**marc, "email": "marc@ailleurs.example"}}]}
    assert anne.request("PATCH", FILE, body).status == 200
    [kept, _] = families.family("lisse", "testmp").value.guardians
    assert (kept.email, kept.account) == ("marc@ailleurs.example", MARC)
    body = {"guardians": [{"before": marc, "after": {**marc, "email": "marc@encore.example"}}]}
    [told] = anne.request("PATCH", FILE, body).json["meanwhile"]
    assert (told["field"], told["label"]) == ("guardians.email", "adresse e-mail (Marc Testmp)")


def test_a_child_is_corrected_and_its_families_rank_their_children_again(anne: Browser) -> None:
    path = f"{FILE}/children/guilhem"
    moved = change(anne, ("school", "ferry", "pagnol"), ("birth_date", "2020-09-14", "2016-09-14"), path=path)
    assert moved.status == 200, moved.text
    assert families.family("lisse", "testmp").value.children == ("guilhem", "clara")
    refused = change(anne, ("school", "ferry", "curie"), path=path).json
    assert refused["code"] == "changed_meanwhile"
    assert "curie" not in refused["meanwhile"][0]["sentence"], "a school is called by its name"
    assert change(anne, ("school", "pagnol", "curie"), path=path).json["code"] == "unknown_school"
    assert (
        change(anne, ("birth_date", "2016-09-14", "2027-01-01"), path=path).json["code"] == "not_a_birth_date"
    )
    assert change(anne, ("birth_date", "2016-09-14", "hier"), path=path).json["code"] == "file_field_refused"
    assert change(anne, ("school", "x", "y"), path=f"{FILE}/children/nobody").status == 404


def test_the_parents_screens_show_what_the_town_changed(anne: Browser) -> None:
    change(anne, ("first_name", "Clara", "Claire"), path=f"{FILE}/children/clara")
    marc = Browser(app, cookie=log_in(MARC))
    open_account()
    week = marc.get("/communes/lisse/families/testmp/planning?start=2026-11-23&end=2026-11-29").json
    assert [child["first_name"] for child in week["children"]] == ["Claire", "Guilhem"]


def test_a_child_is_added_once_in_the_order_of_births(anne: Browser) -> None:
    wanted = {"first_name": " Lou ", "last_name": "Testmp", "birth_date": "2018-05-04", "school": "ferry"}
    first = anne.post(f"{FILE}/children", wanted, key="once-and-again")
    assert first.status == 201, first.text
    assert anne.post(f"{FILE}/children", wanted, key="once-and-again").json == first.json
    lou = first.json["child"]
    assert families.family("lisse", "testmp").value.children == ("clara", lou, "guilhem")
    assert children("lisse", [lou])[lou].value.first_name == "Lou"
    assert anne.post(f"{FILE}/children", {**wanted, "school": "curie"}).json["code"] == "unknown_school"


def test_enrolments_are_not_changed_over_somebody_else(anne: Browser) -> None:
    wanted = {"child": "clara", "service": "mercredi", "first": "2026-12-01"}
    body = {"file_complete": False, "enrolments": [wanted], "seen": {"clara": 1}}
    assert anne.put(FILE, body).status == 200
    moved = anne.put(FILE, {**body, "enrolments": [], "children": ["clara"]})
    assert (moved.status, moved.json["code"]) == (409, "file_moved")
    [enrolment] = anne.get(FILE).json["children"][0]["enrolments"]
    assert enrolment["service_name"] == "Accueil du mercredi"


def test_what_was_done_lately_and_who_read_it_is_told(anne: Browser) -> None:
    anne.get(FILE)
    change(anne, ("phone", PHONE, "06 39 98 00 01"))
    with counting() as cost:
        told = anne.get(f"{FILE}/history").json
    assert sorted(cost.sent) == ["BatchGetItem", "BatchGetItem", "Query"] and not told["more"]
    said = {one["sentence"] for one in told["lines"] if one["sentence"].startswith("Marc Testmp")}
    assert len(said) == 2, "the edit and the reading, by who did both"
    assert {plain(one["when"]) for one in told["lines"][:2]} == {"lundi 16 novembre à 9 h"}


def test_a_family_that_asks_who_read_its_file_is_answered_with_reads_alone(anne: Browser) -> None:
    anne.get(FILE)
    change(anne, ("phone", PHONE, "06 39 98 00 01"))
    anne.get(f"{FILE}/view?start=2026-11-23&end=2026-11-27")
    with counting() as cost:
        told = anne.get(f"{FILE}/readers").json
    assert sorted(cost.sent) == ["BatchGetItem", "BatchGetItem", "Query"] and told["next"] is None
    assert sorted(plain(one["sentence"]) for one in told["lines"]) == [
        "Marc Testmp a lu le dossier de la famille Testmp, fiches de sécurité comprises.",
        "Marc Testmp a regardé les écrans de la famille Testmp.",
    ]


def test_nobody_else_reads_or_writes_a_file(anne: Browser) -> None:
    parent = Browser(app, cookie=log_in(MARC))
    for path in (FILE, "/communes/lisse/files/durand"):
        who = parent if path == FILE else anne
        assert who.get(path).status == 404
        assert change(who, ("phone", PHONE, "06"), path=path).status == 404
    assert GUILHEM.id in anne.get(FILE).text


def note(who: Browser, since: str, value: int | None = 540, **more: Any) -> Any:
    return who.put(f"{FILE}/quotients", {"value": value, "since": since, "source": "caf", **more})


def test_what_a_quotient_changes_is_said_before_and_done_from_that_day(anne: Browser) -> None:
    said = note(anne, "2026-12-01", dry=True).json
    assert (said["before"], said["after"], said["written"]) == (812, 540, False)
    assert [plain(one) for one in said["sentences"]] == [
        "Le quotient passe de 812 à 540 à partir du 1er décembre 2026.",
        "Restauration scolaire : 3,45 € → 1,10 € (Clara et Guilhem).",
        "Accueil du mercredi : 14,00 € → 8,00 € (Clara et Guilhem).",
        "Ce qui est déjà réservé garde son prix.",
    ]
    assert families.family("lisse", "testmp").version == 1, "nothing is written"
    done = note(anne, "2026-12-01", proof="Attestation du 3 novembre").json
    assert {**done, "written": False} == said
    file = anne.get(FILE).json
    assert (file["quotient_now"], [one["value"] for one in file["quotients"]]) == (812, [540, 812])
    assert (file["quotients"][0]["label"], file["quotients"][0]["by"]) == ("CAF", "Marc Testmp")
    assert note(anne, "2026-12-01", None).json["after"] == 812
    assert [one["value"] for one in anne.get(FILE).json["quotients"]] == [812]


def test_a_quotient_never_counts_under_what_was_invoiced(anne: Browser) -> None:
    issue_month("2026-10", 345)
    refused = note(anne, "2026-10-31")
    assert (refused.status, refused.json["code"]) == (409, "quotient_invoiced")
    assert "facturée jusqu’au 31 octobre 2026" in plain(refused.json["detail"])
    assert note(anne, "2026-11-01").status == 200
    assert note(anne, "2027-12-31").json["code"] == "quotient_refused"
    assert note(anne, "2026-12-01", -1).json["code"] == "quotient_refused"


def test_a_corrected_address_is_mailed_and_the_card_says_which_one_serves(anne: Browser) -> None:
    open_account()
    marc = anne.get(FILE).json["guardians"][0]
    new = marc | {"email": "marc.nouveau@famille.example"}
    written = anne.request("PATCH", FILE, {"guardians": [{"before": marc, "after": new}]})
    assert written.status == 200
    card = anne.get(FILE).json["people"][0]
    assert (card["email"], card["file_email"]) == (marc["email"], new["email"])
    assert "servira dès que Marc l’aura confirmée" in card["addresses"][1]
    again = anne.post(f"{FILE}/access/{card['person']}/invitation", {"act": "confirm_address"})
    assert again.status == 200
    assert len(messages("address_change")) == 2
    assert anne.post(f"{FILE}/access/{PAUL}/invitation", {"act": "confirm_address"}).status == 404


def test_the_history_is_in_the_order_of_time_and_names_the_child_of_a_decided_absence(anne: Browser) -> None:
    with_lines = Transaction()
    detail = {"child": "clara", "days": {"cantine": ["2026-10-27"]}, "accepted": True}
    late, early = NOW - timedelta(days=1), NOW - timedelta(days=3)
    journal.add(
        with_lines,
        "lisse",
        "testmp",
        JournalLine(new_id(NOW - timedelta(days=2)), "file_edited", ANNE, early),
    )
    journal.add(
        with_lines,
        "lisse",
        "testmp",
        JournalLine(new_id(early), "absence_decided", ANNE, late, detail=detail),
    )
    with_lines.commit()
    lines = [one for one in anne.get(f"{FILE}/history").json["lines"] if one["sentence"].find("Marc") >= 0]
    assert [one["at"] for one in lines] == sorted((one["at"] for one in lines), reverse=True)
    assert "Clara, mardi 27 octobre 2026 : acceptée" in plain(lines[0]["sentence"])
