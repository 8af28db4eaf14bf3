"""A day on which the canteen is full, for a family that has not booked it: parents find it so, an agent may pass over it."""

from collections.abc import Iterable
from datetime import date, datetime

from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.planning.child_month import Slot
from infra.demo.morning.parents import Parent

SERVICE = "cantine"


def full_canteen(parents: Iterable[Parent], day: date, now: datetime) -> None:
    """One family after the other books its children, until there is no place left."""
    for parent in parents:
        slots = [Slot(day, SERVICE, child.id) for child in parent.home.children]
        obstacles = [each.obstacle for each in parent.stand(slots, now)]
        if any(each is not None and each.code is ObstacleCode.FULL for each in obstacles):
            return
        free = [slot for slot, each in zip(slots, obstacles, strict=True) if each is None]
        if free:
            parent.book(free, now)
