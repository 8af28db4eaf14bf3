"""Reminders: by days late, one at a time, as far apart as the régie chose."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.invoices.receivable import HandOver, Receivable
from functions.domain.regie.debt_reminders import reminded, reminder_due
from tests.support.builders import PARIS, on
from tests.support.debts import AT, a_debt

DAYS = (10, 25)
DEBT = a_debt()
DUE = on("mardi 2026-12-01")


def due(debt: Receivable, after: int, days: tuple[int, ...] = DAYS) -> int | None:
    return reminder_due(debt, DUE + timedelta(after), days, clock=ZoneInfo("Europe/Paris"))


def sent(debt: Receivable, *after: int) -> Receivable:
    for rank, days in enumerate(after, start=1):
        debt = reminded(debt, rank, at=datetime(2026, 12, 1, 9, tzinfo=PARIS) + timedelta(days))
    return debt


def test_nothing_is_said_before_the_tenth_day_late() -> None:
    assert [due(DEBT, days) for days in (-5, 0, 9, 10, 11)] == [None, None, None, 1, 1]


def test_the_second_follows_the_first_and_nothing_follows_the_last() -> None:
    once = sent(DEBT, 10)
    assert [due(once, days) for days in (10, 24, 25)] == [None, None, 2]
    assert due(sent(DEBT, 10, 25), 90) is None


def test_after_an_interruption_the_second_still_waits_its_time() -> None:
    late = sent(DEBT, 30)
    assert [due(late, days) for days in (30, 31, 44, 45)] == [None, None, None, 2]


def test_who_has_paid_or_is_paying_or_owes_the_treasury_is_not_reminded() -> None:
    paid, _ = DEBT.receive(4250, source="p", at=AT)
    for debt in (paid, replace(DEBT, attempt="p1"), replace(DEBT, handed_over=HandOver("a", AT, 4250))):
        assert due(debt, 40) is None


@given(st.lists(st.integers(1, 20), min_size=1, max_size=4), st.lists(st.integers(0, 60), max_size=40))
def test_each_reminder_leaves_once_and_in_order(steps: list[int], runs: list[int]) -> None:
    days = tuple(sum(steps[: place + 1]) for place in range(len(steps)))
    debt, left = DEBT, []
    for after in sorted(runs):
        rank = due(debt, after, days)
        if rank is not None:
            left.append((rank, after))
            moment = datetime(2026, 12, 1, 9, tzinfo=PARIS) + timedelta(after)
            debt = reminded(debt, rank, at=moment)
            assert due(debt, after, days) is None
    assert [rank for rank, _ in left] == list(range(1, len(left) + 1)) and len(left) <= len(days)
    assert all(after >= days[rank - 1] for rank, after in left)
