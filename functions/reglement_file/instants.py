"""Windows that cannot be meant: closed after the service starts, opened after they close. Tried on an ordinary week."""

from datetime import date, datetime, timedelta

from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.reglement.deadline_rules import Case, Limit, Rule
from functions.domain.reglement.deadlines import counting_of, start_of
from functions.domain.reglement.limit_instants import instant
from functions.domain.reglement.reglement import Reglement, Service
from functions.french.words.dates import weekdays as weekday_names
from functions.reglement_file.places import Path
from functions.reglement_file.problems import Problems

ORDINARY_MONDAY = date(2026, 11, 16)
"""No holiday, no public holiday and no change of clocks near it."""


def check_instants(
    reglement: Reglement, service: Service, rule: Rule, path: Path, problems: Problems
) -> None:
    for index, case in enumerate(rule.cases):
        at_the_rule = case == Case(case.closes, case.opens, case.opens_outside, case.possible)
        where = path if at_the_rule else (*path, "cases", index)
        _check(reglement, service, case, where, problems)


def _check(reglement: Reglement, service: Service, case: Case, path: Path, problems: Problems) -> None:
    late, crossed = set(), False
    for weekday in case.weekdays or service.weekdays:
        day = ORDINARY_MONDAY + timedelta(weekday - 1)
        try:
            closing = _instant(reglement, service, case.closes, day)
            openings = [
                _instant(reglement, service, limit, day) for limit in (case.opens, case.opens_outside)
            ]
        except CalendarUnknown:
            continue
        if closing is None or case.closes is None:
            continue
        if closing > start_of(reglement, service, day) and not case.closes.after_start:
            late.add(weekday)
        crossed = crossed or any(opening is not None and opening >= closing for opening in openings)
    if late:
        problems.add(
            (*path, "closes"),
            f"cette limite tombe après le début du service {weekday_names(late, article='le ')} : corrigez-la, "
            "ou écrivez after_start = true si c’est voulu.",
        )
    if crossed:
        problems.add(
            (*path, "opens"), "l’ouverture tombe après la limite : rien ne serait jamais réservable."
        )


def _instant(reglement: Reglement, service: Service, limit: Limit | None, day: date) -> datetime | None:
    """When the limit falls for `day`; None where it is not there, or has its own date."""
    if limit is None or limit.exact is not None:
        return None
    return instant(limit, day, counting_of(reglement, service))
