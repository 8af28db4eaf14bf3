"""The phones of the agents, which whoever tries the local run does not have: what each shows now."""

from dataclasses import dataclass
from datetime import datetime

from functions.domain.accounts.account import Account
from functions.domain.agents.staff import Role
from functions.domain.second_factor.factor import FactorKeyGone
from functions.domain.second_factor.totp import STEP_SECONDS, code_at, step_at
from functions.french.agents.roles import named
from functions.storage.agents import staff
from functions.storage.second_factor import factors
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.town import communes
from functions.usecases.second_factor.phone_secrets import secret_of


@dataclass(frozen=True, slots=True)
class Phone:
    name: str
    email: str
    roles: str
    code: str
    """Empty where none is set yet."""
    seconds: int
    """Until the next one."""


def phones(now: datetime) -> list[Phone]:
    """One of each agent, in the order in which they came."""
    roles: dict[str, set[Role]] = {}
    for commune in communes.all_communes():
        for account, appointment in staff.staff(commune.id).value.appointments.items():
            roles.setdefault(account, set()).update(appointment.roles)
    return [phone for account in sorted(roles) if (phone := _phone(account, roles[account], now))]


def _phone(account: str, roles: set[Role], now: datetime) -> Phone | None:
    person = read_one(keys.account(account), Account)
    if person is None:
        return None
    known = factors.factor(account)
    try:
        secret = None if known is None else secret_of(known.value.issue, known.value.key)
    except FactorKeyGone:
        secret = None
    code = "" if secret is None else code_at(secret, step_at(now))
    left = STEP_SECONDS - int(now.timestamp()) % STEP_SECONDS
    name = f"{person.value.first_name} {person.value.last_name}"
    return Phone(name, person.value.email, named(sorted(roles)), code, left)
