"""A parent's own week, kept under a name: what the family books all year."""

from datetime import datetime
from uuid import uuid4

from functions.domain.bookings.week_patterns import PatternLine
from functions.domain.calendar.weeks import Weeks
from functions.domain.planning.basket import Basket
from functions.domain.town.commune import Commune
from functions.storage.families import families
from functions.usecases.bookings.keep_week_pattern import keep_pattern
from functions.usecases.family_act import Acting
from infra.demo.people import Household


def own_week(town: Commune, home: Household, account: str, now: datetime) -> None:
    lines = [
        PatternLine(child.id, service, (weekday,))
        for service, weekday in home.habits
        for child in home.children
    ]
    acting = Acting(town.id, families.family(town.id, home.family.id).value, Basket(), account)
    keep_pattern(acting, "Semaine type", Weeks.ALL, lines, key=uuid4().hex, now=now)
