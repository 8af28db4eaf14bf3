"""What may change of who works for a commune, and who is told of it."""

from collections.abc import Container
from dataclasses import replace
from datetime import date

from functions.domain.agents.staff import NARROWED, Appointment, Role, Staff
from functions.domain.errors import Conflict, InvalidRequest

MOST_TOLD = 20
"""Régisseurs who are told of another one: a town has one and a deputy."""


class LastAdministrator(Conflict):
    """Nobody would be left who appoints: another one comes first."""

    code = "last_administrator"


class EndsOneself(Conflict):
    """Somebody would end their own access, or stop being an administrator: another administrator does it."""

    code = "ends_oneself"


class AlreadyAgent(Conflict):
    """Somebody who is to be appointed works there already, otherwise. `account` in the data: change that appointment."""

    code = "already_agent"


class NoRole(InvalidRequest):
    code = "no_role"


class UntilPassed(InvalidRequest):
    """The last day lies behind."""

    code = "until_passed"


class UnknownScope(InvalidRequest):
    """The règlement has no such school, or no such service."""

    code = "unknown_scope"


class ScopeWithoutEffect(InvalidRequest):
    """Schools or services are named for roles that they do not narrow."""

    code = "scope_without_effect"


def check_appointment(appointment: Appointment, places: Container[str], *, today: date) -> Appointment:
    """As it is stored: each role once, in their order. `places`: codes of the schools and services of today.

    Raises NoRole, UntilPassed, UnknownScope, ScopeWithoutEffect."""
    roles = tuple(role for role in Role if role in appointment.roles)
    if not roles:
        raise NoRole(field="roles")
    if not appointment.runs_on(today):
        raise UntilPassed(field="until")
    scope = appointment.scope
    if (scope.schools or scope.services) and NARROWED.isdisjoint(roles):
        raise ScopeWithoutEffect(field="scope")
    if any(code not in places for code in (*scope.schools, *scope.services)):
        raise UnknownScope(field="scope")
    return replace(appointment, roles=roles)


def check_change(staff: Staff, account: str, after: Appointment, *, by: str) -> None:
    """Raises EndsOneself, LastAdministrator. Who has an end does not count: the day after, nobody would be left."""
    before = staff.appointments.get(account)
    if before is None or not _stays(before):
        return
    if _stays(after):
        return
    if account == by:
        raise EndsOneself
    others = (held for agent, held in staff.appointments.items() if agent != account)
    if not any(_stays(held) for held in others):
        raise LastAdministrator


def _stays(appointment: Appointment) -> bool:
    return Role.ADMINISTRATOR in appointment.roles and appointment.until is None


def regisseurs_told(staff: Staff, account: str, after: Appointment, *, today: date) -> list[str]:
    """Those who answer for the till already, where `account` becomes one of them."""
    before = staff.appointed(account, on=today)
    if Role.REGISSEUR not in after.roles or (before is not None and Role.REGISSEUR in before.roles):
        return []
    present = (
        agent
        for agent, held in staff.appointments.items()
        if agent != account and held.runs_on(today) and Role.REGISSEUR in held.roles
    )
    return sorted(present)[:MOST_TOLD]
