"""Order the meals of all towns: every five minutes, what is due; every hour, see that no town's kitchen is forgotten."""

from datetime import datetime

from chalice.app import Blueprint, Rate

from functions.domain.town.commune import Commune
from functions.jobs.job import job
from functions.jobs.towns import each_commune
from functions.usecases.kitchen.run_orders import OrdersRun, run_orders, watch_meals

blueprint = Blueprint(__name__)

EVERY_MINUTES = 5


@blueprint.schedule(Rate(EVERY_MINUTES, unit=Rate.MINUTES), name="meal_orders")
@job
def meal_orders(now: datetime) -> OrdersRun:
    """Days whose limit has passed, changes since, and what nobody said had come."""
    if now.minute < EVERY_MINUTES:

        def watch(commune: Commune) -> None:
            watch_meals(commune.id, now=now)

        each_commune(watch, undone="meals not watched")
    return run_orders(now=now)
