"""Calendar and services."""

from dataclasses import replace
from datetime import time

from functions.domain.calendar.rules import CalendarRules, Closure
from functions.domain.calendar.school_years import OwnSchoolYear
from functions.domain.reglement.deadline_rules import Mode
from functions.domain.reglement.reglement import HOLD_MINUTES, Places, Service
from functions.reglement_file.reader import WEEKDAYS
from functions.reglement_file.writing.conditions import written_absence, written_conditions
from functions.reglement_file.writing.rules import written_rule
from functions.reglement_file.writing.values import Written, days, days_unless, flag, listed, texts, unless
from functions.reglement_file.writing.waiting import written_waiting_list


def written_calendar(calendar: CalendarRules) -> Written:
    usual = CalendarRules()
    return {
        **unless("territory", calendar.territory, usual.territory),
        **days_unless("school_weekdays", calendar.school_weekdays, usual.school_weekdays),
        **days_unless("town_hall_weekdays", calendar.town_hall_weekdays, usual.town_hall_weekdays),
        **listed(
            "schools",
            [
                {"code": school.code, "name": school.name, "weekdays": days(school.weekdays)}
                for school in calendar.schools
            ],
        ),
        **listed("school_years", [_year(year) for year in calendar.own_years]),
        **listed("closures", [_closure(closure) for closure in calendar.closures]),
        **listed(
            "openings",
            [
                {
                    "label": opening.label,
                    "from": opening.first,
                    "to": opening.last,
                    **texts("services", opening.services),
                }
                for opening in calendar.openings
            ],
        ),
        **listed(
            "counts_as",
            [
                {"on": exception.date, "weekday": WEEKDAYS[exception.weekday - 1]}
                for exception in calendar.counts_as
            ],
        ),
        **listed(
            "periods",
            [{"label": period.label, "from": period.first, "to": period.last} for period in calendar.periods],
        ),
        **listed("town_hall_closures", [_closure(closure) for closure in calendar.town_hall_closures]),
    }


def _year(year: OwnSchoolYear) -> Written:
    holidays = [
        {
            "label": holiday.label,
            "from": holiday.first,
            "to": holiday.last,
            **flag("bridge", holiday.is_bridge),
        }
        for holiday in year.holidays
    ]
    return {"from": year.first, "to": year.last, **listed("holidays", holidays)}


def _closure(closure: Closure) -> Written:
    return {
        "label": closure.label,
        "from": closure.first,
        "to": closure.last,
        "reason": closure.reason.value,
        **texts("services", closure.services),
        **texts("schools", closure.schools),
        **texts("classes", closure.classes),
    }


def written_service(service: Service) -> Written:
    rules: Written = {"reserve": written_rule(service.reserve)}
    if service.reserve.mode is not Mode.ATTENDANCE:
        told = replace(service.reserve, late=())
        rules["cancel"] = {"same_as": "reserve"} if service.cancel == told else written_rule(service.cancel)
    if service.modify is not None:
        rules["modify"] = (
            {"same_as": "cancel"} if service.modify == service.cancel else written_rule(service.modify)
        )
    conditions = written_conditions(service.conditions)
    return {
        "code": service.code,
        "name": service.name,
        **unless("group", service.group, ""),
        "tariff": service.tariff,
        "weekdays": days(service.weekdays),
        "terms": service.terms.value,
        **({"starts_at": _hour(service.starts_at)} if service.starts_at is not None else {}),
        **({"ends_at": _hour(service.ends_at)} if service.ends_at is not None else {}),
        **unless("late_pickup_minutes", service.late_pickup_minutes, None),
        **({"schools": list(service.schools)} if service.schools is not None else {}),
        **listed("places", [_places(places) for places in service.places]),
        **(
            {"waiting_list": written_waiting_list(service.waiting_list)}
            if service.waiting_list is not None
            else {}
        ),
        **flag("on_public_holidays", service.on_public_holidays),
        **unless("meal", service.meal, None),
        **flag("prepaid", service.prepaid),
        **unless("hold_minutes", service.hold_minutes, HOLD_MINUTES),
        **({"conditions": conditions} if conditions else {}),
        **rules,
        **({"absence": written_absence(service.absence)} if service.absence is not None else {}),
    }


def _places(places: Places) -> Written:
    return {
        "count": places.count,
        **({"weekdays": days(places.weekdays)} if places.weekdays else {}),
        **unless("school", places.school, None),
    }


def _hour(at: time) -> str:
    return f"{at:%H:%M}"
