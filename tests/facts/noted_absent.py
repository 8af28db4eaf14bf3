"""An agent notes that a booked child is not there, and nobody had declared it: on the day itself, and read the day after."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.absence_policy import AbsenceCase, AbsencePolicy, Proof
from tests.facts.fact import Fact, Reader
from tests.support.attendance import a_tap, send
from tests.support.builders import (
    CANTEEN,
    MARC,
    MORNING,
    NOW,
    a_reglement,
    appoint,
    book,
    log_in,
    open_account,
    open_town,
    paris,
    settle,
)
from tests.support.calendars import events
from tests.support.client import Browser
from tests.support.spaces import plain

ANNE = "0" * 25 + "a"
LUNCH = Slot(NOW.date(), CANTEEN.code, "clara")
TUESDAY = paris("mardi 2026-11-17 09:00")
POLICY = AbsencePolicy(cases=(AbsenceCase(Proof.CERTIFICATE, within_hours=72),))
WEEK = f"start={LUNCH.date}&end={LUNCH.date}"
_taps: list[str] = []


def prepare() -> None:
    """Clara has lunch this Monday, and may come to the morning."""
    open_town(reglement=a_reglement(services=(MORNING, replace(CANTEEN, absence=POLICY))))
    open_account()
    settle()
    appoint(ANNE, Role.SECRETARY)
    book(LUNCH, now=paris("lundi 2026-11-09 09:00"))


def noted(slot: Slot, kind: str) -> Callable[[], None]:
    def tell() -> None:
        _taps.append(uuid4().hex)
        send(a_tap(slot.child, kind, at=NOW, day=slot.date, service=slot.service, name=_taps[-1]), now=NOW)

    return tell


def taken_back(slot: Slot) -> Callable[[], None]:
    def take_back() -> None:
        [last] = _taps[-1:]
        at, day, service = NOW, slot.date, slot.service
        tap = a_tap(slot.child, "cleared", at=at, day=day, service=service, takes_back=last, seen=(last,))
        send(tap, now=NOW)

    return take_back


def read(path: str, *, account: str = MARC) -> Any:
    with patch.object(wiring, "now", lambda: TUESDAY):
        answer = Browser(app, cookie=log_in(account, now=TUESDAY)).get(f"/communes/lisse{path}")
    assert answer.status == 200, answer.text
    return answer.json


Said = tuple[str | None, str, int | None]


def _cell(cells: list[dict[str, Any]], slot: Slot) -> dict[str, Any]:
    [found] = [each for each in cells if Slot(slot.date, each["service"], each["child"]) == slot]
    return found


def _said(cells: list[dict[str, Any]], slot: Slot) -> Said:
    cell = _cell(cells, slot)
    return cell.get("word"), plain(cell["sentence"]), cell["price_cents"]


def week(slot: Slot) -> Said:
    return _said(read(f"/families/testmp/planning?{WEEK}")["cells"], slot)


def as_the_family(slot: Slot) -> Said:
    return _said(read(f"/files/testmp/view?{WEEK}", account=ANNE)["planning"]["cells"], slot)


def agents_week(slot: Slot) -> Said:
    cell = _cell(read(f"/files/testmp/planning?{WEEK}", account=ANNE)["cells"], slot)
    return cell.get("noted"), plain(cell.get("noted_more", "")), cell.get("noted_cents")


def home() -> list[str]:
    """What the first screen says of the day before."""
    days = read("/families/testmp/home")["days"]
    return [plain(day["text"]) for day in days if day["name"] == "Hier"]


def feed(slot: Slot) -> list[str]:
    with patch.object(wiring, "now", lambda: TUESDAY):
        browser = Browser(app, cookie=log_in(MARC, now=TUESDAY))
        address = browser.put("/me/calendar").json["address"]
        text = browser.get("/calendar/" + address.rpartition("/")[2]).text
    uid = f"jour-{slot.child}-{slot.date}"
    return [
        plain(each["DESCRIPTION"]).partition(" (")[0]
        for each in events(text.encode())
        if each["UID"].startswith(uid)
    ]


def absences() -> list[str]:
    return [plain(each["sentence"]) for each in read("/families/testmp/absences")["noted"]]


def day_list(slot: Slot) -> list[str]:
    found = read(f"/day-list?service={slot.service}&date={slot.date}", account=ANNE)["children"]
    return [plain(each["bills"]) for each in found if each["child"] == slot.child and each["bills"]]


STILL = "avec un certificat médical avant le mercredi 18 novembre au soir à minuit."
UNDECLARED = "Absence qui n’a pas été déclarée : elle reste facturée, sauf si"
TO_THE_FAMILY = f"{UNDECLARED} vous la déclarez {STILL}"
TO_AN_AGENT = f"{UNDECLARED} la famille la déclare {STILL}"
BOOKED: Said = (None, "", 345)
IN_THE_WEEK: Said = ("Absence notée", f"Absence notée. {TO_THE_FAMILY}", 345)

FACT = Fact(
    "noted absent",
    prepare=prepare,
    tell=noted(LUNCH, "absent"),
    take_back=taken_back(LUNCH),
    readers=(
        Reader(
            "the week",
            ("domain.bookings.week_grid", "web.bookings.answers", "french.bookings.noted"),
            lambda: week(LUNCH),
            before=BOOKED,
            after=IN_THE_WEEK,
        ),
        Reader(
            "the week as an agent sees it like the family",
            (),
            lambda: as_the_family(LUNCH),
            BOOKED,
            IN_THE_WEEK,
        ),
        Reader(
            "the week of the agents",
            ("web.bookings.agent_answers",),
            lambda: agents_week(LUNCH),
            before=(None, "", None),
            after=("Absence notée", TO_AN_AGENT, 345),
        ),
        Reader(
            "the first screen",
            ("domain.home.noted_days", "french.home.sentences"),
            home,
            before=[],
            after=["Clara, restauration scolaire : absence notée, facturée 3,45 €."],
        ),
        Reader(
            "the calendar feed",
            ("domain.reminders.family_calendar",),
            lambda: feed(LUNCH),
            before=["Réservé"],
            after=["Absence notée : Restauration scolaire"],
        ),
        Reader("the absences screen", ("web.absences.answers",), absences, before=[], after=[TO_THE_FAMILY]),
        Reader(
            "the day list",
            ("domain.absences.slot_bills", "domain.absences.late_declaration", "french.attendance.noted"),
            lambda: day_list(LUNCH),
            before=[],
            after=[TO_AN_AGENT],
        ),
    ),
    sources=("domain.absences.noted_slots", "domain.planning.attendance_record"),
    unconcerned={
        "domain.absences.called_off_notices": "A day on which the child came is not told to be called off: `called_off.py`.",
        "domain.absences.declaration": "Who was there cannot be declared absent; who was noted absent can.",
        "domain.absences.noted_slots": "It is the rule itself, which every reader asks.",
        "domain.absences.missed_days": "It is the rule itself, which every reader asks.",
        "domain.attendance.attendance": "It writes what is told.",
        "domain.attendance.events": "It writes what is told.",
        "domain.attendance.expected_children": "It counts who comes, whatever that is billed.",
        "domain.attendance.merge": "It decides what is told.",
        "domain.attendance.recording": "It writes what is told.",
        "domain.billing.child_month_lines": "An absence that nobody declared is billed as it was booked: `test_child_month_lines.py`.",
        "domain.billing.own_prices": "It prices what another home booked: what is billed of an absence is `child_month_lines`.",
        "domain.bookings.period_decision": "It looks at days to come.",
        "domain.merging.merged_children": "It takes what was told over into the other file.",
        "domain.planning.child_month": "It keeps what is told.",
        "domain.privacy.erasure": "It takes the prices of a home that is erased out of it, and leaves what is told.",
        "domain.privacy.own_part": "It hands each home what is kept at its own price, as it is.",
        "usecases.attendance.record_events": "It is the one who tells.",
    },
)
