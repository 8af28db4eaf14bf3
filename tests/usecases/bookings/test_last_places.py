"""Whoever clicks at the same moment: not one place is sold twice, and not one stays empty."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

import pytest

from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.bookings.validation import SeenLine
from functions.domain.bookings.week_grid import days_between
from functions.domain.errors import Busy
from functions.domain.families.family import Family
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places, Terms
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.stored import Stored, item_of
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.family_act import Acting
from tests.support.builders import (
    MARC,
    MORNING,
    NOW,
    a_child,
    a_family,
    a_reglement,
    book,
    on,
    open_town,
    settle,
)
from tests.support.effort import at_most
from tests.support.ledger import counters, rows, tally

THREADS = 16
PARENTS_EACH = 20
TAKEN, LEFT = 5, 30
EVERY_DAY = [
    day for day in days_between(on("lundi 2027-01-04"), on("vendredi 2027-01-29")) if day.isoweekday() <= 5
]
DAYS = EVERY_DAY[: at_most(5, 20)]
CHILDCARE = replace(
    MORNING, weekdays=(1, 2, 3, 4, 5), terms=Terms.SCHOOL_WEEKS, places=(Places(TAKEN + LEFT),)
)


@dataclass(frozen=True, slots=True)
class Parent:
    who: Acting
    child: str

    def click(self, day: date) -> bool:
        """*Valider*, again until there is an answer, as the page does. Whether the place is this parent's."""
        line = SeenLine(Slot(day, "garderie-matin", self.child), Action.RESERVE, 150)
        while True:
            try:
                done, _ = validate_basket(self.who, [line], key=f"{self.who.account}-{day}", now=NOW)
            except Busy:
                continue
            assert {each.obstacle.code for each in done.refused} <= {
                ObstacleCode.FULL,
                ObstacleCode.ALREADY_BOOKED,
            }
            return bool(done.accepted)


def settle_parents(families: list[Family]) -> list[Parent]:
    """Families of two parents and one child, every day in the basket of each; written in batches."""
    parents = []
    with Item.batch_write() as batch:
        for family in families:
            [child] = family.children
            batch.save(item_of(Stored(keys.family("lisse", family.id), family, 0)))
            batch.save(item_of(Stored(keys.child("lisse", child), a_child(child, (family.id,)), 0)))
            basket = Basket().with_lines(
                BasketLine(Slot(day, "garderie-matin", child), Action.RESERVE) for day in DAYS
            )
            for account in family.members:
                batch.save(item_of(Stored(keys.basket("lisse", family.id, account), basket, 0)))
                parents.append(Parent(Acting("lisse", family, basket, account), child))
    return parents


@pytest.mark.soak
@pytest.mark.usefixtures("table")
def test_the_last_thirty_places_of_a_day_go_to_thirty_children() -> None:
    """Sixteen threads of twenty parents, two for each child, on days with another chance each."""
    open_town(reglement=a_reglement(services=(CHILDCARE,)))
    early = tuple(f"early-{number}" for number in range(TAKEN))
    settle(
        a_family("early", children=early, members=(MARC,)), [a_child(child, ("early",)) for child in early]
    )
    book(*(Slot(day, "garderie-matin", child) for day in DAYS for child in early), family="early")
    parents = settle_parents(
        [
            a_family(
                f"f{number:03}",
                children=(f"child-{number:03}",),
                members=(f"{number:025}m", f"{number:025}j"),
            )
            for number in range(THREADS * PARENTS_EACH // 2)
        ]
    )
    children = (*early, *(parent.child for parent in parents[::2]))

    with ThreadPoolExecutor(THREADS) as pool:
        for seed, day in enumerate(DAYS):
            random.Random(seed).shuffle(parents)
            booked = sum(pool.map(Parent.click, parents, [day] * len(parents)))
            assert booked == LEFT, f"seed {seed}: {booked} parents were told that they have a place"

    found = rows(children, ("2027-01",))
    assert counters(("garderie-matin",), ("2027-01",)) == tally(found)
    for day in DAYS:
        assert sum(slot.date == day for slot in found) == TAKEN + LEFT, day
