"""Whom a correction is about, where the file may have changed since it was asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from functions.domain.families.family import Child, Family, Guardian
from functions.domain.families.file_corrections import Correction, CorrectionState, Request
from functions.domain.families.guardians import full_name
from functions.domain.families.spelling import folded

_NAMES = ("last_name", "first_name")


def who_asked(request: Request, correction: Correction, guardians: Sequence[Guardian]) -> int | None:
    """The parent who asked: by their login, or by their name where it acts for the family no more."""
    mine = [place for place, one in enumerate(guardians) if one.account == request.by]
    if not mine and correction.subject:
        mine = _called(request, correction, guardians)
    return mine[0] if len(mine) == 1 else None


def guardian_of(request: Request, correction: Correction, guardians: Sequence[Guardian]) -> int | None:
    _, number, part = correction.field.split(".")
    if number == "0":
        return who_asked(request, correction, guardians)
    if correction.subject:
        named = _called(request, correction, guardians)
    else:
        named = [
            place
            for place, one in enumerate(guardians)
            if one.account != request.by and str(getattr(one, part)) == correction.before
        ]
    return named[0] if len(named) == 1 else None


def _called(request: Request, correction: Correction, guardians: Sequence[Guardian]) -> list[int]:
    """Those whom the correction names. What of their name was accepted since is read as it was before."""
    group = _group(correction)
    accepted = {
        one.field.rpartition(".")[2]: one
        for one in request.corrections
        if _group(one) == group and one.state is CorrectionState.ACCEPTED
    }
    found = []
    for place, one in enumerate(guardians):
        was: dict[str, Any] = {
            part: accepted[part].before
            for part in _NAMES
            if part in accepted and getattr(one, part) == accepted[part].after
        }
        if folded(full_name(replace(one, **was))) == folded(correction.subject):
            found.append(place)
    return found


def child_of(correction: Correction, children: Mapping[str, Child], part: str) -> str | None:
    if correction.subject:
        return correction.subject if correction.subject in children else None
    alike = [id_ for id_, one in children.items() if str(getattr(one, part)) == correction.before]
    return alike[0] if len(alike) == 1 else None


def _group(correction: Correction) -> str:
    """`guardians.1`, `children.0`: the person that the field is one of."""
    return correction.field.rpartition(".")[0]


def is_of_a_whole_person(request: Request, correction: Correction) -> bool:
    """Whether the parent wrote down somebody whom the file does not name, or struck somebody out, for whom another name may
    stand: a name is never empty, and who has neither their first name nor their last name any more is somebody else."""
    if not correction.field.startswith(("guardians.", "children.")):
        return False
    names = [
        one for one in request.corrections if _group(one) == _group(correction) and one.field.endswith(_NAMES)
    ]
    other = [one for one in names if folded(one.before) != folded(one.after)]
    return (
        len(other) == len(_NAMES)
        or any(not one.before or not one.after for one in names)
        or not (correction.before and correction.after)
    )


def was_done_by_hand(
    request: Request, correction: Correction, family: Family, children: Mapping[str, Child]
) -> bool:
    """Whether the town has added the person, or taken them out, in the meantime."""
    fields = {
        one.field.rpartition(".")[2]: one for one in request.corrections if _group(one) == _group(correction)
    }
    names = [fields[part] for part in _NAMES if part in fields]
    people: Iterable[Guardian | Child] = (
        family.guardians if correction.field.startswith("guardians.") else children.values()
    )
    if all(one.after for one in names):
        return len(names) == len(_NAMES) and any(_is(person, names, "after") for person in people)
    return bool(names) and not any(_is(person, names, "before") for person in people)


def _is(person: Guardian | Child, names: Iterable[Correction], side: str) -> bool:
    return all(
        folded(getattr(person, one.field.rpartition(".")[2])) == folded(getattr(one, side)) for one in names
    )
