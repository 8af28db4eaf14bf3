"""One family typed twice: the portal had warned, the agent went on. And a child of whom only the allergens are known."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from functions.domain.directory.new_family import NewChild, NewFamily
from functions.domain.families.family import Address, Civility, Guardian
from functions.domain.safety.child_safety import Allergen, ChildSafety
from functions.domain.town.commune import Commune
from functions.usecases.families.create_family import CreateFamily, create_family
from functions.usecases.safety.write_safety import SafetyWritten, write_safety
from infra.demo.people import CLASSES, SCHOOLS

STREET = "7 rue Basse"
TWINS = (
    (timedelta(days=75), "Lefèbvre", "Inès", "06 39 98 61 20", "karine.lefebvre@courriel.example"),
    (timedelta(days=2), "LEFEBVRE", "Ines", "06 39 98 61 21", None),
)


def typed_twice(town: Commune, year: int, *, by: str, now: datetime) -> None:
    """`year`: in which the school year began."""
    born = date(year - 7, 5, 18)
    for ago, name, child, phone, email in TWINS:
        guardian = Guardian(Civility.MADAME, name, "Karine", email)
        new = NewFamily(
            name,
            Address(STREET, "99120", "Aubray-sur-Lisse"),
            phone,
            True,
            (guardian,),
            (NewChild(child, name, born, SCHOOLS[0], CLASSES[7]),),
        )
        create_family(CreateFamily(town.id, new, True, by, uuid4().hex, now - ago))


def only_allergens(town: Commune, child: str, *, by: str, now: datetime) -> None:
    sheet = ChildSafety(child, allergens=(Allergen.EGGS, Allergen.MILK))
    write_safety(SafetyWritten(town.id, sheet, 0, by, uuid4().hex, now - timedelta(days=3)))
