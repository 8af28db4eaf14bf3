"""The agents of a commune, and what each may do there."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from functions.domain.errors import Forbidden


class NotYourRole(Forbidden):
    """An agent of the commune asked for what only another role of it does. `role` is in the data."""

    code = "not_your_role"


class Role(StrEnum):
    SECRETARY = "secretary"
    """Families, their bookings and requests, the règlement, news."""
    REGISSEUR = "regisseur"
    """The till, for which this person answers in person: invoices, payments, credit notes."""
    CHILDCARE = "childcare"
    """Day lists and attendance."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works for a commune, by account. One item: a town has a handful of agents."""

    roles: dict[str, tuple[Role, ...]] = field(default_factory=dict)

    def may(self, account: str, role: Role) -> bool:
        return role in self.roles.get(account, ())

    def with_roles(self, account: str, roles: tuple[Role, ...]) -> Self:
        """Without any role the account is no agent of the commune any more."""
        others = {agent: held for agent, held in self.roles.items() if agent != account}
        return replace(self, roles={**others, account: roles} if roles else others)
