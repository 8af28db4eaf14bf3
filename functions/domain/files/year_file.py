"""The file of a school year, which each family is asked to confirm: from when on, and for which year."""

from datetime import date

from functions.domain.families.family import Child, Family
from functions.domain.reglement.reglement import Reglement, Service, UnknownTariff
from functions.domain.reglement.service_conditions import Need

OPENS_IN = 7
"""July: the file of the year that begins in September is confirmed from its first day on."""


def year_to_confirm(day: date) -> int:
    """The calendar year in which the school year begins whose file is to be confirmed that day."""
    return day.year if day.month >= OPENS_IN else day.year - 1


def is_confirmed(family: Family, day: date) -> bool:
    return family.confirmed is not None and family.confirmed.year >= year_to_confirm(day)


def asks_health(reglement: Reglement, child: Child, day: date) -> bool:
    """Whether a service that the child may use takes it in (*accueil*): one of which a part is care, and not a meal alone. Only such a
    service may ask for a health sheet."""
    return any(_is_care(reglement, service.tariff, day) for service in _open_to(reglement, child)) or bool(
        services_that_need_health(reglement, child)
    )


def services_that_need_health(reglement: Reglement, child: Child) -> list[Service]:
    """Those that the child may use and that cannot be booked without its health sheet."""
    return [
        service for service in _open_to(reglement, child) if Need.HEALTH_SHEET in service.conditions.needs
    ]


def takes_children_in(reglement: Reglement, service: Service) -> bool:
    """Whether a part of one of its grids is care."""
    return any(tariff.care_percent > 0 for tariff in reglement.tariffs if tariff.code == service.tariff)


def _open_to(reglement: Reglement, child: Child) -> list[Service]:
    return [
        service for service in reglement.services if child.school is None or service.welcomes(child.school)
    ]


def _is_care(reglement: Reglement, tariff: str, day: date) -> bool:
    try:
        return reglement.tariff_on(tariff, day).care_percent > 0
    except UnknownTariff:
        return False
