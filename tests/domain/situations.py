"""A situation without a table: what planning and validation are decided from, in memory."""

from collections.abc import Sequence
from typing import Any

from functions.domain.bookings import Booking, ChildMonth, Slot
from functions.domain.families import Child, Family
from functions.domain.places import ServiceMonth
from functions.domain.reglement import Reglement
from functions.domain.situation import Situation
from tests.builders import CLARA, GUILHEM, MARC, NOW, a_family, a_reglement

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
    )


def a_booking(price_cents: int = 345, **changes: Any) -> Booking:
    told: dict[str, Any] = {
        "tranche": "QF de 600 à 1 199",
        "payer": "testmp",
        "booked_by": MARC,
        "booked_at": NOW,
        "act": "act-1",
        "school": "ferry",
    }
    return Booking(price_cents, **(told | changes))


def booked(situation: Situation, *slots: Slot, **changes: Any) -> Situation:
    for slot in slots:
        situation = situation.booked(slot, a_booking(**changes))
    return situation
