"""What the town's rule for absences bills of the days on which a booked child does not come."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from functions.domain.planning.declared_absence import DeclaredAbsence
from functions.domain.reglement.absence_policy import AbsenceCase, AbsencePolicy, Because, CarenceFrom, Proof
from functions.domain.reglement.deadlines import counting_of
from functions.domain.reglement.limit_instants import instant
from functions.domain.reglement.reglement import Reglement, Service


@dataclass(frozen=True, slots=True)
class Absence:
    """Booked days that are missed in a row, what the parent declared of them, and the proof that they are judged on."""

    days: tuple[date, ...]
    declared_at: datetime
    reason: str = ""
    """One of the policy's `free_reasons`, for which nothing is billed; with any other reason, the proof decides."""
    proof: Proof = Proof.NONE
    proved_at: datetime | None = None
    """When the proof came."""
    told_at: Mapping[date, datetime] = field(default_factory=dict)
    """By day, when the town was told of it, for days told of later than the first one."""
    about: date | None = None
    """The first day that the proof is about, where an earlier proof of the same kind covers the days before."""


@dataclass(frozen=True, slots=True)
class JudgedDay:
    """Whether a missed day is billed, and why."""

    day: date
    billed: bool
    because: Because
    proof: Proof = Proof.NONE
    """The proof that the day was judged on."""


def judged_declaration(
    reglement: Reglement, service: Service, declared: DeclaredAbsence
) -> dict[date, JudgedDay]:
    """Judge each day of `service` that a family declared, under the rule that it was told. Raises CalendarUnknown.

    A proof covers the days told of by the time it came. Where several cover a day, the one that costs
    the family least decides.
    """
    told = declared.days.get(service.code, {})
    if not told:
        return {}
    ruled = replace(service, absence=declared.rules.get(service.code))
    refused = declared.refused is not None
    reason = "" if refused else declared.reason
    ways = judged_days(reglement, ruled, _absence(reason, told))
    believed = {day: at for day, at in told.items() if refused and not declared.came_since(at)}
    if (
        believed
    ):  # of these days an agent had accepted what the family said, and then refused what it said of others
        ways += judged_days(reglement, ruled, _absence(declared.reason, believed))
    earlier: dict[Proof, datetime] = {}
    for proof, at in declared.proofs:
        covered = {day: instant for day, instant in told.items() if instant <= at}
        newly = [day for day, instant in covered.items() if proof not in earlier or instant > earlier[proof]]
        earlier[proof] = at
        if covered:
            absence = replace(
                _absence(reason, covered), proof=proof, proved_at=at, about=min(newly, default=None)
            )
            ways += [replace(missed, proof=proof) for missed in judged_days(reglement, ruled, absence)]
    found: dict[date, JudgedDay] = {}
    for missed in ways:
        if missed.day not in found or _weight(missed) <= _weight(found[missed.day]):
            found[missed.day] = missed
    return {
        day: replace(missed, because=Because.REFUSED)
        if refused and missed.because is Because.NOT_PROVEN
        else missed
        for day, missed in sorted(found.items())
    }


_WEIGHTS = (Because.CARENCE, Because.DECLARED_LATE)
"""Of several reasons to bill a day, the first of these is the one told: it says more to the family than the others."""


def _weight(missed: JudgedDay) -> int:
    """0 for a day that is not billed; of those that are billed, the lowest is the reason to tell."""
    if not missed.billed:
        return 0
    return 1 + (_WEIGHTS.index(missed.because) if missed.because in _WEIGHTS else len(_WEIGHTS))


def _absence(reason: str, told: Mapping[date, datetime]) -> Absence:
    return Absence(tuple(sorted(told)), min(told.values()), reason, told_at=told)


def judged_days(reglement: Reglement, service: Service, absence: Absence) -> list[JudgedDay]:
    """Return which days of the absence are billed, and why, in their order. Raises CalendarUnknown."""
    policy = service.absence
    days = sorted(absence.days)
    if policy is None:
        return [JudgedDay(day, True, Because.NO_POLICY) for day in days]
    if absence.reason in policy.free_reasons:
        return [JudgedDay(day, False, Because.FREE_REASON) for day in days]
    case = next((case for case in policy.cases if _holds(case, absence, days, reglement)), None)
    return [_missed(reglement, service, policy, case, absence, day, days) for day in days]


def _missed(
    reglement: Reglement,
    service: Service,
    policy: AbsencePolicy,
    case: AbsenceCase | None,
    absence: Absence,
    day: date,
    days: list[date],
) -> JudgedDay:
    if case is None:
        return JudgedDay(day, True, Because.NOT_PROVEN)
    if policy.declare_until is not None:
        limit = instant(policy.declare_until, day, counting_of(reglement, service))
        if absence.told_at.get(day, absence.declared_at) >= limit:
            return JudgedDay(day, True, Because.DECLARED_LATE)
    if _in_carence(case, absence, day, days, reglement):
        return JudgedDay(day, True, Because.CARENCE)
    return JudgedDay(day, False, Because.PROVEN)


def _holds(case: AbsenceCase, absence: Absence, days: list[date], reglement: Reglement) -> bool:
    if len(days) < case.min_days or case.proof not in (Proof.NONE, absence.proof):
        return False
    if case.within_hours is None:
        return True
    if absence.proved_at is None:
        return False
    proved = absence.proved_at.astimezone(reglement.clock).replace(tzinfo=None)
    began = datetime.combine(absence.about or days[0], time())
    return proved - began <= timedelta(hours=case.within_hours)


def _in_carence(
    case: AbsenceCase, absence: Absence, day: date, days: list[date], reglement: Reglement
) -> bool:
    if case.carence_from is CarenceFrom.FIRST_DAY:
        return day in days[: case.carence_days]
    told_on = reglement.day_of(absence.declared_at)
    return day < told_on + timedelta(case.carence_days)
