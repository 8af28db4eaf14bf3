"""Edits of a family's file by hand: what each field said when it was read, and what it shall say.

Two agents may have the same file before them. An edit is applied field by field: where the file still says what its author read, or says
already what they want, it passes; where somebody else wrote a third thing, nothing at all is written and both values are told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from functions.domain.errors import Conflict, InvalidRequest
from functions.domain.families import file_fields
from functions.domain.families.family import (
    MOST_GUARDIANS,
    Child,
    Civility,
    Family,
    FamilyFull,
    Guardian,
)
from functions.domain.families.file_fields import OF_CHILD, OF_GUARDIAN
from functions.domain.families.guardians import known_as
from functions.domain.families.hand_edits import Value

OF_FAMILY = (*file_fields.OF_FAMILY, *(f"address.{part}" for part in file_fields.OF_ADDRESS))
DAYS = frozenset({"birth_date", "first_day", "last_day"})
MUST_SAY = frozenset({"name", "first_name", "last_name", "birth_date", "resident"})
"""Fields that are never empty."""
OLDEST = 26
"""Years: of a young adult whom a town still keeps in a file of its own."""

F = TypeVar("F", Family, Child)


class UnknownField(InvalidRequest):
    """The file has no such field, or not of that kind, or it may not be empty. `field` names it."""

    code = "file_field_refused"


class NoSuchSchool(InvalidRequest):
    """The règlement knows no such school."""

    code = "unknown_school"


class LastDayBeforeFirst(InvalidRequest):
    """The child would leave before it comes."""

    code = "last_day_before_first"


class NotABirthDate(InvalidRequest):
    """Nobody whom a town serves was born on that day: it is to come, or too long ago."""

    code = "not_a_birth_date"


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """`before`: what its author read."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class GuardianEdit:
    """`before`: the responsable as its author read them, None for somebody who comes; `after`: None for somebody who leaves."""

    before: Guardian | None
    after: Guardian | None


@dataclass(frozen=True, slots=True)
class Collision:
    """A field that somebody else changed meanwhile. `theirs`: what the file says; `yours`: what was asked. `by` and `at`:
    None where the journal does not say."""

    field: str
    yours: Value
    theirs: Value
    who: str = ""
    """Whom the field is about: a responsable's name."""
    by: str | None = None
    by_name: str = ""
    """Of an agent; empty for a command, and where the journal does not say."""
    at: datetime | None = None


class ChangedMeanwhile(Conflict):
    """Somebody else wrote the same fields since they were read. Nothing was written. `collisions`: each with both values. `schools`: their
    names by code."""

    code = "changed_meanwhile"

    def __init__(self, collisions: Sequence[Collision], schools: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.schools = schools or {}
        self.collisions = tuple(collisions)


def edited_family(family: Family, edits: Iterable[FieldEdit]) -> tuple[Family, list[Collision]]:
    """Raises UnknownField."""
    return _edited(family, edits, OF_FAMILY)


def edited_child(child: Child, edits: Iterable[FieldEdit]) -> tuple[Child, list[Collision]]:
    """Raises UnknownField."""
    return _edited(child, edits, OF_CHILD)


def value_of(file: Family | Child, field: str) -> Value:
    held: object = file
    for part in field.split("."):
        held = getattr(held, part)
    assert held is None or isinstance(held, str | int | bool | date), field
    return held


def edited_guardians(
    family: Family, edits: Iterable[GuardianEdit]
) -> tuple[tuple[Guardian, ...], list[Collision]]:
    """The responsables once each edit is done to the one whom it is about, as they are known by what is written of them.

    A login stays with its person. Raises FamilyFull, UnknownField.
    """
    people, collisions = list(family.guardians), list[Collision]()
    for edit in edits:
        if edit.after is not None and not (edit.after.last_name.strip() and edit.after.first_name.strip()):
            raise UnknownField(field="guardians")
        if edit.before is None:
            wanted = edit.after
            if wanted is not None and not any(_says(one, wanted) for one in people):
                people.append(replace(wanted, account=None))
            continue
        place = _place_of(edit.before, people)
        if place is None:
            collisions += _gone(edit.before, edit.after)
            continue
        merged, problems = _merged(people[place], edit.before, edit.after)
        collisions += problems
        if merged is None:
            del people[place]
        else:
            people[place] = merged
    if len(people) > MOST_GUARDIANS:
        raise FamilyFull(most=MOST_GUARDIANS)
    return tuple(people), collisions


def check_child_file(child: Child, *, before: Child | None, schools: Iterable[str], today: date) -> None:
    """What an agent may write of a child. What was written before may stay. Raises NoSuchSchool, NotABirthDate, LastDayBeforeFirst."""
    first, last = child.first_day, child.last_day
    if first is not None and last is not None and last < first:
        raise LastDayBeforeFirst(field="last_day")
    known = None if before is None else before.school
    if child.school is not None and child.school != known and child.school not in schools:
        raise NoSuchSchool(field="school", school=child.school)
    if before is not None and before.birth_date == child.birth_date:
        return
    if child.birth_date > today or child.age_on(today) > OLDEST:
        raise NotABirthDate(field="birth_date")


def _edited(file: F, edits: Iterable[FieldEdit], known: Sequence[str]) -> tuple[F, list[Collision]]:
    collisions: list[Collision] = []
    for edit in edits:
        if edit.field not in known:
            raise UnknownField(field=edit.field)
        now = value_of(file, edit.field)
        wanted = _checked(edit, file)
        if wanted in (now, edit.before):
            continue
        if now != edit.before:
            collisions.append(Collision(edit.field, wanted, now))
            continue
        file = _with(file, edit.field, wanted)
    return file, collisions


def _checked(edit: FieldEdit, file: Family | Child) -> Value:
    """The value as the file keeps it: without spaces around, None where a child has no school, class or number."""
    wanted = edit.after.strip() if isinstance(edit.after, str) else edit.after
    optional = isinstance(file, Child) and edit.field not in MUST_SAY
    if optional and wanted in ("", None):
        return None
    kind = date if edit.field in DAYS else bool if edit.field == "resident" else str
    if not isinstance(wanted, kind) or (wanted == "" and edit.field in MUST_SAY):
        raise UnknownField(field=edit.field)
    return wanted


def _with(file: F, field: str, value: Value) -> F:
    if field.startswith("address.") and isinstance(file, Family):
        part: dict[str, Any] = {field.partition(".")[2]: value}
        return replace(file, address=replace(file.address, **part))
    whole: dict[str, Any] = {field: value}
    return replace(file, **whole)


def _place_of(before: Guardian, people: Sequence[Guardian]) -> int | None:
    """Where the person is now: as they were read, or known by the surest sign that fits one alone."""
    for place, one in enumerate(people):
        if _says(one, before):
            return place
    [found] = known_as([before], people)
    return None if found is None else people.index(found)


def _says(one: Guardian, other: Guardian) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in OF_GUARDIAN)


def _merged(
    now: Guardian, before: Guardian, after: Guardian | None
) -> tuple[Guardian | None, list[Collision]]:
    if after is None:
        moved = [name for name in OF_GUARDIAN if getattr(now, name) != getattr(before, name)]
        if not moved:
            return None, []
        return now, [_collision(name, None, getattr(now, name), before) for name in moved]
    collisions = []
    for name in OF_GUARDIAN:
        read, wanted, said = (getattr(one, name) for one in (before, after, now))
        if wanted in (read, said):
            continue
        if said != read:
            collisions.append(_collision(name, wanted, said, before))
        else:
            now = replace(now, **{name: wanted})
    return now, collisions


def _gone(before: Guardian, after: Guardian | None) -> list[Collision]:
    """They left the file meanwhile: who wanted them out has what they want."""
    if after is None:
        return []
    return [
        _collision(name, getattr(after, name), None, before)
        for name in OF_GUARDIAN
        if getattr(after, name) != getattr(before, name)
    ]


def _collision(name: str, yours: Value, theirs: Value, who: Guardian) -> Collision:
    yours, theirs = (str(one) if isinstance(one, Civility) else one for one in (yours, theirs))
    return Collision(f"guardians.{name}", yours, theirs, who=f"{who.first_name} {who.last_name}")
