"""What parents corrected in the town's file, as agents read it: in its list, and among all that waits."""

from datetime import datetime

from msgspec import Struct

from functions.domain.families.file_corrections import CorrectionState, is_of_sheet
from functions.domain.files.correction_answers import FieldNow, moves
from functions.french.families.corrections import (
    A_SHEET,
    field_label,
    field_value,
    problem_sentence,
    residence_question,
)
from functions.french.safety.sheet_texts import sheet_text_said
from functions.french.words.weights import weight
from functions.storage.town import communes
from functions.usecases.families.read_corrections import CorrectionsShown


class CorrectionFile(Struct):
    """`size`: « 1,2 Mo »."""

    id: str
    name: str
    size: str


class FieldShown(Struct):
    """`before`: what the parent saw. `asked`: what they wrote. `now`: what the file says; null: whom it is about is not there any more.
    `problem` and `sentence`: why it cannot be accepted as it is."""

    field: str
    label: str
    before: str
    asked: str
    now: str | None
    state: CorrectionState
    reason: str
    problem: str | None
    sentence: str
    files: list[CorrectionFile]
    """What proves it."""


class CorrectionRequest(Struct):
    id: str
    family: str
    family_name: str
    asked_at: datetime
    fields: list[FieldShown]
    residence: str
    """What is to be said before a town is accepted: whether the family lives in the commune then. Empty where nothing is asked."""


def told_corrections(commune: str, shown: list[CorrectionsShown], *, health: bool) -> list[CorrectionRequest]:
    """`health`: whether the reader may know what keeps children safe; who may not reads only that a sheet is to be changed."""
    clock = communes.commune(commune).clock
    return [
        CorrectionRequest(
            one.request.id,
            one.request.family,
            one.family_name,
            one.request.at.astimezone(clock),
            [_field(field, one.children, health=health) for field in one.fields],
            residence_question(one.resident) if _moves(one.fields) else "",
        )
        for one in shown
    ]


def _moves(fields: list[FieldNow]) -> bool:
    return any(
        seen.correction.state is CorrectionState.OPEN
        and moves(seen.correction.field, seen.now, seen.correction.after)
        for seen in fields
    )


def _field(seen: FieldNow, children: dict[str, str], *, health: bool) -> FieldShown:
    said = seen.correction
    is_open = said.state is CorrectionState.OPEN
    problem = seen.problem if is_open else None
    may_know = health or not is_of_sheet(said.field)
    return FieldShown(
        said.field,
        field_label(said.field, children.get(said.subject, said.subject)) if may_know else A_SHEET,
        value_said(said.field, said.before) if may_know else "",
        value_said(said.field, said.after) if may_know else "",
        value_said(said.field, seen.now) if may_know and seen.now is not None else None,
        said.state,
        said.reason if may_know else "",
        problem,
        "" if problem is None else problem_sentence(problem),
        [CorrectionFile(one.id, one.name, weight(one.bytes)) for one in said.files],
    )


def value_said(field: str, value: str) -> str:
    if is_of_sheet(field):
        return sheet_text_said(field.rpartition(".")[2], value)
    return field_value(field, value)
