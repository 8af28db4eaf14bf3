"""The day's list in words: marks beside a name, what to know before the tap, why nobody is expected."""

from collections.abc import Iterator
from datetime import date

from functions.domain.planning.declared_absence import Motive
from functions.domain.reglement.closures import Closed
from functions.domain.reglement.reglement import Service
from functions.domain.safety.child_safety import ChildSafety
from functions.french.bookings.absences import reason_word
from functions.french.reglement.closures import closed_sentence
from functions.french.safety.health import DOCTOR, to_mind
from functions.french.safety.words import ALLERGENS
from functions.french.words.dates import hour_of, listing
from functions.french.words.spaces import spaced

DECLARED = "absence déclarée"
UNKNOWN = "fiche illisible"
ASK_FIRST = (
    "Sa fiche de sécurité ne peut pas être lue : demandez à la mairie avant de confier ou de servir l’enfant."
)
ASK_THE_TOWN = spaced("Fiche de sécurité illisible : demandez à la mairie")
NO_URGENT_CARE = "Pas d’accord pour les soins d’urgence"
NOBODY_BOOKED = "Aucun enfant n’est réservé."
NOBODY_ENROLLED = "Aucun enfant n’est inscrit."


def marks(safety: ChildSafety, day: date) -> dict[str, str]:
    """By code, the few words of each mark."""
    return {code: _mark(code, safety) for code in safety.marks(day)}


def _mark(code: str, safety: ChildSafety) -> str:
    match code:
        case "allergy":
            return listing([ALLERGENS[each] for each in safety.allergens])
        case "pai":
            return "PAI, apporte son repas" if safety.pai is not None and safety.pai.basket_meal else "PAI"
        case "diet":
            return safety.diet.lower()
        case "leaves_alone":
            after = safety.leaves_alone.after if safety.leaves_alone is not None else None
            return "rentre sans adulte" + ("" if after is None else f", dès {hour_of(after)}")
        case _:
            return f"pas avec {listing([each.name for each in safety.may_not_fetch])}"


def care(safety: ChildSafety, day: date) -> list[str]:
    """What must be known before the child is let in. Where the care plan is kept, never what it says."""
    said = []
    if safety.allergens:
        said.append(f"Allergie : {listing([ALLERGENS[each] for each in safety.allergens])}.")
    if safety.pai is not None and safety.pai.covers(day):
        kept = safety.pai.where_kept.rstrip(". ")
        said.append(f"PAI : {kept}." if kept else "PAI : demandez à la mairie où il est rangé.")
        if safety.pai.basket_meal:
            said.append("La famille apporte le repas.")
    if safety.health is not None:
        said += to_mind(safety.health)
    return [spaced(sentence) for sentence in said]


def urgent(safety: ChildSafety) -> Iterator[tuple[str, str]]:
    """What an evacuation must know at once, each with a telephone or an empty text: that no urgent care is agreed to, and the doctor."""
    health = safety.health
    if health is None:
        return
    if health.emergency_care is False:
        yield NO_URGENT_CARE, ""
    if health.doctor or health.doctor_phone:
        yield spaced(f"{DOCTOR} : {health.doctor}") if health.doctor else DOCTOR, health.doctor_phone


def nobody(closed: Closed | None, *, booked: bool) -> str:
    """Why nobody is expected: the day is closed, or nobody booked it (is enrolled, where nothing is booked)."""
    if closed is not None:
        return closed_sentence(closed)
    return NOBODY_BOOKED if booked else NOBODY_ENROLLED


def reasons(service: Service | None) -> dict[str, str]:
    """Of an absence, by code: classes of reasons, and the town's own words for that service."""
    own = service.absence.free_reasons if service is not None and service.absence is not None else ()
    words = dict.fromkeys([*Motive, *own])
    return {word: _capital(reason_word(word)) for word in words}


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
