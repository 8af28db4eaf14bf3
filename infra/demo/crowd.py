"""A day that is full, with children who wait: so that a waiting list can be seen, joined, and seen to move."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import uuid4

from functions.domain.availability.availability import availability_of
from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.bookings.validation import SeenLine
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.closures import closure
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Reglement
from functions.storage.families import families
from functions.usecases.bookings.change_basket import change_basket
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.family_act import Acting
from functions.usecases.waiting_list.join_waiting_list import join_waiting_list
from infra.demo.people import Household

SERVICE = "garderie-matin"
WEEKDAY = 5
"""Friday: the family TESTMP comes on other days, and finds this one full."""
WAITING = 2
"""How many wait already."""
AHEAD = timedelta(days=5)


def full_day(reglement: Reglement, now: datetime) -> date | None:
    """The next such day of the service that is some days away; None where the school calendar ends before."""
    service = reglement.service(SERVICE)
    first = now.date() + AHEAD
    days = (first + timedelta(number) for number in range(60))
    opened = (day for day in days if day.isoweekday() == WEEKDAY and closure(reglement, service, day) is None)
    return next(opened, None)


def crowd(commune: str, homes: Iterable[tuple[Household, str]], day: date, *, now: datetime) -> None:
    """Fill the day with children who have not booked it, one after the other; those who come too late wait."""
    waiting = 0
    for home, account in homes:
        for child in home.children:
            if waiting == WAITING:
                return
            waiting += _wants(commune, home.family.id, account, Slot(day, SERVICE, child.id), now)


def _wants(commune: str, family_id: str, account: str, slot: Slot, now: datetime) -> bool:
    """Book the slot. Whether it was full, and the child waits."""
    family = families.family(commune, family_id).value
    acting = Acting(commune, family, Basket(), account)
    line = BasketLine(slot, Action.RESERVE)
    changed, facts = change_basket(acting, add=[line], remove=[], key=uuid4().hex, now=now)
    if [refused.obstacle.code for refused in changed.refused] == [ObstacleCode.FULL]:
        join_waiting_list(acting, slot, key=uuid4().hex, now=now)
        return True
    acting = Acting(commune, family, facts.basket.value, account)
    price = availability_of(facts.situation(), slot, Action.RESERVE, now=now).price_cents
    validate_basket(acting, [SeenLine(slot, Action.RESERVE, price)], key=uuid4().hex, now=now)
    return False
