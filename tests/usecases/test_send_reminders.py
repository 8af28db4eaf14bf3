"""Reminders leave once, and stop when there is nothing to remind of."""

from concurrent.futures import ThreadPoolExecutor

from tests.usecases import desk
from tests.usecases.desk import AFTER_REMINDERS, FIRST_REMINDER, LAST_REMINDER, remind
from tests.usecases.till import TOTAL, Till


def test_each_reminder_leaves_once_whoever_runs(till: Till) -> None:
    assert remind(desk.NOW) == 0
    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(lambda _: remind(FIRST_REMINDER), range(3))) == 1
    assert [remind(FIRST_REMINDER), remind(LAST_REMINDER), remind(LAST_REMINDER)] == [0, 1, 0]
    assert [reminder.rank for reminder in till.debt.reminders] == [1, 2]
    assert desk.acts_told().count("invoice_reminded") == desk.letters().count("invoice_reminder") == 2


def test_who_pays_is_not_reminded_again(till: Till) -> None:
    desk.pay(desk.cash(TOTAL - 1))
    assert remind(FIRST_REMINDER) == 1
    desk.pay(desk.cash(1))
    assert remind(LAST_REMINDER) == 0


def test_what_was_handed_over_is_the_treasurys_to_remind_of(till: Till) -> None:
    desk.remind_of_all()
    desk.hand_over(now=AFTER_REMINDERS)
    assert remind(AFTER_REMINDERS) == 0
