"""Each night, every town whose day has come gets the invoices of the period before, if it has not got them yet.

The night's function only begins runs: their steps go to a queue, and a function of its own takes them one by one. Whatever died on
the way is taken up by the next hour's, or the next night's.
"""

import logging
from collections.abc import Iterable
from datetime import date, datetime

import msgspec
from chalice.app import Blueprint, Cron

from functions import wiring
from functions.domain.commune import Commune
from functions.domain.invoicing import due_periods
from functions.domain.periods import Period, PeriodKind
from functions.jobs.job import job, message_job
from functions.storage import communes
from functions.usecases.advance_run import Step, advance_run, steps_of
from functions.usecases.begin_run import begin_run, today_of

blueprint = Blueprint(__name__)

BY = "job:invoicing"
QUEUE = "preau-invoicing"
"""Its name in the local run; a deployment gives its own (infra/template/queues.py)."""
AT_ONCE = 4
"""Functions that plan or write together: enough for a town in a minute, and parents go on booking beside them."""

_log = logging.getLogger(__name__)


class SomeTownsFailed(Exception):
    """Their ids. The others have their invoices; the next run takes these up where they stopped."""


@blueprint.schedule(Cron("15", "2-6", "*", "*", "?", "*"), name="invoicing")
@job
def invoicing(now: datetime) -> None:
    """Begin, or go on with, what is due. EventBridge counts in UTC, so each town's clock is asked which periods are over."""
    failed = []
    for commune in communes.all_communes():
        try:
            for period in due(commune, today_of(commune, now)):
                hand_over(steps_of(commune.id, begin_run(commune.id, period.code, by=BY, now=now)))
        except Exception:
            _log.exception("invoices not issued commune=%s", commune.id)
            failed.append(commune.id)
    if failed:
        raise SomeTownsFailed(", ".join(failed))


@blueprint.on_sqs_message(queue=QUEUE, batch_size=1, maximum_concurrency=AT_ONCE, name="invoicing_step")
@message_job
def invoicing_step(body: str, now: datetime) -> None:
    """One step of a run. What it raises leaves the message in the queue, which hands it out again."""
    step = msgspec.json.decode(body, type=Step)
    try:
        hand_over(advance_run(step, now=now))
    except Exception:
        _log.exception(
            "invoices not issued commune=%s period=%s shard=%d", step.commune, step.period, step.shard
        )
        raise


def hand_over(steps: Iterable[Step]) -> None:
    """To the queue."""
    bodies = [msgspec.json.encode(step).decode() for step in steps]
    if bodies:
        wiring.invoicing_queue().send(bodies)


def due(commune: Commune, today: date) -> list[Period]:
    """The periods whose day has come in that town."""
    policy = commune.regie.invoicing
    if policy.kinds() <= {PeriodKind.MONTH, PeriodKind.YEAR}:
        return due_periods(policy, (), today)
    head = communes.reglement_head(commune.id).value
    return due_periods(policy, communes.reglement(commune.id, head.reglement).days.school_holidays, today)
