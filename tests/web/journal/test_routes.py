"""The journal as an administrator reads it: in words, by month, filtered, paged, and as a file."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.journal import JournalLine
from functions.storage.table import journal
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.journal.note_read import note_read
from infra.migrate.journal import enlist
from tests.support.accounts import an_account
from tests.support.builders import (
    JULIE,
    MARC,
    NOW,
    a_commune,
    a_family,
    appoint,
    log_in,
    open_town,
    paris,
    settle,
)
from tests.support.client import Browser
from tests.support.work import counted

JOURNAL = "/communes/lisse/journal"


@pytest.fixture(autouse=True)
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    settle(a_family(name="ROUX"))
    an_account(MARC, "marc@lisse.example")
    an_account(JULIE, "julie@lisse.example", first_name="Anne", last_name="MARTIN")
    appoint(MARC, Role.ADMINISTRATOR)


@pytest.fixture
def marc() -> Browser:
    browser = Browser(app, cookie=log_in(MARC))
    browser.get(f"{JOURNAL}?month=2026-11")  # the first request of a session notes that it is there
    return browser


def write(
    act: str, at: datetime = NOW, *, by: str = JULIE, family: str | None = "testmp", commune: str = "lisse"
) -> str:
    line, transaction = JournalLine(new_id(at), act, by, at), Transaction()
    if family is None:
        journal.add_to_commune(transaction, commune, line)
    else:
        journal.add(transaction, commune, family, line)
    transaction.commit()
    return line.id


def sentences(browser: Browser, query: str = "") -> list[str]:
    return [line["sentence"] for line in browser.get(f"{JOURNAL}?month=2026-11{query}").json["lines"]]


def test_an_act_on_a_family_and_one_on_the_town_are_read_in_words_the_newest_first(marc: Browser) -> None:
    write("booking_request_answered", NOW + timedelta(minutes=1))
    write("reglement_published", NOW + timedelta(minutes=2), family=None, by="import")
    assert sentences(marc)[:2] == [
        "La personne qui gère le portail a publié le règlement.",
        "Anne MARTIN a décidé une demande de la famille ROUX.",
    ]
    [first, *_] = marc.get(f"{JOURNAL}?month=2026-11").json["lines"]
    assert first["when"].replace("\xa0", " ") == "lundi 16 novembre à 9 h 02" and first["agent"] is None


def test_a_month_is_the_towns_own_to_the_minute(marc: Browser) -> None:
    """In November Paris is an hour before UTC, in which ids count."""
    write("file_edited", paris("dimanche 2026-11-01 00:00"))
    write("quotient_noted", paris("samedi 2026-10-31 23:59"))
    assert [line["act"] for line in marc.get(f"{JOURNAL}?month=2026-10").json["lines"]] == ["quotient_noted"]
    here = marc.get(JOURNAL).json
    assert (here["month"], here["lines"][-1]["act"]) == ("2026-11", "file_edited")


def test_it_is_filtered_by_agent_family_and_act_and_families_own_acts_are_left_out(marc: Browser) -> None:
    settle(a_family("voisins", name="PETIT", children=(), members=()), [])
    write("file_edited")
    write("file_edited", family="voisins")
    write("quotient_noted", by=MARC)
    write("bookings_validated", by=MARC)
    assert len([one for one in sentences(marc) if "validé" in one]) == 0
    assert len([one for one in sentences(marc, "&families=true") if "validé" in one]) == 1
    assert sentences(marc, f"&agent={JULIE}&family=voisins") == [
        "Anne MARTIN a modifié le dossier de la famille PETIT."
    ]
    assert sentences(marc, "&act=quotient_noted") == ["Marc Testmp a noté un quotient de la famille ROUX."]
    assert marc.get(f"{JOURNAL}?month=2026-11&act=a%20b").status == 422


def test_a_page_is_two_round_trips_and_the_next_goes_on_where_it_ended(marc: Browser) -> None:
    ids = [write("file_edited", NOW - timedelta(minutes=number)) for number in range(1, 121)]
    seen: list[str] = []
    after = ""
    for page in range(4):
        with counted() as calls:
            answer = marc.get(f"{JOURNAL}?month=2026-11&agent={JULIE}{after}").json
        assert calls.total() <= 3, (page, calls)  # that of admission, the lines, the names
        seen += [line["id"] for line in answer["lines"]]
        if answer["next"] is None:
            break
        after = f"&after={answer['next']}"
    assert seen == ids


def test_a_filter_that_finds_little_goes_through_a_busy_month_in_pages(marc: Browser) -> None:
    rare = write("quotient_noted", NOW - timedelta(hours=1))
    for number in range(450):
        write("file_edited", NOW - timedelta(seconds=number))
    first = marc.get(f"{JOURNAL}?month=2026-11&act=quotient_noted").json
    assert first["lines"] == [] and first["next"]
    second = marc.get(f"{JOURNAL}?month=2026-11&act=quotient_noted&after={first['next']}").json
    assert [line["id"] for line in second["lines"]] == [rare] and second["next"] is None


def test_another_towns_lines_are_not_here(marc: Browser) -> None:
    open_town(a_commune("val"))
    write("file_edited", commune="val")
    assert "file_edited" not in [line["act"] for line in marc.get(f"{JOURNAL}?month=2026-11").json["lines"]]


def test_who_read_a_file_is_told_once_an_hour(marc: Browser) -> None:
    for minutes in (0, 20, 70):
        note_read("lisse", "testmp", by=JULIE, now=NOW + timedelta(minutes=minutes))
    assert sentences(marc, "&act=file_read") == ["Anne MARTIN a lu le dossier de la famille ROUX."] * 2


def test_the_file_opens_in_a_spreadsheet_and_computes_nothing(marc: Browser) -> None:
    settle(a_family("ruse", name="=cmd|' /C calc'!A0", children=(), members=()), [])
    an_account("0" * 26, "x@lisse.example", first_name="@SUM(1)", last_name="X")
    write("file_edited", family="ruse", by="0" * 26)
    write("quotient_noted")
    answer = marc.get(f"{JOURNAL}/export?month=2026-11")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.text.startswith("\ufeffdate;heure;qui;acte;")
    rows: list[dict[str, Any]] = list(
        csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";")
    )
    told = {row["acte"]: row for row in rows}
    assert (
        told["quotient noté"]["date"] == "16/11/2026"
        and told["quotient noté"]["famille"] == "la famille ROUX"
    )
    assert told["dossier modifié"]["qui"] == "'@SUM(1) X"
    assert not [cell for row in rows for cell in row.values() if cell[:1] in ("=", "+", "-", "@")]


def test_lines_older_than_the_release_are_found_once_it_is_migrated(
    marc: Browser, dynamodb: Any, table: str
) -> None:
    write("file_edited")
    write("reglement_published", family=None)
    for key in ("C#lisse#F#testmp", "C#lisse#JOURNAL"):
        for item in dynamodb.query(
            TableName=table, KeyConditionExpression="pk = :pk", ExpressionAttributeValues={":pk": {"S": key}}
        )["Items"]:
            if "JOURNAL" in item["pk"]["S"] + item["sk"]["S"]:
                before = {name: value for name, value in item.items() if not name.startswith("list_")}
                dynamodb.put_item(TableName=table, Item=before)
    assert sentences(marc, "&families=true") == []
    found = enlist(dynamodb, table, apply=True)
    assert found.total() >= 3
    assert {"file_edited", "reglement_published"} <= {
        line["act"] for line in marc.get(f"{JOURNAL}?month=2026-11&families=true").json["lines"]
    }
    assert enlist(dynamodb, table, apply=False).total() == 0


def test_an_export_of_the_journal_stands_in_it_once_an_hour(marc: Browser) -> None:
    for _ in range(2):
        marc.get(f"{JOURNAL}/export?month=2026-11")
    assert sentences(marc, "&act=journal_exported") == ["Marc Testmp a exporté le journal : 2026-11."]
