"""What of a family's file its prices depend on."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from functions.domain.families.family import Address, Child, Family, QuotientFamilial
from functions.domain.pricing.prices import Household


def household_of(family: Family, child: Child, day: date) -> Household:
    """What a price on `day` depends on. A child who has left the family meanwhile ranks last."""
    children = family.children
    if child.id not in children:
        children = (*children, child.id)
    return Household(
        quotient_familial=family.quotient_on(day),
        resident=family.resident,
        rank=children.index(child.id) + 1,
        children=len(children),
        age=child.age_on(day),
        school=child.school,
    )


def household_changes(family: Family, child: Child, first: date, last: date) -> Iterator[date]:
    """The days after `first` and until `last` from which a price may depend on something else."""
    yield from (quotient.since for quotient in family.quotients if first < quotient.since <= last)
    if child.age_on(first) != child.age_on(last):
        days = [first + timedelta(number) for number in range((last - first).days + 1)]
        yield from (day for before, day in pairwise(days) if child.age_on(before) != child.age_on(day))


def tariff_facts(family: Family) -> Family:
    """The file with nothing else in it: enough to price what another home of the child books, and nothing of it to show."""
    quotients = tuple(QuotientFamilial(one.value, one.since) for one in family.quotients)
    return Family(
        family.id,
        "",
        Address("", "", ""),
        "",
        (),
        family.children,
        resident=family.resident,
        quotients=quotients,
    )
