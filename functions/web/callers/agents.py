"""Who works for a commune, in one of the roles that the route asks for."""

from dataclasses import dataclass, replace

from functions.domain.accounts.account import Session
from functions.domain.agents.staff import NotYourRole, Role, Scope, Staff
from functions.domain.errors import NotFound
from functions.domain.families.family import Family
from functions.domain.merging.merged_files import FileMerging
from functions.domain.planning.basket import Basket
from functions.domain.second_factor.factor import SecondFactorRequired
from functions.domain.town.commune import Commune
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found
from functions.storage.table.stored import Stored
from functions.storage.town.communes import ReglementHead
from functions.usecases.agents.agent_access import note_employer, note_refused_act, note_sign_in
from functions.web.callers.admission import (
    MovedTo,
    check_write_limits,
    key_of_session,
    read_with_limits,
    session_in,
    where_the_file_went,
)
from functions.web.callers.asking import Ask, Who


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who works for the commune, in one of the roles that the route asks for."""

    ask: Ask
    session: Stored[Session]
    commune: str
    roles: tuple[Role, ...]
    """All that this person holds."""
    scope: Scope
    """Where this person may do what the route does: the whole commune, unless it is only as childcare or kitchen."""
    staff: Staff
    """All who work there, read with the rest."""

    @property
    def account(self) -> str:
        return self.session.value.account


WHILE_A_FILE_IS_MERGED = frozenset(
    f"POST /communes/{{commune}}/files/{{family}}/{act}" for act in ("merge", "export", "erasure")
)
"""What an agent may ask for of a file into which another is being merged: to end that, to read it, and to hear why it cannot be erased yet."""


OF_A_TABLET = frozenset({Role.CHILDCARE})
"""The roles that a PIN on such a tablet opens, whatever else is held."""


@dataclass(frozen=True, slots=True)
class AgentOfFile(Agent):
    """An agent before the file of a family, read with the rest: its children say what to read next."""

    family: Stored[Family]
    head: Stored[ReglementHead]

    @property
    def basket(self) -> Stored[Basket]:
        """Always empty: an agent keeps no draft."""
        return Stored(keys.basket(self.commune, self.family.value.id, self.account), Basket(), 0)


@dataclass(frozen=True, slots=True)
class AgentOfTown(Agent):
    """An agent with the town itself, read with the rest: its règlement says what to read next."""

    town: Commune
    head: Stored[ReglementHead] | None
    """None where the town has not published any règlement."""


def _agent(roles: tuple[Role, ...], ask: Ask) -> Agent:
    return _appointed(roles, ask)[0]


def _agent_of_file(roles: tuple[Role, ...], ask: Ask) -> AgentOfFile:
    return where_the_file_went(lambda now: _before_the_file(roles, now), ask)


def _before_the_file(roles: tuple[Role, ...], ask: Ask) -> AgentOfFile:
    family_key = keys.family(ask.path["commune"], ask.path["family"])
    head_key = keys.reglement_head(ask.path["commune"])
    agent, found = _appointed(roles, ask, family_key, head_key)
    family, head = found.get(family_key, Family), found.get(head_key, ReglementHead)
    if family is not None and family.value.merged_into:
        raise MovedTo(family.value.merged_into)
    if family is None or head is None or family.value.erased_on is not None:
        raise NotFound
    held = (agent.ask, agent.session, agent.commune, agent.roles, agent.scope, agent.staff)
    return AgentOfFile(*held, family, head)


def _agent_of_town(roles: tuple[Role, ...], ask: Ask) -> AgentOfTown:
    head_key = keys.reglement_head(ask.path["commune"])
    agent, found = _appointed(roles, ask, head_key)
    town = found.get(keys.commune(agent.commune), Commune)
    assert town is not None, "nobody is appointed by a town that is not there"
    head = found.get(head_key, ReglementHead)
    return AgentOfTown(
        agent.ask, agent.session, agent.commune, agent.roles, agent.scope, agent.staff, town.value, head
    )


def _appointed(roles: tuple[Role, ...], ask: Ask, *also: Key) -> tuple[Agent, Found]:
    key, commune = key_of_session(ask), ask.path["commune"]
    staff_key, commune_key = keys.staff(commune), keys.commune(commune)
    written = _file_written(ask)
    found = read_with_limits(ask, key, staff_key, commune_key, *dict.fromkeys((*also, *written)))
    session, appointment = session_in(found, key, ask), None
    account, town = session.value.account, found.get(commune_key, Commune)
    staff = found.get_or(staff_key, Staff()).value
    if town is not None:
        appointment = staff.appointed(account, on=town.value.day_of(ask.now))
    if appointment is None:
        raise NotFound(account=account)
    if session.value.factor_at is None:
        note_employer(account, commune)
        raise SecondFactorRequired(account=account, commune=commune)
    session = note_sign_in(session, commune, now=ask.now)
    if session.value.tablet:
        held = tuple(role for role in appointment.roles if role in OF_A_TABLET)
        appointment = replace(appointment, roles=held)
    if not appointment.may(roles):
        note_refused_act(account, commune, route=ask.route, roles=roles, now=ask.now)
        raise NotYourRole(roles=roles, account=account, commune=commune)
    check_write_limits(found, ask, account)
    for file_key in written:
        _check_not_merging(found.get(file_key, Family))
    agent = Agent(ask, session, commune, appointment.roles, appointment.scope_for(roles), staff)
    return agent, found


def _file_written(ask: Ask) -> list[Key]:
    """The file of the family of whom an agent writes something, which is not while it is merged."""
    is_read = ask.route.startswith(("GET ", "HEAD "))
    if is_read or "family" not in ask.path or ask.route in WHILE_A_FILE_IS_MERGED:
        return []
    return [keys.family(ask.path["commune"], ask.path["family"])]


def _check_not_merging(file: Stored[Family] | None) -> None:
    """Raises FileMerging, FileMerged."""
    if file is None:
        return
    if file.value.merged_into:
        raise MovedTo(file.value.merged_into)
    if file.value.merging:
        raise FileMerging


def agents_of_town(*roles: Role) -> Who[AgentOfTown]:
    """The same, with the town."""
    return Who("agent", lambda ask: _agent_of_town(roles, ask), roles)


def agents(*roles: Role) -> Who[Agent]:
    """Agents of the commune who hold one of the roles today."""
    return Who("agent", lambda ask: _agent(roles, ask), roles)


def agents_before_a_file(*roles: Role) -> Who[AgentOfFile]:
    """The same, before the file of the family that the address names, which is read with the rest."""
    return Who("agent", lambda ask: _agent_of_file(roles, ask), roles)


SECRETARY = agents(Role.SECRETARY)
REGISSEUR = agents(Role.REGISSEUR)
ADMINISTRATOR = agents(Role.ADMINISTRATOR)
OFFICE = agents(Role.SECRETARY, Role.REGISSEUR, Role.ADMINISTRATOR)
"""Who may look at what the secretary and the régisseur do: families, requests, bookings, invoices, the till."""
TOWN_ACTS = agents(Role.SECRETARY, Role.ADMINISTRATOR)
"""Who acts for the town as a whole: its news, a service that is called off."""
OFFICE_OF_FILE = agents_before_a_file(Role.SECRETARY, Role.REGISSEUR, Role.ADMINISTRATOR)
ANY_AGENT = agents(*Role)
ANY_AGENT_OF_TOWN = agents_of_town(*Role)
"""The same, with the town's règlement: for what looks at a day of it."""
ADMINISTRATOR_OF_TOWN = agents_of_town(Role.ADMINISTRATOR)
"""With the town's clock: for what looks at a month of it."""
