"""Deadlines as the file writes them: `closes = { days = 2, count = "working", at = "12:00" }`."""

from decimal import Decimal

from functions.domain.calendar.town_calendar import Count
from functions.domain.reglement.deadline_rules import (
    END_OF_DAY,
    Anchor,
    Case,
    IfClosed,
    Late,
    LateMode,
    Limit,
    Mode,
    Rule,
    Surcharge,
    TermOrHolidays,
    Unit,
)
from functions.reglement_file.reader import Table

_MOST_BACK = {"days": 366, "weeks": 53, "months": 12, "hours": 24 * 366}


def read_rule(table: Table) -> Rule:
    mode = table.choice("mode", Mode, Mode.BOOKING)
    never = table.flag("never")
    cases = [_case(case) for case in table.tables("cases")]
    if (
        never
        or any(key in table for key in ("closes", "opens", "opens_outside"))
        or not (cases or mode is not Mode.BOOKING)
    ):
        cases.append(_window(table, possible=not never))
    rule = Rule(
        cases=tuple(cases),
        late=tuple(_late(late) for late in table.tables("late")),
        mode=mode,
        confirmed_by_town=table.flag("confirmed_by_town"),
        article=table.text("article"),
        note=table.text("note"),
    )
    if mode is Mode.ATTENDANCE and cases:
        table.problem('sans réservation (mode = "attendance"), il n’y a pas de limite à écrire.', "mode")
    table.finish()
    return rule


def _case(table: Table) -> Case:
    has_days = any(key in table for key in ("on", "from", "to"))
    first, last = None, None
    if has_days and "on" not in table:
        first, last = table.day("from"), table.day("to")
        if first is not None and last is not None and last < first:
            table.problem("« to » est avant « from ».", "to")
    elif has_days:
        first, last = table.days() or (None, None)
    never = table.flag("never")
    announced = not table.flag("unannounced")
    window = _window(table, possible=not never)
    case = Case(
        closes=window.closes,
        opens=window.opens,
        opens_outside=window.opens_outside,
        possible=not never,
        announced=announced,
        weekdays=table.weekdays("weekdays"),
        first=first,
        last=last,
        period=table.choice("period", TermOrHolidays, None),
        resident=table.flag("resident") if "resident" in table else None,
        public_holidays=table.weekdays("public_holiday"),
    )
    if not announced and (never or window != Case(possible=not never)):
        table.problem(
            "« unannounced » va seul : la mairie dira plus tard les limites de ces jours.", "unannounced"
        )
    table.finish()
    return case


def _window(table: Table, *, possible: bool) -> Case:
    limits = {
        key: read_limit(limit, closing=key == "closes") if (limit := table.table(key)) is not None else None
        for key in ("closes", "opens", "opens_outside")
    }
    if not possible and any(limits.values()):
        table.problem("« never » va seul : ce qui n’est jamais possible n’a pas de limite.", "never")
    return Case(limits["closes"], limits["opens"], limits["opens_outside"], possible=possible)


def read_limit(table: Table, *, closing: bool) -> Limit:
    at = END_OF_DAY if closing else 0
    if "exact" in table:
        limit = Limit(
            at=at, exact=table.moment("exact", closing=closing), after_start=table.flag("after_start")
        )
        table.finish()
        return limit
    written = table.at_most_one("days", "weeks", "months", "hours")
    unit = Unit(written or "days")
    back = table.whole(written, 0, least=0, most=_MOST_BACK[written]) if written is not None else 0
    from_start = table.text("from") == "start"
    anchor = Anchor.SERVICE_DAY if from_start else table.choice("from", Anchor, None)
    limit = Limit(
        back=back,
        unit=unit,
        count=table.choice("count", Count, Count.CALENDAR),
        anchor=anchor or _natural_anchor(table, unit),
        clear=table.flag("clear"),
        weekday=table.weekday("weekday"),
        nth=table.whole("nth", None, least=-2, most=4),
        last_full_week=table.flag("last_full_week"),
        month_day=table.whole("month_day", None, least=1, most=31),
        at=table.minutes("at", at),
        from_start=from_start,
        if_closed=table.choice("if_closed", IfClosed, IfClosed.KEEP),
        closed_count=table.choice("open_days", Count, Count.WORKING),
        after_start=table.flag("after_start"),
    )
    _check_limit(table, limit, written)
    table.finish()
    return limit


def _natural_anchor(table: Table, unit: Unit) -> Anchor:
    """« weeks » with a weekday counts from the service's week, a day of the month from its month."""
    if "month_day" in table or "nth" in table or "last_full_week" in table:
        return Anchor.MONTH
    if unit is Unit.WEEKS and "weekday" in table:
        return Anchor.WEEK
    return Anchor.SERVICE_DAY


def _check_limit(table: Table, limit: Limit, written: str | None) -> None:
    if written is None and not any(key in table for key in ("weekday", "month_day", "at")):
        table.problem(
            "il manque le délai : « days », « weeks », « months », « hours », « weekday » ou « exact »."
        )
    if limit.unit is Unit.HOURS:
        for key in ("at", "weekday", "month_day", "nth", "last_full_week", "clear", "if_closed"):
            if key in table:
                table.problem(f"un délai en heures ne va pas avec « {key} ».", key)
    elif limit.from_start:
        table.problem('« from = "start" » va avec un délai en heures.', "from")
    for key in ("month_day", "nth", "last_full_week"):
        if key in table and written in ("days", "weeks"):
            table.problem(f"« {key} » va avec « months », qui dit de quel mois.", key)
    if limit.clear and written in (None, "weeks", "months"):
        table.problem("« clear » va avec « days » : ce sont des jours francs.", "clear")
    table.at_most_one("month_day", "weekday")
    table.at_most_one("nth", "last_full_week")
    if limit.nth == 0:
        table.problem(
            "écrivez 1 pour le premier du mois, -1 pour le dernier, -2 pour l’avant-dernier.", "nth"
        )
    for key in ("nth", "last_full_week"):
        if key in table and limit.weekday is None:
            table.problem(f"« {key} » demande aussi un « weekday ».", key)
    if limit.unit is Unit.WEEKS and limit.count is not Count.CALENDAR and limit.weekday is None:
        table.problem("des semaines comptées ainsi demandent aussi un « weekday ».", "count")
    if limit.unit is Unit.MONTHS and limit.count is not Count.CALENDAR:
        table.problem("les mois se comptent tous : retirez « count ».", "count")
    if "open_days" in table and limit.if_closed is IfClosed.KEEP:
        table.problem("« open_days » va avec « if_closed ».", "open_days")


def _late(table: Table) -> Late:
    until = table.table("until")
    table.required("mode")
    mode = table.choice("mode", LateMode, LateMode.REQUEST)
    surcharge = table.table("surcharge")
    late = Late(
        mode=mode,
        until=read_limit(until, closing=True) if until is not None else None,
        surcharge=_surcharge(surcharge) if surcharge is not None else None,
        phone=table.text("phone"),
        reasons=table.texts("reasons"),
    )
    if mode is LateMode.PHONE:
        table.required("phone")
    if mode is LateMode.SURCHARGE:
        table.required("surcharge")
    table.finish()
    return late


def _surcharge(table: Table) -> Surcharge:
    if not any(key in table for key in ("amount", "percent", "price")):
        table.problem("il manque la majoration : « amount », « percent » ou « price ».")
    surcharge = Surcharge(
        cents=table.cents("amount", 0),
        percent=table.number("percent", Decimal(0)),
        kind=table.text("price") or None,
        from_nth=table.whole("from_nth", 1, least=1, most=100),
        whole_month=table.flag("whole_month"),
    )
    if surcharge.percent < 0:
        table.problem("une majoration ne peut pas être négative.", "percent")
    table.finish()
    return surcharge
