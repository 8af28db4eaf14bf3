"""Each night, the months to come of what is booked all year unless cancelled."""

from datetime import datetime

from chalice.app import Blueprint, Cron

from functions.domain.town.commune import Commune
from functions.jobs.job import job
from functions.jobs.towns import each_commune
from functions.usecases.bookings.open_yearly_months import open_months_of_commune

blueprint = Blueprint(__name__)

BY = "job:open-months"


class SomeMonthsFailed(Exception):
    """How many months, or whole families. The next run takes them up where they stopped."""


@blueprint.schedule(Cron("40", "1", "*", "*", "?", "*"), name="open_months")
@job
def open_months(now: datetime) -> None:
    """Every commune; a month that is opened already costs a read."""

    def act(commune: Commune) -> None:
        counted = open_months_of_commune(commune.id, by=BY, now=now)
        if counted.failed:
            raise SomeMonthsFailed(counted.failed)

    each_commune(act, undone="months not opened")
