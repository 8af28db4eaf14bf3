"""Each night, every town whose month is over gets its invoices, if it has not got them yet."""

import logging
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalice.app import Blueprint, Cron

from functions.domain.bookings import month_of
from functions.jobs.job import job
from functions.storage import communes
from functions.usecases.issue_invoices import issue_invoices

blueprint = Blueprint(__name__)

BY = "job:invoicing"

_log = logging.getLogger(__name__)


class SomeTownsFailed(Exception):
    """Their ids. The others have their invoices; the next run takes these up where they stopped."""


@blueprint.schedule(Cron("15", "2-6", "*", "*", "?", "*"), name="invoicing")
@job
def invoicing(now: datetime) -> None:
    """Issue last month's invoices. EventBridge counts in UTC, so each town's clock is asked which month is over."""
    failed = []
    for commune in communes.all_communes():
        period = month_before(now.astimezone(ZoneInfo(commune.timezone)).date())
        try:
            issue_invoices(commune.id, period, by=BY, now=now)
        except Exception:
            _log.exception("invoices not issued commune=%s period=%s", commune.id, period)
            failed.append(commune.id)
    if failed:
        raise SomeTownsFailed(", ".join(failed))


def month_before(day: date) -> str:
    """`2026-10` all through November 2026."""
    return month_of(day.replace(day=1) - timedelta(1))
