"""The fields of a family's file as its secretary reads them, and their values."""

from collections.abc import Mapping
from datetime import date

from functions.domain.families.file_fields import OF_GUARDIAN
from functions.domain.families.hand_edits import Value
from functions.domain.files.edits import Collision
from functions.french.words.dates import date_full, date_hour
from functions.french.words.file_words import OF_CHILD, OF_FAMILY, OF_PERSON
from functions.french.words.parties import CIVILITIES
from functions.french.words.schools import school_name

_LABELS = {
    **OF_FAMILY,
    **{part: OF_PERSON[part] for part in ("first_name", "last_name", "birth_date")},
    **OF_CHILD,
    "guardians": "responsables",
    **{f"guardians.{part}": OF_PERSON[part] for part in OF_GUARDIAN},
}
ASKED = {
    "correction": "Correction du dossier",
    "erasure": "Effacement demandé",
    "booking": "Réservation à décider",
    "proof": "Justificatif d’absence à lire",
}
"""What a family waits for, by its kind."""


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
    return CIVILITIES.get(str(said), str(said)) if field == "guardians.civility" else str(said)
