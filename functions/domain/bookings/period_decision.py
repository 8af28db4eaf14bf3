"""Decides a period of absence: what can still be cancelled is cancelled, the rest is declared.

It never makes a family owe more than if it did nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.absences.absence_outcome import MissedSlot, outcome, with_a_certificate
from functions.domain.absences.declaration import FURTHEST, Declaration, NothingToMiss, declared
from functions.domain.absences.missed_days import Missed
from functions.domain.availability.availability import availability_of
from functions.domain.availability.obstacles import Availability
from functions.domain.availability.situation import Situation
from functions.domain.bookings.absence_period import PeriodAsked, PeriodFate, PeriodLine, held_slots
from functions.domain.bookings.validation import Decision, SeenLine, decide
from functions.domain.planning.attendance_record import Presence
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import ChildMonth, Slot, TooManyAbsences
from functions.domain.planning.declared_absence import (
    AbsenceTooLong,
    Certificate,
    DeclaredAbsence,
    TooManyProofs,
)
from functions.domain.reglement.deadline_rules import Action


@dataclass(frozen=True, slots=True)
class PeriodDecision(Decision):
    """The bookings that are cancelled, as *Valider* would, and the absences that are declared of the others."""

    lines: tuple[PeriodLine, ...]
    absences: tuple[DeclaredAbsence, ...]
    """New or longer than before."""


def decide_period(
    situation: Situation,
    basket: Basket,
    slots: Iterable[Slot],
    asked: PeriodAsked,
    *,
    account: str,
    act: str,
    now: datetime,
) -> PeriodDecision:
    """Decide each of `slots`. `basket`: of the login; what is done leaves it.

    Raises UnknownReason, and MonthsUnread where an absence that is prolonged has days in further months.
    """
    wanted = sorted(set(slots))
    known = set(held_slots(situation, {slot.child for slot in wanted}))
    gone = [PeriodLine(slot, PeriodFate.GONE) for slot in wanted if slot not in known]
    came = [_came(situation, slot) for slot in wanted if slot in known and _was_seen(situation, slot)]
    left = [slot for slot in wanted if slot in known and not _was_seen(situation, slot)]
    standing = {slot: availability_of(situation, slot, Action.CANCEL, now=now) for slot in left}
    free = [slot for slot, found in standing.items() if found.obstacle is None and not _costs(found)]
    first = _decided(situation, basket, free, left, standing, asked, account=account, act=act, now=now)
    dear = [
        line.slot
        for line in first.lines
        if line.fate in (PeriodFate.DECLARED, PeriodFate.TOO_FAR, PeriodFate.TOO_MUCH)
        and _costs_less(standing[line.slot], line)
    ]
    decision = (
        first
        if not dear
        else _decided(
            situation, basket, [*free, *dear], left, standing, asked, account=account, act=act, now=now
        )
    )
    return replace(decision, lines=tuple(sorted((*decision.lines, *came, *gone), key=lambda line: line.slot)))


def _costs(found: Availability) -> bool:
    return found.late is not None and bool(found.kept_cents)


def _costs_less(found: Availability, line: PeriodLine) -> bool:
    """Whether cancelling past the limit leaves less due than the absence would, even with a certificate."""
    possible = found.obstacle is None and not found.on_request
    return possible and _costs(found) and found.kept_cents < line.proven_cents


def _decided(
    situation: Situation,
    basket: Basket,
    cancelling: Sequence[Slot],
    slots: Sequence[Slot],
    standing: Mapping[Slot, Availability],
    asked: PeriodAsked,
    *,
    account: str,
    act: str,
    now: datetime,
) -> PeriodDecision:
    amounts = {slot: standing[slot].amount_cents or 0 for slot in cancelling}
    seen = [
        SeenLine(slot, Action.CANCEL, situation.own_cents(slot, cents)) for slot, cents in amounts.items()
    ]
    own = Basket().with_lines(BasketLine(slot, Action.CANCEL) for slot in cancelling)
    decision = decide(situation, own, seen, account=account, act=act, now=now)
    accepted = {each.line.slot: each for each in decision.accepted}
    staying = [slot for slot in slots if slot not in accepted or accepted[slot].on_request]
    lines = [
        PeriodLine(
            slot,
            _fate(each.withdrawn, standing[slot]),
            standing[slot].price_cents or 0,
            standing[slot].kept_cents,
            standing[slot].kept_cents,
        )
        for slot, each in accepted.items()
        if not each.on_request
    ]
    after, absences = decision.after, list[DeclaredAbsence]()
    by_child: defaultdict[str, list[Slot]] = defaultdict(list)
    for slot in staying:
        by_child[slot.child].append(slot)
    for child, of_child in by_child.items():
        after, absence, told = _declared(after, child, of_child, asked, account=account, new=act, now=now)
        absences += [] if absence is None else [absence]
        lines += [
            replace(line, fate=PeriodFate.ASKED)
            if line.slot in accepted and line.fate is PeriodFate.DECLARED
            else line
            for line in told
        ]
    return PeriodDecision(
        accepted=decision.accepted,
        refused=(),
        basket=basket.without([*accepted]),
        before=situation,
        after=after,
        lines=tuple(lines),
        absences=tuple(absences),
    )


def _fate(withdrawn: bool, found: Availability) -> PeriodFate:
    if withdrawn:
        return PeriodFate.WITHDRAWN
    return PeriodFate.CANCELLED_LATE if found.kept_cents else PeriodFate.CANCELLED


def _declared(
    situation: Situation,
    child: str,
    slots: Sequence[Slot],
    asked: PeriodAsked,
    *,
    account: str,
    new: str,
    now: datetime,
) -> tuple[Situation, DeclaredAbsence | None, list[PeriodLine]]:
    """The situation with the absence of one child, and what becomes of each of its slots."""
    today = situation.reglement.day_of(now)
    near = [
        slot for slot in slots if abs(slot.date - today) <= FURTHEST and situation.booking(slot) is not None
    ]
    far = [_undone(situation, slot, PeriodFate.TOO_FAR) for slot in slots if slot not in near]
    if not near:
        return situation, None, far
    file = situation.children[child]
    months = {month: value for (of, month), value in situation.months.items() if of == child}
    told = Declaration(child, near[0].date, near[-1].date, asked.reason, self_declared=asked.self_declared)
    try:
        absence = declared(
            situation.reglement,
            file,
            months,
            situation.called_off,
            told,
            family=situation.family.id,
            account=account,
            new=new,
            now=now,
            only=near,
        )
        written = {
            month: value.with_absence(absence) if month in absence.months else value
            for month, value in months.items()
        }
    except (NothingToMiss, AbsenceTooLong, TooManyAbsences):
        return situation, None, [*far, *(_undone(situation, slot, PeriodFate.TOO_MUCH) for slot in near)]
    changed = {(child, month): value for month, value in written.items() if value != months[month]}
    after = replace(situation, months={**situation.months, **changed})
    return after, absence if changed else None, [*far, *_lines(after, child, near, now)]


def _lines(situation: Situation, child: str, slots: Collection[Slot], now: datetime) -> Iterator[PeriodLine]:
    """What is billed of each slot, by whichever absence covers it."""
    months = {month: value for (of, month), value in situation.months.items() if of == child}
    absences = {
        absence.id: absence
        for month in months.values()
        for absence in month.absences.values()
        if absence.family == situation.family.id
    }
    judged: dict[Slot, tuple[Missed, Missed, datetime | None]] = {}
    for absence in absences.values():
        with_proof = {
            each.slot: each.missed for each in _outcome(situation, child, months, _proven(absence, now))
        }
        better = _better(situation, child, months, absence, now)
        judged |= {
            each.slot: (each.missed, with_proof.get(each.slot, each.missed), better)
            for each in _outcome(situation, child, months, absence)
        }
    for slot in slots:
        booking = situation.booking(slot)
        assert booking is not None, "only what is booked is missed"
        if slot not in judged:
            yield _undone(situation, slot, PeriodFate.TOO_MUCH)
            continue
        missed, proven, until = judged[slot]
        cents = booking.price_cents
        would_help = missed.billed and not proven.billed
        yield PeriodLine(
            slot,
            PeriodFate.DECLARED,
            cents,
            cents if missed.billed else 0,
            cents if missed.billed and proven.billed else 0,
            missed.because,
            missed.proof,
            until if would_help else None,
        )


def _outcome(
    situation: Situation, child: str, months: Mapping[str, ChildMonth], absence: DeclaredAbsence
) -> list[MissedSlot]:
    return outcome(situation.reglement, situation.children[child], months, situation.called_off, absence)


def _better(
    situation: Situation,
    child: str,
    months: Mapping[str, ChildMonth],
    absence: DeclaredAbsence,
    now: datetime,
) -> datetime | None:
    try:
        effect = with_a_certificate(
            situation.reglement, situation.children[child], months, situation.called_off, absence, now=now
        )
    except TooManyProofs:
        return None
    return None if effect is None else effect.until


def _proven(absence: DeclaredAbsence, now: datetime) -> DeclaredAbsence:
    try:
        return absence.proven(Certificate("", now))
    except TooManyProofs:
        return absence  # it has as many certificates as it may


def _was_seen(situation: Situation, slot: Slot) -> bool:
    seen = situation.months[slot.child, slot.month].seen(slot)
    return seen is not None and seen.presence is Presence.PRESENT


def _came(situation: Situation, slot: Slot) -> PeriodLine:
    return _undone(situation, slot, PeriodFate.CAME)


def _undone(situation: Situation, slot: Slot, fate: PeriodFate) -> PeriodLine:
    booking = situation.booking(slot)
    cents = 0 if booking is None else booking.price_cents
    return PeriodLine(slot, fate, cents, cents, cents)
