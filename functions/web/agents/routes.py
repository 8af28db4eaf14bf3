"""Who works for the commune: read, appointed, changed and ended by an administrator."""

from collections.abc import Mapping

from chalice.app import Blueprint

from functions.domain.agents.staff import Appointment
from functions.domain.errors import NotFound
from functions.domain.town.commune import Commune
from functions.storage.agents import staff as staffs
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.town import communes
from functions.storage.town.communes import ReglementHead
from functions.usecases.agents.work_here import Newcomer, bring_in, change, end
from functions.web.agents import answers
from functions.web.agents.answers import Reader
from functions.web.agents.types import (
    AgentAppointed,
    AgentShown,
    AgentsListed,
    AgentsQuery,
    AppointmentAsked,
    NewcomerAsked,
)
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import ADMINISTRATOR, Agent
from functions.web.callers.fresh_factor import fresh

routes = Routes(Blueprint(__name__))

AGENTS = f"{COMMUNE}/agents"
ONE = f"{AGENTS}/{{account}}"
APPOINTS = fresh(ADMINISTRATOR)
A_PAGE = 32
"""Each is three items, and one batch reads a hundred."""


@routes.route("GET", AGENTS, ADMINISTRATOR, takes=AgentsQuery, answers=AgentsListed)
def list_agents(caller: Agent, asked: AgentsQuery) -> AgentsListed:
    """Who works here, in which roles, where, until when, and since when they were seen."""
    held = caller.staff.appointments
    page = [account for account in sorted(held) if account > asked.after][: A_PAGE + 1]
    more = len(page) > A_PAGE
    page = page[:A_PAGE]
    reader, shown = _answered(caller, {account: held[account] for account in page})
    return AgentsListed(
        sorted(shown, key=lambda each: (each.over, each.name.casefold())),
        page[-1] if more else None,
        answers.roles(),
        answers.schools(reader.reglement),
        answers.services(reader.reglement),
        reader.town.day_of(caller.ask.now),
    )


@routes.route(
    "POST",
    AGENTS,
    APPOINTS,
    takes=NewcomerAsked,
    answers=AgentAppointed,
    status=201,
    keyed=True,
    sends=True,
)
def appoint(caller: Agent, asked: NewcomerAsked) -> AgentAppointed:
    """Bring somebody in: a login is opened where the address has none, and a mail says how to enter."""
    person = Newcomer(
        asked.email.strip(),
        asked.civility,
        " ".join(asked.first_name.split()),
        " ".join(asked.last_name.split()),
    )
    account = bring_in(caller.commune, person, asked.appointment(), by=caller.account, now=caller.ask.now)
    return AgentAppointed(
        _shown(caller, account), f"C’est fait. Un e-mail est parti à {person.email}, avec la façon d’entrer."
    )


@routes.route("PUT", ONE, APPOINTS, takes=AppointmentAsked, answers=AgentAppointed, keyed=True, sends=True)
def change_agent(caller: Agent, asked: AppointmentAsked) -> AgentAppointed:
    """Change roles, the last day, schools and services, from this instant on: whoever is concerned is told by mail."""
    account = caller.ask.path["account"]
    change(caller.commune, account, asked.appointment(), by=caller.account, now=caller.ask.now)
    return AgentAppointed(
        _shown(caller, account), "C’est enregistré, et la personne est prévenue par e-mail."
    )


@routes.route("DELETE", ONE, APPOINTS, answers=None, status=204, keyed=True, sends=True)
def end_agent(caller: Agent) -> None:
    """End an agent's access, from this instant on and everywhere. Once it has ended, nothing happens."""
    end(caller.commune, caller.ask.path["account"], by=caller.account, now=caller.ask.now)


def _shown(caller: Agent, account: str) -> AgentShown:
    held = staffs.staff(caller.commune).value.appointments.get(account, Appointment(()))
    [shown] = _answered(caller, {account: held})[1]
    return shown


def _answered(caller: Agent, held: Mapping[str, Appointment]) -> tuple[Reader, list[AgentShown]]:
    """One round trip, and one more where this process has not seen the règlement."""
    commune_key, head_key = keys.commune(caller.commune), keys.reglement_head(caller.commune)
    factor_keys = {account: keys.second_factor(account) for account in held}
    found = read([commune_key, head_key, *staffs.keys_of(caller.commune, held), *factor_keys.values()])
    town, head = found.get(commune_key, Commune), found.get(head_key, ReglementHead)
    if town is None or head is None:
        raise NotFound
    reglement = communes.reglement(caller.commune, head.value.reglement)
    reader = Reader(caller.account, town.value, reglement, caller.ask.now)
    shown = [
        answers.agent(
            staffs.known_in(found, caller.commune, account),
            each,
            reader,
            has_factor=found.item(factor_keys[account]) is not None,
        )
        for account, each in held.items()
    ]
    return reader, shown
