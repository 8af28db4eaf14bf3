"""Where the field that a correction names lies in the files: how it is read there, and what they become once it is written."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from functions.domain.families.family import Child, Civility, Family
from functions.domain.families.file_corrections import Correction, Request, quotient_text, wish_of
from functions.domain.files.corrected_people import child_of, guardian_of, who_asked


@dataclass(frozen=True, slots=True)
class Files:
    family: Family
    children: Mapping[str, Child]
    """Those of the family, by id."""
    sheets: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    """What keeps each of them safe, by child and part, as a correction writes it."""


@dataclass(frozen=True, slots=True)
class FieldPlace:
    read: Callable[[Files], str]
    written: Callable[[Files, str], Files]


def place_of(request: Request, correction: Correction, files: Files) -> FieldPlace | None:
    """None where nobody in the files is the one it is about."""
    kind, _, rest = correction.field.partition(".")
    part = rest.partition(".")[2]
    match kind:
        case "name" | "phone":
            return _of_family(kind)
        case "address":
            return _of_address(rest)
        case "email":
            own = who_asked(request, correction, files.family.guardians)
            return None if own is None else _of_guardian(own, "email")
        case "guardians":
            place = guardian_of(request, correction, files.family.guardians)
            return None if place is None else _of_guardian(place, part)
        case "children":
            child = child_of(correction, files.children, part)
            return None if child is None else _of_child(child, part)
        case "quotient":
            return _of_quotient(correction.after)
        case "safety":
            return _of_sheet(correction.subject, part) if correction.subject in files.sheets else None
        case _:
            return None


def _of_quotient(wished: str) -> FieldPlace:
    """Whoever accepts it says who noted it, when and from which day on: the use case writes it then."""
    wish = wish_of(wished)
    return FieldPlace(
        lambda files: quotient_text(files.family.noted_quotient_on(wish.since), wish), lambda files, _: files
    )


def _of_sheet(child: str, part: str) -> FieldPlace:
    def written(files: Files, value: str) -> Files:
        sheet = {**files.sheets[child], part: value}
        return replace(files, sheets={**files.sheets, child: sheet})

    return FieldPlace(lambda files: files.sheets[child][part], written)


def _set(name: str, value: str) -> dict[str, Any]:
    """A field of text, which the correction names."""
    return {name: value}


def _of_family(name: str) -> FieldPlace:
    def written(files: Files, value: str) -> Files:
        return replace(files, family=replace(files.family, **_set(name, value)))

    return FieldPlace(lambda files: str(getattr(files.family, name)), written)


def _of_address(part: str) -> FieldPlace:
    def written(files: Files, value: str) -> Files:
        address = replace(files.family.address, **{part: value})
        return replace(files, family=replace(files.family, address=address))

    return FieldPlace(lambda files: str(getattr(files.family.address, part)), written)


def _of_guardian(place: int, part: str) -> FieldPlace:
    def read(files: Files) -> str:
        return str(getattr(files.family.guardians[place], part) or "")

    def written(files: Files, value: str) -> Files:
        guardians = list(files.family.guardians)
        known = guardians[place]
        guardians[place] = (
            replace(known, civility=Civility(value))
            if part == "civility"
            else replace(known, **_set(part, value))
        )
        return replace(files, family=replace(files.family, guardians=tuple(guardians)))

    return FieldPlace(read, written)


def _of_child(child: str, part: str) -> FieldPlace:
    def written(files: Files, value: str) -> Files:
        known = files.children[child]
        is_date = part == "birth_date"
        changed = (
            replace(known, birth_date=date.fromisoformat(value))
            if is_date
            else replace(known, **_set(part, value))
        )
        return replace(files, children={**files.children, child: changed})

    return FieldPlace(lambda files: str(getattr(files.children[child], part)), written)
