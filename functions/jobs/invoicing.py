"""Each night, every town whose day has come gets the invoices of the period before, if it has not got them yet."""

import logging
from datetime import date, datetime
from zoneinfo import ZoneInfo

from chalice.app import Blueprint, Cron

from functions.domain.commune import Commune
from functions.domain.invoicing import due_periods
from functions.domain.periods import Period, PeriodKind
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
    """Issue what is due. EventBridge counts in UTC, so each town's clock is asked which periods are over."""
    failed = []
    for commune in communes.all_communes():
        today = now.astimezone(ZoneInfo(commune.timezone)).date()
        try:
            for period in due(commune, today):
                issue_invoices(commune.id, period.code, by=BY, now=now)
        except Exception:
            _log.exception("invoices not issued commune=%s", commune.id)
            failed.append(commune.id)
    if failed:
        raise SomeTownsFailed(", ".join(failed))


def due(commune: Commune, today: date) -> list[Period]:
    """The periods whose day has come in that town."""
    policy = commune.regie.invoicing
    if policy.kinds() <= {PeriodKind.MONTH, PeriodKind.YEAR}:
        return due_periods(policy, (), today)
    head = communes.reglement_head(commune.id).value
    return due_periods(policy, communes.reglement(commune.id, head.reglement).days.school_holidays, today)
