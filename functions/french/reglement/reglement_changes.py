"""What changes from one règlement to the next, in the words that families read: to look at before it is published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.reglement.closures import closure
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.deadlines import window
from functions.domain.reglement.reglement import Reglement, Service
from functions.french.reglement.conditions import absence_sentences, condition_sentences
from functions.french.reglement.rules import rule_sentences, service_sentences
from functions.french.reglement.tariff_tables import tariff_table
from functions.french.words.dates import date_hour, date_long, date_weekday

_ACTS = {Action.RESERVE: "réserver", Action.CANCEL: "annuler"}
CLOSED = "fermé"
NO_LIMIT = "impossible"
UNKNOWN = "calendrier pas encore connu"
LATER = "sera annoncé"


@dataclass(frozen=True, slots=True)
class Change:
    """`before` None: it is new; `after` None: it goes."""

    what: str
    before: str | None
    after: str | None


def changes(old: Reglement, new: Reglement) -> Iterator[Change]:
    """Services and prices, said as on the règlement page."""
    before, after = _told(old), _told(new)
    for what in dict.fromkeys((*before, *after)):
        if before.get(what) != after.get(what):
            yield Change(what, before.get(what), after.get(what))


def moved_limits(old: Reglement, new: Reglement, first: date, last: date) -> Iterator[Change]:
    """Each limit of a day from `first` to `last` that moves, of the services that both have: what families will notice."""
    kept = {service.code for service in old.services}
    for service in new.services:
        if service.code not in kept:
            continue
        earlier = old.service(service.code)
        for shift in range((last - first).days + 1):
            day = first + timedelta(shift)
            for action, act in _ACTS.items():
                before = _limit(old, earlier, day, action, first)
                after = _limit(new, service, day, action, first)
                if before != after:
                    yield Change(f"{service.name}, {date_weekday(day, today=first)}, {act}", before, after)


def _told(reglement: Reglement) -> dict[str, str]:
    told = {}
    for service in reglement.services:
        told[service.name] = " ".join(
            [*service_sentences(service, reglement.school_names), *condition_sentences(reglement, service)]
        )
        told[f"{service.name}, réserver"] = " ".join(rule_sentences(service.reserve))
        told[f"{service.name}, annuler"] = " ".join(rule_sentences(service.cancel, cancelling=True))
        if service.modify is not None:
            told[f"{service.name}, modifier"] = " ".join(rule_sentences(service.modify))
        if service.absence is not None:
            told[f"{service.name}, absences"] = " ".join(absence_sentences(service.absence))
        told[f"{service.name}, tarif"] = service.tariff
    for closed in reglement.calendar.closures:
        told[f"Fermeture « {closed.label} »"] = _dates(closed.first, closed.last)
    for opened in reglement.calendar.openings:
        told[f"Ouverture « {opened.label} »"] = _dates(opened.first, opened.last)
    for tariff in reglement.tariffs:
        table = tariff_table(tariff, reglement.school_names)
        name = f"Tarif {tariff.code} ({table.caption})"
        for head, prices in table.rows:
            for column, price in zip(table.columns, prices, strict=True):
                if price:
                    told[", ".join(part for part in (name, head, column) if part)] = price
        if table.notes:
            told[f"{name}, à savoir"] = " ".join(table.notes)
    return told


def _dates(first: date, last: date) -> str:
    return date_long(first) if first == last else f"du {date_long(first)} au {date_long(last)}"


def _limit(reglement: Reglement, service: Service, day: date, action: Action, today: date) -> str:
    if closure(reglement, service, day) is not None:
        return CLOSED
    try:
        found = window(reglement, service, day, action)
    except CalendarUnknown:
        return UNKNOWN
    if not found.announced:
        return LATER
    if found.impossible is not None or found.closes_at is None:
        return NO_LIMIT
    return date_hour(found.closes_at, today=today)
