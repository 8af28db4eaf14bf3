"""All that the secretary finds, and what her colleagues left."""

from datetime import datetime, timedelta

from functions.domain.town.commune import Commune
from infra.demo.morning.attendance import attendance
from infra.demo.morning.corrections import corrections, new_quotient
from infra.demo.morning.late_bookings import late_bookings
from infra.demo.morning.parents import Parent
from infra.demo.morning.proofs import proof
from infra.demo.morning.questions import questions, quiet_questions
from infra.demo.morning.tablet import tablet
from infra.demo.morning.twins import only_allergens, typed_twice
from infra.demo.staff import ADMINISTRATOR, CHILDCARE, SECRETARY, account_of


def whole_morning(town: Commune, parents: list[Parent], year: int, password: str, now: datetime) -> None:
    """`parents`: TESTMP, then one of each other family. `year`: in which the school year began."""
    secretary, childcare = account_of(SECRETARY), account_of(CHILDCARE)
    homes = [parent.home for parent in parents]
    questions(parents[5:9], now)
    proof(town, parents[9:], now - timedelta(hours=4))
    new_quotient(parents[4], now)
    corrections(town.id, homes[10:], password, by=secretary, now=now)
    if not late_bookings(parents[:0:-1], by=secretary, now=now):
        quiet_questions(parents[2:], now)
    attendance(town, homes, by=childcare, now=now)
    tablet(town.id, administrator=account_of(ADMINISTRATOR), childcare=childcare, now=now)
    typed_twice(town, year, by=secretary, now=now)
    only_allergens(town, homes[6].children[0].id, by=secretary, now=now)
