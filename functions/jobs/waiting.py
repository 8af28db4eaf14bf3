"""Waiting lists: give the places that an act freed, and every few minutes look at every queue."""

from datetime import datetime

from chalice.app import Blueprint, Rate

from functions.domain.messages import Message
from functions.jobs.job import job
from functions.usecases.waiting_list.give_freed_places import places_of
from functions.usecases.waiting_list.promote_waiting import promote_waiting
from functions.usecases.waiting_list.sweep_waiting import QueuesSwept, sweep_waiting

blueprint = Blueprint(__name__)


def give_places(message: Message, now: datetime) -> None:
    """The places that the message tells of: all of them, or what was left to give."""
    assert message.commune is not None, "places are a commune's"
    for service, day in places_of(message):
        promote_waiting(message.commune, service, day, now=now)


def sweep_commune(message: Message, now: datetime) -> None:
    """After a new règlement: there may be more places, and other rules."""
    assert message.commune is not None, "a règlement is a commune's"
    sweep_waiting(now=now, commune=message.commune)


@blueprint.schedule(Rate(10, unit=Rate.MINUTES), name="waiting_sweep")
@job
def waiting_sweep(now: datetime) -> QueuesSwept:
    """Whose day is too late waits no more; what a crash left free is given."""
    return sweep_waiting(now=now)
