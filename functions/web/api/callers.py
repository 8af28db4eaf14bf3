"""Who may call: each admission reads what it must and hands the handler a typed caller.

A member is admitted in the first round trip of the two that a planning takes: session, family and règlement head together.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from http.cookies import CookieError, SimpleCookie
from typing import Generic, TypeVar

from functions.domain.accounts.account import Session
from functions.domain.agents.staff import NotYourRole, Role, Scope, Staff
from functions.domain.errors import NotFound, Unauthenticated
from functions.domain.families.access import acts_for
from functions.domain.families.family import Family
from functions.domain.merging.merged_files import FileMerged, FileMerging
from functions.domain.planning.basket import Basket
from functions.domain.second_factor.factor import FreshFactorRequired, SecondFactorRequired
from functions.domain.second_factor.pending_sign_in import PendingSignIn
from functions.domain.town.commune import Commune
from functions.storage.accounts import throttles
from functions.storage.accounts.sessions import account_of, hashed, parts_of, session_key
from functions.storage.second_factor import pending_sign_ins
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found, read, together
from functions.storage.table.stored import Stored
from functions.storage.town.communes import ReglementHead
from functions.usecases.accounts.sessions import touch
from functions.usecases.accounts.throttle import WriteCount, check_writes
from functions.usecases.agents.agent_access import note_employer, note_refused_act, note_sign_in

T = TypeVar("T")

COOKIE = "__Host-session"
TABLET_COOKIE = "__Host-tablet"
"""Of a tablet of the town: it opens nothing without somebody's PIN."""


@dataclass(frozen=True, slots=True)
class Ask:
    """The request as a handler may need it, whoever calls."""

    now: datetime
    path: dict[str, str]
    origin: str
    """Of the portal, as this browser sees it."""
    source_ip: str
    user_agent: str
    cookie: str | None
    tablet: str | None
    idempotency_key: str
    route: str = ""
    """As the API's document names it: `GET /communes/{commune}/regie/alerts`."""
    if_none_match: str = ""
    limits: tuple[WriteCount, ...] = ()
    """What this request counts under, if it writes. Admission reads it with the rest, and checks it last."""


@dataclass(frozen=True, slots=True)
class Anyone:
    ask: Ask


@dataclass(frozen=True, slots=True)
class SigningIn:
    """Who gave the password of an agent's login, and not the second factor yet."""

    ask: Ask
    pending: Stored[PendingSignIn]

    @property
    def account(self) -> str:
        return self.pending.value.account


@dataclass(frozen=True, slots=True)
class Parent:
    ask: Ask
    session: Stored[Session]

    @property
    def account(self) -> str:
        return self.session.value.account


@dataclass(frozen=True, slots=True)
class Member:
    """A parent acting for a family of theirs."""

    ask: Ask
    session: Stored[Session]
    commune: str
    family: Stored[Family]
    head: Stored[ReglementHead]

    @property
    def account(self) -> str:
        return self.session.value.account


@dataclass(frozen=True, slots=True)
class MemberOfTown(Member):
    """A member with the town itself, read with the rest: for what knows its clock, its name and its régies."""

    town: Commune

    @property
    def today(self) -> date:
        """What day it is there."""
        return self.town.day_of(self.ask.now)


@dataclass(frozen=True, slots=True)
class ParentWith(Parent, Generic[T]):
    """A parent, and what was read while they were admitted."""

    read: T


@dataclass(frozen=True, slots=True)
class Booker(Member):
    """A member and their basket, read with the rest: what it holds says what to read next."""

    basket: Stored[Basket]


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
ON_A_TABLET = frozenset({"GET /me"})
"""What somebody may ask of their own login on a tablet of the town, besides leaving it. Their family is not looked at there."""
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


C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Who(Generic[C]):
    name: str
    admit: Callable[[Ask], C]
    """Raises Unauthenticated, NotFound, NotYourRole or WritesThrottled."""
    roles: tuple[Role, ...] = ()
    """Of agents: those that may."""
    fresh: bool = False
    """The second factor must have been given a few minutes ago at most."""


def _read(ask: Ask, *wanted: Key) -> Found:
    """One round trip: what admission is decided from, and how often was written lately."""
    return read([*wanted, *(each.key for each in ask.limits)])


def _check_writes(found: Found, ask: Ask, account: str) -> None:
    """For a caller who was admitted: nobody else learns how busy a family is, or counts as it. Raises WritesThrottled, Busy."""
    known = {each.key: throttles.counted(found, each.key) for each in ask.limits}
    check_writes(ask.limits, known, account=account, now=ask.now)


def _session(found: Found, key: Key, ask: Ask) -> Stored[Session]:
    session = found.get(key, Session)
    if session is None or not session.value.alive(ask.now):
        raise Unauthenticated
    return touch(session, now=ask.now)


def _key(ask: Ask) -> Key:
    key = None if ask.cookie is None else session_key(ask.cookie)
    if key is None:
        raise Unauthenticated
    return key


def _parent(ask: Ask) -> Parent:
    key = _key(ask)
    found = _read(ask, key)
    session = _session(found, key, ask)
    if session.value.tablet and ask.route not in ON_A_TABLET:
        raise Unauthenticated
    _check_writes(found, ask, session.value.account)
    return Parent(ask, session)


def _signing_in(ask: Ask) -> SigningIn:
    parts = None if ask.cookie is None else parts_of(ask.cookie)
    if parts is None:
        raise Unauthenticated
    key = pending_sign_ins.key_of(parts[0], hashed(parts[1]))
    found = _read(ask, key)
    pending = found.get(key, PendingSignIn)
    if pending is None or ask.now >= pending.value.expires_at:
        raise Unauthenticated
    _check_writes(found, ask, pending.value.account)
    return SigningIn(ask, pending)


def _with_factor(ask: Ask) -> Parent:
    parent = _parent(ask)
    if parent.session.value.factor_at is None:
        raise SecondFactorRequired(account=parent.account)
    return parent


def _member(ask: Ask) -> Member:
    return _where_the_file_went(lambda now: _admitted(_key(now), now)[0], ask)


def _where_the_file_went(admit: Callable[[Ask], C], ask: Ask) -> C:
    """An address of a file that was merged into another leads there: a page that was open, a bookmark, a link of a mail."""
    try:
        return admit(ask)
    except _MovedTo as moved:
        return admit(replace(ask, path={**ask.path, "family": moved.family}))


class _MovedTo(FileMerged):
    """The family of the address was merged into this one. Who is not led there is told."""

    def __init__(self, family: str) -> None:
        super().__init__()
        self.family = family


def _booker(ask: Ask) -> Booker:
    return _where_the_file_went(_with_basket, ask)


def _member_of_town(ask: Ask) -> MemberOfTown:
    return _where_the_file_went(_with_town, ask)


def _with_town(ask: Ask) -> MemberOfTown:
    town_key = keys.commune(ask.path["commune"])
    member, found = _admitted(_key(ask), ask, town_key)
    town = found.get(town_key, Commune)
    if town is None:
        raise NotFound
    return MemberOfTown(ask, member.session, member.commune, member.family, member.head, town.value)


def _with_basket(ask: Ask) -> Booker:
    key = _key(ask)
    basket_key = keys.basket(ask.path["commune"], ask.path["family"], account_of(key))
    member, found = _admitted(key, ask, basket_key)
    basket = found.get_or(basket_key, Basket())
    return Booker(ask, member.session, member.commune, member.family, member.head, basket)


def _admitted(key: Key, ask: Ask, *also: Key) -> tuple[Member, Found]:
    commune = ask.path["commune"]
    family_key, head_key = keys.family(commune, ask.path["family"]), keys.reglement_head(commune)
    found = _read(ask, key, family_key, head_key, *also)
    session = _session(found, key, ask)
    family, head = found.get(family_key, Family), found.get(head_key, ReglementHead)
    if session.value.tablet:
        raise Unauthenticated
    if family is not None and family.value.merged_into:
        raise _MovedTo(family.value.merged_into)
    if family is None or head is None or not acts_for(session.value.account, family.value):
        raise NotFound
    _check_writes(found, ask, session.value.account)
    return Member(ask, session, commune, family, head), found


def _agent(roles: tuple[Role, ...], ask: Ask) -> Agent:
    return _appointed(roles, ask)[0]


def _agent_of_file(roles: tuple[Role, ...], ask: Ask) -> AgentOfFile:
    return _where_the_file_went(lambda now: _before_the_file(roles, now), ask)


def _before_the_file(roles: tuple[Role, ...], ask: Ask) -> AgentOfFile:
    family_key = keys.family(ask.path["commune"], ask.path["family"])
    head_key = keys.reglement_head(ask.path["commune"])
    agent, found = _appointed(roles, ask, family_key, head_key)
    family, head = found.get(family_key, Family), found.get(head_key, ReglementHead)
    if family is not None and family.value.merged_into:
        raise _MovedTo(family.value.merged_into)
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
    key, commune = _key(ask), ask.path["commune"]
    staff_key, commune_key = keys.staff(commune), keys.commune(commune)
    written = _file_written(ask)
    found = _read(ask, key, staff_key, commune_key, *dict.fromkeys((*also, *written)))
    session, appointment = _session(found, key, ask), None
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
    _check_writes(found, ask, account)
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
        raise _MovedTo(file.value.merged_into)
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


def parents_with(question: Callable[[str], T]) -> Who[ParentWith[T]]:
    """Parents, with what `question` reads of their account: asked while they are admitted, and told to nobody who is not."""

    def admit(ask: Ask) -> ParentWith[T]:
        account = account_of(_key(ask))
        parent, found = together(partial(_parent, ask), partial(question, account))
        return ParentWith(ask, parent.session, found)

    return Who("parent", admit)


def check_fresh_factor(caller: "Parent | Agent") -> None:
    """For a route where only some acts ask for it: what is sent to more families than so many. Raises FreshFactorRequired."""
    if not caller.session.value.has_fresh_factor(caller.ask.now):
        raise FreshFactorRequired(account=caller.account)


P = TypeVar("P", bound=Parent | Agent)


def fresh(who: Who[P]) -> Who[P]:
    """The same callers, once they gave the second factor a few minutes ago at most: `fresh(agents(Role.ADMINISTRATOR))`."""

    def admit(ask: Ask) -> P:
        caller = who.admit(ask)
        check_fresh_factor(caller)
        return caller

    return replace(who, admit=admit, fresh=True)


ANYONE: Who[Anyone] = Who("anyone", Anyone)
PARENT: Who[Parent] = Who("parent", _parent)
SIGNING_IN: Who[SigningIn] = Who("signing_in", _signing_in)
WITH_FACTOR: Who[Parent] = Who("parent", _with_factor)
"""Somebody in a session that began with the second factor, about their own login."""
MEMBER: Who[Member] = Who("member", _member)
BOOKER: Who[Booker] = Who("member", _booker)
MEMBER_OF_TOWN: Who[MemberOfTown] = Who("member", _member_of_town)
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


def cookie_value(header: str | None, name: str = COOKIE) -> str | None:
    """A cookie in a `Cookie` header; None where there is none or it cannot be read."""
    try:
        morsel = SimpleCookie(header or "").get(name)
    except CookieError:
        return None
    return morsel.value if morsel is not None else None
