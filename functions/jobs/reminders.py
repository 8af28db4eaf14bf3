"""Every morning, remind families of the invoices that are late."""

from datetime import datetime

from chalice.app import Blueprint, Cron

from functions.domain.town.commune import Commune
from functions.jobs.job import job
from functions.jobs.towns import each_commune
from functions.usecases.regie.send_debt_reminders import Reminded, send_reminders

blueprint = Blueprint(__name__)

BY = "job:reminders"
FROM, UNTIL = 8, 20
"""Hours of the town: nobody is reminded of a debt at night."""


@blueprint.schedule(Cron("40", "*", "*", "*", "?", "*"), name="reminders")
@job
def reminders(now: datetime) -> Reminded:
    """Each hour, where it is day: EventBridge counts in UTC, and communes lie in a dozen time zones."""
    done = Reminded(0, 0)

    def act(commune: Commune) -> None:
        nonlocal done
        if FROM <= now.astimezone(commune.clock).hour < UNTIL:
            of_town = send_reminders(commune.id, by=BY, now=now)
            done = Reminded(done.sent + of_town.sent, done.failed + of_town.failed)

    each_commune(act, undone="reminders not sent")
    return done
