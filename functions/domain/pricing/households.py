"""What of a family's file its prices depend on."""

from datetime import date

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
