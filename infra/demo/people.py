"""The families of the demo. Names and addresses are made up from lists; the same seed makes the same town."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from functions.domain.families.family import Address, Child, Civility, Family, Guardian, QuotientFamilial

FAMILIES = 40
MARC = "marc.testmp@courriel.example"
HELENE = "helene.testmp@courriel.example"
WEDNESDAY = "mercredi"
"""The service of the community of communes that keeps the children while the school town’s are closed."""
SCHOOLS = ("tilleuls", "petit-pont")
"""An elementary and a nursery school."""

_NAMES = (
    "Abadie Aubert Barbier Besson Bonnet Bouvier Carlier Chauvin Colin Da Costa,Delmas Diallo Dubreuil Etcheverry Fabre Faivre "
    "Gaillard Garcin Haddad Hamon Jacquot Kessler Lacombe Lambert Le Goff,Lefort Maillard Marchal Mercadier Nguyen Noël Ollivier "
    "Pasquier Perrot Pinson Rivoire Roussel Sabatier Tessier Vasseur Weber Yildiz"
)
_MOTHERS = (
    "Aïcha",
    "Camille",
    "Céline",
    "Élodie",
    "Fatou",
    "Hélène",
    "Inès",
    "Julie",
    "Linh",
    "Maud",
    "Nadia",
    "Sophie",
)
_FATHERS = (
    "Adrien",
    "Benoît",
    "Cédric",
    "Farid",
    "François",
    "Gaël",
    "Jérôme",
    "Karim",
    "Mathieu",
    "Olivier",
    "Yann",
)
_CHILDREN = (
    "Adam Agathe Alix Amine Anouk Basile Capucine Chloé Côme Elias Eléa Emma Gabin Hugo Jade Jeanne Léo Lina Louise Lucas "
    "Maël Malo Manon Naël Nina Noé Raphaël Rose Sacha Salomé Théo Timéo Yasmine Zoé"
)
_STREETS = (
    "rue des Lavandières",
    "chemin du Bief",
    "rue de l’École",
    "impasse des Noyers",
    "route de Lisse",
    "rue Basse",
)


CLASSES = {
    3: "Petite section",
    4: "Moyenne section",
    5: "Grande section",
    6: "CP",
    7: "CE1",
    8: "CE2",
    9: "CM1",
    10: "CM2",
}
"""By the age that a child reaches in the year in which the school year begins."""


@dataclass(frozen=True, slots=True)
class Household:
    """A family of one town, its children, and how it lives: the weekdays and services it usually books."""

    family: Family
    children: tuple[Child, ...]
    habits: tuple[tuple[str, int], ...]
    """(service, ISO weekday)"""


def testmp(town: str, year: int, services: tuple[str, ...]) -> Household:
    """The family known to both towns: Hélène has booked since September, Marc’s activation mail is waiting.

    `year`: in which the school year began.
    """
    children = (
        Child(
            f"{town}-clara", "Clara", "TESTMP", date(year - 9, 4, 12), (f"{town}-testmp",), SCHOOLS[0], "CE2"
        ),
        Child(
            f"{town}-guilhem",
            "Guilhem",
            "TESTMP",
            date(year - 5, 1, 30),
            (f"{town}-testmp",),
            SCHOOLS[1],
            "Grande section",
        ),
    )
    family = Family(
        id=f"{town}-testmp",
        name="TESTMP",
        address=Address("3 rue des Lavandières", "99120", "Aubray-sur-Lisse"),
        phone="06 39 98 11 22",
        guardians=(
            Guardian(Civility.MONSIEUR, "TESTMP", "Marc", MARC),
            Guardian(Civility.MADAME, "TESTMP", "Hélène", HELENE),
        ),
        children=tuple(child.id for child in children),
        quotients=(QuotientFamilial(845, date(year, 1, 1)),),
    )
    if WEDNESDAY in services:
        habits: tuple[tuple[str, int], ...] = ((WEDNESDAY, 3),)
    else:
        habits = tuple((service, weekday) for service in services[:3] for weekday in (1, 2, 4))
    return Household(family, children, habits)


def households(town: str, year: int, services: tuple[str, ...]) -> Iterator[Household]:
    """Forty families, the same at every start in a school year, and the same people in every town."""
    names = [name for group in _NAMES.split(",") for name in group.split()]
    for article, name in (("Da", "Costa"), ("Le", "Goff")):
        place = names.index(article)
        names[place : place + 2] = [f"{article} {name}"]
    for number, name in enumerate(names[:FAMILIES]):
        chance = random.Random(f"préau {number}")  # noqa: S311  # a town, not a secret
        yield _household(town, year, number, name, services, chance)


def _household(
    town: str, year: int, number: int, name: str, services: tuple[str, ...], chance: random.Random
) -> Household:
    family_id = f"{town}-{number:02}"
    names = chance.sample(_CHILDREN.split(), chance.choice((1, 1, 2, 2, 2, 3)))
    births = sorted(
        date(year - chance.randint(3, 10), chance.randint(1, 12), chance.randint(1, 28)) for _ in names
    )
    children = tuple(
        _child(family_id, place, first_name, name, born, year)
        for place, (first_name, born) in enumerate(zip(names, births, strict=True))
    )
    quotient = chance.choice((None, *range(320, 1900, 45)))
    guardians = _guardians(name, number, chance)
    family = Family(
        id=family_id,
        name=name.upper(),
        address=Address(f"{chance.randint(1, 48)} {chance.choice(_STREETS)}", "99120", "Aubray-sur-Lisse"),
        phone=f"06 39 98 {number:02} {chance.randint(10, 99)}",
        guardians=guardians,
        children=tuple(child.id for child in children),
        resident=chance.random() > 0.1,
        accepted_reglement=1,
        quotients=() if quotient is None else (QuotientFamilial(quotient, date(year, 1, 1)),),
    )
    habits = tuple(
        (service, weekday) for service in services for weekday in range(1, 6) if chance.random() < 0.45
    )
    return Household(family, children, habits)


def _child(family: str, place: int, first_name: str, last_name: str, born: date, year: int) -> Child:
    school = SCHOOLS[0] if born.year <= year - 6 else SCHOOLS[1]
    school_class = CLASSES[year - born.year]
    return Child(f"{family}-{place}", first_name, last_name.upper(), born, (family,), school, school_class)


def _guardians(name: str, number: int, chance: random.Random) -> tuple[Guardian, ...]:
    mother = Guardian(
        Civility.MADAME, name.upper(), chance.choice(_MOTHERS), f"parent{number}a@courriel.example"
    )
    father = Guardian(
        Civility.MONSIEUR, name.upper(), chance.choice(_FATHERS), f"parent{number}b@courriel.example"
    )
    return chance.choice(((mother,), (father,), (mother, father), (mother, father)))
