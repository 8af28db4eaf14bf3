"""Reminders leave once, and stop when there is nothing to remind of."""

from concurrent.futures import ThreadPoolExecutor

from functions.usecases.regie.send_debt_reminders import send_reminders
from tests.support import desk
from tests.support.desk import AFTER_REMINDERS, FIRST_REMINDER, LAST_REMINDER, remind
from tests.support.till import TOTAL, Till


def test_each_reminder_leaves_once_whoever_runs(till: Till) -> None:
    assert remind(desk.NOW) == 0
    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(lambda _: remind(FIRST_REMINDER), range(3))) == 1
    assert [remind(FIRST_REMINDER), remind(LAST_REMINDER), remind(LAST_REMINDER)] == [0, 1, 0]
    assert [reminder.rank for reminder in till.debt.reminders] == [1, 2]
    assert desk.acts_told().count("invoice_reminded") == desk.letters().count("invoice_reminder") == 2


def test_what_one_call_does_not_reach_the_next_does(till: Till) -> None:
    desk.issue_month("2026-08", 500)
    first = send_reminders("lisse", by="job", now=AFTER_REMINDERS, at_most=1)
    again = send_reminders("lisse", by="job", now=AFTER_REMINDERS, at_most=1)
    assert ((first.sent, first.more), (again.sent, again.more)) == ((1, True), (1, False))
    assert all(len(debt.reminders) == 1 for debt in desk.debts())


def test_who_pays_is_not_reminded_again(till: Till) -> None:
    desk.pay(desk.cash(TOTAL - 1))
    assert remind(FIRST_REMINDER) == 1
    desk.pay(desk.cash(1))
    assert remind(LAST_REMINDER) == 0


def test_what_was_handed_over_is_the_treasurys_to_remind_of(till: Till) -> None:
    desk.remind_of_all()
    desk.hand_over(now=AFTER_REMINDERS)
    assert remind(AFTER_REMINDERS) == 0
