"""The agents of a commune, and what each may do there."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from functions.domain.errors import Conflict, Forbidden

MOST_AGENTS = 500
"""Agents of one commune: one request reads them all, and the largest towns have some hundreds who look after children."""


class NotYourRole(Forbidden):
    """An agent of the commune asked for something that needs another role. That `role` is in the data."""

    code = "not_your_role"


class TooManyAgents(Conflict):
    """The commune has as many agents as it may. `most` in the data is how many."""

    code = "too_many_agents"


class Role(StrEnum):
    SECRETARY = "secretary"
    """Families, their bookings and requests, the règlement, news."""
    REGISSEUR = "regisseur"
    """The till, for which this person answers in person: invoices, payments, credit notes."""
    CHILDCARE = "childcare"
    """Day lists and attendance."""


@dataclass(frozen=True, slots=True)
class Staff:
    """The roles of a commune's agents, by account. They are stored as one item: a town has a handful of agents."""

    roles: dict[str, tuple[Role, ...]] = field(default_factory=dict)

    def may(self, account: str, role: Role) -> bool:
        return role in self.roles.get(account, ())

    def with_roles(self, account: str, roles: tuple[Role, ...]) -> Self:
        """The staff once `account` has these roles. Without any role, the account is no longer an agent.

        Raises TooManyAgents.
        """
        others = {agent: held for agent, held in self.roles.items() if agent != account}
        if roles and len(others) >= MOST_AGENTS:
            raise TooManyAgents(most=MOST_AGENTS)
        return replace(self, roles={**others, account: roles} if roles else others)
