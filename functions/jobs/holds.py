"""Every few minutes, end the holds whose money came or whose time is over."""

from datetime import datetime

from chalice.app import Blueprint, Rate

from functions import wiring
from functions.jobs.job import job
from functions.usecases.prepayment.end_holds import Ended, end_holds

blueprint = Blueprint(__name__)


@blueprint.schedule(Rate(5, unit=Rate.MINUTES), name="holds")
@job
def holds(now: datetime) -> Ended:
    """Keep the places that were paid, give back the others."""
    return end_holds(provider=wiring.payments(), now=now)
