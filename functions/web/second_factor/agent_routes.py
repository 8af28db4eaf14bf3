"""The sessions of a commune's agents, and the second factor that one of them lost: for its administrators."""

from chalice.app import Blueprint

from functions.domain.agents.staff import Role
from functions.domain.errors import NotFound
from functions.storage.accounts.sessions import hash_of
from functions.storage.agents import staff
from functions.usecases.second_factor.agents_sessions import (
    agents_sessions,
    end_agents_session,
    end_agents_sessions,
)
from functions.usecases.second_factor.reset_factor import ask_factor_reset
from functions.web.api.callers import Agent, agents, fresh
from functions.web.api.endpoint import Routes
from functions.web.api.problems import Invalid
from functions.web.second_factor.types import AgentSession, AgentSessions, FactorReset, OfAgent

routes = Routes(Blueprint(__name__))

ADMINISTRATOR = agents(Role.ADMINISTRATOR)
_AGENT = "/communes/{commune}/agents/{account}"


@routes.route("GET", f"{_AGENT}/sessions", ADMINISTRATOR, answers=AgentSessions)
def list_agent_sessions(caller: Agent) -> AgentSessions:
    """On which devices, and from where, an agent is at work."""
    return AgentSessions(
        [
            AgentSession(
                hash_of(session.key),
                session.value.device,
                session.value.place,
                session.value.created_at,
                session.value.last_seen_at,
                session.key == caller.session.key,
            )
            for session in agents_sessions(_agent(caller), now=caller.ask.now)
        ]
    )


@routes.route(
    "DELETE", f"{_AGENT}/sessions/{{session}}", fresh(ADMINISTRATOR), answers=None, status=204, keyed=True
)
def end_agent_session(caller: Agent) -> None:
    """End one of them. One that is over already stays so; what the same person opened as a parent does too."""
    end_agents_session(_agent(caller), caller.ask.path["session"])


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
    end_agents_sessions(_agent(caller, asked))


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
    return FactorReset(ask_factor_reset(_agent(caller, asked), by=caller.account, now=caller.ask.now))


def _agent(caller: Agent, asked: OfAgent | None = None) -> str:
    """Raises NotFound for who is no agent of the commune, Invalid where the body is about another one."""
    agent = caller.ask.path["account"]
    if asked is not None and asked.account != agent:
        raise Invalid(field="account")
    if agent not in staff.staff(caller.commune).value.appointments:
        raise NotFound
    return agent
