"""Each night, every town whose day has come gets the invoices of the period before, if it has not got them yet.

The night's function only begins runs: their steps go to a queue, and a function of its own takes them one by one. Whatever died on
the way is taken up by the next hour's, or the next night's.
"""

import logging
from collections.abc import Iterable
from datetime import datetime

import msgspec
from chalice.app import Blueprint, Cron

from functions import wiring
from functions.domain.town.commune import Commune
from functions.jobs.job import job, message_job
from functions.jobs.towns import SomeTownsFailed, each_commune
from functions.storage.invoicing import runs
from functions.usecases.invoicing.advance_run import Step, advance_run, messages, steps_of
from functions.usecases.invoicing.begin_run import begin_run, due_now
from functions.usecases.invoicing.preview_invoices import preview_part

blueprint = Blueprint(__name__)

BY = "job:invoicing"
QUEUE = "preau-invoicing"
"""Its name in the local run; a deployment gives its own (infra/template/queues.py)."""
AT_ONCE = 4
"""Functions that plan or write together: enough for a town in a minute, and parents go on booking beside them."""

_log = logging.getLogger(__name__)


@blueprint.schedule(Cron("15", "2-6", "*", "*", "?", "*"), name="invoicing")
@job
def invoicing(now: datetime) -> None:
    """Begin what is due, and go on with whatever has begun, also of a period that is long past: its numbers are taken.

    EventBridge counts in UTC, so each town's clock is asked which periods are over.
    """
    failed = _go_on()

    def act(commune: Commune) -> None:
        for period in due_now(commune, commune.day_of(now)):
            if runs.run(commune.id, commune.regie.code, period.code) is None:
                hand_over(steps_of(commune.id, begin_run(commune.id, period.code, by=BY, now=now)))

    each_commune(act, undone="invoices not issued")
    if failed:
        raise SomeTownsFailed(", ".join(failed))


def _go_on() -> list[str]:
    """Hand over what is left of the runs that have begun; answers the communes whose run could not be taken up."""
    failed = []
    for commune_id, run in runs.not_done():
        try:
            hand_over(steps_of(commune_id, run))
        except Exception:
            _log.exception("invoices not issued commune=%s", commune_id)
            failed.append(commune_id)
    return failed


@blueprint.on_sqs_message(queue=QUEUE, batch_size=1, maximum_concurrency=AT_ONCE, name="invoicing_step")
@message_job
def invoicing_step(body: str, now: datetime) -> None:
    """One step of a run. What it raises leaves the message in the queue, which hands it out again."""
    step = msgspec.json.decode(body, type=Step)
    try:
        if step.preview:
            preview_part(step.commune, step.period, step.shard)
        else:
            hand_over(advance_run(step, now=now))
    except Exception:
        _log.exception(
            "invoices not issued commune=%s period=%s shard=%d", step.commune, step.period, step.shard
        )
        raise


def hand_over(steps: Iterable[Step]) -> None:
    """To the queue."""
    if waiting := messages(steps):
        wiring.invoicing_queue().send(waiting)
