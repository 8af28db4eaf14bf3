"""What families ask of their town about bookings, line by line, until an agent has answered."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from functions.domain.availability.availability import place_obstacle
from functions.domain.availability.obstacles import Obstacle, ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.bookings.planned_change import PlannedChange, with_line_done
from functions.domain.bookings.validation import RefusedLine
from functions.domain.errors import InvalidRequest, check_reason
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import BookingQuestion, Slot
from functions.domain.reglement.closures import Closed, ClosedCode
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import UnknownService

MOST_REASON_CHARACTERS = 70_000
"""Characters of the reasons of one request, which each refused line repeats: five hundred for each of 140 lines."""


class ReasonTooLong(InvalidRequest):
    """The reason, repeated on each line that it refuses, is too long. `most` in the data is how many characters it may have."""

    code = "reason_too_long"


class LineState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A line as the family asked it. `price_cents`: what the booking costs, or the cancellation gives back, once it
    is accepted."""

    line: BasketLine
    price_cents: int
    tranche: str = ""
    late: bool = False
    """Its limit had passed when the family asked."""
    state: LineState = LineState.OPEN
    reason: str = ""
    """Why it was refused, in the agent's words."""


@dataclass(frozen=True, slots=True)
class BookingRequest:
    """All that one act of a family asks of the town. Its id is that of the act."""

    id: str
    family: str
    by: str
    """An account id."""
    at: datetime
    lines: tuple[AskedLine, ...]

    @property
    def is_open(self) -> bool:
        return any(each.state is LineState.OPEN for each in self.lines)

    def settled(self, slots: Iterable[Slot], state: LineState, *, reason: str = "") -> Self:
        """The request with the open lines of `slots` put in `state`."""
        settled = frozenset(slots)
        return replace(
            self,
            lines=tuple(
                replace(each, state=state, reason=reason)
                if each.state is LineState.OPEN and each.line.slot in settled
                else each
                for each in self.lines
            ),
        )


@dataclass(frozen=True, slots=True)
class Answer(PlannedChange):
    """What an agent's answer changes. The `failed` lines could not be answered, and stay as they were."""

    request: BookingRequest
    accepted: tuple[AskedLine, ...]
    refused: tuple[AskedLine, ...]
    failed: tuple[RefusedLine, ...]


def answer(
    situation: Situation,
    request: BookingRequest,
    *,
    accept: Iterable[BasketLine],
    refuse: Iterable[BasketLine],
    reason: str,
    act: str,
) -> Answer:
    """An agent's answer to a request. A line that is both in `accept` and in `refuse` is refused. Raises ReasonMissing,
    ReasonTooLong.

    No deadline keeps a line from being accepted. A lack of places, a closure, a day that was called off or what has happened
    meanwhile does: a line about a child who has left the family can only be refused.
    """
    refuse = list(refuse)
    if refuse:
        check_reason(reason)
        most = MOST_REASON_CHARACTERS // len(request.lines)
        if len(reason.strip()) > most:
            raise ReasonTooLong(field="reason", most=most)
    lines = {each.line: each for each in request.lines}
    after, failed = situation, []
    accepted: list[AskedLine] = []
    refused: list[AskedLine] = []
    for line in sorted({*accept} - {*refuse}, key=lambda line: (line.action is Action.RESERVE, line)):
        asked = _still_asked(after, request, line)
        obstacle = _obstacle(after, line) if asked is not None else Obstacle(ObstacleCode.NOT_ASKED)
        if asked is None or obstacle is not None:
            failed.append(RefusedLine(line, obstacle or Obstacle(ObstacleCode.NOT_ASKED)))
            continue
        school = situation.children[line.slot.child].school
        booking = replace(asked.booking, act=act, school=school)
        after = with_line_done(after.answered(line.slot), line, booking, counts=asked.counts)
        accepted.append(lines[line])
    for line in sorted({*refuse}):
        if _still_asked(after, request, line) is None:
            failed.append(RefusedLine(line, Obstacle(ObstacleCode.NOT_ASKED)))
            continue
        after = after.answered(line.slot)
        refused.append(lines[line])
    request = request.settled((each.line.slot for each in accepted), LineState.ACCEPTED)
    request = request.settled((each.line.slot for each in refused), LineState.REFUSED, reason=reason.strip())
    return Answer(situation, after, request, tuple(accepted), tuple(refused), tuple(failed))


def _still_asked(situation: Situation, request: BookingRequest, line: BasketLine) -> BookingQuestion | None:
    if line not in {each.line for each in request.lines}:
        return None
    asked = situation.asked(line.slot)
    return asked if asked is not None and (asked.request, asked.action) == (request.id, line.action) else None


def _obstacle(situation: Situation, line: BasketLine) -> Obstacle | None:
    if line.slot.child not in situation.children:
        return Obstacle(ObstacleCode.NOT_CONCERNED)
    booking = situation.booking(line.slot)
    if line.action is Action.CANCEL:
        if booking is None:
            return Obstacle(ObstacleCode.NOT_BOOKED)
        off = situation.not_held(line.slot)
        return None if off is None else Obstacle(ObstacleCode.CLOSED, closed=off)
    if booking is not None:
        return Obstacle(ObstacleCode.ALREADY_BOOKED)
    child = situation.children[line.slot.child]
    try:
        service = situation.reglement.service(line.slot.service)
    except UnknownService:
        return Obstacle(ObstacleCode.NOT_CONCERNED)
    closed = situation.open_days.closed(service, line.slot.date, child)
    if closed is not None and closed != Closed(ClosedCode.BEYOND_CALENDAR):
        return Obstacle(ObstacleCode.CLOSED, closed=closed)
    return place_obstacle(situation, service, child, line.slot, late=True)
