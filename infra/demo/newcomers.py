"""Three families of one name who have opened no account: one never invited, one long ago, one whose e-mail address the town does not know."""

from datetime import date, datetime, timedelta

from functions.domain.accounts.account import FamilyRef
from functions.domain.families.family import Address, Child, Civility, Family, Guardian
from functions.domain.town.commune import Commune
from functions.usecases.accounts.invite import invite
from functions.usecases.families.register_family import register_family

NEWCOMERS = (
    ("Rosa", "rosa.damico@courriel.example", "Enzo", "CE1"),
    ("Livia", "livia.damico@courriel.example", "Lou", "CM2"),
    ("Carla", None, "Noé", "CE1"),
)
LONG_AGO = timedelta(days=45)


def newcomers(town: Commune, school: str, *, by: str, now: datetime) -> None:
    for number, (guardian, email, child, school_class) in enumerate(NEWCOMERS, start=1):
        own = f"{town.id}-damico{number}"
        family = Family(
            own,
            "D’AMICO",
            Address(f"{number} impasse du Lavoir", "99120", "Aubray-sur-Lisse"),
            f"06 39 98 77 0{number}",
            (Guardian(Civility.MADAME, "D’AMICO", guardian, email),),
            (f"{own}-0",),
        )
        born = date(now.year - 8, 3, number)
        file = Child(f"{own}-0", child, "D’AMICO", born, (own,), school, school_class)
        register_family(town.id, family, [file], seen={}, by=by, now=now - LONG_AGO)
    long_ago = NEWCOMERS[1][1]
    assert long_ago is not None
    invite(long_ago, [FamilyRef(town.id, f"{town.id}-damico2")], by=by, now=now - LONG_AGO)
