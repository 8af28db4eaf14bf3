"""What the town answers to a family's corrections, field by field, and what the file becomes of it.

A correction says what the parent saw. Where the town has written something else since, it is not overwritten: the agent sees both.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from functions.domain.errors import InvalidRequest, check_reason
from functions.domain.families.family import Family
from functions.domain.families.file_corrections import (
    QUOTIENT,
    Correction,
    CorrectionState,
    Request,
    RequestState,
    is_of_sheet,
)
from functions.domain.families.spelling import folded
from functions.domain.files.corrected_people import is_of_a_whole_person, was_done_by_hand
from functions.domain.files.correction_places import Files, place_of

MOST_CHARACTERS = 500
"""Of a reason, which each refused field keeps."""


class AnswerReasonTooLong(InvalidRequest):
    """`most` in the data is how many characters."""

    code = "answer_reason_too_long"


class ResidenceUnsaid(InvalidRequest):
    """The family moves to another town, and nobody said whether it lives in the commune then: prices and priorities hang on it."""

    code = "residence_unsaid"


OF_TOWN = ("address.postcode", "address.city")
"""Fields that say in which town a family lives."""


def moves(field: str, before: str | None, after: str) -> bool:
    """Whether a correction leads to another town, however it is spelled."""
    return field in OF_TOWN and folded(after) != folded(before or "")


class CorrectionProblem(StrEnum):
    """Why a correction cannot be accepted as it is."""

    UNKNOWN = "unknown_field"
    ANSWERED = "already_answered"
    MOVED = "changed_meanwhile"
    """The file says neither what the parent saw nor what they asked for."""
    BY_HAND = "by_hand"
    """Somebody is to be added to the file or taken out of it: the town does that itself, in its own list."""


@dataclass(frozen=True, slots=True)
class FieldNow:
    """A correction beside what the file says today: None where nobody there is the one it is about."""

    correction: Correction
    now: str | None
    problem: CorrectionProblem | None


@dataclass(frozen=True, slots=True)
class CorrectionsAnswered:
    request: Request
    files: Files
    accepted: tuple[Correction, ...] = ()
    refused: tuple[Correction, ...] = ()
    failed: tuple[tuple[str, CorrectionProblem], ...] = ()


def with_residence(
    decided: "CorrectionsAnswered", before: Family, resident: bool | None
) -> "CorrectionsAnswered":
    """Once it is said whether a family that moves to another town lives in the commune; of one that does not, nothing changes.

    Raises ResidenceUnsaid.
    """
    after = decided.files.family
    was, now = before.address, after.address
    if not (moves(OF_TOWN[0], was.postcode, now.postcode) or moves(OF_TOWN[1], was.city, now.city)):
        return decided
    if resident is None:
        raise ResidenceUnsaid(field="resident")
    return replace(decided, files=replace(decided.files, family=replace(after, resident=resident)))


def fields_now(request: Request, files: Files) -> list[FieldNow]:
    return [_now(request, one, files) for one in request.corrections]


def answer_corrections(
    request: Request, files: Files, *, accept: Sequence[str], refuse: Sequence[str], reason: str
) -> CorrectionsAnswered:
    """The request and the files once these fields are answered. What cannot be accepted stays open, and is in `failed`.

    The same answer a second time changes nothing. Raises ReasonMissing, AnswerReasonTooLong.
    """
    if refuse:
        check_reason(reason)
        if len(reason) > MOST_CHARACTERS:
            raise AnswerReasonTooLong(field="reason", most=MOST_CHARACTERS)
    done = CorrectionsAnswered(request, files)
    for field in dict.fromkeys(accept):
        done = _accepted(done, field)
    for field in dict.fromkeys(refuse):
        done = _refused(done, field, reason.strip())
    is_open = any(one.state is CorrectionState.OPEN for one in done.request.corrections)
    state = RequestState.OPEN if is_open else RequestState.CLOSED
    return replace(done, request=replace(done.request, state=state))


def _accepted(done: CorrectionsAnswered, field: str) -> CorrectionsAnswered:
    known = _known(done, field, CorrectionState.ACCEPTED)
    if known is None:
        return done
    if isinstance(known, CorrectionProblem):
        return replace(done, failed=(*done.failed, (field, known)))
    seen = _now(done.request, known, done.files)
    if seen.problem is not None:
        return replace(done, failed=(*done.failed, (field, seen.problem)))
    files = done.files
    if seen.now != known.after:
        place = place_of(done.request, known, files)
        assert place is not None, "what is acceptable has a place"
        files = place.written(files, known.after)
    taken = replace(known, state=CorrectionState.ACCEPTED)
    return replace(done, request=_with(done.request, taken), files=files, accepted=(*done.accepted, taken))


def _refused(done: CorrectionsAnswered, field: str, reason: str) -> CorrectionsAnswered:
    known = _known(done, field, CorrectionState.REFUSED)
    if known is None:
        return done
    if isinstance(known, CorrectionProblem):
        return replace(done, failed=(*done.failed, (field, known)))
    refused = replace(known, state=CorrectionState.REFUSED, reason=reason)
    return replace(done, request=_with(done.request, refused), refused=(*done.refused, refused))


def _known(
    done: CorrectionsAnswered, field: str, wanted: CorrectionState
) -> Correction | CorrectionProblem | None:
    """The correction of that field while it is open; None where it was answered so already."""
    known = next((one for one in done.request.corrections if one.field == field), None)
    if known is None:
        return CorrectionProblem.UNKNOWN
    if known.state is wanted:
        return None
    return known if known.state is CorrectionState.OPEN else CorrectionProblem.ANSWERED


def _with(request: Request, answered: Correction) -> Request:
    """What is about health is kept nowhere but in the child's sheet once it is answered."""
    if is_of_sheet(answered.field):
        answered = replace(answered, before="", after="")
    return replace(
        request,
        corrections=tuple(answered if one.field == answered.field else one for one in request.corrections),
    )


def _now(request: Request, correction: Correction, files: Files) -> FieldNow:
    place = place_of(request, correction, files)
    now = place.read(files) if place is not None else None
    if correction.state is not CorrectionState.OPEN:
        return FieldNow(correction, now, CorrectionProblem.ANSWERED)
    if is_of_a_whole_person(request, correction):
        if was_done_by_hand(request, correction, files.family, files.children):
            return FieldNow(correction, correction.after, None)
        return FieldNow(correction, now, CorrectionProblem.BY_HAND)
    if now in (correction.before, correction.after):
        return FieldNow(correction, now, None)
    return FieldNow(correction, now, CorrectionProblem.MOVED)


def accepted_quotient(decided: CorrectionsAnswered) -> Correction | None:
    return next((one for one in decided.accepted if one.field == QUOTIENT), None)
