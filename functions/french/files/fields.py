"""The fields of a family's file as its secretary reads them, and their values."""

from collections.abc import Mapping
from datetime import date

from functions.domain.families.family import Civility
from functions.domain.families.hand_edits import Value
from functions.domain.files.edits import Collision
from functions.french.words.dates import date_full, date_hour
from functions.french.words.schools import school_name

_LABELS = {
    "name": "nom de la famille",
    "phone": "téléphone",
    "resident": "habite la commune",
    "address.line1": "adresse",
    "address.line2": "complément d’adresse",
    "address.postcode": "code postal",
    "address.city": "ville",
    "first_name": "prénom",
    "last_name": "nom",
    "birth_date": "date de naissance",
    "school": "école",
    "school_class": "classe",
    "number": "numéro",
    "first_day": "premier jour",
    "last_day": "dernier jour",
    "guardians": "responsables",
    "guardians.civility": "civilité",
    "guardians.last_name": "nom",
    "guardians.first_name": "prénom",
    "guardians.email": "adresse e-mail",
}
ASKED = {
    "correction": "Correction du dossier",
    "erasure": "Effacement demandé",
    "booking": "Réservation à décider",
    "proof": "Justificatif d’absence à lire",
}
"""What a family waits for, by its kind."""
_CIVILITIES = {Civility.MADAME.value: "Madame", Civility.MONSIEUR.value: "Monsieur"}


def label(field: str, who: str = "") -> str:
    """« téléphone »; of a responsable, with whom it is about: « nom (Marc Testmp) »."""
    said = _LABELS.get(field, field)
    return f"{said} ({who})" if who else said


def collision_sentence(one: Collision, schools: Mapping[str, str]) -> str:
    """« téléphone : Anne Martin a écrit « 06 … » le 3 novembre 2026 ; vous écriviez « 07 … ». »"""
    when = f" {date_hour(one.at)}" if one.at is not None else ""
    who = one.by_name or ("Quelqu’un" if one.by is None or one.by_name else "L’import de la liste")
    theirs, yours = (value(one.field, said, schools) for said in (one.theirs, one.yours))
    return f"{label(one.field, one.who)} : {who} a écrit « {theirs} »{when} ; vous écriviez « {yours} »."


def value(field: str, said: Value, schools: Mapping[str, str]) -> str:
    """As a person reads it; « rien » where nothing is there."""
    if isinstance(said, bool):
        return "oui" if said else "non"
    if said is None or said == "":
        return "rien"
    if isinstance(said, date):
        return date_full(said)
    if field == "school":
        return school_name(schools, str(said))
    return _CIVILITIES.get(str(said), str(said)) if field == "guardians.civility" else str(said)
