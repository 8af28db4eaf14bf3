"""What lay with the file that is merged, as it lies with the one that is kept.

Ids are how things find each other; nobody reads them. What people read of a document, its number, its names, its lines and their prices, is
left as it was, to the letter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar

from functions.domain.absences.called_off_notices import ToldOff
from functions.domain.absences.proof_to_read import ProofToRead
from functions.domain.bookings.week_patterns import WeekPattern
from functions.domain.families.file_corrections import Correction
from functions.domain.planning.basket import Basket
from functions.domain.planning.child_month import ChildMonth
from functions.domain.planning.declared_absence import DeclaredAbsence, absence_id, place_of
from functions.domain.uploads.uploads import AttachedFile

T = TypeVar("T")

OF_FAMILY = frozenset({"family", "payer"})
OF_CHILD = frozenset({"child"})
"""The fields that hold an id, in everything that is stored of a family."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """`children`: of children who have two files, from the one that goes to the one that stays."""

    other: str
    kept: str
    children: Mapping[str, str] = field(default_factory=dict)

    def child(self, child: str) -> str:
        return self.children.get(child, child)

    def absence(self, absence: str) -> str:
        """Its id says of which child it is, and in which month it lies."""
        child, month = place_of(absence)
        return absence_id(month, self.child(child), absence.rpartition(".")[2]) if child else absence


def renamed(value: T, names: Renaming) -> T:
    """The same, of the family that is kept."""
    special = _SPECIAL.get(type(value), _plain)
    other: T = special(value, names)
    return other


def _plain(value: Any, names: Renaming) -> Any:
    if isinstance(value, dict):
        return {key: renamed(held, names) for key, held in value.items()}
    if type(value) is tuple:
        return tuple(renamed(held, names) for held in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _field(one.name, value, names) for one in fields(value)})
    return value


def _field(name: str, value: Any, names: Renaming) -> Any:
    held = getattr(value, name)
    if name in OF_FAMILY and held == names.other:
        return names.kept
    if name in OF_CHILD and isinstance(held, str):
        return names.child(held)
    return renamed(held, names)


def _absence(absence: DeclaredAbsence, names: Renaming) -> DeclaredAbsence:
    """The files of its proofs stay where they are, and are deleted in their time."""
    absence = replace(absence, id=names.absence(absence.id))
    if absence.family != names.other:
        return absence
    certificates = tuple(
        replace(one, document=f"{names.other}/{one.document}")
        if one.document and "/" not in one.document
        else one
        for one in absence.certificates
    )
    return replace(absence, family=names.kept, certificates=certificates)


def _file(file: AttachedFile, names: Renaming) -> AttachedFile:
    """It stays where it is, and is deleted in its time."""
    return replace(file, sent_by=file.sent_by or names.other)


def _month(month: ChildMonth, names: Renaming) -> ChildMonth:
    """Its notes of enrolments name the family too (`opened_enrolments`)."""
    opened = tuple(_note(note, names) for note in month.opened)
    other: ChildMonth = _plain(month, names)
    absences = {names.absence(absence): one for absence, one in other.absences.items()}
    return replace(other, absences=absences, opened=tuple(dict.fromkeys(opened)))


def _note(note: str, names: Renaming) -> str:
    service, first, family, *days = note.split("@")
    return "@".join((service, first, names.kept if family == names.other else family, *days))


def _basket(basket: Basket, names: Renaming) -> Basket:
    return Basket(
        {names.child(child): held for child, held in basket.wanted.items()},
        {names.child(child): held for child, held in basket.since.items()},
        {names.child(child): held for child, held in basket.expired.items()},
    )


def _pattern(pattern: WeekPattern, names: Renaming) -> WeekPattern:
    return replace(pattern, asked={names.child(child): held for child, held in pattern.asked.items()})


def _told(told: ToldOff, names: Renaming) -> ToldOff:
    days = {
        day: {
            service: tuple(names.child(child) for child in told_of) for service, told_of in services.items()
        }
        for day, services in told.days.items()
    }
    return replace(told, days=days)


def _proof(proof: ProofToRead, names: Renaming) -> ProofToRead:
    other: ProofToRead = _plain(proof, names)
    return replace(other, absence=names.absence(proof.absence))


def _correction(correction: Correction, names: Renaming) -> Correction:
    files = tuple(_file(file, names) for file in correction.files)
    return replace(correction, subject=names.child(correction.subject), files=files)


_SPECIAL: dict[type, Any] = {
    DeclaredAbsence: _absence,
    AttachedFile: _file,
    ChildMonth: _month,
    Basket: _basket,
    WeekPattern: _pattern,
    ToldOff: _told,
    Correction: _correction,
    ProofToRead: _proof,
}
