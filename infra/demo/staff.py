"""Who works for the demo's towns: one person a role, and a replacement who leaves by herself."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from functions.domain.agents.staff import Appointment, Role, Scope
from functions.domain.families.family import Civility
from functions.domain.town.commune import Commune
from functions.usecases.agents.appoint_agent import AppointingAct, appoint_agent
from functions.usecases.agents.open_agent_login import open_agent_login

REGISSEUSE = "regie@aubray.example"
REPLACEMENT = timedelta(days=12)


@dataclass(frozen=True, slots=True)
class Worker:
    email: str
    first_name: str
    last_name: str
    roles: tuple[Role, ...]
    scope: Scope = field(default_factory=Scope)
    days: timedelta | None = None
    """For how long, from the day the demo opens."""


STAFF = (
    Worker("secretaire@aubray.example", "Anne", "MARTIN", (Role.SECRETARY,)),
    Worker(REGISSEUSE, "Odile", "RÉGIE", (Role.REGISSEUR,)),
    Worker(
        "animatrice@aubray.example", "Lina", "PETIT", (Role.CHILDCARE,), Scope(services=("garderie-soir",))
    ),
    Worker("cuisine@aubray.example", "Paul", "LEROY", (Role.KITCHEN,)),
    Worker("direction@aubray.example", "Claire", "DUBOIS", (Role.ADMINISTRATOR,)),
    Worker("remplacante@aubray.example", "Sophie", "ROUX", (Role.SECRETARY,), days=REPLACEMENT),
)
"""Of the first town. The régisseuse works for all: they share her."""


def appoint(towns: tuple[Commune, ...], password: str, *, by: str, now: datetime, opens: datetime) -> None:
    """`now`: when the portal opened. `opens`: the instant that the demo shows, from which the replacement counts."""
    for worker in STAFF:
        account = open_agent_login(
            worker.email,
            civility=Civility.MONSIEUR if worker.first_name == "Paul" else Civility.MADAME,
            first_name=worker.first_name,
            last_name=worker.last_name,
            by=by,
            now=now,
            password=password,
        )
        for town in towns if worker.email == REGISSEUSE else towns[:1]:
            until = None if worker.days is None else town.day_of(opens + worker.days)
            act = AppointingAct(town.id, account, by, now, tells=False)
            appoint_agent(act, Appointment(worker.roles, until, worker.scope))
