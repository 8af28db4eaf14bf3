"""All that a family asked of its town, in one list: questions and papers, corrections, bookings that an agent decides, proofs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from functions.domain.absences.declaration import months_declarable
from functions.domain.bookings.booking_requests import BookingRequest
from functions.domain.families.family import Child, Family
from functions.domain.families.file_corrections import Request
from functions.domain.papers.papers import PaperKinds, PaperLine, paper_lines
from functions.domain.planning.declared_absence import DeclaredAbsence
from functions.domain.privacy.own_part import login_requests
from functions.domain.requests.threads import Thread
from functions.storage.bookings import child_months
from functions.storage.papers import family_papers
from functions.storage.requests import threads
from functions.storage.table import keys
from functions.storage.table.reading import newest, read, together
from functions.storage.table.stored import Stored

PAGE = 50

T = TypeVar("T")
"""Of each kind. A family asks some ten times a year."""


@dataclass(frozen=True, slots=True)
class AskedOfTown:
    """In no order. On the first page only, `proven`: absences for which the family sent a certificate; `wanted`: papers that the town
    asks for and does not have, or soon has no more, and that wait for nobody."""

    threads: Sequence[Thread]
    corrections: Sequence[Request]
    bookings: Sequence[BookingRequest]
    proven: Sequence[DeclaredAbsence]
    wanted: Sequence[PaperLine]
    children: Mapping[str, Child]
    next: str | None
    """The `before` of the page that follows."""


def asked_of_town(
    commune: str, family: Family, *, account: str, today: date, before: str | None
) -> AskedOfTown:
    """The newest. As one of its parents may read it (`login_requests`). One round trip."""
    pk = keys.family(commune, family.id).pk
    (written, corrected, booked), (children, proven, kinds), held = together(
        lambda: together(
            lambda: _values(threads.of_family(commune, family.id, before=before, limit=PAGE)),
            lambda: _values(newest(pk, "REQUEST#", Request, before=before, limit=PAGE)),
            lambda: _values(newest(pk, "ASKED#", BookingRequest, before=before, limit=PAGE)),
        ),
        lambda: _proven(commune, family, today if before is None else None),
        lambda: family_papers.of_family(commune, family.id),
    )
    # A page ends where the first of the kinds ends that has more: what lies beyond is on the next one, with the rest of that kind.
    ends = [kind[-1].id for kind in (written, corrected, booked) if len(kind) == PAGE]
    last = max(ends, default="")
    papers = {place: stored.value for place, stored in held.items()}
    return AskedOfTown(
        [one for one in written if one.id >= last],
        login_requests((one for one in corrected if one.id >= last), account),
        [one for one in booked if one.id >= last],
        proven,
        [line for line in paper_lines(kinds, family, papers, today) if line.is_wanted(today)],
        children,
        last or None,
    )


def _values(stored: list[Stored[T]]) -> list[T]:
    return [one.value for one in stored]


def _proven(
    commune: str, family: Family, today: date | None
) -> tuple[dict[str, Child], list[DeclaredAbsence], PaperKinds]:
    """The files of the children; without `today` no absence, and no paper."""
    months = months_declarable(today) if today is not None else []
    files = {child: keys.child(commune, child) for child in family.children}
    pairs = [(child, month) for child in family.children for month in months]
    kinds_key = keys.paper_kinds(commune)
    found = read(
        [kinds_key, *files.values(), *(keys.child_month(commune, child, month) for child, month in pairs)]
    )
    children = {child: file.value for child, key in files.items() if (file := found.get(key, Child))}
    absences = {
        absence.id: absence
        for child, month in pairs
        for absence in child_months.in_batch(found, commune, child, month).value.absences.values()
        if absence.family == family.id and absence.certificates
    }
    kinds = found.get_or(kinds_key, PaperKinds()).value if today is not None else PaperKinds()
    return children, list(absences.values()), kinds
