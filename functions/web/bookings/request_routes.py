"""What families ask about bookings, as the town's agents read and answer it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.bookings.booking_requests import AskedLine, BookingRequest, LineState
from functions.domain.bookings.validation import RefusedLine
from functions.domain.families.child_names import told_apart
from functions.domain.families.family import Child, Family
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import UnknownService
from functions.french.bookings.booking_requests import failed_sentence
from functions.french.reglement.closures import closed_sentence
from functions.storage.bookings import booking_requests
from functions.storage.families.children import sound_children
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.town import called_off, communes
from functions.usecases.bookings.answer_booking_request import answer_booking_request
from functions.web.api.callers import OFFICE, SECRETARY, Agent
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Id
from functions.web.api.paths import COMMUNE

routes = Routes(Blueprint(__name__))
PAGE = 25
MOST_LINES = 1500


class PageQuery(Struct):
    """`after`: the `next` of the page before."""

    after: Id | None = None


class LineAnswered(Struct):
    child: Id
    service: Id
    date: date
    action: Action = Action.RESERVE

    @property
    def line(self) -> BasketLine:
        return BasketLine(Slot(self.date, self.service, self.child), self.action)


class AnswerGiven(Struct):
    """`reason`: why the refused lines are refused, as the family will read it."""

    accept: Annotated[list[LineAnswered], Meta(max_length=MOST_LINES)] = []
    refuse: Annotated[list[LineAnswered], Meta(max_length=MOST_LINES)] = []
    reason: Annotated[str, Meta(max_length=500)] = ""

    def __post_init__(self) -> None:
        if not self.accept and not self.refuse:
            raise ValueError("no line is answered")


class RequestLine(Struct):
    child: str
    child_name: str
    service: str
    service_name: str
    date: date
    action: Action
    price_cents: int
    late: bool
    """It was asked past its limit."""
    state: LineState
    reason: str
    closed: str | None
    """Why the service is closed to the child on that day, so that a reservation cannot be accepted; null if it opens."""


class RequestShown(Struct):
    id: str
    family: str
    family_name: str
    asked_at: datetime
    lines: list[RequestLine]


class RequestsPage(Struct):
    """`next`: the `after` of the next page; null on the last one."""

    requests: list[RequestShown]
    next: str | None


class FailedLine(Struct):
    child: str
    service: str
    date: date
    action: Action
    code: str
    sentence: str


class AnswerTaken(Struct):
    """`failed`: the lines that could not be accepted; they stay open."""

    request: RequestShown
    failed: list[FailedLine]


@routes.route("GET", f"{COMMUNE}/booking-requests", OFFICE, takes=PageQuery, answers=RequestsPage)
def list_booking_requests(caller: Agent, asked: PageQuery) -> RequestsPage:
    """Those that wait for an answer, the oldest first."""
    rows = booking_requests.open_requests(caller.commune, after=asked.after, limit=PAGE + 1)
    found = [stored.value for stored in rows]
    page = found[:PAGE]
    return RequestsPage(_shown(caller.commune, page), page[-1].id if len(found) > PAGE else None)


@routes.route(
    "POST",
    f"{COMMUNE}/booking-requests/{{family}}/{{request}}",
    SECRETARY,
    takes=AnswerGiven,
    answers=AnswerTaken,
    keyed=True,
    sends=True,
)
def answer_request(caller: Agent, asked: AnswerGiven) -> AnswerTaken:
    """Accept lines of a request, refuse others with a reason; the family is told by mail."""
    given, request, _ = answer_booking_request(
        caller.commune,
        caller.ask.path["family"],
        caller.ask.path["request"],
        accept=[each.line for each in asked.accept],
        refuse=[each.line for each in asked.refuse],
        reason=asked.reason,
        by=caller.account,
        key=caller.ask.idempotency_key,
        now=caller.ask.now,
    )
    [shown] = _shown(caller.commune, [request])
    return AnswerTaken(shown, [_failed(each) for each in given.failed])


def _failed(each: RefusedLine) -> FailedLine:
    slot = each.line.slot
    sentence = failed_sentence(each.obstacle)
    return FailedLine(slot.child, slot.service, slot.date, each.line.action, each.obstacle.code, sentence)


def _shown(commune: str, requests: Sequence[BookingRequest]) -> list[RequestShown]:
    """With the names of families, children and services as they are now."""
    if not requests:
        return []
    months = {each.line.slot.month for request in requests for each in request.lines}
    found = read(
        {
            *(keys.family(commune, request.family) for request in requests),
            *(keys.called_off(commune, month) for month in months),
        }
    )
    families = {
        request.family: file.value
        for request in requests
        if (file := found.get_sound(keys.family(commune, request.family), Family)) is not None
    }
    named = {child for family in families.values() for child in family.children}
    named |= {each.line.slot.child for request in requests for each in request.lines}
    children = sound_children(commune, sorted(named))
    head = communes.reglement_head(commune).value
    reglement = communes.reglement(commune, head.reglement)
    clock = reglement.clock
    open_days = OpenDays(
        reglement, {month: called_off.in_batch(found, commune, month).value for month in months}
    )
    return [
        RequestShown(
            request.id,
            request.family,
            family.name if (family := families.get(request.family)) is not None else "",
            request.at.astimezone(clock),
            list(_lines(children, _names(children, family, request.lines), open_days, request.lines)),
        )
        for request in requests
    ]


def _names(
    children: Mapping[str, Stored[Child]], family: Family | None, lines: Iterable[AskedLine]
) -> dict[str, str]:
    """Of the children of the lines, among those of their family."""
    ids = {*(() if family is None else family.children), *(each.line.slot.child for each in lines)}
    return told_apart(children[child].value for child in sorted(ids) if child in children)


def _lines(
    children: Mapping[str, Stored[Child]],
    names: Mapping[str, str],
    open_days: OpenDays,
    lines: Iterable[AskedLine],
) -> Iterable[RequestLine]:
    for each in lines:
        slot = each.line.slot
        child = children.get(slot.child)
        yield RequestLine(
            child=slot.child,
            child_name=names.get(slot.child, ""),
            service=slot.service,
            service_name=open_days.reglement.name_of(slot.service),
            date=slot.date,
            action=each.line.action,
            price_cents=each.price_cents,
            late=each.late,
            state=each.state,
            reason=each.reason,
            closed=None if child is None else _closed(open_days, each.line, child.value),
        )


def _closed(open_days: OpenDays, line: BasketLine, child: Child) -> str | None:
    try:
        service = open_days.reglement.service(line.slot.service)
    except UnknownService:
        return None
    closed = open_days.closed(service, line.slot.date, child)
    return None if closed is None else closed_sentence(closed)
