"""The week grid as an agent has it: each cell of the parents, with what an agent may do there and what that would pass over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.availability.agent_standing import AgentStanding, PriceChoice, agent_standing
from functions.domain.availability.availability import availability_of
from functions.domain.availability.situation import Situation
from functions.domain.bookings.week_grid import Cell, State, cell
from functions.domain.planning.basket import Basket
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action


@dataclass(frozen=True, slots=True)
class AgentCell:
    """`shown`: as the parents have it, with an empty basket. `action`: the one that an agent has there; `regular` and `late`: how
    it stands at each price."""

    shown: Cell
    action: Action
    regular: AgentStanding
    late: AgentStanding

    @property
    def possible(self) -> bool:
        return self.regular.standing.obstacle is None


def agent_cells(
    situation: Situation, children: Sequence[str], days: Sequence[date], *, now: datetime
) -> Iterator[AgentCell]:
    """The cells by day, service and child: those of the parents, and those that they have not and an agent may book."""
    for day in days:
        for service in situation.reglement.services:
            for child in children:
                found = agent_cell(situation, Slot(day, service.code, child), now=now)
                if found is not None:
                    yield found


def agent_cell(situation: Situation, slot: Slot, *, now: datetime) -> AgentCell | None:
    """None where there is nothing to show and nothing to do."""
    action = Action.RESERVE if situation.booking(slot) is None else Action.CANCEL
    regular = agent_standing(situation, slot, action, PriceChoice.REGULAR, now=now)
    late = agent_standing(situation, slot, action, PriceChoice.LATE, now=now)
    shown = cell(situation, Basket(), slot, now=now)
    if shown is None:
        if regular.standing.obstacle is not None:
            return None
        shown = Cell(slot, State.CLOSED, availability_of(situation, slot, action, now=now))
    return AgentCell(shown, action, regular, late)
