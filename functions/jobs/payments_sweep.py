"""Every few minutes, ask the treasury about the payments whose outcome is not known yet."""

from datetime import datetime

from chalice.app import Blueprint, Rate

from functions import wiring
from functions.jobs.job import job
from functions.usecases.payments.sweep_payments import PaymentsSwept, sweep_payments

blueprint = Blueprint(__name__)


@blueprint.schedule(Rate(5, unit=Rate.MINUTES), name="payments_sweep")
@job
def payments_sweep(now: datetime) -> PaymentsSwept:
    """Settle what notifications and returns did not."""
    return sweep_payments(provider=wiring.payments(), now=now)
