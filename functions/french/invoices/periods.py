"""Periods of invoices as people say them: « octobre 2026 », « vacances de la Toussaint 2026 »."""

from datetime import date

from functions.domain.calendar.billing_periods import BillingPeriod, PeriodKind, period
from functions.french.reglement.closures import SCHOOL_HOLIDAYS
from functions.french.words.dates import MONTHS, NO_BREAK, date_short


def label(code: str) -> str:
    """`2026-10` → « octobre 2026 »; `2026-10-17.2026-11-01.autumn` → « vacances de la Toussaint 2026 »."""
    asked = period(code)
    match asked.kind:
        case PeriodKind.MONTH:
            return f"{MONTHS[asked.first.month - 1]} {asked.first.year}"
        case PeriodKind.HOLIDAY:
            return _holiday(asked)
        case PeriodKind.TERM:
            return f"période {days(asked.first, asked.last)}"
        case PeriodKind.YEAR:
            return f"{_rank(asked.rank)} versement sur {asked.of}, année scolaire {_school_year(asked)}"


def of_label(code: str) -> str:
    """After a noun: « d’octobre 2026 », « des vacances de la Toussaint 2026 », « du 2 novembre au 18 décembre 2026 »."""
    asked, said = period(code), label(code)
    match asked.kind:
        case PeriodKind.MONTH:
            return f"{'d’' if said[0] in 'ao' else 'de '}{said}"
        case PeriodKind.HOLIDAY:
            return f"des {said}"
        case PeriodKind.TERM:
            return days(asked.first, asked.last)
        case PeriodKind.YEAR:
            return f"du {said}"


def days(first: date, last: date) -> str:
    """« du 2 novembre au 18 décembre 2026 »; both years where they differ."""
    if first == last:
        return f"du {date_short(first)} {first.year}"
    begins = date_short(first)
    if first.year != last.year:
        begins += f" {first.year}"
    elif first.month == last.month:
        begins = begins.split(NO_BREAK)[0]
    return f"du {begins} au {date_short(last)} {last.year}"


def _holiday(asked: BillingPeriod) -> str:
    """Those of Christmas end in another year than they began in."""
    name = SCHOOL_HOLIDAYS.get(asked.holiday, SCHOOL_HOLIDAYS["other"])
    years = sorted({asked.first.year, asked.last.year})
    return f"{name[:1].lower()}{name[1:]} {'-'.join(map(str, years))}"


def _rank(rank: int) -> str:
    return "1er" if rank == 1 else f"{rank}e"


def _school_year(asked: BillingPeriod) -> str:
    return f"{asked.first.year}-{asked.last.year}"
