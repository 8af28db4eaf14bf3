"""A situation without a table: what planning and validation are decided from, in memory."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from functions.domain.availability.situation import Situation
from functions.domain.bookings.grid_cells import cells
from functions.domain.bookings.week_grid import Cell
from functions.domain.families.family import Child, Family
from functions.domain.planning.basket import Basket
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.service_month import ServiceMonth
from functions.domain.reglement.reglement import Reglement
from tests.support.builders import CLARA, GUILHEM, a_booking, a_family, a_reglement


class _NothingCalledOff(dict[str, CalledOffMonth]):
    def __missing__(self, month: str) -> CalledOffMonth:
        return CalledOffMonth(month)


NOTHING_OFF = _NothingCalledOff()
"""Every month was read, and the town called nothing off."""

MONTHS = ("2026-10", "2026-11", "2026-12", "2027-01")


def a_situation(
    *,
    reglement: Reglement | None = None,
    family: Family | None = None,
    children: Sequence[Child] = (CLARA, GUILHEM),
) -> Situation:
    """Nothing booked yet from October to January."""
    reglement = reglement or a_reglement()
    return Situation(
        reglement=reglement,
        family=family or a_family(),
        children={child.id: child for child in children},
        months={(child.id, month): ChildMonth(child.id, month) for child in children for month in MONTHS},
        places={
            (service.code, month): ServiceMonth(service.code, month)
            for service in reglement.services
            for month in MONTHS
        },
        called_off=NOTHING_OFF,
    )


def booked(situation: Situation, *slots: Slot, **changes: Any) -> Situation:
    """Bookings of children of the school « ferry », unless `changes` says otherwise."""
    for slot in slots:
        situation = situation.booked(slot, a_booking(**({"school": "ferry"} | changes)))
    return situation


def shown_cells(
    situation: Situation, basket: Basket, children: Sequence[str], days: Sequence[date], *, now: datetime
) -> list[Cell]:
    """The cells of a grid, each of them whole."""
    found = cells(situation, basket, children, days, now=now)
    return [each if isinstance(each, Cell) else each.cell for each in found]
