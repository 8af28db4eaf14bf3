"""A town whose mornings have few places, and families that wait for them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import count

from functions.domain.planning.child_month import Booking, Slot
from functions.domain.planning.waiting_queue import ranked
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places, Reglement, Service
from functions.domain.reglement.waiting_list_rules import WaitingList
from functions.storage.bookings import child_months
from functions.usecases.bookings.decline_place import decline_place
from functions.usecases.bookings.validate_basket import Validated, validate_basket
from functions.usecases.waiting_list.join_waiting_list import join_waiting_list, leave_waiting_list
from functions.usecases.waiting_list.promote_waiting import read_queue
from tests.support.builders import (
    MONDAY,
    MORNING,
    NOW,
    a_child,
    a_family,
    a_reglement,
    acting,
    book,
    open_town,
    put_in_basket,
    seen_lines,
    settle,
)

_keys = count()

FAMILIES = ("a", "b", "c", "d", "e")
"""Each with one child, `kid-a`, and one parent, `0…a`."""


def parent(family: str) -> str:
    return "0" * 25 + family


def kid(family: str) -> str:
    return f"kid-{family}"


def a_waiting_service(
    places: int = 2, *, rules: WaitingList | None = None, limits: Sequence[Places] = ()
) -> Service:
    """`limits`: instead of a number for all schools together."""
    return replace(MORNING, places=tuple(limits) or (Places(places),), waiting_list=rules or WaitingList())


def a_waiting_town(
    places: int = 2, *, rules: WaitingList | None = None, families: Sequence[str] = FAMILIES
) -> Reglement:
    reglement = open_town(reglement=a_reglement(services=(a_waiting_service(places, rules=rules),)))
    for family in families:
        settle_one(family)
    return reglement


def settle_one(family: str, *, school: str = "ferry", **changes: object) -> None:
    """`changes`: of the family's file."""
    file = replace(a_family(family, children=(kid(family),), members=(parent(family),)), **changes)  # type: ignore[arg-type]
    settle(file, [a_child(kid(family), (family,), school=school)])


def morning(family: str, day: date = MONDAY) -> Slot:
    return Slot(day, "garderie-matin", kid(family))


def fill(*families: str, day: date = MONDAY) -> None:
    for family in families:
        book(morning(family, day), account=parent(family), family=family)


def join(family: str, *, now: datetime = NOW, day: date = MONDAY) -> None:
    who = acting(parent(family), family=family)
    join_waiting_list(who, morning(family, day), key=f"join-{next(_keys)}", now=now)


def leave(family: str, *, now: datetime = NOW, day: date = MONDAY) -> None:
    who = acting(parent(family), family=family)
    leave_waiting_list(who, morning(family, day), key=f"leave-{next(_keys)}", now=now)


def decline(family: str, *, now: datetime = NOW, day: date = MONDAY) -> None:
    who = acting(parent(family), family=family)
    decline_place(who, morning(family, day), key=f"decline-{next(_keys)}", now=now)


def cancel(family: str, *, now: datetime = NOW, day: date = MONDAY) -> Validated:
    return validate(family, Action.CANCEL, now=now, day=day)


def validate(family: str, action: Action, *, now: datetime = NOW, day: date = MONDAY) -> Validated:
    who = acting(parent(family), family=family)
    put_in_basket(who, morning(family, day), action=action, now=now)
    validated, _ = validate_basket(who, seen_lines(who, now=now), key=f"valider-{next(_keys)}", now=now)
    return validated


def queue(reglement: Reglement, day: date = MONDAY) -> list[str]:
    """The families that wait, the next one first."""
    _, counted = read_queue("lisse", "garderie-matin", f"{day:%Y-%m}")
    rules = reglement.service("garderie-matin").waiting_list or WaitingList()
    return [entry.family for entry in ranked(rules, counted.queue(day.day).values())]


def comes(families: Sequence[str] = FAMILIES, day: date = MONDAY) -> list[str]:
    """The families whose child has a place."""
    return [family for family in families if booking(family, day) is not None]


def booking(family: str, day: date = MONDAY) -> Booking | None:
    [stored] = child_months.months_of("lisse", [kid(family)], f"{day:%Y-%m}")
    return stored.value.booking(morning(family, day))
