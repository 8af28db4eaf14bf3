"""What parents corrected and nobody has answered, beside what the file says today."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from functions.domain.families.child_names import told_apart
from functions.domain.families.family import Child, Family
from functions.domain.families.file_corrections import Request, is_of_sheet
from functions.domain.files.correction_answers import FieldNow, fields_now
from functions.domain.files.correction_places import Files
from functions.domain.safety.child_safety import ChildSafety
from functions.domain.safety.sheet_texts import texts_of
from functions.storage.families import requests
from functions.storage.table import keys
from functions.storage.table.reading import read

PAGE = 25


@dataclass(frozen=True, slots=True)
class CorrectionsShown:
    request: Request
    family_name: str
    fields: list[FieldNow]
    children: dict[str, str]
    """How each is called, by id."""
    resident: bool
    """As the file says it today."""


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    requests: list[CorrectionsShown]
    next: str | None
    """The request after which the next page begins."""


def corrections_page(commune: str, *, after: str | None) -> CorrectionsPage:
    """The oldest first. A moment late."""
    found = [stored.value for stored in islice(requests.open_corrections(commune, after=after), PAGE + 1)]
    page = found[:PAGE]
    return CorrectionsPage(shown_corrections(commune, page), page[-1].id if len(found) > PAGE else None)


def shown_corrections(commune: str, asked: Sequence[Request]) -> list[CorrectionsShown]:
    """Each with its family's file. One whose file cannot be read is left out."""
    places = {one.family: keys.family(commune, one.family) for one in asked}
    found = read(dict.fromkeys(places.values()))
    families = {
        family: stored.value
        for family, place in places.items()
        if (stored := found.get_sound(place, Family)) is not None
    }
    wanted = {child: keys.child(commune, child) for one in families.values() for child in one.children}
    about = {each.subject for one in asked for each in one.corrections if is_of_sheet(each.field)}
    places_of_sheets = {child: keys.safety(commune, child) for child in sorted(about & wanted.keys())}
    files = read([*wanted.values(), *places_of_sheets.values()])
    sheets = {
        child: texts_of(ChildSafety(child) if sheet is None else sheet.value)
        for child, key in places_of_sheets.items()
        if (sheet := files.get_sound(key, ChildSafety)) is not None or files.item(key) is None
    }
    children = {
        child: file.value
        for child, place in wanted.items()
        if (file := files.get_sound(place, Child)) is not None
    }
    return [_shown(one, families[one.family], children, sheets) for one in asked if one.family in families]


def _shown(
    request: Request, family: Family, known: dict[str, Child], sheets: dict[str, dict[str, str]]
) -> CorrectionsShown:
    children = {child: known[child] for child in family.children if child in known}
    return CorrectionsShown(
        request,
        family.name,
        fields_now(
            request, Files(family, children, {child: sheets[child] for child in children if child in sheets})
        ),
        told_apart(children.values()),
        family.resident,
    )
