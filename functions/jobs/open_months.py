"""Each night, the months to come of what is booked all year unless cancelled."""

import logging
from datetime import datetime

from chalice.app import Blueprint, Cron

from functions.jobs.job import job
from functions.storage.town import communes
from functions.usecases.bookings.open_yearly_months import open_months_of_commune

blueprint = Blueprint(__name__)

BY = "job:open-months"

_log = logging.getLogger(__name__)


class SomeMonthsFailed(Exception):
    """The communes' ids. The next run takes them up where they stopped."""


@blueprint.schedule(Cron("40", "1", "*", "*", "?", "*"), name="open_months")
@job
def open_months(now: datetime) -> None:
    """Every commune; a month that is opened already costs a read."""
    failed = []
    for commune in communes.all_communes():
        try:
            counted = open_months_of_commune(commune.id, by=BY, now=now)
        except Exception:
            _log.exception("months not opened commune=%s", commune.id)
            failed.append(commune.id)
            continue
        if counted.failed:
            failed.append(commune.id)
    if failed:
        raise SomeMonthsFailed(", ".join(failed))
