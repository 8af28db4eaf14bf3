"""What parents corrected in the town's file, as agents read it: in its list, and among all that waits."""

from datetime import datetime

from msgspec import Struct

from functions.domain.families.correction_answers import FieldNow
from functions.domain.families.file_corrections import CorrectionState
from functions.french.families.corrections import field_label, field_value, problem_sentence
from functions.storage.town import communes
from functions.usecases.families.read_corrections import CorrectionsShown


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


class CorrectionRequest(Struct):
    id: str
    family: str
    family_name: str
    asked_at: datetime
    fields: list[FieldShown]


def told_corrections(commune: str, shown: list[CorrectionsShown]) -> list[CorrectionRequest]:
    clock = communes.commune(commune).clock
    return [
        CorrectionRequest(
            one.request.id,
            one.request.family,
            one.family_name,
            one.request.at.astimezone(clock),
            [_field(field, one.children) for field in one.fields],
        )
        for one in shown
    ]


def _field(seen: FieldNow, children: dict[str, str]) -> FieldShown:
    said = seen.correction
    is_open = said.state is CorrectionState.OPEN
    problem = seen.problem if is_open else None
    return FieldShown(
        said.field,
        field_label(said.field, children.get(said.subject, said.subject)),
        field_value(said.field, said.before),
        field_value(said.field, said.after),
        None if seen.now is None else field_value(said.field, seen.now),
        said.state,
        said.reason,
        problem,
        "" if problem is None else problem_sentence(problem),
    )
