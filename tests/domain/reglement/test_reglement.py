"""A règlement keeps its answers, and only its own."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from functions.domain.calendar.school_years import Zone
from functions.domain.reglement.closures import closure
from functions.domain.reglement.deadline_rules import WHENEVER, Action, Case, Limit, Rule
from functions.domain.reglement.deadlines import window
from functions.domain.reglement.reglement import Reglement, Service, UnknownService, UnknownTariff
from functions.reglement_file import parse
from tests.reglement_file.test_writing import EVERYTHING
from tests.support.days import day, moment

CANTEEN = Service("cantine", "Cantine", (1, 2, 4, 5), "repas", WHENEVER, WHENEVER)
TOWN = Reglement(3, "Europe/Paris", Zone.A, (CANTEEN,))


def test_a_service_is_found_by_its_code() -> None:
    assert TOWN.service("cantine") is CANTEEN
    with pytest.raises(UnknownService):
        TOWN.service("Cantine")


def test_a_tariff_that_has_not_begun_is_not_known() -> None:
    with pytest.raises(UnknownTariff):
        TOWN.tariff_on("repas", date(2026, 11, 23))


def test_an_answer_is_kept_for_the_service_it_was_asked_of() -> None:
    tuesday = day("mardi 2026-11-24")
    assert closure(TOWN, CANTEEN, tuesday) is closure(TOWN, CANTEEN, tuesday) is None
    closed_on_tuesdays = replace(CANTEEN, weekdays=(1,))
    assert closure(TOWN, closed_on_tuesdays, tuesday) is not None
    assert closure(TOWN, CANTEEN, tuesday) is None
    assert closure(TOWN, CANTEEN, tuesday, school="centre") is None


def test_another_version_answers_for_itself() -> None:
    tuesday = day("mardi 2026-11-24")
    assert window(TOWN, CANTEEN, tuesday, Action.RESERVE).closes_at == moment("mardi 2026-11-24 24:00")
    stricter = replace(CANTEEN, reserve=Rule(cases=(Case(closes=Limit(1, at=600)),)))
    next_version = replace(TOWN, version=4, services=(stricter,))
    found = window(next_version, next_version.service("cantine"), tuesday, Action.RESERVE)
    assert found.closes_at == moment("lundi 2026-11-23 10:00")
    assert window(TOWN, CANTEEN, tuesday, Action.RESERVE).closes_at == moment("mardi 2026-11-24 24:00")


def test_everything_a_town_can_write_is_stored_and_read_again() -> None:
    town = parse(EVERYTHING)
    closure(town, town.service("s"), date(2026, 11, 23))
    stored = msgspec.json.encode(town)
    assert msgspec.json.decode(stored, type=Reglement) == town
    assert b"answers" not in stored
