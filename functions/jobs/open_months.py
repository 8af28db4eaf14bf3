"""Each night, the months to come of what is booked all year unless cancelled; which files are complete, as papers expire; and, as a
month begins, health sheets that are kept no longer."""

import logging
from datetime import datetime

from chalice.app import Blueprint, Cron

from functions.domain.town.commune import Commune
from functions.jobs.job import job
from functions.jobs.towns import each_commune
from functions.usecases.bookings.open_yearly_months import open_months_of_commune
from functions.usecases.papers.count_papers import count_page
from functions.usecases.safety.forget_health import forget_page, is_a_night_of_it

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
        if is_a_night_of_it(commune.day_of(now)):
            sound = _forgotten_health(commune.id, now) and sound
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


def _forgotten_health(commune: str, now: datetime) -> bool:
    after = ""
    try:
        while True:
            done = forget_page(commune, after=after, by=BY, now=now)
            after = done.next
            if not after:
                return True
    except Exception:
        _log.exception("health sheets not forgotten commune=%s", commune)
        return False
