"""A child of the demo who has two homes, a week in each: what one home reads of the other can be looked at from both."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from functions.domain.accounts.account import FamilyRef
from functions.domain.calendar.weeks import Weeks
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.family import Address, Civility, Family, Guardian, QuotientFamilial
from functions.domain.town.commune import Commune
from functions.storage.families import children
from functions.usecases.families.register_family import register_family
from functions.usecases.families.share_child import share_child
from infra.demo.people import Household

OTHER = "paul.rivoal@courriel.example"


def two_homes(
    town: Commune,
    home: Household,
    open_login: Callable[[str, list[FamilyRef]], object],
    *,
    by: str,
    since: date,
    now: datetime,
) -> str:
    """The eldest child of `home` is with its father in even weeks. Answers his address; `open_login` opens his login."""
    eldest, other = home.children[0].id, f"{town.id}-rivoal"
    known = children.children(town.id, [eldest])[eldest]
    child = known.value
    father = Family(
        id=other,
        name="RIVOAL",
        address=Address("12 route de Lisse", "99120", "Aubray-sur-Lisse"),
        phone="06 39 98 44 12",
        guardians=(Guardian(Civility.MONSIEUR, "RIVOAL", "Paul", OTHER),),
        children=(child.id,),
        accepted_reglement=1,
        quotients=(QuotientFamilial(1250, since),),
    )
    shared = replace(child, families=(home.family.id, other))
    register_family(town.id, father, [shared], seen={child.id: known.version}, by=by, now=now)
    parts = (Part(home.family.id, 100, Weeks.ODD), Part(other, 100, Weeks.EVEN))
    share_child(town.id, child.id, Sharing(since, parts), by=by, key=uuid4().hex, now=now)
    open_login(OTHER, [FamilyRef(town.id, other)])
    return OTHER
