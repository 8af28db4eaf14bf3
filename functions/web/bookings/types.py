"""What the reservation routes are asked and answer."""

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from functions.domain.bookings.week_grid import State
from functions.domain.calendar.weeks import Weeks
from functions.domain.planning.basket import MAX_LINES
from functions.domain.reglement.deadline_rules import Action
from functions.web.api.fields import Id, Weekday, of_this_century

MAX_CHOICES = 50


class PlanningQuery(Struct):
    """Without `start` and `end`: from the first week on in which something can be done. `child`: that one alone; else all of
    them. `next_week`: say which week opens next, where nothing can be done in the first."""

    start: date | None = None
    end: date | None = None
    child: Id | None = None
    next_week: bool = False

    def __post_init__(self) -> None:
        of_this_century(*(day for day in (self.start, self.end) if day is not None))


class SlotAsked(Struct):
    child: Id
    service: Id
    date: date

    def __post_init__(self) -> None:
        of_this_century(self.date)


class LineAsked(SlotAsked):
    action: Action = Action.RESERVE


class SeenLineAsked(SlotAsked):
    """`price_cents`: the price the parent saw, null where the basket showed none."""

    price_cents: int | None
    action: Action = Action.RESERVE


class ChangesAsked(Struct):
    add: Annotated[list[LineAsked], Meta(max_length=MAX_LINES)] = []
    remove: Annotated[list[SlotAsked], Meta(max_length=MAX_LINES)] = []


class RangeAsked(Struct):
    children: Annotated[list[Id], Meta(min_length=1, max_length=MAX_CHOICES)]
    services: Annotated[list[Id], Meta(min_length=1, max_length=MAX_CHOICES)]
    start: date
    end: date
    weekdays: Annotated[list[Weekday], Meta(min_length=1, max_length=7)]
    weeks: Weeks = Weeks.ALL

    def __post_init__(self) -> None:
        of_this_century(self.start, self.end)


class ValidationAsked(Struct):
    lines: Annotated[list[SeenLineAsked], Meta(max_length=MAX_LINES)]


class Line(Struct, omit_defaults=True):
    """`on_request`: it waits for the town's answer; `withdrawn`: it took such a request back."""

    child: str
    service: str
    date: date
    action: Action
    price_cents: int
    on_request: bool = False
    withdrawn: bool = False


class RefusedLine(Struct):
    child: str
    service: str
    date: date
    action: Action
    code: str
    sentence: str


class RefusedDays(Struct):
    """The `days` days from `date` to `last_date` that a range left out for one reason."""

    child: str
    service: str
    last_date: date
    date: date
    days: int
    action: Action
    code: str
    sentence: str


class LineProblem(Struct):
    code: str
    sentence: str


class BasketLine(Struct, omit_defaults=True):
    """`problem`: why the line can no longer be validated. Such a line counts in no total.

    `price_cents`: what reserving costs, what cancelling gives back; `remark`: what is unusual about it, in a few words. `until`:
    until when it can be validated; `expires`: it leaves the basket then, before its own limit.
    `on_request`: validating it asks the town; such a line counts in no total either. `final`: once validated,
    it cannot be cancelled any more. `pay_now`: validating it asks for the payment at once.
    """

    child: str
    child_name: str
    service: str
    service_name: str
    date: date
    action: Action
    price_cents: int | None
    tranche: str | None
    until: datetime | None
    problem: LineProblem | None
    remark: str | None = None
    on_request: bool = False
    expires: bool = False
    final: bool = False
    pay_now: bool = False


class BasketGroup(Struct):
    label: str
    total_cents: int


class Basket(Struct, omit_defaults=True):
    """Totals are what validating now would add to the invoices; what is cancelled counts below zero.

    `minutes`: how long a line stays, where the town lets lines expire. `expired`: those that left for that reason, until they are
    put back (`POST …/basket/changes`, `add`), dismissed (`remove`), done in another way, or their day has come; the `problem` of
    one says why it cannot be put back.
    """

    lines: list[BasketLine]
    groups: list[BasketGroup]
    total_cents: int
    minutes: int | None = None
    expired: list[BasketLine] = []


class CommuneNamed(Struct):
    id: str
    name: str
    colour: str
    phone: str


class ChildNamed(Struct):
    id: str
    first_name: str
    """And what tells the child from a sibling of that first name."""


class ServiceNamed(Struct):
    code: str
    name: str
    group: str


class Day(Struct):
    """`closed`: why nothing opens that day for these children, in a few words."""

    date: date
    closed: str | None


class Queue(Struct):
    """`waiting`: how many wait for that day; `rank`: the child's place among them, from 1, null where it does not wait."""

    waiting: int
    rank: int | None


class Cell(Struct, omit_defaults=True):
    """`word`: in the place of the state's own, where nothing is offered although the service opens: « Sans réservation »; of what the town
    noted of the day, « Présence sans réservation » (`late`, with what that is billed), « Absence notée » (`absent`), « Présence notée ».
    `remark`: what is unusual about the action it offers, in a few words: « en retard : +1,00 € ».

    `on_request`: validating it asks the town, which decides. `queue`: of a full day with a waiting list. `declinable`: the
    place came from one, and is given back without cost until `until`. `absent`: the family declared that the child will not come, or the town noted it; `word`
    says whether that is billed, and there is no price where it is not and nobody can cancel any more. `expires`: it waits in the basket, and leaves it at `until`.
    `final`: once booked, it cannot be cancelled any more.
    """

    child: str
    service: str
    date: date
    state: State
    price_cents: int | None
    tranche: str | None
    until: datetime | None
    sentence: str
    remark: str | None = None
    word: str | None = None
    queue: Queue | None = None
    declinable: bool = False
    on_request: bool = False
    expires: bool = False
    absent: bool = False
    final: bool = False


class Besides(Struct):
    """What a day is billed besides what was booked. `label`: « Garderie du soir, sans réservation », as on the invoice."""

    child: str
    date: date
    label: str
    amount_cents: int


class Planning(Struct, omit_defaults=True):
    """`besides`: what these days are billed besides what was booked, as far as it is known. `to_accept`: the version of the règlement that
    the family has to accept before it books some of the services. `to_complete`: some
    of the cells are closed because the family's file is not complete; *Mon dossier* says what lacks. `whose_week`: with which home the
    children are, where their homes take turns.
    `next_week`: the Monday of the week that opens next, where that was asked and nothing can be done in the first week."""

    now: datetime
    today: date
    start: date
    end: date
    commune: CommuneNamed
    children: list[ChildNamed]
    services: list[ServiceNamed]
    days: list[Day]
    cells: list[Cell]
    basket: Basket
    whose_week: str | None = None
    to_accept: int | None = None
    to_complete: bool = False
    next_week: date | None = None
    besides: list[Besides] = []


class ChangesAnswer(Struct):
    """`cells`: of the slots that were asked for, and of those that come with them, as they are now."""

    basket: Basket
    refused: list[RefusedLine]
    cells: list[Cell]


class RangeAnswer(Struct, omit_defaults=True):
    """`already`: booked or in the basket before. `closed_days`: days on which nothing asked for opens. `put`: what was added, child →
    service → days, which `POST …/basket/changes` takes out again. `sentence`: what is to be known of it besides. `earlier`: nothing was
    booked in the week to copy, and this is the last one that held something."""

    added: int
    already: int
    closed_days: int
    refused: list[RefusedDays]
    basket: Basket
    put: dict[str, dict[str, tuple[date, ...]]] = {}
    sentence: str | None = None
    earlier: date | None = None


class ToPay(Struct):
    """An invoice to pay at once, or the places it is for are given back."""

    invoice: str
    amount_cents: int
    until: datetime
    sentence: str


class ValidationAnswer(Struct):
    accepted: list[Line]
    refused: list[RefusedLine]
    basket: Basket
    to_pay: list[ToPay] = []
    acts: list[str] = []
    """What can be undone for ten minutes (`POST …/bookings/undo`)."""
    absences: int = 0
    """Of undoing: how many declared absences are taken back."""


class UndoAsked(Struct):
    """`acts`: those that a validation or a period of absence answered. `slots`: all that it was about."""

    acts: Annotated[list[Id], Meta(min_length=1, max_length=40)]
    slots: Annotated[list[SlotAsked], Meta(min_length=1, max_length=MAX_LINES)]
