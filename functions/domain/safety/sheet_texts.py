"""What of a child's sheet its family may ask the town to change, as texts: what a correction had before it and wishes after."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from functions.domain.safety.child_safety import Allergen, CarePlan, ChildSafety, MayFetch
from functions.domain.safety.health_sheet import HealthSheet

HEALTH = ("vaccines", "doctor", "care", "aids", "emergency")
"""Those of the health sheet."""
PARTS = ("allergens", "diet", "pai", "may_fetch", *HEALTH)
HAS = "yes"
HAS_NOT = "no"
"""Where nothing said is not the same as no."""
_BETWEEN = "|"


def texts_of(safety: ChildSafety) -> dict[str, str]:
    return {part: text_of(safety, part) for part in PARTS}


def with_texts(safety: ChildSafety, texts: Mapping[str, str], today: date) -> ChildSafety:
    """Only what differs is written."""
    for part, text in texts.items():
        if text != text_of(safety, part):
            safety = with_text(safety, part, text, today)
    return safety


def text_of(safety: ChildSafety, part: str) -> str:
    """Empty where nothing is noted. Of a PAI, only whether there is one that nobody has ended."""
    match part:
        case "allergens":
            return allergens_text(safety.allergens)
        case "diet":
            return safety.diet
        case "pai":
            return HAS if safety.pai is not None and safety.pai.last is None else ""
        case "may_fetch":
            return fetchers_text(safety.may_fetch)
        case _ if part in HEALTH:
            return health_text(safety.health or HealthSheet(), part)
        case _:
            raise ValueError(f"a family does not change {part}")


def with_text(safety: ChildSafety, part: str, text: str, today: date) -> ChildSafety:
    """A PAI begins or ends today: where its paper is kept, and what it asks for, the town writes itself."""
    match part:
        case "allergens":
            return replace(safety, allergens=tuple(Allergen(code) for code in text.split(",") if code))
        case "diet":
            return replace(safety, diet=text)
        case "pai":
            return replace(safety, pai=_care_plan(safety.pai, text == HAS, today))
        case "may_fetch":
            return replace(safety, may_fetch=fetchers_of(text))
        case _ if part in HEALTH:
            health = _with_health_text(safety.health or HealthSheet(), part, text)
            return replace(safety, health=health if health.says_something else None)
        case _:
            raise ValueError(f"a family does not change {part}")


def health_texts(health: HealthSheet) -> dict[str, str]:
    return {part: health_text(health, part) for part in HEALTH}


def health_text(health: HealthSheet, part: str) -> str:
    match part:
        case "vaccines":
            return _answer_text(health.vaccinated)
        case "doctor":
            return doctor_text(health.doctor, health.doctor_phone)
        case "emergency":
            return _answer_text(health.emergency_care)
        case _:
            return health.care if part == "care" else health.aids


def _with_health_text(health: HealthSheet, part: str, text: str) -> HealthSheet:
    match part:
        case "vaccines":
            return replace(health, vaccinated=_answer_of(text))
        case "doctor":
            name, phone = doctor_of(text)
            return replace(health, doctor=name, doctor_phone=phone)
        case "emergency":
            return replace(health, emergency_care=_answer_of(text))
        case _:
            return replace(health, care=text) if part == "care" else replace(health, aids=text)


def doctor_text(name: str, phone: str) -> str:
    said = _plain(name), _plain(phone)
    return _BETWEEN.join(said) if any(said) else ""


def doctor_of(text: str) -> tuple[str, str]:
    name, _, phone = text.partition(_BETWEEN)
    return name, phone


def _answer_text(answer: bool | None) -> str:
    return "" if answer is None else HAS if answer else HAS_NOT


def _answer_of(text: str) -> bool | None:
    return None if not text else text == HAS


def allergens_text(allergens: Iterable[Allergen]) -> str:
    said = set(allergens)
    return ",".join(one for one in Allergen if one in said)


def fetchers_text(people: Iterable[MayFetch]) -> str:
    """A line each."""
    return "\n".join(_BETWEEN.join(_plain(part) for part in (one.name, one.tie, one.phone)) for one in people)


def fetchers_of(text: str) -> tuple[MayFetch, ...]:
    found = []
    for line in text.splitlines():
        name, tie, phone = line.split(_BETWEEN)
        found.append(MayFetch(name, phone, tie))
    return tuple(found)


def _plain(text: str) -> str:
    return " ".join(text.replace(_BETWEEN, " ").split())


def _care_plan(known: CarePlan | None, wanted: bool, today: date) -> CarePlan | None:
    if wanted:
        return known if known is not None and known.last is None else CarePlan(today)
    if known is None or known.first >= today:
        return None
    yesterday = today - timedelta(days=1)
    return replace(known, last=yesterday if known.last is None else min(known.last, yesterday))
