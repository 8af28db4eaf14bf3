"""Who works for the demo's towns."""

from datetime import datetime

from functions.domain.agents.staff import Appointment, Role
from functions.domain.families.family import Civility
from functions.domain.town.commune import Commune
from functions.usecases.agents.appoint_agent import AppointingAct, appoint_agent
from functions.usecases.agents.open_agent_login import open_agent_login

REGISSEUSE = "regie@aubray.example"


def appoint(towns: tuple[Commune, ...], password: str, *, by: str, now: datetime) -> None:
    """One régisseuse for both towns: they share her."""
    account = open_agent_login(
        REGISSEUSE,
        civility=Civility.MADAME,
        first_name="Odile",
        last_name="RÉGIE",
        by=by,
        now=now,
        password=password,
    )
    for town in towns:
        act = AppointingAct(town.id, account, by, now, tells=False)
        appoint_agent(act, Appointment((Role.REGISSEUR,)))
