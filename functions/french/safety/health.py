"""The health sheet of a child in words: as it is read in its file, and what of it must be known before the child is let in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from functions.domain.safety.health_sheet import HealthSheet
from functions.french.words.dates import date_full, listing, school_year_name
from functions.french.words.spaces import spaced

VACCINES, DOCTOR = "Vaccins obligatoires", "Médecin traitant"
CARE, AIDS, EMERGENCY = "Soins et recommandations", "Lunettes, appareils", "Soins d’urgence"
HEALTH_SHEET = "Fiche sanitaire"
TO_FILL_IN = "pas encore remplie"
A_PARENT = "un parent"
_MISSING = {"vaccines": "les vaccins", "doctor": "le médecin traitant", "emergency": "les soins d’urgence"}
"""By part of the sheet."""
_UP_TO_DATE = {True: "à jour", False: "pas à jour"}
_ALLOWED = {
    True: "autorisés, hospitalisation comprise",
    False: "pas autorisés : la famille doit être jointe d’abord",
}


@dataclass(frozen=True, slots=True)
class HealthFact:
    label: str
    value: str


def health_facts(health: HealthSheet, names: Mapping[str, str]) -> Iterator[HealthFact]:
    """`names`: of the responsables who may be named, by account."""
    said = (
        (VACCINES, "" if health.vaccinated is None else _UP_TO_DATE[health.vaccinated]),
        (DOCTOR, doctor_said(health.doctor, health.doctor_phone)),
        (CARE, health.care),
        (AIDS, health.aids),
        (EMERGENCY, "" if health.emergency_care is None else _ALLOWED[health.emergency_care]),
        (HEALTH_SHEET, _attested(health, names)),
    )
    yield from (HealthFact(label, value) for label, value in said if value)


def to_mind(health: HealthSheet) -> Iterator[str]:
    if health.emergency_care is False:
        yield f"{EMERGENCY} {_ALLOWED[False]}."
    if health.care:
        yield f"Dit par la famille : {_line(health.care)}."
    if health.aids:
        yield f"{AIDS} : {_line(health.aids)}."
    if doctor := doctor_said(health.doctor, health.doctor_phone):
        yield f"{DOCTOR} : {doctor}."


def doctor_said(name: str, phone: str) -> str:
    return ", ".join(part for part in (name, phone) if part)


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip(". ")


def _attested(health: HealthSheet, names: Mapping[str, str]) -> str:
    if health.told_on is None:
        return ""
    day, year = date_full(health.told_on), school_year_name(health.year)
    if not health.told_by:
        return f"recopiée par la mairie le {day}, pour {year}"
    return f"attestée par {names.get(health.told_by, A_PARENT)} le {day}, pour {year}"


def health_title(name: str) -> str:
    return spaced(f"Fiche sanitaire ({name})")


def health_to_fill_in(title: str) -> str:
    return spaced(f"{title} : {TO_FILL_IN}.")


def health_to_complete(title: str, missing: Sequence[str]) -> str:
    return spaced(f"{title} : il manque {_missing_said(missing)}.")


def health_sent(title: str, on: date, by: str, missing: Sequence[str]) -> str:
    """`by`: who sent it, where it is another parent. `missing`: of what was sent."""
    still = f" Il y manque {_missing_said(missing)}." if missing else ""
    return spaced(f"{title} : {sent_said(on, by)}.{still}")


def sent_said(on: date, by: str) -> str:
    sender = f" par {by}" if by else ""
    return f"envoyée{sender} le {date_full(on)}, en attente de la mairie"


def health_left_incomplete(missing: Sequence[str]) -> str:
    """After it was sent; empty where nothing is missing."""
    return spaced(f"La fiche reste à compléter : il manque {_missing_said(missing)}.") if missing else ""


def _missing_said(missing: Sequence[str]) -> str:
    return listing([_MISSING[part] for part in missing])


def health_needed(services: Sequence[str]) -> str:
    """Which services cannot be booked without it; empty where none is."""
    if not services:
        return ""
    verb = "ne se réserve" if len(services) == 1 else "ne se réservent"
    return spaced(f"Sans elle, {listing(list(services))} {verb} pas.")
