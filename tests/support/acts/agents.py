"""Who works for a commune."""

from functions.domain.agents.staff import Appointment, Role
from functions.domain.families.family import Civility
from functions.usecases.agents.agent_access import note_sign_in
from functions.usecases.agents.appoint_agent import AppointingAct, appoint_agent
from functions.usecases.agents.open_agent_login import open_agent_login
from functions.usecases.agents.work_here import Newcomer, bring_in
from tests.support.accounts import an_account
from tests.support.acts.accounts import a_cookie, session_of
from tests.support.acts.act import Do, writes
from tests.support.builders import MARC, NOW, open_town


@writes("agents.work_here")
def bringing_somebody_in() -> Do:
    open_town()
    person = Newcomer("sophie@lisse.example", Civility.MADAME, "Sophie", "ROUX")
    return lambda: bring_in("lisse", person, Appointment((Role.KITCHEN,)), by="agent", now=NOW)


@writes("agents.open_agent_login")
def opening_an_agents_login() -> Do:
    return lambda: open_agent_login(
        "agent@lisse.example",
        civility=Civility.MADAME,
        first_name="Ana",
        last_name="Lisse",
        by="deployer",
        now=NOW,
    )


@writes("agents.appoint_agent")
def appointing_an_agent() -> Do:
    open_town()
    an_account()
    return lambda: appoint_agent(
        AppointingAct("lisse", MARC, "deployer", NOW), Appointment((Role.SECRETARY,))
    )


@writes("agents.appoint_agent")
def ending_an_appointment() -> Do:
    appointing_an_agent()()
    return lambda: appoint_agent(AppointingAct("lisse", MARC, "deployer", NOW), Appointment(()))


@writes("agents.agent_access")
def noting_that_an_agent_signed_in() -> Do:
    """By the first request of the session, or else by the next."""
    open_town()
    an_account()
    cookie = a_cookie()
    return lambda: [note_sign_in(session_of(cookie), "lisse", now=NOW) for _ in range(2)]
