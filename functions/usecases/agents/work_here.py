"""An administrator brings somebody in by their address, or changes what an agent of the town may do."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from functions.domain.agents.appointing import AlreadyAgent, check_appointment
from functions.domain.agents.staff import Appointment, Scope
from functions.domain.errors import NotFound
from functions.domain.families.family import Civility
from functions.storage.agents import staff as staffs
from functions.storage.town import communes
from functions.usecases.agents.appoint_agent import AppointingAct, appoint_agent
from functions.usecases.agents.open_agent_login import open_agent_login


@dataclass(frozen=True, slots=True)
class Newcomer:
    email: str
    civility: Civility
    first_name: str
    last_name: str


def bring_in(commune: str, person: Newcomer, appointment: Appointment, *, by: str, now: datetime) -> str:
    """The id of the account that the address opens: the one that exists, whose names stay its own, or else a new one.

    Sent again, nothing more happens. Raises AlreadyAgent for somebody who works there otherwise, AddressUnmailable, what
    `check_appointment` and `appoint_agent` raise.
    """
    appointment = checked(commune, appointment, now=now)
    account = open_agent_login(
        person.email,
        civility=person.civility,
        first_name=person.first_name,
        last_name=person.last_name,
        by=by,
        now=now,
    )
    held = staffs.staff(commune).value.appointed(account, on=_today(commune, now))
    if held is not None and held != appointment:
        raise AlreadyAgent(account=account)
    appoint_agent(AppointingAct(commune, account, by, now), appointment)
    return account


def change(commune: str, account: str, appointment: Appointment, *, by: str, now: datetime) -> None:
    """From this instant on. Raises NotFound for somebody who does not work there, what `check_appointment` and `appoint_agent` raise."""
    if account not in staffs.staff(commune).value.appointments:
        raise NotFound
    appoint_agent(AppointingAct(commune, account, by, now), checked(commune, appointment, now=now))


def end(commune: str, account: str, *, by: str, now: datetime) -> None:
    """From this instant on, everywhere. Once it has ended, nothing happens. Raises EndsOneself, LastAdministrator, Busy."""
    held = staffs.staff(commune).value.appointments.get(account)
    if held is not None:
        appoint_agent(AppointingAct(commune, account, by, now), replace(held, roles=()))


def checked(commune: str, appointment: Appointment, *, now: datetime) -> Appointment:
    """As it is stored. A town that has no règlement yet appoints its first agents everywhere. Raises what `check_appointment` does."""
    places: set[str] = set()
    if appointment.scope != Scope():
        reglement = communes.reglement_now(commune)
        places = {*reglement.school_names, *(service.code for service in reglement.services)}
    return check_appointment(appointment, places, today=_today(commune, now))


def _today(commune: str, now: datetime) -> date:
    return communes.commune(commune).day_of(now)
