"""What the town answers to a family's corrections, field by field, and what the file becomes of it.

A correction says what the parent saw. Where the town has written something else since, it is not overwritten: the agent sees both.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from functions.domain.errors import InvalidRequest, check_reason
from functions.domain.families.family import Child, Civility, Family, Guardian
from functions.domain.families.file_corrections import (
    QUOTIENT,
    Correction,
    CorrectionState,
    Request,
    RequestState,
    is_of_sheet,
    quotient_text,
    wish_of,
)
from functions.domain.families.guardians import full_name
from functions.domain.families.spelling import folded

MOST_CHARACTERS = 500
"""Of a reason, which each refused field keeps."""
_NAMES = ("last_name", "first_name")


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
class Files:
    family: Family
    children: Mapping[str, Child]
    """Those of the family, by id."""
    sheets: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    """What keeps each of them safe, by child and part, as a correction writes it."""


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
        place = _place(done.request, known, files)
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
    place = _place(request, correction, files)
    now = place.read(files) if place is not None else None
    if correction.state is not CorrectionState.OPEN:
        return FieldNow(correction, now, CorrectionProblem.ANSWERED)
    if _is_of_a_whole_person(request, correction):
        if _was_done_by_hand(request, correction, files):
            return FieldNow(correction, correction.after, None)
        return FieldNow(correction, now, CorrectionProblem.BY_HAND)
    if now in (correction.before, correction.after):
        return FieldNow(correction, now, None)
    return FieldNow(correction, now, CorrectionProblem.MOVED)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a field lies in the files."""

    read: Callable[[Files], str]
    written: Callable[[Files, str], Files]


def _place(request: Request, correction: Correction, files: Files) -> _Place | None:
    kind, _, rest = correction.field.partition(".")
    part = rest.partition(".")[2]
    match kind:
        case "name" | "phone":
            return _of_family(kind)
        case "address":
            return _of_address(rest)
        case "email":
            own = _own(request, correction, files.family.guardians)
            return None if own is None else _of_guardian(own, "email")
        case "guardians":
            place = _guardian(request, correction, files.family.guardians)
            return None if place is None else _of_guardian(place, part)
        case "children":
            child = _child(correction, files, part)
            return None if child is None else _of_child(child, part)
        case "quotient":
            return _of_quotient(correction.after)
        case "safety":
            return _of_sheet(correction.subject, part) if correction.subject in files.sheets else None
        case _:
            return None


def _of_quotient(wished: str) -> _Place:
    """Whoever accepts it says who noted it, when and from which day on: the use case writes it then."""
    wish = wish_of(wished)
    return _Place(
        lambda files: quotient_text(files.family.noted_quotient_on(wish.since), wish), lambda files, _: files
    )


def accepted_quotient(decided: "CorrectionsAnswered") -> Correction | None:
    return next((one for one in decided.accepted if one.field == QUOTIENT), None)


def _of_sheet(child: str, part: str) -> _Place:
    def written(files: Files, value: str) -> Files:
        sheet = {**files.sheets[child], part: value}
        return replace(files, sheets={**files.sheets, child: sheet})

    return _Place(lambda files: files.sheets[child][part], written)


def _set(name: str, value: str) -> dict[str, Any]:
    """A field of text, which the correction names."""
    return {name: value}


def _of_family(name: str) -> _Place:
    def written(files: Files, value: str) -> Files:
        return replace(files, family=replace(files.family, **_set(name, value)))

    return _Place(lambda files: str(getattr(files.family, name)), written)


def _of_address(part: str) -> _Place:
    def written(files: Files, value: str) -> Files:
        address = replace(files.family.address, **{part: value})
        return replace(files, family=replace(files.family, address=address))

    return _Place(lambda files: str(getattr(files.family.address, part)), written)


def _of_guardian(place: int, part: str) -> _Place:
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

    return _Place(read, written)


def _of_child(child: str, part: str) -> _Place:
    def written(files: Files, value: str) -> Files:
        known = files.children[child]
        is_date = part == "birth_date"
        changed = (
            replace(known, birth_date=date.fromisoformat(value))
            if is_date
            else replace(known, **_set(part, value))
        )
        return replace(files, children={**files.children, child: changed})

    return _Place(lambda files: str(getattr(files.children[child], part)), written)


def _own(request: Request, correction: Correction, guardians: Sequence[Guardian]) -> int | None:
    """The parent who asked: by their login, or by their name where it acts for the family no more."""
    mine = [place for place, one in enumerate(guardians) if one.account == request.by]
    if not mine and correction.subject:
        mine = _called(request, correction, guardians)
    return mine[0] if len(mine) == 1 else None


def _guardian(request: Request, correction: Correction, guardians: Sequence[Guardian]) -> int | None:
    _, number, part = correction.field.split(".")
    if number == "0":
        return _own(request, correction, guardians)
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


def _child(correction: Correction, files: Files, part: str) -> str | None:
    if correction.subject:
        return correction.subject if correction.subject in files.children else None
    alike = [id_ for id_, one in files.children.items() if str(getattr(one, part)) == correction.before]
    return alike[0] if len(alike) == 1 else None


def _group(correction: Correction) -> str:
    """`guardians.1`, `children.0`: the person that the field is one of."""
    return correction.field.rpartition(".")[0]


def _is_of_a_whole_person(request: Request, correction: Correction) -> bool:
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


def _was_done_by_hand(request: Request, correction: Correction, files: Files) -> bool:
    """Whether the town has added the person, or taken them out, in the meantime."""
    fields = {
        one.field.rpartition(".")[2]: one for one in request.corrections if _group(one) == _group(correction)
    }
    names = [fields[part] for part in _NAMES if part in fields]
    people: Iterable[Guardian | Child] = (
        files.family.guardians if correction.field.startswith("guardians.") else files.children.values()
    )
    if all(one.after for one in names):
        return len(names) == len(_NAMES) and any(_is(person, names, "after") for person in people)
    return bool(names) and not any(_is(person, names, "before") for person in people)


def _is(person: Guardian | Child, names: Iterable[Correction], side: str) -> bool:
    return all(
        folded(getattr(person, one.field.rpartition(".")[2])) == folded(getattr(one, side)) for one in names
    )
