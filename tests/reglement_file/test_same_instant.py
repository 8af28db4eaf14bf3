"""One cell, one instant: the week grid, the agenda, the règlement page, the API and the command cannot disagree.

And the calendar of limits with them. Every day of a school year is compared, in three towns.
"""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from app import app
from functions import wiring
from functions.domain.availability.availability import availability_of
from functions.domain.availability.situation import Situation
from functions.domain.bookings.basket_filling import filled
from functions.domain.bookings.week_grid import State, cell
from functions.domain.planning.basket import Basket
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.service_month import ServiceMonth
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Reglement, Service
from functions.french.words.dates import date_hour, date_weekday
from functions.publishing.reglement import SHOWN, render_reglement
from functions.publishing.site import Deployment, Site
from infra.build_pages import ROOT
from infra.reglement.__main__ import main
from tests.reglement_file.files import FOLDER, commune
from tests.support.builders import CLARA, MARC, a_commune, a_family, log_in, open_town, settle
from tests.support.calendars import events
from tests.support.client import Browser
from tests.support.situations import NOTHING_OFF

FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)
YEAR = [FIRST + timedelta(shift) for shift in range((LAST - FIRST).days + 1)]
BEFORE = datetime(2026, 7, 1, tzinfo=UTC)
"""mercredi; nothing of the year is late yet."""
TOWNS = [("cunac", "cantine"), ("les-pieux", "cantine"), ("vaureal", "vacances")]
"""A table of weekdays, working days across public holidays, days before the holidays."""

Limits = dict[date, datetime]
"""The instant from which each day of a service can no longer be booked."""


def of_one_service(name: str, code: str) -> Reglement:
    town = commune(name)
    return replace(town, version=1, services=(town.service(code),))


def situation(town: Reglement, service: Service) -> Situation:
    months = {f"{day:%Y-%m}" for day in YEAR}
    return Situation(
        town,
        a_family(),
        {CLARA.id: CLARA},
        {(CLARA.id, month): ChildMonth(CLARA.id, month) for month in months},
        {(service.code, month): ServiceMonth(service.code, month) for month in months},
        NOTHING_OFF,
    )


def from_the_command(name: str, service: str, capsys: pytest.CaptureFixture[str]) -> Limits:
    path = str(FOLDER / f"{name}.toml")
    span = ["--from", FIRST.isoformat(), "--to", LAST.isoformat()]
    assert main(["deadlines", path, "--service", service, *span]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    limits = {
        date.fromisoformat(line["date"]): datetime.fromisoformat(line["closes_at"])
        for line in lines
        if line["action"] == Action.RESERVE
    }
    assert len(limits) > 60
    return limits


@pytest.mark.parametrize(("name", "code"), TOWNS)
def test_the_week_grid_says_what_the_command_says(
    name: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    town = commune(name)
    limits = from_the_command(name, code, capsys)
    read = situation(town, town.service(code))
    shown = {}
    for day in YEAR:
        found = cell(read, Basket(), Slot(day, code, CLARA.id), now=BEFORE)
        if found is not None and found.state is State.BOOKABLE:
            shown[day] = found.standing.until
    assert shown == limits


@pytest.mark.parametrize(("name", "code"), TOWNS)
def test_at_each_limit_of_a_year_the_act_and_the_agenda_change_together(
    name: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    town = commune(name)
    read = situation(town, town.service(code))
    for day, limit in from_the_command(name, code, capsys).items():
        slot = Slot(day, code, CLARA.id)
        last = limit - timedelta(microseconds=1)
        assert availability_of(read, slot, Action.RESERVE, now=last).obstacle is None
        assert availability_of(read, slot, Action.RESERVE, now=limit).obstacle is not None
        assert filled(read, Basket(), [slot], now=last)[1].added == 1
        assert filled(read, Basket(), [slot], now=limit)[1].added == 0


@pytest.mark.parametrize(("name", "code"), TOWNS)
def test_the_api_says_it_of_each_cell_and_of_each_line_that_the_agenda_put_in_the_basket(
    name: str, code: str, table: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(wiring, "now", lambda: BEFORE)
    open_town(a_commune(name), of_one_service(name, code))
    settle(a_family(children=(CLARA.id,)), [CLARA], commune=name)
    browser = Browser(app, cookie=log_in(MARC, now=BEFORE))
    limits = from_the_command(name, code, capsys)
    family = f"/communes/{name}/families/testmp"

    shown: Limits = {}
    for start in YEAR[::42]:
        end = min(start + timedelta(41), LAST)
        answer = browser.get(f"{family}/planning?start={start}&end={end}")
        assert answer.status == 200
        for one in answer.json["cells"]:
            if one["state"] == State.BOOKABLE:
                shown[date.fromisoformat(one["date"])] = datetime.fromisoformat(one["until"])
    assert shown == limits

    asked = {"children": [CLARA.id], "services": [code], "start": FIRST.isoformat(), "end": LAST.isoformat()}
    filled_year = browser.post(
        f"{family}/basket/ranges", {**asked, "weekdays": [1, 2, 3, 4, 5, 6, 7]}, key=uuid4().hex
    )
    assert filled_year.json["added"] == len(limits)
    lines = filled_year.json["basket"]["lines"]
    assert {
        date.fromisoformat(line["date"]): datetime.fromisoformat(line["until"]) for line in lines
    } == limits


@pytest.mark.parametrize(("name", "code"), TOWNS)
def test_the_reglement_page_and_its_calendar_say_it_too(
    name: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site = Site(ROOT, Deployment("https://portail.example"))
    limits = from_the_command(name, code, capsys)
    town, seen, told = of_one_service(name, code), set(), set()
    for today in YEAR[:: SHOWN.days]:
        now = datetime(today.year, today.month, today.day, 9, tzinfo=UTC)
        page, _, calendar = render_reglement(site, a_commune(name), town, published_at=BEFORE, now=now)
        coming = [day for day in limits if today <= day < today + SHOWN]
        beyond_the_year = today + SHOWN > LAST
        assert _rows(page.body.decode())[: len(coming) if beyond_the_year else None] == [
            (date_weekday(day, today=today).capitalize(), date_hour(limits[day], today=today))
            for day in coming
        ]
        seen |= set(coming)
        told |= {event["DTEND"].dt for event in events(calendar.body) if "reserve" in event["UID"]}
    assert seen == set(limits)
    assert {limit for limit in limits.values() if limit.date() >= FIRST} <= told


def _rows(html: str) -> list[tuple[str, str]]:
    """Day and first limit of the rows of the four weeks."""
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td[^>]*>(.*?)</td>', html.partition('id="tarifs"')[0])
    return [(day, limit) for day, limit in rows]
