"""What a family attests of a child's health, once the town accepted it: read by who keeps the child, and by nobody else."""

from typing import Any
from unittest.mock import patch
from uuid import uuid4

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.safety.child_safety import ChildSafety
from functions.domain.safety.health_sheet import HealthSheet
from functions.storage.safety import child_safeties
from functions.usecases.privacy.read_family_data import read_family_data
from functions.usecases.safety.write_safety import SafetyWritten, write_safety
from tests.facts.fact import Fact, Reader
from tests.support.builders import MARC, MONDAY, NOW, appoint, log_in
from tests.support.client import Answer, Browser
from tests.support.monday import prepare

ANNE = "0" * 25 + "s"
FILE = "/communes/lisse/families/testmp/file"
CARE = "Asthme"


def a_town() -> None:
    prepare()
    appoint(ANNE, Role.SECRETARY)
    write_safety(SafetyWritten("lisse", ChildSafety("clara", diet="Sans porc"), 0, ANNE, uuid4().hex, NOW))


def _browser(account: str) -> Browser:
    return Browser(app, cookie=log_in(account))


def _read(account: str, path: str) -> Answer:
    with patch.object(wiring, "now", lambda: NOW):
        return _browser(account).get(path)


def attested() -> None:
    health = {"vaccinated": True, "doctor": "Dr Anne Soin", "care": CARE, "emergency_care": False}
    with patch.object(wiring, "now", lambda: NOW):
        marc = _browser(MARC)
        body = {"seen": marc.get(FILE).json["seen"], "child": "clara", "health": health}
        assert marc.post(f"{FILE}/corrections", body).json["asked"]
        anne = _browser(ANNE)
        [asked] = anne.get("/communes/lisse/corrections").json["requests"]
        fields = {"accept": [each["field"] for each in asked["fields"]]}
        answer = anne.post(f"/communes/lisse/corrections/testmp/{asked['id']}", fields)
        assert answer.json["failed"] == []


def emptied() -> None:
    """By the town, as the family takes it back."""
    known = child_safeties.safeties("lisse", ["clara"])["clara"]
    nothing = ChildSafety("clara", diet=known.value.diet, health=HealthSheet())
    write_safety(SafetyWritten("lisse", nothing, known.version, ANNE, uuid4().hex, NOW))


def _says(text: str) -> bool:
    return CARE in text


def own_file() -> bool:
    return _says(_read(MARC, FILE).text)


def towns_file() -> bool:
    return _says(_read(ANNE, "/communes/lisse/files/testmp").text)


def day_list() -> Any:
    found = _read(ANNE, f"/communes/lisse/day-list?service=restauration&date={MONDAY}")
    assert found.status == 200, found.text
    return [
        [said.replace("\u00a0", " ") for said in each["care"]]
        for each in found.json["children"]
        if each["child"] == "clara"
    ]


def handed_over() -> object:
    data = read_family_data("lisse", "testmp", account=None, now=NOW)
    [safety] = [each.safety for each in data.children if each.safety is not None]
    return None if safety.health is None else safety.health.care


FACT = Fact(
    "a health sheet is attested",
    prepare=a_town,
    tell=attested,
    take_back=emptied,
    sources=("domain.safety.health_sheet", "french.safety.health"),
    readers=(
        Reader(
            "Mon dossier",
            (
                "web.files.own_file_answers",
                "web.files.own_file_lacks",
                "domain.safety.sheet_texts",
                "web.safety.types",
            ),
            own_file,
            False,
            True,
        ),
        Reader(
            "the family's file",
            ("french.safety.reading", "french.safety.own_sheet", "french.safety.health"),
            towns_file,
            False,
            True,
        ),
        Reader(
            "the day's list",
            ("french.attendance.day_list",),
            day_list,
            [[]],
            [
                [
                    "Soins d’urgence pas autorisés : la famille doit être jointe d’abord.",
                    "Dit par la famille : Asthme.",
                    "Médecin traitant : Dr Anne Soin.",
                ]
            ],
        ),
        Reader("what is handed over", ("domain.safety.child_safety",), handed_over, None, CARE),
    ),
    unconcerned={
        "usecases.safety.write_safety": "It is one who tells.",
        "usecases.files.wished_corrections": "It asks for it.",
        "web.files.own_file_routes": "It says what lacks in the sheet that was sent.",
        "french.safety.sheet_texts": "It says what was asked, to the secretary who decides.",
        "domain.merging.merged_children": "It makes one of two, and loses no warning of either.",
    },
)
