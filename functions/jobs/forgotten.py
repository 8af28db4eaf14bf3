"""In the evening of each town, remind the families who have most likely forgotten a limit that falls tomorrow."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalice.app import Blueprint, Rate

from functions import wiring
from functions.domain.errors import NotFound
from functions.domain.reminders.limit_reminders import is_evening
from functions.domain.town.commune import Commune
from functions.jobs.job import job
from functions.jobs.towns import each_commune
from functions.usecases.reminders.remind_of_limits import remind_of_limits

blueprint = Blueprint(__name__)

BUDGET = timedelta(minutes=4)
"""The function may run for five; what is left is for the next firing."""


@dataclass(slots=True)
class Figures:
    towns: int = 0
    looked_at: int = 0
    reminded: int = 0
    failed: int = 0


@blueprint.schedule(Rate(10, unit=Rate.MINUTES), name="forgotten")
@job
def forgotten(now: datetime) -> Figures:
    """EventBridge counts in UTC, so each town's clock is asked whether it is evening there."""
    figures, until = Figures(), now + BUDGET

    def act(commune: Commune) -> None:
        local = now.astimezone(commune.clock)
        if not is_evening(local):
            return
        try:
            done = remind_of_limits(commune.id, evening=local.date(), clock=wiring.now, until=until)
        except NotFound:
            return  # no règlement yet: nothing closes
        figures.towns += 1
        figures.looked_at += done.looked_at
        figures.reminded += done.reminded
        figures.failed += done.failed

    each_commune(act, undone="limits not reminded of")
    return figures
