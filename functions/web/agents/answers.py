"""Agents as an administrator reads them."""

from dataclasses import dataclass
from datetime import datetime

from functions.domain.agents.staff import NARROWED, Appointment, Role
from functions.domain.reglement.reglement import Reglement
from functions.domain.town.commune import Commune
from functions.french.agents.roles import LABELS, MAY, named, place_names, terms
from functions.french.words.dates import date_long
from functions.storage.agents.staff import KnownAgent
from functions.web.agents.types import AgentShown, PlaceOffered, Places, RoleOffered

CLOSED = "Compte supprimé"


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom it is said, and when."""

    account: str
    town: Commune
    reglement: Reglement
    now: datetime


def agent(known: KnownAgent, held: Appointment, reader: Reader, *, has_factor: bool) -> AgentShown:
    login, clock = known.account, reader.town.clock
    seen = None if known.seen_at is None else known.seen_at.astimezone(clock)
    return AgentShown(
        account=known.id,
        name=CLOSED if login is None else f"{login.first_name} {login.last_name}",
        email=None if login is None else login.email,
        roles=list(held.roles),
        roles_label=named(held.roles),
        until=held.until,
        scope=Places(list(held.scope.schools), list(held.scope.services)),
        terms=terms(held, place_names(reader.reglement)),
        over=not held.runs_on(reader.town.day_of(reader.now)),
        seen_at=seen,
        seen="Jamais connecté" if seen is None else f"Dernière connexion le {date_long(seen.date())}",
        oneself=known.id == reader.account,
        factor="" if has_factor else "sans double vérification",
    )


def roles() -> list[RoleOffered]:
    return [RoleOffered(role, LABELS[role], MAY[role], role in NARROWED) for role in Role]


def schools(reglement: Reglement) -> list[PlaceOffered]:
    return [PlaceOffered(code, name) for code, name in reglement.school_names.items()]


def services(reglement: Reglement) -> list[PlaceOffered]:
    return [PlaceOffered(service.code, service.name) for service in reglement.services]
