"""Who may not fetch a child, and what that stands on.

Each parent who has parental authority may fetch the child (articles 372 and 373-2 of the code civil): only the decision of a court takes
that away. Of anybody else, the word of a parent is enough.
"""

from collections.abc import Iterable

from functions.domain.errors import InvalidRequest
from functions.domain.families.family import Family
from functions.domain.families.spelling import folded
from functions.domain.safety.child_safety import ChildSafety, MayNotFetch


class NoDecisionGiven(InvalidRequest):
    """Nothing says why `person` may not fetch the child: neither a decision, nor that a parent asks for it."""

    code = "no_decision_given"


class ParentKeptAway(InvalidRequest):
    """`person` is a responsable, and no decision is given: the word of the other one keeps nobody away."""

    code = "parent_kept_away"


def check_kept_away(safety: ChildSafety, before: ChildSafety | None, homes: Iterable[Family]) -> None:
    """What was written before this was asked may stay as it is. `homes`: the families of the child.

    Raises NoDecisionGiven, ParentKeptAway.
    """
    known = () if before is None else before.may_not_fetch
    told = {words_of(f"{one.first_name} {one.last_name}") for home in homes for one in home.guardians}
    for one in safety.may_not_fetch:
        if one in known or one.proof.strip():
            continue
        if is_named_among(one, told):
            raise ParentKeptAway(field="may_not_fetch", person=one.name)
        if not one.by_word:
            raise NoDecisionGiven(field="may_not_fetch", person=one.name)


def is_named_among(one: MayNotFetch, told: set[frozenset[str]]) -> bool:
    """All words of one of the names `told` are in theirs, whatever their order and what stands beside them (« M. »)."""
    said = words_of(one.name)
    return any(words and words <= said for words in told)


def words_of(name: str) -> frozenset[str]:
    return frozenset(word for part in name.replace("-", " ").split() if (word := folded(part)))
