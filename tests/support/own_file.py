"""What a parent does in *Mon dossier*, and what the secretary does with it. It is samedi 2027-08-21, 22 h 10."""

from datetime import datetime
from typing import Any

from app import app
from functions.domain.agents.staff import Role
from functions.domain.safety.child_safety import ChildSafety
from functions.usecases.safety.write_safety import SafetyWritten, write_safety
from tests.support.builders import appoint, log_in, paris
from tests.support.client import Browser
from tests.support.spaces import plain

AUGUST = paris("samedi 2027-08-21 22:10")
FILE = "/communes/lisse/families/testmp/file"
ANNE = "0" * 25 + "s"


def facts(file: Any, place: int) -> dict[str, str]:
    return {each["label"]: plain(each["value"]) for each in file["sections"][place]["facts"]}


def a_sheet(child: str, at: datetime = AUGUST, seen: int = 0, **said: Any) -> int:
    sheet = ChildSafety(child, **said)
    return write_safety(SafetyWritten("lisse", sheet, seen, ANNE, f"sheet-{child}-{seen}", at))


def confirm(browser: Browser, file: Any) -> Any:
    return browser.post(f"{FILE}/confirmation", {"year": file["year"], "seen": file["seen"]})


PLACE = {
    "phone": "06 39 98 00 01",
    "line1": "9 rue Haute",
    "line2": "",
    "postcode": "00000",
    "city": "Lisse",
}
ROSE = {"name": "Rose Dupré", "tie": "grand-mère", "phone": "06 39 98 77 77"}
SHEET: dict[str, Any] = {"diet": "", "allergens": ["milk", "eggs"], "pai": True, "may_fetch": [ROSE]}
HEALTH: dict[str, Any] = {
    "vaccinated": True,
    "doctor": "Dr Anne Soin",
    "doctor_phone": "01 99 00 45 67",
    "care": "Asthme : inhalateur dans le cartable",
    "aids": "",
    "emergency_care": True,
}


def correct(browser: Browser, **corrected: Any) -> Any:
    return browser.post(f"{FILE}/corrections", {"seen": browser.get(FILE).json["seen"], **corrected})


def the_secretary() -> Browser:
    appoint(ANNE, Role.SECRETARY)
    return Browser(app, cookie=log_in(ANNE, now=AUGUST))


def decide(anne: Browser, *, accept: bool = True, reason: str = "") -> Any:
    [request] = anne.get("/communes/lisse/corrections").json["requests"]
    fields = [each["field"] for each in request["fields"] if each["state"] == "open"]
    body = {"accept": fields} if accept else {"refuse": fields, "reason": reason}
    answer = anne.post(f"/communes/lisse/corrections/testmp/{request['id']}", body)
    assert answer.status == 200, answer.text
    return answer.json
