"""The agents of a commune: in which roles, for which schools and services, until when."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final, Self

from functions.domain.errors import Conflict, Forbidden

MOST_AGENTS = 500
"""Agents of one commune: one request reads them all, and the largest towns have some hundreds who look after children."""
MOST_IN_SCOPE = 10
"""Schools and services of one appointment together; who works in more works everywhere."""


class NotYourRole(Forbidden):
    """An agent of the commune asked for something that needs another role. The `roles` that may are in the data."""

    code = "not_your_role"


class TooManyAgents(Conflict):
    """The commune has as many agents as it may. `most` in the data is how many."""

    code = "too_many_agents"


class OutOfScope(Forbidden):
    """A childcare worker or a cook asked for a service that their appointment does not name."""

    code = "out_of_scope"


class ScopeTooWide(Conflict):
    """More schools and services than one appointment names. `most` in the data is how many."""

    code = "scope_too_wide"


class Role(StrEnum):
    SECRETARY = "secretary"
    """Families, their bookings and requests, the règlement, news."""
    REGISSEUR = "regisseur"
    """The till, for which this person answers in person: invoices, payments, credit notes."""
    CHILDCARE = "childcare"
    """Day lists and attendance."""
    KITCHEN = "kitchen"
    """Meals: how many, of which kind, for whom; menus."""
    ADMINISTRATOR = "administrator"
    """Who works here, what the town says of itself, the journal. Reads the rest, and does nothing of the régisseur's."""


NARROWED: Final = frozenset({Role.CHILDCARE, Role.KITCHEN})
"""Roles that a scope narrows. Whoever holds another one besides does that one's work for the whole commune."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Codes of schools and of services; of either, none means all."""

    schools: tuple[str, ...] = ()
    services: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises ScopeTooWide."""
        if len(self.schools) + len(self.services) > MOST_IN_SCOPE:
            raise ScopeTooWide(most=MOST_IN_SCOPE)

    def check_service(self, service: str) -> None:
        """Raises OutOfScope."""
        if self.services and service not in self.services:
            raise OutOfScope(field="service")

    def takes_school(self, school: str | None) -> bool:
        """Whether a child of that school is within. A child of no school is within no list of schools."""
        return not self.schools or school in self.schools

    def meets(self, schools: Collection[str], services: Collection[str]) -> bool:
        """Whether what is said of some schools and services, of all where none is named, is about something within."""
        return _meet(self.schools, schools) and _meet(self.services, services)


def _meet(within: Collection[str], named: Collection[str]) -> bool:
    return not within or not named or not set(within).isdisjoint(named)


@dataclass(frozen=True, slots=True)
class Appointment:
    roles: tuple[Role, ...]
    until: date | None = None
    """The last day, on the town's clock. None: until somebody ends it."""
    scope: Scope = field(default_factory=Scope)

    def runs_on(self, day: date) -> bool:
        return self.until is None or day <= self.until

    def may(self, roles: Collection[Role]) -> bool:
        """Whether one of the roles is held."""
        return not set(self.roles).isdisjoint(roles)

    def scope_for(self, roles: Collection[Role]) -> Scope:
        """Where somebody may do what the roles allow: everywhere, where a role that is held and may is narrowed by nothing."""
        held = set(self.roles).intersection(roles)
        return self.scope if held <= NARROWED else Scope()


@dataclass(frozen=True, slots=True)
class Staff:
    """A commune's agents, by account. They are stored as one item: a town has a handful of agents."""

    appointments: dict[str, Appointment] = field(default_factory=dict)

    def appointed(self, account: str, *, on: date) -> Appointment | None:
        """What somebody is on that day; None: nobody, or not any more."""
        found = self.appointments.get(account)
        return found if found is not None and found.runs_on(on) else None

    def with_appointment(self, account: str, appointment: Appointment) -> Self:
        """The staff once `account` works there as the appointment says. Without any role, it is no agent any more.

        Raises TooManyAgents.
        """
        others = {agent: held for agent, held in self.appointments.items() if agent != account}
        if not appointment.roles:
            return replace(self, appointments=others)
        if len(others) >= MOST_AGENTS:
            raise TooManyAgents(most=MOST_AGENTS)
        return replace(self, appointments={**others, account: appointment})
