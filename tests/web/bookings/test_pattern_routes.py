"""Weeks that come back, through the API: what is said of them, and what is left out."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.planning.child_month import Slot
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.builders import (
    CANTEEN,
    CLARA,
    EVENING,
    JULIE,
    MARC,
    MONDAY,
    NOW,
    a_family,
    a_reglement,
    book,
    log_in,
    open_town,
    settle,
)
from tests.support.client import Browser

BASE = "/communes/lisse/families/testmp"
LUNCHES = {"child": "clara", "service": CANTEEN.code, "weekdays": [1, 2]}
EVENINGS = {"child": "guilhem", "service": EVENING.code, "weekdays": [4]}


@pytest.fixture
def marc(table: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    settle()
    yield Browser(app, cookie=log_in(MARC))


def keep(browser: Browser, **asked: Any) -> Any:
    return browser.post(
        f"{BASE}/week-patterns", {"name": "Semaine type", "lines": [LUNCHES, EVENINGS]} | asked
    )


def test_a_pattern_is_told_filled_and_taken_back(marc: Browser) -> None:
    answer = keep(marc, weeks="odd").json
    assert answer["before"] is None
    [pattern] = marc.get(f"{BASE}/week-patterns").json["patterns"]
    assert answer["kept"] == pattern
    assert pattern["sentences"] == [
        "Clara : Restauration scolaire lundi et mardi.",
        "Guilhem : Garderie du soir jeudi.",
        "Semaines impaires.",
    ]
    span = {"start": "2026-11-23", "end": "2027-01-08"}
    filled = marc.post(f"{BASE}/basket/patterns", {"lines": pattern["lines"], **span}).json
    assert filled["put"]["guilhem"] == {"garderie-soir": ["2026-12-03", "2026-12-17", "2027-01-07"]}
    assert filled["sentence"].replace("\u00a0", " ") == (
        "La semaine 53 (28 décembre) et la semaine 1 (4 janvier) sont toutes deux impaires : au Nouvel An, "
        "deux semaines impaires se suivent."
    )
    taken = [
        {"child": child, "service": service, "date": day}
        for child, services in filled["put"].items()
        for service, days in services.items()
        for day in days
    ]
    assert filled["added"] == len(taken)
    assert marc.post(f"{BASE}/basket/changes", {"remove": taken}).json["basket"]["lines"] == []
    assert marc.delete(f"{BASE}/week-patterns/{pattern['id']}").status == 204
    assert marc.get(f"{BASE}/week-patterns").json == {"patterns": []}


def test_what_is_not_there_any_more_is_said_and_left_out(marc: Browser) -> None:
    keep(marc)
    mondays = replace(CANTEEN, weekdays=(1, 4, 5))
    publish_reglement("lisse", a_reglement(services=(mondays,)), now=NOW)
    settle(a_family(children=("clara",)), [CLARA])
    [pattern] = marc.get(f"{BASE}/week-patterns").json["patterns"]
    assert pattern["lines"] == [LUNCHES | {"weeks": "all"}]
    assert pattern["sentences"] == [
        "Clara : Restauration scolaire lundi.",
        "Toutes les semaines.",
        "Restauration scolaire n’ouvre plus le mardi : c’est laissé de côté.",
        "Un enfant n’est plus dans votre dossier : il est laissé de côté.",
        "Un service n’est plus proposé par la commune : il est laissé de côté.",
    ]


def test_the_last_week_again_says_which(marc: Browser) -> None:
    book(Slot(MONDAY, CANTEEN.code, "clara"))
    filled = marc.post(f"{BASE}/basket/weeks", {"monday": "2026-11-30", "child": "clara"}).json
    assert (filled["added"], filled["sentence"]) == (1, "Comme la semaine du 23\u00a0novembre.")
    nothing = marc.post(f"{BASE}/basket/weeks", {"monday": "2026-11-30", "child": "guilhem"}).json
    assert (
        nothing["sentence"]
        == "Rien n’était réservé hors vacances dans les six semaines d’avant : il n’y a rien à reprendre."
    )
    holidays = marc.post(f"{BASE}/basket/weeks", {"monday": "2026-12-21"}).json
    assert (holidays["added"], holidays["sentence"]) == (
        0,
        "Ce sont les vacances scolaires : ce qui est réservé les semaines d’école n’y est pas repris.",
    )


def test_one_week_alone_is_copied_where_one_is_named_and_else_which_one_held_something_is_said(
    marc: Browser,
) -> None:
    """As one copies of several towns: each from the same week."""
    book(Slot(MONDAY, CANTEEN.code, "clara"))
    other = marc.post(f"{BASE}/basket/weeks", {"monday": "2026-12-07", "like": "2026-11-30"}).json
    assert (other["added"], other.get("sentence"), other["earlier"]) == (0, None, "2026-11-23")
    assert other["basket"]["lines"] == []
    same = marc.post(f"{BASE}/basket/weeks", {"monday": "2026-12-07", "like": "2026-11-23"}).json
    assert (same["added"], same["sentence"]) == (1, "Comme la semaine du 23\u00a0novembre.")
    assert "earlier" not in same


def test_a_week_that_is_kept_names_the_services_in_the_order_of_the_town(marc: Browser) -> None:
    """Whatever the order in which they were booked or chosen, of each child alike."""
    asked = [
        {"child": child, "service": service.code, "weekdays": [1]}
        for child, services in (("clara", (EVENING, CANTEEN)), ("guilhem", (CANTEEN, EVENING)))
        for service in services
    ]
    assert keep(marc, lines=asked).json["kept"]["sentences"][:2] == [
        "Clara : Restauration scolaire lundi ; Garderie du soir lundi.",
        "Guilhem : Restauration scolaire lundi ; Garderie du soir lundi.",
    ]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"name": "  "}, 422),
        ({"name": "x" * 41}, 422),
        ({"lines": None}, 422),
        ({"week": {"monday": "2026-11-23"}}, 422),
        ({"lines": None, "week": {"monday": "2026-11-24"}}, 422),
        ({"lines": [LUNCHES | {"child": "tom"}]}, 404),
        ({"lines": [LUNCHES | {"weekdays": [3]}]}, 422),
        ({"lines": [LUNCHES | {"weekdays": [8]}]}, 422),
    ],
)
def test_what_makes_no_sense_is_refused(marc: Browser, asked: dict[str, Any], status: int) -> None:
    assert keep(marc, **asked).status == status
    assert marc.get(f"{BASE}/week-patterns").json == {"patterns": []}


def test_nobody_reads_or_forgets_another_s(marc: Browser) -> None:
    pattern = keep(marc).json["kept"]["id"]
    julie = Browser(app, cookie=log_in(JULIE))
    assert julie.get(f"{BASE}/week-patterns").json == {"patterns": []}
    assert julie.delete(f"{BASE}/week-patterns/{pattern}").status == 204
    assert len(marc.get(f"{BASE}/week-patterns").json["patterns"]) == 1
    stranger = Browser(app, cookie=log_in("0" * 25 + "z"))
    assert stranger.get(f"{BASE}/week-patterns").status == 404
