"""What keeps a child safe. It is about health and about courts: it lies apart from the child's file, and is read by few.

No word of it stands in an address, a mail, a log or a line of the journal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from functions.domain.errors import InvalidRequest
from functions.domain.safety.health_sheet import HealthSheet, check_health

MOST_FETCHERS = 20
"""Persons who may fetch one child, and as many who may not."""


class Allergen(StrEnum):
    """The fourteen of regulation (EU) 1169/2011, annex II, which every menu must name."""

    GLUTEN = "gluten"
    CRUSTACEANS = "crustaceans"
    EGGS = "eggs"
    FISH = "fish"
    PEANUTS = "peanuts"
    SOYBEANS = "soybeans"
    MILK = "milk"
    NUTS = "nuts"
    CELERY = "celery"
    MUSTARD = "mustard"
    SESAME = "sesame"
    SULPHITES = "sulphites"
    LUPIN = "lupin"
    MOLLUSCS = "molluscs"


class SafetyRefused(InvalidRequest):
    """A list is too long, a PAI ends before it begins, a person has no name. `field` says which."""

    code = "safety_refused"


class UnknownMenu(InvalidRequest):
    """The town has no menu of that name."""

    code = "unknown_menu"


@dataclass(frozen=True, slots=True)
class CarePlan:
    """A *projet d'accueil individualisé*. `last`: None until somebody ends it."""

    first: date
    last: date | None = None
    basket_meal: bool = False
    """The family brings the meal."""
    where_kept: str = ""
    """Where its text, and what it asks for, are found at once."""

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class LeavesAlone:
    """The child may go home alone. `after`: not before that hour; None: at any."""

    after: time | None = None


@dataclass(frozen=True, slots=True)
class MayFetch:
    """Somebody besides the responsables. `tie`: what they are to the child, as the family says it."""

    name: str
    phone: str = ""
    tie: str = ""


@dataclass(frozen=True, slots=True)
class MayNotFetch:
    """`proof`: the decision of a court, its date and reference. `by_word`: there is none, a parent asks for it; never of a responsable."""

    name: str
    proof: str = ""
    by_word: bool = False


@dataclass(frozen=True, slots=True)
class ChildSafety:
    child: str
    diet: str = ""
    """One of the town's menus, by its name; empty: the usual one."""
    allergens: tuple[Allergen, ...] = ()
    pai: CarePlan | None = None
    leaves_alone: LeavesAlone | None = None
    may_fetch: tuple[MayFetch, ...] = ()
    may_not_fetch: tuple[MayNotFetch, ...] = ()
    health: HealthSheet | None = None
    """None where the family has said nothing, or its year is over."""
    written_by: str = ""
    written_at: datetime | None = None

    @property
    def has_whole_health_sheet(self) -> bool:
        return self.health is not None and not self.health.missing

    def says_something(self) -> bool:
        return bool(self.marks(date.max) or self.pai or self.may_fetch or self.health)

    def brings_meal(self, day: date) -> bool:
        """Whether the family brings the meal: there is nothing to cook."""
        return self.pai is not None and self.pai.covers(day) and self.pai.basket_meal

    def marks(self, day: date) -> tuple[str, ...]:
        """What a list shows beside the child's name, as codes."""
        held = {
            "allergy": bool(self.allergens),
            "pai": self.pai is not None and self.pai.covers(day),
            "diet": bool(self.diet),
            "leaves_alone": self.leaves_alone is not None,
            "may_not_fetch": bool(self.may_not_fetch),
        }
        return tuple(code for code, is_so in held.items() if is_so)


def check_safety(safety: ChildSafety, *, menus: Iterable[str], before: ChildSafety | None) -> ChildSafety:
    """A menu that the town gave up may stay where it was. Raises SafetyRefused, UnknownMenu, HealthSheetRefused."""
    known = set(menus) | ({before.diet} if before is not None else set())
    if safety.diet and safety.diet not in known:
        raise UnknownMenu(field="diet")
    if safety.pai is not None and safety.pai.last is not None and safety.pai.last < safety.pai.first:
        raise SafetyRefused(field="pai")
    for field in ("may_fetch", "may_not_fetch"):
        people = getattr(safety, field)
        if len(people) > MOST_FETCHERS or any(not one.name.strip() for one in people):
            raise SafetyRefused(field=field)
    if len(set(safety.allergens)) != len(safety.allergens):
        raise SafetyRefused(field="allergens")
    if safety.health is not None:
        check_health(safety.health)
    return safety
