"""Who asks and who owes, line by line, as an envelope or a letterhead has them."""

import re
from collections.abc import Mapping

from functions.domain.families.family import Address, Civility
from functions.domain.invoices.invoice import Debtor, Person
from functions.domain.town.commune import Contact
from functions.french.words.money import NARROW

_SIRET = re.compile(r"(\d{3})(\d{3})(\d{3})(\d{5})")
CIVILITIES: Mapping[str, str] = {Civility.MADAME: "Madame", Civility.MONSIEUR: "Monsieur"}


def person(someone: Person) -> str:
    return f"{CIVILITIES[someone.civility]} {someone.first_name} {someone.last_name}"


def people(debtor: Debtor) -> list[str]:
    """Those who answer for the family, or its name where the file has nobody."""
    return [person(someone) for someone in debtor.people] or [f"Famille {debtor.name}"]


def address(place: Address | Contact) -> list[str]:
    lines = [place.line1, place.line2, f"{place.postcode} {place.city}"]
    return [line for line in lines if line]


def siret(number: str) -> str:
    """`21999001200018` → « 219 990 012 00018 »."""
    found = _SIRET.fullmatch(number)
    return number if found is None else NARROW.join(found.groups())


def phone_link(number: str) -> str:
    """`02 99 00 00 00` → `tel:0299000000`."""
    return "tel:" + "".join(character for character in number if character.isdigit() or character == "+")
