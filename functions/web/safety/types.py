"""What keeps a child safe, as it is written and as it is answered to those who may read it."""

from datetime import date, time
from typing import Annotated

from msgspec import Meta, Struct, field

from functions.domain.safety.child_safety import (
    MOST_FETCHERS,
    Allergen,
    CarePlan,
    ChildSafety,
    LeavesAlone,
    MayFetch,
    MayNotFetch,
)
from functions.domain.safety.health_sheet import (
    MOST_CARE,
    MOST_NAME,
    MOST_PHONE,
    MOST_WORDS,
    HealthSheet,
)

Words = Annotated[str, Meta(max_length=200)]
Name = Annotated[str, Meta(min_length=1, max_length=100)]


class Pai(Struct):
    """`last`: null until somebody ends it. `basket_meal`: the family brings the meal."""

    first: date
    last: date | None = None
    basket_meal: bool = False
    where_kept: Words = ""


class Alone(Struct):
    """`after`: not before that hour; null: at any."""

    after: time | None = None


class Fetcher(Struct):
    name: Name
    phone: Annotated[str, Meta(max_length=40)] = ""
    tie: Annotated[str, Meta(max_length=60)] = ""


class KeptAway(Struct):
    """`proof`: the decision of a court. `by_word`: there is none, a parent asks for it; not of a responsable."""

    name: Name
    proof: Words = ""
    by_word: bool = False


class Health(Struct):
    """The *fiche sanitaire de liaison*. `vaccinated`, `emergency_care`: null where the family has not said."""

    vaccinated: bool | None = None
    doctor: Annotated[str, Meta(max_length=MOST_NAME)] = ""
    doctor_phone: Annotated[str, Meta(max_length=MOST_PHONE)] = ""
    care: Annotated[str, Meta(max_length=MOST_CARE)] = ""
    aids: Annotated[str, Meta(max_length=MOST_WORDS)] = ""
    emergency_care: bool | None = None


class SafetySheet(Struct):
    """`version`: of what was read; 0 where nothing was written yet. `diet`: one of the town's menus; empty: the usual one. `health`: null
    leaves what is there."""

    version: Annotated[int, Meta(ge=0)]
    diet: Annotated[str, Meta(max_length=60)] = ""
    allergens: Annotated[list[Allergen], Meta(max_length=14)] = field(default_factory=list)
    pai: Pai | None = None
    leaves_alone: Alone | None = None
    may_fetch: Annotated[list[Fetcher], Meta(max_length=MOST_FETCHERS)] = field(default_factory=list)
    may_not_fetch: Annotated[list[KeptAway], Meta(max_length=MOST_FETCHERS)] = field(default_factory=list)
    health: Health | None = None


def sheet(safety: ChildSafety, version: int) -> SafetySheet:
    pai, alone = safety.pai, safety.leaves_alone
    return SafetySheet(
        version,
        safety.diet,
        list(safety.allergens),
        None if pai is None else Pai(pai.first, pai.last, pai.basket_meal, pai.where_kept),
        None if alone is None else Alone(alone.after),
        [Fetcher(one.name, one.phone, one.tie) for one in safety.may_fetch],
        [KeptAway(one.name, one.proof, one.by_word) for one in safety.may_not_fetch],
        None if safety.health is None else health_shown(safety.health),
    )


def health_shown(health: HealthSheet) -> Health:
    return Health(
        health.vaccinated,
        health.doctor,
        health.doctor_phone,
        health.care,
        health.aids,
        health.emergency_care,
    )


def health_of(asked: Health) -> HealthSheet:
    return HealthSheet(
        asked.vaccinated,
        asked.doctor.strip(),
        asked.doctor_phone.strip(),
        " ".join(asked.care.split()),
        " ".join(asked.aids.split()),
        asked.emergency_care,
    )


def safety_of(child: str, asked: SafetySheet) -> ChildSafety:
    pai, alone = asked.pai, asked.leaves_alone
    return ChildSafety(
        child,
        asked.diet,
        tuple(sorted(asked.allergens, key=list(Allergen).index)),
        None if pai is None else CarePlan(pai.first, pai.last, pai.basket_meal, pai.where_kept.strip()),
        None if alone is None else LeavesAlone(alone.after),
        tuple(MayFetch(one.name.strip(), one.phone.strip(), one.tie.strip()) for one in asked.may_fetch),
        tuple(
            MayNotFetch(one.name.strip(), one.proof.strip(), one.by_word and not one.proof.strip())
            for one in asked.may_not_fetch
        ),
        None if asked.health is None else health_of(asked.health),
    )
