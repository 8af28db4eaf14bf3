"""Seals of a journal: what lay in it on a day, each holding the seal of the day before, so that what is changed afterwards shows.

A line is known by its digest alone: what it says is not kept twice. Which family's it is and until when it is kept are, so that a line that
went with an erasure or in its time is told from one that somebody took out.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256

MOST_SEALED = 2_000
"""Lines of one seal, which is some 200 kB; a day that holds more has several."""
FIRST = ""
"""What the first seal of a commune holds in the place of one before."""


@dataclass(frozen=True, slots=True)
class SealedLine:
    """`family`: empty for what was done to the commune itself. `until`: the day from which it may be gone, where it has one."""

    id: str
    digest: str
    family: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class JournalSeal:
    """A day counts in UTC, as ids do. `part`: from 1 on; `whole`: whether the day ends with it. `before`: the seal before this one."""

    day: date
    part: int
    whole: bool
    lines: tuple[SealedLine, ...]
    before: str
    seal: str
    sealed_at: datetime = field(default=datetime(1970, 1, 1, tzinfo=UTC))


def digest_of(line: str, act: str, by: str, at: datetime, more: Sequence[Mapping[str, object]]) -> str:
    """Of all that a line says. `more`: what it was decided from, and its detail."""
    told = [line, act, by, at.astimezone(UTC).isoformat(), *map(dict, more)]
    return _hash(json.dumps(told, sort_keys=True, ensure_ascii=False, default=str))


def sealed(
    day: date, part: int, lines: Iterable[SealedLine], *, before: str, whole: bool, at: datetime
) -> JournalSeal:
    held = tuple(lines)
    return JournalSeal(day, part, whole, held, before, seal_of(day, part, held, before, whole=whole), at)


def seal_of(day: date, part: int, lines: Iterable[SealedLine], before: str, *, whole: bool) -> str:
    held = [[one.id, one.digest, one.family, str(one.until or "")] for one in lines]
    return _hash(json.dumps([day.isoformat(), part, whole, before, held]))


def _hash(text: str) -> str:
    """128 bits: enough for nobody to find another text of the same."""
    return sha256(text.encode()).hexdigest()[:32]
