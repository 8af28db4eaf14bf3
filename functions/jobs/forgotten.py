"""In the evening of each town, remind the families who have most likely forgotten a limit that falls tomorrow."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalice.app import Blueprint, Rate

from functions import wiring
from functions.domain.errors import NotFound
from functions.domain.reminders.limit_reminders import is_evening
from functions.jobs.job import SomeTownsFailed, job
from functions.storage.town import communes
from functions.usecases.reminders.remind_of_limits import remind_of_limits

blueprint = Blueprint(__name__)

BUDGET = timedelta(minutes=4)
"""The function may run for five; what is left is for the next firing."""

_log = logging.getLogger(__name__)


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
    figures, failed, until = Figures(), [], now + BUDGET
    for commune in communes.all_communes():
        local = now.astimezone(commune.clock)
        if not is_evening(local):
            continue
        try:
            done = remind_of_limits(commune.id, evening=local.date(), clock=wiring.now, until=until)
        except NotFound:
            continue  # no règlement yet: nothing closes
        except Exception:
            _log.exception("reminders not sent commune=%s", commune.id)
            failed.append(commune.id)
            continue
        figures.towns += 1
        figures.looked_at += done.looked_at
        figures.reminded += done.reminded
        figures.failed += done.failed
    if failed:
        raise SomeTownsFailed(", ".join(failed))
    return figures
