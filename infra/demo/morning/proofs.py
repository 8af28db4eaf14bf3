"""A second family whose child was ill, with its certificate."""

from datetime import datetime
from uuid import uuid4

from functions import wiring
from functions.domain.absences.declaration import Declaration
from functions.domain.planning.declared_absence import Motive
from functions.domain.town.commune import Commune
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.declare_absence import declare_absence
from functions.usecases.absences.prove_absence import prove_absence
from infra.demo.absences import PROOF, SERVICE, booked_days
from infra.demo.morning.parents import Parent


def proof(town: Commune, parents: list[Parent], now: datetime) -> None:
    """The first whose eldest was booked at the canteen these last weeks."""
    for parent in parents:
        child = parent.home.children[0].id
        days = [day for day in booked_days(town.id, child, now) if day < town.day_of(now)]
        if not days:
            continue

        def act() -> AbsenceAct:
            return AbsenceAct(town.id, parent.home.family.id, parent.account, uuid4().hex, now)  # noqa: B023

        told = Declaration(child, days[-1], days[-1], Motive.ILLNESS, (SERVICE,))
        prove_absence(act(), declare_absence(act(), told).absence, PROOF, store=wiring.uploads())
        return
