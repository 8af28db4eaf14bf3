"""Compare a journal with its seals: what was changed, taken out or slipped in since, and what went as it should."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, auto

from functions.domain.journal_seals import FIRST, JournalSeal, SealedLine, seal_of
from functions.domain.retention import accounting_until


class SealFault(Enum):
    """What does not agree. Of a seal itself first, then of a line."""

    SEAL_CHANGED = auto()
    CHAIN_BROKEN = auto()
    """It does not hold the seal before it: one was taken out, or put in."""
    LINE_CHANGED = auto()
    LINE_MISSING = auto()
    LINE_ADDED = auto()
    LINE_MOVED = auto()
    """It lies in another family's file."""


@dataclass(frozen=True, slots=True)
class AuditFinding:
    fault: SealFault
    day: date
    line: str = ""
    """Its id; empty where it is about the seal."""


@dataclass(slots=True)
class JournalAudit:
    findings: list[AuditFinding] = field(default_factory=list)
    lines: int = 0
    """That are as they were sealed."""
    expired: int = 0
    erased: int = 0
    """That went with the family whose file they were in."""


def audit_chain(seals: Sequence[JournalSeal], *, today: date) -> list[AuditFinding]:
    """In their order."""
    found, before = list[AuditFinding](), None
    for one in seals:
        if one.seal != seal_of(one.day, one.part, one.lines, one.before, whole=one.whole):
            found.append(AuditFinding(SealFault.SEAL_CHANGED, one.day))
        if not _follows(before, one, today):
            found.append(AuditFinding(SealFault.CHAIN_BROKEN, one.day))
        before = one
    return found


def _follows(before: JournalSeal | None, one: JournalSeal, today: date) -> bool:
    """The first one is a commune's first, or those before it have reached their term."""
    if before is None:
        eldest = accounting_until(one.day - timedelta(1)).date() <= today
        return one.part == 1 and (one.before == FIRST or eldest)
    if one.before != before.seal:
        return False
    if before.whole:
        return one.part == 1 and (one.day - before.day).days == 1
    return one.part == before.part + 1 and one.day == before.day


def audit_day(
    sealed: Iterable[SealedLine],
    there: Mapping[str, SealedLine],
    *,
    day: date,
    today: date,
    erased: frozenset[str],
) -> JournalAudit:
    """`there`: the lines of that day as they are now, by id. `erased`: families that were erased since."""
    told, known = JournalAudit(), set[str]()
    for line in sealed:
        known.add(line.id)
        now = there.get(line.id)
        if now is None:
            if line.family in erased:
                told.erased += 1
            elif line.until is not None and line.until <= today:
                told.expired += 1
            else:
                told.findings.append(AuditFinding(SealFault.LINE_MISSING, day, line.id))
        elif now.digest != line.digest:
            told.findings.append(AuditFinding(SealFault.LINE_CHANGED, day, line.id))
        elif now.family != line.family:
            told.findings.append(AuditFinding(SealFault.LINE_MOVED, day, line.id))
        else:
            told.lines += 1
    added = sorted(there.keys() - known)
    told.findings += [AuditFinding(SealFault.LINE_ADDED, day, line) for line in added]
    return told
