"""Read what SES tells of mails that came back: an event a message of the queue, at least once and in any order."""

import logging
from datetime import datetime

from chalice.app import Blueprint

from functions.gateways.mail_returns import mail_returns_of
from functions.jobs.job import message_job
from functions.usecases.messages.note_mail_return import note_mail_return

blueprint = Blueprint(__name__)

QUEUE = "preau-mail-returns"
"""Its name in the local run; a deployment gives its own (infra/template/queues.py)."""
AT_ONCE = 2
"""Functions that read events together: the mails of a bad list come back in one minute."""

_log = logging.getLogger(__name__)


@blueprint.on_sqs_message(queue=QUEUE, batch_size=1, maximum_concurrency=AT_ONCE, name="mail_returns")
@message_job
def mail_returns(body: str, now: datetime) -> None:
    """What it raises leaves the event in the queue, which hands it out again. No line of the log holds an address."""
    for returned in mail_returns_of(body):
        changed = note_mail_return(returned, now=now)
        _log.info("mail returned why=%s changed=%s", returned.why.value, changed)
