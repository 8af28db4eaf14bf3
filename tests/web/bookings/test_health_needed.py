"""A service that asks for the child's health sheet: every reader answers with it, until the town has accepted a whole one."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.reglement.service_conditions import Need, ServiceConditions
from functions.domain.safety.child_safety import ChildSafety
from functions.domain.safety.health_sheet import HealthSheet
from functions.usecases.safety.write_safety import SafetyWritten, write_safety
from tests.support.builders import (
    CANTEEN,
    MARC,
    MONDAY,
    NOW,
    a_reglement,
    appoint,
    log_in,
    open_town,
    settle,
)
from tests.support.client import Browser
from tests.support.spaces import plain

OURS = "/communes/lisse/families/testmp"
DESK = "/communes/lisse/files/testmp"
ANNE = "0" * 25 + "s"
SLOT = {"child": "clara", "service": "restauration", "date": MONDAY.isoformat()}
LINE = {**SLOT, "action": "reserve"}
WEEK = f"{OURS}/planning?start={MONDAY}&end={MONDAY}"
NEEDED = (
    "Restauration scolaire demande la fiche sanitaire de l’enfant, complète et acceptée par la mairie. "
    "« Mon dossier » y mène."
)
WHOLE = HealthSheet(True, "Dr Anne Soin", emergency_care=False)


@pytest.fixture
def marc(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    asked = ServiceConditions(needs=(Need.HEALTH_SHEET,))
    tariffs = tuple(replace(each, care_percent=Decimal(60)) for each in a_reglement().tariffs)
    open_town(reglement=a_reglement(services=(replace(CANTEEN, conditions=asked),), tariffs=tariffs))
    settle()
    return Browser(app, cookie=log_in(MARC))


def a_health_sheet(health: HealthSheet, seen: int) -> int:
    sheet = ChildSafety("clara", health=health)
    return write_safety(SafetyWritten("lisse", sheet, seen, ANNE, f"sheet-{seen}", NOW))


def cell(browser: Browser, path: str = WEEK, child: str = "clara") -> Any:
    [found] = [each for each in browser.get(path).json["cells"] if each["child"] == child]
    return found


def put(marc: Browser) -> list[str]:
    refused = marc.post(f"{OURS}/basket/changes", {"add": [LINE], "remove": []}).json["refused"]
    return [plain(each["sentence"]) for each in refused]


def test_the_week_the_basket_and_a_pattern_say_that_the_sheet_is_missing_and_lead_there(
    marc: Browser,
) -> None:
    assert plain(cell(marc)["sentence"]) == NEEDED
    assert marc.get(WEEK).json["to_complete"] is True
    assert put(marc) == [NEEDED]
    asked = {"children": ["clara"], "services": ["restauration"], "weekdays": [1], "weeks": "all"}
    filled = marc.post(f"{OURS}/basket/ranges", {**asked, "start": str(MONDAY), "end": str(MONDAY)}).json
    assert filled["added"] == 0 and "fiche sanitaire" in filled["refused"][0]["sentence"]
    [lack] = [each for each in marc.get(f"{OURS}/file").json["lacks"] if each["child"] == "clara"]
    assert (lack["lead"], plain(lack["sentence"])) == (
        "health",
        "Fiche sanitaire (Clara) : pas encore remplie. Sans elle, Restauration scolaire ne se réserve pas.",
    )
    seen = a_health_sheet(HealthSheet(True, "Dr Anne Soin"), 0)
    assert put(marc) == [NEEDED], "one that lacks an answer is not whole"
    a_health_sheet(WHOLE, seen)
    assert put(marc) == []
    assert cell(marc)["state"] == "in_basket"
    assert plain(cell(marc, child="guilhem")["sentence"]) == NEEDED, "each child has its own"


def test_a_sheet_that_went_since_refuses_the_line_and_the_agent_may_book_it_with_a_reason(
    marc: Browser,
) -> None:
    seen = a_health_sheet(WHOLE, 0)
    put(marc)
    a_health_sheet(HealthSheet(True), seen)
    [line] = marc.get(f"{OURS}/basket").json["lines"]
    assert plain(line["problem"]["sentence"]) == NEEDED
    done = marc.post(f"{OURS}/bookings", {"lines": [{**LINE, "price_cents": 345}]}).json
    assert (done["accepted"], [plain(each["sentence"]) for each in done["refused"]]) == ([], [NEEDED])

    appoint(ANNE, Role.SECRETARY)
    anne = Browser(app, cookie=log_in(ANNE))
    shown = cell(anne, f"{DESK}/planning?start={MONDAY}&end={MONDAY}")
    assert (shown["action"], shown["over"]) == ("reserve", ["condition"])
    asked = {"lines": [{**LINE, "price_cents": 345}], "reason": "Fiche promise demain", "tell": False}
    assert anne.post(f"{DESK}/bookings", {**asked, "over": []}).json["code"] == "over_differs"
    assert anne.post(f"{DESK}/bookings", {**asked, "over": ["condition"]}).status == 200
    assert cell(marc)["state"] == "validated"
