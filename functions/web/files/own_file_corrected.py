"""What a parent corrects in *Mon dossier*, as the texts that a correction is made of."""

from functions.domain.families.file_corrections import QUOTIENT, QuotientWish, wish_text
from functions.domain.safety.child_safety import MayFetch
from functions.domain.safety.sheet_texts import HAS, allergens_text, fetchers_text, health_texts
from functions.web.files.own_file_types import (
    OwnFileCorrected,
    OwnFileIdentity,
    OwnFileNames,
    OwnFilePlace,
    OwnFileSheet,
)
from functions.web.safety.types import health_of


def corrected_texts(asked: OwnFileCorrected) -> dict[str, str]:
    if asked.sheet is not None:
        return sheet_texts(asked.sheet)
    if asked.health is not None:
        return health_texts(health_of(asked.health))
    if asked.identity is not None:
        return identity_texts(asked.identity)
    if asked.names is not None:
        return names_texts(asked.names)
    if asked.quotient is not None:
        wish = QuotientWish(asked.quotient.value, asked.quotient.since, asked.quotient.source)
        return {QUOTIENT: wish_text(wish)}
    return {} if asked.place is None else place_texts(asked.place)


def identity_texts(identity: OwnFileIdentity) -> dict[str, str]:
    return {
        "last_name": identity.last_name.strip(),
        "first_name": identity.first_name.strip(),
        "birth_date": identity.birth_date.isoformat(),
    }


def names_texts(names: OwnFileNames) -> dict[str, str]:
    """Each responsable by their place in the file."""
    texts = {"name": names.name.strip()}
    for place, one in enumerate(names.guardians):
        texts[f"guardians.{place}.last_name"] = one.last_name.strip()
        texts[f"guardians.{place}.first_name"] = one.first_name.strip()
    return texts


def sheet_texts(sheet: OwnFileSheet) -> dict[str, str]:
    return {
        "allergens": allergens_text(sheet.allergens),
        "diet": sheet.diet,
        "pai": HAS if sheet.pai else "",
        "may_fetch": fetchers_text(
            MayFetch(one.name.strip(), one.phone.strip(), one.tie.strip()) for one in sheet.may_fetch
        ),
    }


def place_texts(place: OwnFilePlace) -> dict[str, str]:
    return {
        "phone": place.phone.strip(),
        "address.line1": place.line1.strip(),
        "address.line2": place.line2.strip(),
        "address.postcode": place.postcode.strip(),
        "address.city": place.city.strip(),
    }
