"""Each night, the months to come of what is booked all year unless cancelled; and which files are complete, as papers expire."""

import logging
from datetime import datetime

from chalice.app import Blueprint, Cron

from functions.domain.town.commune import Commune
from functions.jobs.job import job
from functions.jobs.towns import each_commune
from functions.usecases.bookings.open_yearly_months import open_months_of_commune
from functions.usecases.papers.count_papers import count_page

blueprint = Blueprint(__name__)
_log = logging.getLogger(__name__)

BY = "job:open-months"


class SomeMonthsFailed(Exception):
    """How many months, or whole families. The next run takes them up where they stopped."""


@blueprint.schedule(Cron("40", "1", "*", "*", "?", "*"), name="open_months")
@job
def open_months(now: datetime) -> None:
    """Every commune; a month that is opened already costs a read."""

    def act(commune: Commune) -> None:
        sound = _counted_papers(commune.id, now)
        counted = open_months_of_commune(commune.id, by=BY, now=now)
        if counted.failed or not sound:
            raise SomeMonthsFailed(counted.failed)

    each_commune(act, undone="months not opened")


def _counted_papers(commune: str, now: datetime) -> bool:
    """First, because a file that is complete now lets its children be booked. Where it fails, the months are opened all the same."""
    after = ""
    try:
        while True:
            counted = count_page(commune, after=after, now=now)
            after = counted.next
            if not after:
                return True
    except Exception:
        _log.exception("papers not counted commune=%s", commune)
        return False
