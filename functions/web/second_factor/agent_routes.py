"""The sessions of a commune's agents, and the second factor that one of them lost: for its administrators."""

from chalice.app import Blueprint

from functions.domain.agents.staff import Role
from functions.domain.errors import NotFound
from functions.french.second_factor.access import factor_sentence, reset_sentence, session_sentence
from functions.storage.accounts.sessions import hash_of
from functions.storage.second_factor import factors
from functions.storage.town import communes
from functions.usecases.second_factor.agents_sessions import (
    Told,
    agents_sessions,
    end_agents_session,
    end_agents_sessions,
)
from functions.usecases.second_factor.reset_factor import ask_factor_reset
from functions.web.api.endpoint import Routes
from functions.web.api.problems import Invalid
from functions.web.callers.agents import Agent, agents
from functions.web.callers.fresh_factor import fresh
from functions.web.second_factor.types import AgentSession, AgentSessions, FactorReset, OfAgent

routes = Routes(Blueprint(__name__))

ADMINISTRATOR = agents(Role.ADMINISTRATOR)
_AGENT = "/communes/{commune}/agents/{account}"


@routes.route("GET", f"{_AGENT}/sessions", ADMINISTRATOR, answers=AgentSessions)
def list_agent_sessions(caller: Agent) -> AgentSessions:
    """How an agent comes in: the phone, and on which devices and from where they are at work."""
    account, now, clock = _agent(caller), caller.ask.now, communes.commune(caller.commune).clock
    stored = factors.factor(account)
    factor = None if stored is None else stored.value
    return AgentSessions(
        [
            AgentSession(
                hash_of(session.key),
                session.value.device,
                session.value.place,
                session.value.created_at,
                session.value.last_seen_at,
                session_sentence(session.value, clock=clock),
                session.key == caller.session.key,
            )
            for session in agents_sessions(account, now=now)
        ],
        factor_sentence(factor, clock=clock, now=now),
        may_reset=account != caller.account and factor is not None and factor.reset is None,
    )


@routes.route(
    "DELETE", f"{_AGENT}/sessions/{{session}}", fresh(ADMINISTRATOR), answers=None, status=204, keyed=True
)
def end_agent_session(caller: Agent) -> None:
    """End one of them. One that is over already stays so; what the same person opened as a parent does too."""
    end_agents_session(_agent(caller), caller.ask.path["session"], _told(caller))


@routes.route(
    "POST",
    f"{_AGENT}/sessions/end",
    fresh(ADMINISTRATOR),
    takes=OfAgent,
    answers=None,
    status=204,
    keyed=True,
)
def end_all_agent_sessions(caller: Agent, asked: OfAgent) -> None:
    """End them all."""
    end_agents_sessions(_agent(caller, asked), _told(caller))


@routes.route(
    "POST",
    f"{_AGENT}/second-factor/reset",
    fresh(ADMINISTRATOR),
    takes=OfAgent,
    answers=FactorReset,
    keyed=True,
    sends=True,
)
def ask_second_factor_reset(caller: Agent, asked: OfAgent) -> FactorReset:
    """Let an agent who lost their phone set another: in a day, or at once in a session in which they are at work."""
    in_force_at = ask_factor_reset(_agent(caller, asked), by=caller.account, now=caller.ask.now)
    clock = communes.commune(caller.commune).clock
    return FactorReset(in_force_at, reset_sentence(in_force_at, clock=clock))


def _told(caller: Agent) -> Told:
    return Told(caller.commune, caller.account, caller.ask.now)


def _agent(caller: Agent, asked: OfAgent | None = None) -> str:
    """Raises NotFound for who is no agent of the commune, Invalid where the body is about another one."""
    agent = caller.ask.path["account"]
    if asked is not None and asked.account != agent:
        raise Invalid(field="account")
    if agent not in caller.staff.appointments:
        raise NotFound
    return agent
