"""What of a family's data each home of a child, and each of its parents, may read."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol, TypeVar

from functions.domain.attendance.events import AttendanceDay
from functions.domain.calendar.months import day_of
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.family import Child, Family
from functions.domain.families.file_corrections import Request
from functions.domain.planning.attendance_record import Attended
from functions.domain.planning.child_month import Booking, ChildMonth
from functions.domain.safety.child_safety import ChildSafety


class Paid(Protocol):
    """What one of the child's families pays."""

    @property
    def payer(self) -> str: ...


P = TypeVar("P", bound=Paid)
T = TypeVar("T")


def login_family(family: Family, account: str) -> Family:
    """The family's file as one of its parents may read it: without the e-mail addresses of the others, and who was put out."""
    return replace(
        family,
        ended=(),
        guardians=tuple(
            guardian if guardian.account == account else replace(guardian, email=None)
            for guardian in family.guardians
        ),
    )


def login_requests(asked: Iterable[Request], account: str) -> tuple[Request, ...]:
    """What the family asked, as one of its parents may read it: not to which address another moved their login."""
    return tuple(
        one
        if one.by == account
        else replace(one, corrections=tuple(each for each in one.corrections if each.field != "email"))
        for one in asked
    )


def own_days(
    days: Iterable[AttendanceDay], months: Iterable[ChildMonth], family: str
) -> tuple[AttendanceDay, ...]:
    """Of the services that this family paid; where nothing is billed of the day, those of the family that would have paid."""
    payers = {
        (day_of(month.month, number), code): seen.payer
        for month in months
        for number, services in month.attended.items()
        for code, seen in services.items()
    }
    own = (
        replace(
            one,
            services={
                code: events
                for code, events in one.services.items()
                if payers.get((one.day, code), one.family) == family
            },
        )
        for one in days
    )
    return tuple(one for one in own if one.services)


def own_safety(safety: ChildSafety, child: Child) -> ChildSafety:
    return safety if len(child.families) == 1 else replace(safety, may_not_fetch=())


def own_file(child: Child, family: str) -> Child:
    """The child's file without what another home agreed on, and without that home."""
    return replace(
        child,
        families=(family,),
        enrolments=tuple(one for one in child.enrolments if one.family == family),
        sharing=tuple(
            Sharing(
                agreed.since,
                _own_parts(agreed.parts, family),
                {service: _own_parts(parts, family) for service, parts in agreed.by_service.items()},
            )
            for agreed in child.sharing
        ),
    )


def own_month(month: ChildMonth, family: str) -> ChildMonth:
    """What of the month this family booked, asked, declared or pays. The enrolments that `opened` names are in the child's file, and
    the town's rules on absences in its règlement."""
    return replace(
        month,
        days=_kept({day: _own_bookings(services, family) for day, services in month.days.items()}),
        fees=_kept({day: _own_bookings(services, family) for day, services in month.fees.items()}),
        absences={key: replace(one, rules={}) for key, one in month.absences.items() if one.family == family},
        attended=_kept({day: _own_attendance(services, family) for day, services in month.attended.items()}),
        asked=_kept(
            {
                day: {
                    service: replace(one, booking=replace(one.booking, others=()))
                    for service, one in services.items()
                    if one.booking.payer == family
                }
                for day, services in month.asked.items()
            }
        ),
        town_acts={act: one for act, one in month.town_acts.items() if one.payer == family},
        cancelled_by_town=_kept(
            {day: _of_payer(services, family) for day, services in month.cancelled_by_town.items()}
        ),
        opened=(),
    )


def says_something(month: ChildMonth) -> bool:
    said = (month.days, month.fees, month.absences, month.attended, month.asked, month.cancelled_by_town)
    return any(said)


def _own_parts(parts: tuple[Part, ...], family: str) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.family == family)


def _own_bookings(services: Mapping[str, Booking], family: str) -> dict[str, Booking]:
    """At its own prices; of what the child's other home booked, nothing of who booked it or why."""
    priced = {service: one.priced_for(family) for service, one in services.items()}
    return {
        service: one if services[service].payer == family else replace(one, booked_by="", act="", past=())
        for service, one in priced.items()
        if one is not None
    }


def _own_attendance(services: Mapping[str, Attended], family: str) -> dict[str, Attended]:
    charged = {service: one.charges_of(family) for service, one in services.items()}
    return {
        service: replace(services[service], payer=family, charges=charges, others=())
        for service, charges in charged.items()
        if charges is not None
    }


def _of_payer(services: Mapping[str, P], family: str) -> dict[str, P]:
    return {service: one for service, one in services.items() if one.payer == family}


def _kept(days: Mapping[int, dict[str, T]]) -> dict[int, dict[str, T]]:
    """Without the days on which nothing is left."""
    return {day: services for day, services in days.items() if services}
