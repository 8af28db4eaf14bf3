"""Which services are there for a family, because one of its children may come: what is told of them concerns it.

A town need not write enrolments, and a family that never booked may be about to: what was booked says less than what may be.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from functions.domain.families.family import Child
from functions.domain.reglement.deadline_rules import Mode
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.reglement.service_conditions import Need


def services_open_to(
    reglement: Reglement, children: Iterable[Child], today: date, *, resident: bool
) -> Iterator[str]:
    """The codes of the services that one of the children may come to; a child who has left comes to none."""
    here = [child for child in children if child.last_day is None or today <= child.last_day]
    for service in reglement.services:
        if any(_concerns(service, child, today, resident=resident) for child in here):
            yield service.code


def _concerns(service: Service, child: Child, today: date, *, resident: bool) -> bool:
    enrolled = any(
        one.service == service.code and (one.last is None or today <= one.last) for one in child.enrolments
    )
    if enrolled:
        return True
    wanted, age = service.conditions, child.age_on(today)
    if service.reserve.mode is Mode.ALWAYS or Need.ENROLMENT in wanted.needs:
        return False
    return (
        service.welcomes(child.school)
        and (not wanted.classes or child.school_class in wanted.classes)
        and (wanted.age_from is None or age >= wanted.age_from)
        and (wanted.age_to is None or age <= wanted.age_to)
        and (resident or not wanted.residents_only)
    )
