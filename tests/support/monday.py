"""A Monday that the town takes away, and what everybody who reads it says: shared by the facts « called off » and « closed »."""

from dataclasses import replace
from datetime import time, timedelta
from itertools import cycle
from unittest.mock import patch
from uuid import uuid4

from app import app
from functions import wiring
from functions.domain.absences.called_off_notices import ToldOff
from functions.domain.absences.declaration import Declaration, NothingToMiss
from functions.domain.agents.staff import Role
from functions.domain.bookings.validation import SeenLine
from functions.domain.bookings.waiting_list_promotion import next_in_line
from functions.domain.calendar.months import month_of
from functions.domain.messages import MessageKind
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places, Reglement
from functions.domain.reglement.waiting_list_rules import WaitingList
from functions.storage.table import keys, outbox
from functions.storage.table.reading import read_one
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.declare_absence import declare_absence
from functions.usecases.absences.tell_called_off import tell_families
from functions.usecases.bookings.change_basket import change_basket
from functions.usecases.bookings.fill_range import Range, fill_range
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.invoicing.preview_invoices import preview_invoices
from functions.usecases.reminders.remind_of_limits import forgotten_by
from functions.usecases.waiting_list.join_waiting_list import NoWaitingList, join_waiting_list
from functions.usecases.waiting_list.promote_waiting import read_queue
from tests.facts.fact import Reader
from tests.support.attendance import codes, write_down
from tests.support.builders import (
    CANTEEN,
    EVENING,
    JULIE,
    MARC,
    MONDAY,
    MORNING,
    NOW,
    a_child,
    a_family,
    a_reglement,
    acting,
    appoint,
    book,
    log_in,
    on,
    open_account,
    open_town,
    paris,
    put_in_basket,
    seen_lines,
    settle,
)
from tests.support.calendars import events
from tests.support.client import Answer, Browser

MONTH = month_of(MONDAY)
AGENT = "0" * 25 + "a"
_minutes = cycle(range(60))
LUNCH = Slot(MONDAY, CANTEEN.code, "clara")
GUILHEMS_LUNCH = replace(LUNCH, child="guilhem")
MORNINGS = Slot(MONDAY, MORNING.code, "clara")
EVENINGS = Slot(MONDAY, EVENING.code, "clara")
BEFORE = [on("lundi 2026-11-09"), on("lundi 2026-11-16")]
LONG_AGO = paris("lundi 2026-10-26 08:00")
EVE = paris("mercredi 2026-11-18 19:00")
"""The evening before the limit of Monday's canteen."""


def a_town_of_mondays() -> Reglement:
    """One place in the morning, with a waiting list; evenings are asked of the town."""
    return a_reglement(
        services=(
            replace(MORNING, places=(Places(1),), waiting_list=WaitingList()),
            CANTEEN,
            replace(EVENING, reserve=replace(EVENING.reserve, confirmed_by_town=True)),
        )
    )


def prepare() -> None:
    """Clara has lunch on Monday, waits for the morning and asked for the evening. Guilhem had lunch on the Mondays before, and
    his lunch lies in the basket. A neighbour has the one place of the morning."""
    open_town(reglement=a_town_of_mondays())
    open_account()
    settle()
    settle(
        a_family("voisin", children=("leo",), members=(JULIE,)),
        [a_child("leo", ("voisin",))],
    )
    appoint(AGENT, Role.SECRETARY, Role.CHILDCARE)
    book(*(replace(GUILHEMS_LUNCH, date=day) for day in BEFORE), now=LONG_AGO)
    book(LUNCH, EVENINGS)
    book(replace(MORNINGS, child="leo"), account=JULIE, family="voisin")
    join_waiting_list(acting(), MORNINGS, key=uuid4().hex, now=NOW)
    put_in_basket(acting(), GUILHEMS_LUNCH)


def _asked(path: str) -> Answer:
    """As an agent reads it, a week after the Monday."""
    with patch.object(wiring, "now", lambda: NOW + timedelta(weeks=2)):
        return Browser(app, cookie=log_in(AGENT, now=NOW + timedelta(weeks=2))).get(f"/communes/lisse{path}")


def _read(path: str) -> Answer:
    with patch.object(wiring, "now", lambda: NOW):
        return Browser(app, cookie=log_in(MARC)).get(f"/communes/lisse/families/testmp{path}")


def week() -> dict[str, str]:
    """The state of each cell of Monday for Clara."""
    cells = _read(f"/planning?start={MONDAY}&end={MONDAY}").json["cells"]
    return {cell["service"]: cell["state"] for cell in cells if cell["child"] == "clara"}


def first_screen() -> str:
    """Where Clara goes tomorrow, on the Sunday before, as the parent's first screen says it."""
    sunday = paris("dimanche 2026-11-22 20:00")
    with patch.object(wiring, "now", lambda: sunday):
        browser = Browser(app, cookie=log_in(MARC, now=sunday))
        [day] = browser.get("/communes/lisse/families/testmp/home").json["days"]
    said: str = day["text"]
    return said.partition(" (")[0].partition(" et ")[0].rstrip(".")


def way_on() -> str | None:
    """The week that Monday leads to, because nothing can be done on it."""
    found: str | None = _read(f"/planning?start={MONDAY}&end={MONDAY}&next_week=true").json.get("next_week")
    return found


def basket() -> list[object]:
    """The problem of each line."""
    return [line["problem"] and line["problem"]["code"] for line in _read("/basket").json["lines"]]


def valider() -> list[str]:
    """Why Guilhem's lunch is not booked now, at a price that nobody saw."""
    line = SeenLine(GUILHEMS_LUNCH, Action.RESERVE, 1)
    done, _ = validate_basket(acting(), [line], key=uuid4().hex, now=NOW)
    return [each.obstacle.code for each in done.refused]


def click() -> list[str]:
    lines = [BasketLine(GUILHEMS_LUNCH, Action.RESERVE)]
    changed, _ = change_basket(acting(JULIE), add=lines, remove=[], key=uuid4().hex, now=NOW)
    return [each.obstacle.code for each in changed.refused]


def whole_month() -> bool:
    """Whether Julie's basket holds Guilhem's Monday once it is filled with November."""
    asked = Range(MONDAY, on("lundi 2026-11-30"), (1,))
    fill_range(
        acting(JULIE),
        asked,
        children=["guilhem"],
        services=[CANTEEN.code],
        key=uuid4().hex,
        now=NOW,
    )
    return any(line.slot == GUILHEMS_LUNCH and line.price_cents for line in seen_lines(acting(JULIE)))


def joining() -> str:
    try:
        slot = replace(MORNINGS, child="guilhem")
        join_waiting_list(acting(), slot, key=uuid4().hex, now=NOW)
    except NoWaitingList as refusal:
        return refusal.code
    return "waits"


def whose_turn() -> str | None:
    """Who would get the neighbour's place of the morning, were it free."""
    open_days, counted = read_queue("lisse", MORNING.code, MONTH)
    assert open_days is not None
    found = next_in_line(open_days, replace(counted, taken={}), MONDAY.day)
    return None if found is None else found.child


def accepting() -> list[str | None]:
    """Why the evening that Clara asked for cannot be accepted, as the list of requests says it."""
    [request] = _asked("/booking-requests").json["requests"]
    return [line["closed"] for line in request["lines"]]


def to_call() -> list[tuple[str, bool, list[str]]]:
    """The families concerned: whether a mail reaches them, and which children."""
    found = _asked(f"/called-off/families?date={MONDAY}").json["families"]
    return sorted(
        (each["family"], each["mailed"], [child["child"] for child in each["children"]]) for each in found
    )


def accepting_at_the_desk() -> list[str | None]:
    """The same, as one of all that waits."""
    [entry] = _asked("/inbox?kind=booking").json["entries"]
    shown = _asked(f"/inbox/booking/{entry['family']}/{entry['id']}").json
    return [line["closed"] for line in shown["booking"]["lines"]]


def lunch_of_the_day() -> list[str | None]:
    """Why lunch does not take place, as the day of the town hall says it on that Monday."""
    morning = paris("lundi 2026-11-23 08:00")
    with patch.object(wiring, "now", lambda: morning):
        told = Browser(app, cookie=log_in(AGENT, now=morning)).get("/communes/lisse/today").json
    return [each["remark"] or None for each in told["services"] if each["code"] == CANTEEN.code]


def waiting_list() -> list[str | None]:
    return [one["closed"] for one in _asked(f"/waiting?service={MORNING.code}&date={MONDAY}").json["waiting"]]


def day_list() -> list[str]:
    """Who is expected for lunch."""
    found = _asked(f"/day-list?service={CANTEEN.code}&date={MONDAY}").json
    return [child["child"] for child in found["children"]]


def attendance() -> str:
    """What becomes of Clara's lunch that is written down, each time with another hour."""
    when = NOW + timedelta(weeks=2)
    hour = time(12, next(_minutes))
    done = write_down("clara", service=CANTEEN.code, day=MONDAY, at=when, by=AGENT, hour=hour)
    return next(iter(codes(done).values()), "written")


def reminder() -> bool:
    """Whether « rien n’est réservé » is said of Guilhem's Monday."""
    found = forgotten_by("lisse", "testmp", evening=EVE.date(), now=EVE)
    return any(MONDAY in each.closing.days for each in found)


BOOKED = ["Réservé"]
NOT_HELD = ["Restauration scolaire\u00a0: n’a pas lieu, grève"]


def feed() -> list[str]:
    """What the parent's calendar says of Monday."""
    with patch.object(wiring, "now", lambda: NOW):
        browser = Browser(app, cookie=log_in(MARC))
        address = browser.put("/me/calendar").json["address"]
        text = browser.get("/calendar/" + address.rpartition("/")[2]).text
    days = [event for event in events(text.encode()) if event["UID"].startswith(f"jour-clara-{MONDAY}")]
    return [event["DESCRIPTION"].partition(" (")[0] for event in days]


def bill() -> int:
    """Cents."""
    later = NOW + timedelta(weeks=3)
    return preview_invoices("lisse", MONTH, by="agent", key=uuid4().hex, now=later).figures.total_cents


def absences() -> int:
    """How many days nobody has to declare."""
    return len(_read("/absences").json["called_off"])


def declaring() -> str:
    try:
        act = AbsenceAct("lisse", "testmp", MARC, uuid4().hex, NOW)
        declare_absence(act, Declaration("clara", MONDAY, MONDAY, "illness"))
    except NothingToMiss as refusal:
        return refusal.code
    return "declared"


def told_by_mail() -> list[str]:
    """What the family was last told does not take place, once what waits is delivered."""
    for stored in outbox.waiting():
        if stored.value.kind is MessageKind.CALLED_OFF_CHANGED:
            tell_families(stored.value, NOW)
    found = read_one(keys.told_off("lisse", "testmp", MONTH), ToldOff)
    return [] if found is None else sorted(found.value.days.get(MONDAY.day, {}))


def readers(*, unbooked: str) -> tuple[Reader, ...]:
    """`unbooked`: the state of a cell that nobody had booked, once the day is taken away."""
    facts = ("storage.bookings.booking_facts",)
    booked = {MORNING.code: "waiting", CANTEEN.code: "validated", EVENING.code: "requested"}
    taken = {MORNING.code: unbooked, CANTEEN.code: "called_off", EVENING.code: "called_off"}
    return (
        Reader("the week", facts, week, before=booked, after=taken),
        Reader(
            "the first screen",
            ("web.home.reading",),
            first_screen,
            before="Clara, restauration scolaire\u00a0; Guilhem, rien de réservé",
            after="Clara, restauration scolaire n’a pas lieu",
        ),
        Reader("the week that opens", facts, way_on, before=None, after="2026-11-30"),
        Reader("the basket", facts, basket, before=[None], after=["closed"]),
        Reader("Valider", facts, valider, before=["price_changed"], after=["closed"]),
        Reader("a click", facts, click, before=[], after=["closed"]),
        Reader("a month filled at once", facts, whole_month, before=True, after=False),
        Reader("joining the waiting list", facts, joining, before="waits", after="no_waiting_list"),
        Reader(
            "giving a place",
            ("usecases.waiting_list.promote_waiting",),
            whose_turn,
            before="clara",
            after=None,
        ),
        Reader("the reminder that nothing is booked", facts, reminder, before=True, after=False),
        Reader("the day list", ("usecases.attendance.list_day",), day_list, before=["clara"], after=[]),
        Reader(
            "attendance",
            ("usecases.attendance.event_facts",),
            attendance,
            before="written",
            after="service_closed",
        ),
        Reader("the calendar feed", ("web.reminders.calendar_feed",), feed, before=BOOKED, after=NOT_HELD),
        Reader(
            "the mail", ("usecases.absences.tell_called_off",), told_by_mail, before=[], after=[CANTEEN.code]
        ),
        Reader("the bill", ("usecases.invoicing.plan_invoices",), bill, before=495 + 2 * 345, after=2 * 345),
        Reader("the absences screen", ("web.absences.routes",), absences, before=0, after=1),
        Reader(
            "declaring an absence",
            ("storage.absences.absence_facts",),
            declaring,
            before="declared",
            after="nothing_to_miss",
        ),
    )
