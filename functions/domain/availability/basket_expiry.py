"""Until when a line may be validated: the limit of its action, or the instant at which it leaves the basket; and what expired."""

from dataclasses import replace
from datetime import datetime

from functions.domain.availability.availability import availability_of
from functions.domain.availability.obstacles import SETTLED, Availability
from functions.domain.availability.situation import Situation
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import Slot


def waiting_in(basket: Basket, situation: Situation, slot: Slot, found: Availability) -> Availability:
    """The availability of a slot that waits in the basket, until its limit or until the line expires, whichever comes first.

    The cell, the basket and the sentences all ask here.
    """
    leaving = basket.expires_at(slot, situation.reglement.basket_minutes)
    if leaving is None or found.obstacle is not None or (found.until is not None and found.until <= leaving):
        return found
    return found._replace(until=leaving.astimezone(situation.reglement.clock), expires=True)


def expired_lines(situation: Situation, basket: Basket, *, now: datetime) -> dict[BasketLine, Availability]:
    """The lines that expired, each with what putting it back would meet now. What was done in another way is left out.

    Each is judged together with the others and with the basket, as the days of a stay share one limit.
    """
    situation = replace(situation, wanted=frozenset(basket.all_slots()))
    found = {
        line: availability_of(situation, line.slot, line.action, now=now) for line in basket.expired_lines()
    }
    return {
        line: each
        for line, each in found.items()
        if each.obstacle is None or each.obstacle.code not in SETTLED
    }
