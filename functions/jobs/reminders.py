"""Every morning, remind families of the invoices that are late."""

import logging
from datetime import datetime

from chalice.app import Blueprint, Cron

from functions.jobs.job import job
from functions.storage.town import communes
from functions.usecases.regie.send_debt_reminders import Reminded, send_reminders

blueprint = Blueprint(__name__)

BY = "job:reminders"
FROM, UNTIL = 8, 20
"""Hours of the town: nobody is reminded of a debt at night."""

_log = logging.getLogger(__name__)


@blueprint.schedule(Cron("40", "*", "*", "*", "?", "*"), name="reminders")
@job
def reminders(now: datetime) -> Reminded:
    """Each hour, where it is day: EventBridge counts in UTC, and communes lie in a dozen time zones."""
    sent = failed = 0
    for commune in communes.all_communes():
        if not FROM <= now.astimezone(commune.clock).hour < UNTIL:
            continue
        try:
            done = send_reminders(commune.id, by=BY, now=now)
        except Exception:
            _log.exception("reminders failed commune=%s", commune.id)
            failed += 1
        else:
            sent, failed = sent + done.sent, failed + done.failed
    return Reminded(sent, failed)
