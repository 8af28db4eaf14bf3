"""The safety sheet of a child as it is read aloud on the telephone: who may not fetch the child, who may, whom to call, then the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from functions.domain.families.family import Family, Guardian
from functions.domain.safety.child_safety import CarePlan, ChildSafety, MayNotFetch
from functions.domain.safety.kept_away import is_named_among, words_of
from functions.french.safety.health import health_facts
from functions.french.safety.words import ALLERGENS
from functions.french.words.dates import date_full, hour_of, listing

EMPTY = "Rien n’est noté dans cette fiche : ni allergie, ni PAI, ni personne autorisée ou écartée."
IN_CHARGE = "responsable"
BY_WORD = "à la demande d’un parent, sans décision de justice"
NOTHING_NOTED = "aucune décision n’est notée"


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """`more`: what they are to the child, or the decision that keeps them away. `phone`: as it was written; empty where none is known."""

    name: str
    more: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class FactSaid:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class SheetSaid:
    """`empty`: a sentence, where nothing is written; else empty."""

    empty: str
    kept_away: list[PersonSaid]
    may_fetch: list[PersonSaid]
    to_call: list[PersonSaid]
    facts: list[FactSaid]


def sheet_said(safety: ChildSafety | None, homes: Sequence[Family], today: date) -> SheetSaid:
    """`homes`: the families of the child, the one whose file is open first. A responsable who is kept away by name is not said to be one who
    may fetch the child, nor called first."""
    written = safety or ChildSafety("")
    out = [each.name for each in written.may_not_fetch]
    in_charge = {home.id: [one for one in home.guardians if not _is_one_of(one, out)] for home in homes}
    told = {words_of(f"{one.first_name} {one.last_name}") for home in homes for one in home.guardians}
    return SheetSaid(
        "" if written.says_something() else EMPTY,
        [
            PersonSaid(each.name, _said(IN_CHARGE if is_named_among(each, told) else "", _why(each)))
            for each in written.may_not_fetch
        ],
        [
            *(PersonSaid(_name(one), IN_CHARGE) for home in homes for one in in_charge[home.id]),
            *(PersonSaid(each.name, each.tie, each.phone) for each in written.may_fetch),
        ],
        [
            PersonSaid(
                listing([_name(one) for one in in_charge[home.id]]),
                f"famille {home.name}" if len(homes) > 1 else "",
                home.phone,
            )
            for home in homes
            if home.phone and in_charge[home.id]
        ]
        + [PersonSaid(each.name, each.tie, each.phone) for each in written.may_fetch if each.phone],
        [*_facts(written, today), *_health(written, homes)],
    )


def _facts(safety: ChildSafety, today: date) -> list[FactSaid]:
    allergies = listing([ALLERGENS[each] for each in safety.allergens]) if safety.allergens else ""
    alone = safety.leaves_alone
    after = "" if alone is None or alone.after is None else f", à partir de {hour_of(alone.after)}"
    said = [
        FactSaid("Allergies", allergies),
        FactSaid("PAI", "" if safety.pai is None else _care_plan(safety.pai, today)),
        FactSaid("Menu", safety.diet),
        FactSaid("Sortie", "" if alone is None else f"peut rentrer sans adulte{after}"),
    ]
    return [fact for fact in said if fact.value]


def _health(safety: ChildSafety, homes: Sequence[Family]) -> list[FactSaid]:
    if safety.health is None:
        return []
    names = {one.account: _name(one) for home in homes for one in home.guardians if one.account}
    return [FactSaid(fact.label, fact.value) for fact in health_facts(safety.health, names)]


def _care_plan(pai: CarePlan, today: date) -> str:
    since = (
        f"depuis le {date_full(pai.first)}" if pai.first <= today else f"à partir du {date_full(pai.first)}"
    )
    until = "" if pai.last is None else f", jusqu’au {date_full(pai.last)}"
    over = " (terminé)" if pai.last is not None and pai.last < today else ""
    meal = "la famille apporte le repas" if pai.basket_meal else ""
    kept = pai.where_kept.rstrip(". ")
    return _said(f"{since}{until}{over}", meal, kept and f"où le trouver : {kept}")


def _why(one: MayNotFetch) -> str:
    return one.proof or (BY_WORD if one.by_word else NOTHING_NOTED)


def _said(*parts: str) -> str:
    return " ; ".join(part for part in parts if part)


def _name(one: Guardian) -> str:
    return f"{one.first_name} {one.last_name}"


def _is_one_of(one: Guardian, names: Sequence[str]) -> bool:
    """All words of the responsable's name are in one of the names, whatever their order and what stands beside them (« M. »)."""
    return any(words_of(_name(one)) <= words_of(name) for name in names)
