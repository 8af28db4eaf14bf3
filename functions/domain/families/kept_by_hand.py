"""What an import does with fields that the town changed in the portal since its list last said them.

A list that says what it said before is out of date: the town's own hand is kept, and told. A list that says a third thing is asked about, because nobody
can know which of the two is newer.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from functions.domain.families.family import Child, Family, QuotientFamilial
from functions.domain.families.hand_edits import HandEdit, text_of
from functions.domain.families.hand_marks import ADDED, GUARDIANS, guardians_text
from functions.domain.families.import_answers import Answers


@dataclass(frozen=True, slots=True)
class KeptByHand:
    """`code` names it for who answers. `kept` and `listed`: both values. `asked`: nothing is written before it is answered."""

    code: str
    field: str
    kept: str
    listed: str
    at: datetime
    asked: bool
    taken: bool = False
    """The town said that the list is right: it is a change like another."""
    who: str = ""
    """The child, by its names; empty for the family."""


def family_kept(before: Family, listed: Family, answers: Answers) -> tuple[Family, list[KeptByHand]]:
    """The file as the list makes it (`listed`), but for what is kept."""
    file, told = listed, list[KeptByHand]()
    marks: dict[str, HandEdit] = {}
    for field, mark in before.by_hand.items():
        keeps, says, said = _decided(
            before.id, field, mark, _text(before, field), _text(listed, field), answers
        )
        told += said
        if keeps:
            file = _with(file, field, before)
            marks[field] = replace(mark, listed=says)
    quotients, said = _quotients_kept(before, file, answers)
    return replace(file, by_hand=marks, quotients=quotients), [*told, *said]


def _quotients_kept(
    before: Family, listed: Family, answers: Answers
) -> tuple[tuple[QuotientFamilial, ...], list[KeptByHand]]:
    """What the town noted in the portal for a day stays, where the list says something else for that day."""
    told = list[KeptByHand]()
    quotients = {one.since: one for one in listed.quotients}
    for one in before.quotients:
        says = quotients.get(one.since)
        if one.source is None or one.noted_at is None or says is None:
            continue
        if says.value != one.value:
            mark = HandEdit(str(says.value), one.noted_by, one.noted_at)
            field = f"quotient.{one.since}"
            keeps, _, said = _decided(before.id, field, mark, str(one.value), str(says.value), answers)
            told += [replace(kept, field="quotient") for kept in said]
            if not keeps:
                continue
        quotients[one.since] = one
    return tuple(sorted(quotients.values(), key=lambda one: one.since)), told


def child_kept(before: Child, listed: Child, answers: Answers) -> tuple[Child, list[KeptByHand]]:
    """A child whom the town had added is one of the list's from now on."""
    file, told = listed, list[KeptByHand]()
    marks: dict[str, HandEdit] = {}
    for field, mark in before.by_hand.items():
        if field == ADDED:
            continue
        keeps, says, said = _decided(
            before.id, field, mark, _text(before, field), _text(listed, field), answers
        )
        told += [replace(one, who=f"{before.first_name} {before.last_name}") for one in said]
        if keeps:
            part: dict[str, Any] = {field: getattr(before, field)}
            file = replace(file, **part)
            marks[field] = replace(mark, listed=says)
    return replace(file, by_hand=marks), told


def was_added(child: Child) -> bool:
    """By hand, and no list has named it yet."""
    return ADDED in child.by_hand


def _decided(
    subject: str, field: str, mark: HandEdit, mine: str, says: str, answers: Answers
) -> tuple[bool, str, list[KeptByHand]]:
    """Whether the file keeps what it says, what the list says, and what is told of it."""
    if _same(field, mine, says):
        return False, says, []
    code = hashlib.sha256(repr((subject, field, mine, says)).encode()).hexdigest()[:6]
    if code in answers.taken:
        return False, says, [KeptByHand(code, field, mine, says, mark.at, asked=False, taken=True)]
    asked = not _same(field, says, mark.listed) and code not in answers.kept
    return True, says, [KeptByHand(code, field, mine, says, mark.at, asked=asked)]


def _same(field: str, one: str, other: str) -> bool:
    """A list writes a telephone number without the spaces that people put there."""
    return one == other or (field == "phone" and "".join(one.split()) == "".join(other.split()))


def _text(file: Family | Child, field: str) -> str:
    if field == GUARDIANS and isinstance(file, Family):
        return guardians_text(file.guardians)
    held: object = file
    for part in field.split("."):
        held = getattr(held, part)
    return text_of(held)


def _with(file: Family, field: str, before: Family) -> Family:
    if field.startswith("address."):
        part: dict[str, Any] = {field.partition(".")[2]: getattr(before.address, field.partition(".")[2])}
        return replace(file, address=replace(file.address, **part))
    whole: dict[str, Any] = {field: getattr(before, field)}
    return replace(file, **whole)
