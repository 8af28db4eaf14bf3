"""One cell, one instant: the command, the grid, the agenda and the règlement page cannot disagree."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from functions.domain.basket import Basket
from functions.domain.bookings import Action, ChildMonth, Slot
from functions.domain.filling import filled
from functions.domain.places import ServiceMonth
from functions.domain.planning import State, cell
from functions.domain.reglement import Reglement, Service
from functions.domain.situation import Situation
from functions.domain.standing import standing
from functions.french.dates import date_hour
from functions.publishing.reglement import _days
from infra.reglement.__main__ import main
from tests.builders import CLARA, a_family
from tests.reglement.files import FOLDER, commune

FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)
YEAR = [FIRST + timedelta(shift) for shift in range((LAST - FIRST).days + 1)]
TOWNS = [("cunac", "cantine"), ("les-pieux", "cantine"), ("vaureal", "vacances")]
"""A table of weekdays, working days across public holidays, days before the holidays."""


def situation(town: Reglement, service: Service) -> Situation:
    months = {f"{day:%Y-%m}" for day in YEAR}
    return Situation(
        town,
        a_family(),
        {CLARA.id: CLARA},
        {(CLARA.id, month): ChildMonth(CLARA.id, month) for month in months},
        {(service.code, month): ServiceMonth(service.code, month) for month in months},
    )


def from_the_command(name: str, service: str, capsys: pytest.CaptureFixture[str]) -> dict[date, datetime]:
    path = str(FOLDER / f"{name}.toml")
    assert (
        main(["deadlines", path, "--service", service, "--from", FIRST.isoformat(), "--to", LAST.isoformat()])
        == 0
    )
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {
        date.fromisoformat(line["date"]): datetime.fromisoformat(line["closes_at"])
        for line in lines
        if line["action"] == Action.RESERVE
    }


@pytest.mark.parametrize(("name", "code"), TOWNS)
def test_a_year_of_limits_is_the_same_everywhere(
    name: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    town = commune(name)
    service = town.service(code)
    limits = from_the_command(name, code, capsys)
    assert len(limits) > 60
    read = situation(town, service)
    for day in YEAR:
        slot = Slot(day, code, CLARA.id)
        found = cell(read, Basket(), slot, now=datetime(2026, 7, 1, tzinfo=UTC))
        is_offered = found is not None and found.state is State.BOOKABLE
        assert is_offered == (day in limits), day
        if found is not None and is_offered:
            assert found.standing.until == limits[day]


@pytest.mark.parametrize(("name", "code"), TOWNS)
def test_at_each_limit_of_a_year_the_act_and_the_agenda_change_together(
    name: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    town = commune(name)
    read = situation(town, town.service(code))
    for day, limit in from_the_command(name, code, capsys).items():
        slot = Slot(day, code, CLARA.id)
        last = limit - timedelta(microseconds=1)
        assert standing(read, slot, Action.RESERVE, now=last).obstacle is None
        assert standing(read, slot, Action.RESERVE, now=limit).obstacle is not None
        assert filled(read, Basket(), [slot], now=last)[1].added == 1
        assert filled(read, Basket(), [slot], now=limit)[1].added == 0


@pytest.mark.parametrize(("name", "code"), TOWNS)
def test_the_reglement_page_shows_the_limits_of_the_coming_weeks(
    name: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    town = commune(name)
    limits = from_the_command(name, code, capsys)
    for today in (date(2026, 9, 1), date(2026, 10, 12), date(2027, 2, 1), date(2027, 7, 5)):
        shown = [row.limits[0] for row in _days(town, town.service(code), today)]
        coming = [day for day in limits if today <= day][: len(shown)]
        assert shown == [date_hour(limits[day], today=today) for day in coming]
