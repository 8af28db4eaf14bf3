"""Every few minutes, ask the treasury about the payments whose outcome is not known yet."""

import logging
from datetime import datetime

from chalice.app import Blueprint, Rate

from functions import wiring
from functions.jobs.job import job
from functions.usecases.sweep_payments import sweep_payments

blueprint = Blueprint(__name__)

_log = logging.getLogger(__name__)


@blueprint.schedule(Rate(5, unit=Rate.MINUTES), name="payments_sweep")
@job
def payments_sweep(now: datetime) -> None:
    """Settle what notifications and returns did not."""
    swept = sweep_payments(provider=wiring.payments(), now=now)
    if swept.asked:
        _log.info("payments swept asked=%d closed=%d failed=%d", swept.asked, swept.closed, swept.failed)
