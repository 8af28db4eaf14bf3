"""Rules, cases and limits."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from functions.domain.reglement.deadline_rules import (
    END_OF_DAY,
    Anchor,
    Case,
    Late,
    Limit,
    Mode,
    Rule,
    Surcharge,
    Unit,
)
from functions.reglement_file.reader import WEEKDAYS
from functions.reglement_file.writing.values import Written, days, euros, flag, listed, texts, unless


def written_rule(rule: Rule) -> Written:
    """The case that is for every other day is written at the rule itself."""
    cases, last = rule.cases, rule.cases[-1] if rule.cases else None
    everywhere: Written = {}
    if last is not None and last == Case(last.closes, last.opens, last.opens_outside, last.possible):
        everywhere = _case(last)
        if everywhere or (len(cases) == 1 and rule.mode is Mode.BOOKING):
            cases = cases[:-1]
    return {
        **unless("mode", rule.mode, Mode.BOOKING),
        **everywhere,
        **listed("cases", [_case(case) for case in cases]),
        **listed("late", [_late(late) for late in rule.late]),
        **flag("confirmed_by_town", rule.confirmed_by_town),
        **unless("article", rule.article, ""),
        **unless("note", rule.note, ""),
    }


def _case(case: Case) -> Written:
    written: Written = {}
    if case.first is not None and case.first == case.last:
        written["on"] = case.first
    else:
        written |= {**unless("from", case.first, None), **unless("to", case.last, None)}
    if case.weekdays:
        written["weekdays"] = days(case.weekdays)
    if case.public_holidays:
        written["public_holiday"] = days(case.public_holidays)
    return {
        **written,
        **unless("period", case.period, None),
        **unless("resident", case.resident, None),
        **({"opens": written_limit(case.opens, closing=False)} if case.opens is not None else {}),
        **(
            {"opens_outside": written_limit(case.opens_outside, closing=False)}
            if case.opens_outside is not None
            else {}
        ),
        **({"closes": written_limit(case.closes, closing=True)} if case.closes is not None else {}),
        **flag("never", not case.possible),
        **flag("unannounced", not case.announced),
    }


def written_limit(limit: Limit, *, closing: bool) -> Written:
    if limit.exact is not None:
        return {"exact": _exact(limit.exact, closing=closing), **flag("after_start", limit.after_start)}
    usual = Limit(at=END_OF_DAY if closing else 0)
    step = (
        {}
        if limit.unit is Unit.DAYS and limit.back == 0 and (limit.weekday or limit.month_day)
        else {limit.unit.value: limit.back}
    )
    chosen = {
        **({"weekday": WEEKDAYS[limit.weekday - 1]} if limit.weekday is not None else {}),
        **unless("nth", limit.nth, None),
        **flag("last_full_week", limit.last_full_week),
        **unless("month_day", limit.month_day, None),
    }
    at: Written = {"at": f"{limit.at // 60:02}:{limit.at % 60:02}"} if limit.at != usual.at else {}
    return {
        **step,
        **unless("count", limit.count, usual.count),
        **({"from": "start"} if limit.from_start else unless("from", limit.anchor, _natural_anchor(limit))),
        **flag("clear", limit.clear),
        **chosen,
        **(at if limit.unit is not Unit.HOURS else {}),
        **unless("if_closed", limit.if_closed, usual.if_closed),
        **unless("open_days", limit.closed_count, usual.closed_count),
        **flag("after_start", limit.after_start),
    }


def _natural_anchor(limit: Limit) -> Anchor:
    if limit.month_day is not None or limit.nth is not None or limit.last_full_week:
        return Anchor.MONTH
    if limit.unit is Unit.WEEKS and limit.weekday is not None:
        return Anchor.WEEK
    return Anchor.SERVICE_DAY


def _late(late: Late) -> Written:
    return {
        "mode": late.mode.value,
        **({"until": written_limit(late.until, closing=True)} if late.until is not None else {}),
        **({"surcharge": _surcharge(late.surcharge)} if late.surcharge is not None else {}),
        **unless("phone", late.phone, ""),
        **texts("reasons", late.reasons),
    }


def _surcharge(surcharge: Surcharge) -> Written:
    return {
        **({"amount": euros(surcharge.cents)} if surcharge.cents or surcharge == Surcharge() else {}),
        **unless("percent", surcharge.percent, Decimal(0)),
        **unless("price", surcharge.kind, None),
        **unless("from_nth", surcharge.from_nth, 1),
        **flag("whole_month", surcharge.whole_month),
    }


def _exact(moment: datetime, *, closing: bool) -> date | datetime:
    """A day alone is its end for a closing, its beginning for an opening."""
    if moment.time() != time():
        return moment
    return moment.date() - timedelta(1) if closing else moment.date()
