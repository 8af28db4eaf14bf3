"""What families ask about bookings, as the town's agents read and answer it."""

from datetime import date
from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.bookings.validation import RefusedLine
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.french.bookings.booking_requests import failed_sentence
from functions.storage.bookings import booking_requests
from functions.usecases.bookings.answer_booking_request import answer_booking_request
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Id
from functions.web.api.paths import COMMUNE
from functions.web.bookings.request_answers import RequestShown, shown_requests
from functions.web.callers.agents import OFFICE, SECRETARY, Agent

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
    return RequestsPage(shown_requests(caller.commune, page), page[-1].id if len(found) > PAGE else None)


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
    [shown] = shown_requests(caller.commune, [request])
    return AnswerTaken(shown, [_failed(each) for each in given.failed])


def _failed(each: RefusedLine) -> FailedLine:
    slot = each.line.slot
    sentence = failed_sentence(each.obstacle)
    return FailedLine(slot.child, slot.service, slot.date, each.line.action, each.obstacle.code, sentence)
