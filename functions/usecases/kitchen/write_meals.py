"""What the kitchen writes down of a day: who eats besides the children, and the day after, what was served."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from functions.domain.agents.staff import OutOfScope, Scope
from functions.domain.calendar.months import month_of
from functions.domain.kitchen.meal_month import Extras, MealMonth, check_extras_day, check_served_day
from functions.domain.planning.called_off import UnknownSchool
from functions.storage.kitchen import meal_months
from functions.storage.table import keys
from functions.usecases.kitchen.kitchen_act import KitchenAct, change


@dataclass(frozen=True, slots=True)
class MealsOfSchool:
    """`school`: its code; empty in a town that names none."""

    service: str
    day: date
    school: str


def set_extras(act: KitchenAct, where: MealsOfSchool, extras: Extras, *, scope: Scope) -> MealMonth:
    """Raises UnknownService, UnknownSchool, OutOfScope, MealsTooFar, KeyReused, Busy."""
    _check(act, where, scope)
    check_extras_day(where.day, act.reglement.day_of(act.now))
    return _write(
        act,
        where,
        lambda month: month.with_extras(where.day.day, where.school, extras),
        request=("extras", act.commune, where, extras),
        did="meal_extras_set",
        figures={"adults": extras.adults},
    )


def note_served(act: KitchenAct, where: MealsOfSchool, meals: int, *, scope: Scope) -> MealMonth:
    """Raises UnknownService, UnknownSchool, OutOfScope, NotServedYet, MealsTooFar, KeyReused, Busy."""
    _check(act, where, scope)
    check_served_day(where.day, act.reglement.day_of(act.now))
    return _write(
        act,
        where,
        lambda month: month.with_served(where.day.day, where.school, meals),
        request=("served", act.commune, where, meals),
        did="meals_served",
        figures={"meals": meals},
    )


def _check(act: KitchenAct, where: MealsOfSchool, scope: Scope) -> None:
    scope.check_service(where.service)
    act.meal_service(where.service)
    if where.school and where.school not in act.reglement.school_names:
        raise UnknownSchool(field="school")
    if not scope.takes_school(where.school or None):
        raise OutOfScope(field="school")


def _write(
    act: KitchenAct,
    where: MealsOfSchool,
    after: Callable[[MealMonth], MealMonth],
    *,
    request: object,
    did: str,
    figures: dict[str, object],
) -> MealMonth:
    month = month_of(where.day)
    return change(
        act,
        keys.meal_month(act.commune, where.service, month),
        MealMonth(where.service, month),
        after,
        request=request,
        did=did,
        detail={"service": where.service, "day": where.day, "school": where.school, **figures},
        expires_at=meal_months.kept_until(month),
    ).value
