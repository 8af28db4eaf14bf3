"""A sibling has the first name of another: the town's list names the family's second child Clara too."""

from dataclasses import replace
from unittest.mock import patch

from app import app
from functions import wiring
from functions.domain.billing.family_lines import lines_owed
from functions.domain.families.file_corrections import Request, RequestKind
from functions.jobs.letters.children import names_of
from functions.storage.bookings import child_months
from functions.storage.families.children import children
from functions.storage.families.families import family
from functions.storage.town import called_off, communes
from functions.usecases.families.read_corrections import shown_corrections
from tests.facts.fact import Fact, Reader
from tests.support.builders import CLARA, GUILHEM, MARC, MONDAY, NOW, a_family, log_in, settle
from tests.support.calendars import events
from tests.support.client import Answer, Browser
from tests.support.monday import AGENT, MONTH, prepare

FAMILY = "/communes/lisse/families/testmp"


def one_first_name() -> None:
    settle(a_family(), [CLARA, replace(GUILHEM, first_name="CLARA", last_name="Autre")])


def a_slip_of_the_town() -> None:
    settle(a_family(), [CLARA, GUILHEM])


def _read(path: str, *, by: str = MARC) -> Answer:
    with patch.object(wiring, "now", lambda: NOW):
        return Browser(app, cookie=log_in(by)).get(path)


def signed_in() -> list[str]:
    [entry] = _read("/me").json["families"]
    return [child["first_name"] for child in entry["children"]]


def week() -> list[str]:
    planning = _read(f"{FAMILY}/planning?start={MONDAY}&end={MONDAY}").json
    return [child["first_name"] for child in planning["children"]]


def first_screen() -> str:
    days = _read(f"{FAMILY}/home").json["days"]
    said: str = days[-1]["text"]
    return said.partition(",")[0]


def period() -> list[str]:
    """Whom the screen of absences names, of Monday's lunches that can be cancelled."""
    asked = {"children": ["clara", "guilhem"], "first": str(MONDAY), "last": str(MONDAY), "reason": "illness"}
    with patch.object(wiring, "now", lambda: NOW):
        answer = Browser(app, cookie=log_in(MARC)).post(f"{FAMILY}/absence-periods/preview", asked)
    return sorted({line["title"].partition(", ")[2].split("\u00a0")[0] for line in answer.json["lines"]})


def basket() -> list[str]:
    return [line["child_name"] for line in _read(f"{FAMILY}/basket").json["lines"]]


def named_week() -> list[str]:
    lines = [{"child": child, "service": "restauration", "weekdays": [1]} for child in ("clara", "guilhem")]
    with patch.object(wiring, "now", lambda: NOW):
        browser = Browser(app, cookie=log_in(MARC))
        browser.post(f"{FAMILY}/week-patterns", {"name": "Semaine type", "lines": lines})
        [pattern] = browser.get(f"{FAMILY}/week-patterns").json["patterns"]
    return [sentence.partition(" :")[0] for sentence in pattern["sentences"][:2]]


def absences() -> list[str]:
    return [child["first_name"] for child in _read(f"{FAMILY}/absences").json["children"]]


def requests() -> list[str]:
    [request] = _read("/communes/lisse/booking-requests", by=AGENT).json["requests"]
    return [line["child_name"] for line in request["lines"]]


def feed() -> set[str]:
    with patch.object(wiring, "now", lambda: NOW):
        browser = Browser(app, cookie=log_in(MARC))
        address = browser.put("/me/calendar").json["address"]
        text = browser.get("/calendar/" + address.rpartition("/")[2]).text
    days = [event for event in events(text.encode()) if event["UID"].startswith("jour-")]
    return {event["SUMMARY"].partition(":")[0].replace("\u00a0", " ").strip() for event in days}


def bill() -> list[str]:
    """What the lines of November and its invoice call the children."""
    files = {child: stored.value for child, stored in children("lisse", ("clara", "guilhem")).items()}
    months = [stored.value for stored in child_months.months_of("lisse", list(files), MONTH)]
    home, reglement = family("lisse", "testmp").value, communes.reglement_now("lisse")
    lines = lines_owed(
        home, months, children=files, reglement=reglement, called_off=called_off.of_months("lisse", [MONTH])
    )
    return list(dict.fromkeys(line.child_name for line in lines))


def mail() -> str:
    return names_of("lisse", "testmp", ["clara"]).of("clara")


def corrections() -> list[str]:
    asked = Request("r", RequestKind.CORRECTION, "testmp", MARC, NOW)
    [shown] = shown_corrections("lisse", [asked])
    return list(shown.children.values())


def asked_of_the_town() -> list[str]:
    """As *Mes demandes* lists what an agent decides."""
    with patch.object(wiring, "now", lambda: NOW):
        listed = Browser(app, cookie=log_in(MARC)).get("/communes/lisse/families/testmp/requests").json
    titles = [one["title"].replace("\u00a0", " ") for one in listed["requests"] if one["kind"] == "booking"]
    return [title.partition(" pour ")[2].partition(",")[0] for title in titles]


BEFORE, AFTER = ["Clara", "Guilhem"], ["Clara Testmp", "CLARA Autre"]

FACT = Fact(
    "one first name",
    prepare=prepare,
    tell=one_first_name,
    take_back=a_slip_of_the_town,
    readers=(
        Reader("who is signed in", ("web.accounts.me",), signed_in, before=BEFORE, after=AFTER),
        Reader("the first screen", ("web.home.answers",), first_screen, before="Clara", after="Clara Testmp"),
        Reader(
            "a period of absence",
            ("web.bookings.period_routes",),
            period,
            before=["Clara"],
            after=["Clara Testmp"],
        ),
        Reader("the week", ("web.bookings.answers",), week, before=BEFORE, after=AFTER),
        Reader("the basket", ("web.bookings.answers",), basket, before=["Guilhem"], after=["CLARA Autre"]),
        Reader("a named week", ("web.bookings.pattern_routes",), named_week, before=BEFORE, after=AFTER),
        Reader("the absences screen", ("web.absences.answers",), absences, before=BEFORE, after=AFTER),
        Reader(
            "the requests",
            ("web.bookings.request_answers",),
            requests,
            before=["Clara"],
            after=["Clara Testmp"],
        ),
        Reader(
            "what the family asked",
            ("web.requests.asked_answers",),
            asked_of_the_town,
            before=["Clara"],
            after=["Clara Testmp"],
        ),
        Reader(
            "the calendar feed",
            ("domain.reminders.family_calendar",),
            feed,
            before={"C.", "G."},
            after={"C. T.", "C. A."},
        ),
        Reader("the invoice", ("domain.billing.child_month_lines",), bill, before=BEFORE, after=AFTER),
        Reader(
            "what parents corrected",
            ("usecases.families.read_corrections",),
            corrections,
            before=BEFORE,
            after=AFTER,
        ),
        Reader("mails", ("jobs.letters.children",), mail, before="Clara", after="Clara Testmp"),
    ),
    sources=("domain.families.child_names",),
    unconcerned={
        "web.files.own_file_answers": "It names the child of a request in full.",
        "web.files.own_file_read": "It names children apart as everywhere, for all that *Mon dossier* says.",
        "web.kitchen.days": "It names children to the kitchen, apart as everywhere.",
        "web.inbox.papers": "It names the child of a paper to the town, apart as everywhere.",
        "usecases.waiting_list.list_waiting": "It names children in full, with their school and class.",
        "web.absences.calling_off_routes": "It names children in full.",
        "web.absences.agent_routes": "It names children in full.",
        "web.absences.called_off_routes": "It names children in full.",
        "web.directory.routes": "It names them to the town, apart as everywhere.",
        "web.bookings.batch_routes": "It names them to the town, apart as everywhere.",
        "web.inbox.entries": "It names children in full.",
        "web.inbox.proofs": "It names the child of a proof in full.",
        "web.attendance.day_list_routes": "It names children in full, with their school and class.",
        "french.privacy.erasing_words": "It names them to the agent who erases them, apart as everywhere.",
        "usecases.papers.list_papers": "It names children to the town, apart as everywhere.",
        "web.files.answers": "It names children to the town, in full beside what tells them apart.",
        "web.files.quotient_effect": "It names children to the town, apart as everywhere.",
        "web.invoices.year_routes": "It says the date of birth beside the name.",
    },
)
