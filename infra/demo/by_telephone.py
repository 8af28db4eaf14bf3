"""What the secretary of the demo booked for a family that telephoned: a day whose limit has passed, with its reason."""

from datetime import datetime, timedelta
from uuid import uuid4

from functions.domain.bookings.town_booking import TownTerms
from functions.domain.bookings.validation import SeenLine
from functions.domain.planning.child_month import Slot
from functions.domain.planning.town_act import Over
from functions.domain.reglement.deadline_rules import Action
from functions.domain.town.commune import Commune
from functions.storage.town import communes
from functions.usecases.bookings.book_for_family import ForFamily, book_for_family, preview_for_family
from infra.demo.people import Household

DAYS = 21
"""How far ahead a day is looked for. In the holidays there may be none: then nothing is booked."""


def book_by_telephone(town: Commune, home: Household, *, by: str, now: datetime) -> None:
    """`by`: the secretary's account."""
    who = ForFamily(town.id, home.family.id, by)
    terms = TownTerms(frozenset({Over.LIMIT}), reason="Oubli signalé par téléphone")
    today, child = town.day_of(now), home.children[0].id
    for ahead in range(1, DAYS):
        for service in communes.reglement_now(town.id).services:
            slot = Slot(today + timedelta(ahead), service.code, child)
            line = SeenLine(slot, Action.RESERVE, None)
            decision, _ = preview_for_family(who, [line], terms, now=now)
            if decision.accepted and decision.passes == terms.over:
                book_for_family(who, [line], terms, tell=True, key=uuid4().hex, now=now)
                return
