"""The règlement that families read, written from the rules that the server enforces."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.pricing.applied_prices import applied_kinds
from functions.domain.pricing.simulator import questions
from functions.domain.reglement.closures import closure
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.deadlines import Window, window
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.town.commune import Commune
from functions.french.reglement.conditions import absence_sentences, condition_sentences
from functions.french.reglement.rules import basket_sentence, rule_sentences, service_sentences
from functions.french.reglement.tariff_tables import TariffTable, tariff_table
from functions.french.words.dates import date_hour, date_weekday
from functions.publishing.commune import known_of
from functions.publishing.limits import limits_path, render_limits
from functions.publishing.pages import Page, html_page
from functions.publishing.site import Site

SHOWN = timedelta(weeks=4)
NOT_ANNOUNCED = "sera annoncé"
NOT_POSSIBLE = "—"


@dataclass(frozen=True, slots=True)
class DayLimits:
    """One day of a service: until when it can be booked, and cancelled, in words."""

    day: str
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceRules:
    code: str
    name: str
    sentences: list[str]
    rules: list[tuple[str, list[str]]]
    """An act, and what is to be known of it."""
    heads: tuple[tuple[str, str], ...]
    """Head and short label of each column of `days`: one where booking and cancelling always close together."""
    days: list[DayLimits]
    calendar: str
    """Path of the file of its limits."""
    for_residents: bool
    """Families from outside have limits of their own, which the days do not show."""


@dataclass(frozen=True, slots=True)
class Prices:
    """A grid, and the services that are paid by it."""

    services: str
    table: TariffTable


def render_reglement(
    site: Site, commune: Commune, reglement: Reglement, *, published_at: datetime, now: datetime
) -> list[Page]:
    """The page, and the calendars it links."""
    today = reglement.day_of(now)
    origin = site.deployment.origin
    html = site.render(
        "pages/commune-reglement.html",
        **known_of(commune),
        services=[_service(commune, reglement, service, today) for service in reglement.services],
        prices=list(_prices(reglement, today)),
        asked=questions(reglement, today),
        schools=reglement.school_names,
        calendar=limits_path(commune),
        host=urlsplit(origin).netloc,
        basket=basket_sentence(reglement.basket_minutes),
        version=reglement.version,
        published_on=reglement.day_of(published_at),
        today=today,
    )
    limits = render_limits(origin, commune, reglement, published_at=published_at, now=now)
    return [html_page(f"/{commune.id}/reglement/", html), *limits]


def _service(commune: Commune, reglement: Reglement, service: Service, today: date) -> ServiceRules:
    heads, days = _table(list(_days(reglement, service, today)))
    return ServiceRules(
        code=service.code,
        name=service.name,
        sentences=[
            *service_sentences(service, reglement.school_names),
            *condition_sentences(reglement, service),
        ],
        rules=_rules(service),
        heads=heads,
        days=days,
        calendar=limits_path(commune, service),
        for_residents=any(
            case.resident is not None for rule in (service.reserve, service.cancel) for case in rule.cases
        ),
    )


def _rules(service: Service) -> list[tuple[str, list[str]]]:
    """Said once where the same rule holds for several acts."""
    acts = [("Réserver", service.reserve, False), ("Annuler", service.cancel, True)]
    if service.modify is not None:
        acts.insert(1, ("Modifier", service.modify, False))
    said: list[tuple[str, list[str]]] = []
    for act, rule, cancelling in acts:
        sentences = rule_sentences(rule, cancelling=cancelling)
        if said and said[-1][1] == sentences:
            said[-1] = (f"{said[-1][0]}, {act.lower()}", sentences)
        else:
            said.append((act, sentences))
    if service.absence is not None:
        said.append(("Absences", absence_sentences(service.absence)))
    return said


def _table(days: list[DayLimits]) -> tuple[tuple[tuple[str, str], ...], list[DayLimits]]:
    if any(len(set(day.limits)) > 1 for day in days):
        return (("Réserver jusqu’à", "Réserver"), ("Annuler jusqu’à", "Annuler")), days
    return (("Réserver ou annuler jusqu’à", "Jusqu’à"),), [DayLimits(day.day, day.limits[:1]) for day in days]


def _days(reglement: Reglement, service: Service, today: date) -> Iterator[DayLimits]:
    """Days of the coming weeks on which the service opens. Stops where the school calendar is not known."""
    for offset in range(SHOWN.days):
        day = today + timedelta(offset)
        if closure(reglement, service, day) is not None:
            continue
        try:
            reserve = window(reglement, service, day, Action.RESERVE)
            cancel = window(reglement, service, day, Action.CANCEL)
        except CalendarUnknown:
            return
        yield DayLimits(date_weekday(day, today=today), (_limit(reserve, today), _limit(cancel, today)))


def _limit(shown: Window, today: date) -> str:
    if not shown.announced:
        return NOT_ANNOUNCED
    if shown.impossible is not None or shown.closes_at is None:
        return NOT_POSSIBLE
    return date_hour(shown.closes_at, today=today)


def _prices(reglement: Reglement, today: date) -> Iterator[Prices]:
    """Each grid in force, then those announced; a grid no service is paid by is not for families."""
    for code in dict.fromkeys(service.tariff for service in reglement.services):
        services = ", ".join(service.name for service in reglement.services if service.tariff == code)
        grids = sorted(
            (tariff for tariff in reglement.tariffs if tariff.code == code),
            key=lambda tariff: tariff.since or date.min,
        )
        begun = [grid for grid in grids if (grid.since or date.min) <= today]
        for grid in [*begun[-1:], *grids[len(begun) :]]:
            table = tariff_table(grid, reglement.school_names, applied=applied_kinds(reglement, code))
            yield Prices(services, table)
