"""The file that is kept, with all that the other one says, and what is left of the other: where to go instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from functions.domain.errors import InvalidRequest
from functions.domain.families.access import joined_access, logins_of
from functions.domain.families.family import (
    Address,
    Child,
    Family,
    Guardian,
    QuotientFamilial,
    check_family,
)
from functions.domain.families.file_changes import family_changes
from functions.domain.families.guardians import known_as
from functions.domain.families.hand_marks import GUARDIANS, guardians_text
from functions.domain.merging.hand_marks import decided

FIELDS = ("name", "address", "phone", "resident", "quotient")
"""What the town chooses between, where the two files differ; besides, each responsable and each child who is in both."""


BOTH = "both"
"""Of the phone: one field of the file holds several numbers."""


class WrongChoice(InvalidRequest):
    """A field that there is none of, a file that is none of the two, or a child who is not in them."""

    code = "wrong_choice"


@dataclass(frozen=True, slots=True)
class Choices:
    """`keep`: by field (`FIELDS`, `guardian.0` by place in the file that is kept, `child.{id}`), the family whose file is right; of the
    phone, `BOTH` too. What it does not speak of stays as the kept file says, or is the other's where that one says nothing. `same`: children of the other file, and who they are in the kept one."""

    keep: Mapping[str, str] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)


def check_choices(choices: Choices, kept: Family, other: Family) -> None:
    """Raises WrongChoice."""
    people = {f"guardian.{place}" for place in range(len(kept.guardians))}
    children = {f"child.{child}" for child in choices.same.values()}
    for name, right in choices.keep.items():
        rights = (kept.id, other.id, BOTH) if name == "phone" else (kept.id, other.id)
        if name not in {*FIELDS, *people, *children} or right not in rights:
            raise WrongChoice(field="keep")
    pairs = choices.same
    if not set(pairs) <= set(other.children) or not set(pairs.values()) <= set(kept.children):
        raise WrongChoice(field="same")
    if len(set(pairs.values())) != len(pairs) or set(pairs) & set(pairs.values()):
        raise WrongChoice(field="same")


def pairs_of_guardians(kept: Family, other: Family) -> list[tuple[Guardian, Guardian | None]]:
    """Each responsable of the kept file, and who they are in the other."""
    return list(zip(kept.guardians, known_as(kept.guardians, other.guardians), strict=True))


def only_of_other(kept: Family, other: Family) -> list[str]:
    """Fields of which the kept file says nothing and the other does: there is nothing to choose, what is known stays known."""
    sides = {
        "address": (kept.address.line1, other.address.line1),
        "phone": (kept.phone, other.phone),
        "quotient": (kept.quotients, other.quotients),
    }
    return [name for name, (mine, theirs) in sides.items() if theirs and not mine]


def merged_family(
    kept: Family, other: Family, choices: Choices, children: Sequence[Child], *, by: str, at: datetime
) -> Family:
    """`children`: all who are the family's now. Whoever was put out of either stays out. Raises FamilyFull."""
    takes = {name for name, right in choices.keep.items() if right == other.id}
    takes |= set(only_of_other(kept, other)) - choices.keep.keys()
    joined = joined_access(kept, other)
    after = replace(
        joined,
        **{name: getattr(other, name) for name in ("name", "address", "phone", "resident") if name in takes},
        guardians=_guardians(kept, other, takes, logins_of(joined)),
        children=tuple(child.id for child in sorted(children, key=lambda one: (one.birth_date, one.id))),
        quotients=_quotients(*((other, kept) if "quotient" in takes else (kept, other))),
        accepted_reglement=max(kept.accepted_reglement, other.accepted_reglement),
        merged_from=tuple(dict.fromkeys((*kept.merged_from, other.id, *other.merged_from))),
        merging=other.id,
    )
    if choices.keep.get("phone") == BOTH:
        after = replace(after, phone=f"{kept.phone} / {other.phone}")
    return check_family(replace(after, by_hand=_marks(kept, other, after, takes, by=by, at=at)))


def moved_away(other: Family, kept: str, on: date) -> Family:
    """All that is left of the other's file: its name, for the books that speak of it, and where to go instead."""
    nothing = Address("", "", "")
    return Family(other.id, other.name, nothing, "", (), (), erased_on=on, merged_into=kept)


def _guardians(
    kept: Family, other: Family, takes: set[str], members: tuple[str, ...]
) -> tuple[Guardian, ...]:
    people, known = [], list[Guardian]()
    for place, (mine, theirs) in enumerate(pairs_of_guardians(kept, other)):
        if theirs is None:
            people.append(mine)
            continue
        known.append(theirs)
        right, left = (theirs, mine) if f"guardian.{place}" in takes else (mine, theirs)
        account = right.account if right.account is not None else left.account
        people.append(replace(right, email=right.email or left.email, account=account))
    people += [one for one in other.guardians if one not in known]
    return tuple(one if one.account in members else replace(one, account=None) for one in people)


def _quotients(right: Family, left: Family) -> tuple[QuotientFamilial, ...]:
    """The history of one file, and what the other knew of the time before it."""
    first = min((one.since for one in right.quotients), default=date.max)
    return (*(one for one in left.quotients if one.since < first), *right.quotients)


def _marks(
    kept: Family, other: Family, after: Family, takes: set[str], *, by: str, at: datetime
) -> dict[str, Any]:
    def is_theirs(name: str) -> bool:
        return name.partition(".")[0] in takes

    sides = ((kept, other, False), (other, kept, True))
    marks: dict[str, Any] = {}
    for right, left, theirs in sides:
        own = {name: mark for name, mark in right.by_hand.items() if is_theirs(name) is theirs}
        changes = [
            (one.field, one.before, one.after)
            for one in family_changes(left, after)
            if one.field not in ("quotient", "since") and is_theirs(one.field) is theirs
        ]
        if not theirs and guardians_text(after.guardians) != guardians_text(other.guardians):
            mine = guardians_text(kept.guardians)
            # Where the kept file's own list speaks, it says what that file said.
            listed = guardians_text(other.guardians) if guardians_text(after.guardians) == mine else mine
            changes.append((GUARDIANS, listed, guardians_text(after.guardians)))
        marks |= decided(own, left.by_hand, changes, by=by, at=at)
    return marks
