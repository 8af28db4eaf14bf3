"""What an agent asks and reads who books in the place of a family."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct, field

from functions.domain.availability.agent_standing import PriceChoice
from functions.domain.bookings.week_grid import MAX_DAYS, days_between
from functions.domain.planning.town_act import MOST_REASON, Over
from functions.domain.reglement.deadline_rules import Action
from functions.web.api.fields import of_this_century
from functions.web.bookings.planning_reader import PlanningReader
from functions.web.bookings.types import Cell, Planning, RefusedLine, SlotAsked

MOST_LINES = 200
"""In one act: six children, six services and a week of five days, and a little more."""


class AgentPlanningQuery(Struct):
    """Without days: the first week in which a parent can do something, as parents are shown it."""

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if (self.start is None) is not (self.end is None):
            raise ValueError("both days, or none")
        if self.start is None or self.end is None:
            return
        of_this_century(self.start, self.end)
        if not 1 <= len(days_between(self.start, self.end)) <= MAX_DAYS:
            raise ValueError("too few or too many days")

    def days(self, reader: PlanningReader) -> list[date]:
        if self.start is None or self.end is None:
            return reader.open_days()[:7]
        return days_between(self.start, self.end)


class TownLineAsked(SlotAsked):
    """`price_cents`: the price that the agent saw; the line is refused where it is another one. Null: none was shown."""

    action: Action
    price_cents: int | None = None


class ForFamilyAsked(Struct):
    """`over`: all that the act passes over. `reason`: why, in words that the family reads; asked for where something is passed over.
    `tell`: by mail. `dry`: say what would be done, and do nothing."""

    lines: Annotated[list[TownLineAsked], Meta(min_length=1, max_length=MOST_LINES)]
    over: Annotated[list[Over], Meta(max_length=len(Over))] = []
    price: PriceChoice = PriceChoice.REGULAR
    reason: Annotated[str, Meta(max_length=MOST_REASON)] = ""
    tell: bool = True
    dry: bool = False


class AgentCell(Cell, omit_defaults=True):
    """`action`: what an agent may do there now; null: nothing, and `why` says so. `over`: what that passes over, in words in `why`.
    `regular_cents` and `late_cents`: what a reservation costs at each price; of a cancellation, what stays due."""

    action: Action | None = None
    over: list[Over] = field(default_factory=list)
    why: str = ""
    paid_elsewhere: bool = False
    """Whether the child's other home pays the whole."""
    regular_cents: int | None = None
    late_cents: int | None = None
    noted: str = ""
    """What attendance says of it: « Absence notée », « Présence sans réservation »; `noted_more`: what that changes on the bill, of an absence the
    sentence that the family reads too."""
    noted_more: str = ""
    noted_cents: int | None = None
    """What is billed; null where nothing is."""


class AgentPlanning(Planning, omit_defaults=True):
    """As the parents' planning, with the basket empty. `family`: its name. `told`: how many logins a mail would go to. `quotients`: in words, each
    quotient that counts from one of these days on: why two days of a service have two prices."""

    cells: list[AgentCell]  # type: ignore[assignment]  # each is a cell of the parents with more in it
    family: str = ""
    told: int = 0
    quotients: list[str] = field(default_factory=list)


class FamilyView(Struct):
    """`family`: its name."""

    family: str
    planning: Planning


class Passed(Struct):
    """One thing that is passed over, in a few words: « après la limite »."""

    code: Over
    words: str


class DoneForFamily(Struct):
    child: str
    child_name: str
    service: str
    service_name: str
    date: date
    action: Action
    price_cents: int
    kept_cents: int
    over: list[Over]
    why: str


class RefusedForFamily(RefusedLine):
    child_name: str
    service_name: str


class ForFamilyAnswer(Struct):
    """What was done; with `dry`, what would be. `total_cents`: what it adds to the invoices, below zero where it takes off. `past`:
    « après la limite ». `summary`: all of it in a sentence. `told`: how many logins are written to."""

    act: str
    done: list[DoneForFamily]
    refused: list[RefusedForFamily]
    over: list[Passed]
    past: str
    total_cents: int
    told: int
    summary: str
    cells: list[AgentCell]
    prices: dict[str, str] = {}
    """With `dry`, what it comes to at each `price` where they differ: « 4,60 € de plus à facturer »."""
