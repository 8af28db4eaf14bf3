"""What is billed of the days of a declared absence, and what a certificate would change of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from functions.domain.absences.missed_days import Missed, missed
from functions.domain.calendar.clock import on_the_clock
from functions.domain.calendar.months import month_of
from functions.domain.families.family import Child
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import Booking, ChildMonth, Slot
from functions.domain.planning.declared_absence import Certificate, DeclaredAbsence
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.absence_policy import Proof
from functions.domain.reglement.reglement import Reglement


@dataclass(frozen=True, slots=True)
class MissedSlot:
    """A booked day that is missed, and what is billed of it."""

    slot: Slot
    booking: Booking
    missed: Missed

    @property
    def credited_in(self) -> str:
        """The later month on whose invoice the day is taken off.

        Empty where the day is billed, or comes off the invoice of its own month.
        """
        later = self.missed.comes_off(self.slot.month)
        return "" if self.missed.billed or later == self.slot.month else later


def outcome(
    reglement: Reglement,
    child: Child,
    months: Mapping[str, ChildMonth],
    called_off: Mapping[str, CalledOffMonth],
    absence: DeclaredAbsence,
) -> list[MissedSlot]:
    """Return each day of the absence that is still booked, with what is billed of it, by day then by service."""
    found, open_days = [], OpenDays(reglement, called_off)
    for day in absence.all_days:
        month = months.get(month_of(day))
        for service in sorted(absence.days):
            slot = Slot(day, service, child.id)
            booking = month.booking(slot) if month is not None and absence.covers(day, service) else None
            if month is None or booking is None or booking.payer != absence.family:
                continue
            seen = month.attended.get(day.day, {}).get(service)
            judged = missed(open_days, slot, booking, child, attended=seen, absence=absence)
            if judged is not None:
                found.append(MissedSlot(slot, booking, judged))
    return found


@dataclass(frozen=True, slots=True)
class CertificateEffect:
    """How many `days` fewer are billed if a certificate comes before `until`, or at any time (None)."""

    days: int
    until: datetime | None


def with_a_certificate(
    reglement: Reglement,
    child: Child,
    months: Mapping[str, ChildMonth],
    called_off: Mapping[str, CalledOffMonth],
    absence: DeclaredAbsence,
    *,
    now: datetime,
) -> CertificateEffect | None:
    """Return what a certificate sent now would change for the family; None if nothing."""
    proven = absence.proven(Certificate("", now))
    before, after = (
        sum(each.missed.billed for each in outcome(reglement, child, months, called_off, either))
        for either in (absence, proven)
    )
    if after >= before:
        return None
    began = datetime.combine(_unproven_from(absence), time())
    limits = [
        limit
        for rule in absence.rules.values()
        for case in rule.cases
        if case.proof is Proof.CERTIFICATE and case.within_hours is not None
        if (limit := on_the_clock(reglement.clock, began + timedelta(hours=case.within_hours))) > now
    ]
    return CertificateEffect(before - after, min(limits, default=None))


def _unproven_from(absence: DeclaredAbsence) -> date:
    """The first day of the absence that no certificate covers."""
    standing = [at for proof, at in absence.proofs if proof is Proof.CERTIFICATE]
    covered_until = max(standing, default=None)
    days = (
        day
        for days in absence.days.values()
        for day, told in days.items()
        if covered_until is None or told > covered_until
    )
    return min(days, default=absence.all_days[0])
