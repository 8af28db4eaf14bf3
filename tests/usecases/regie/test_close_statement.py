"""Statements: every movement in one and only one, numbered without a gap, and never moved again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest

from functions.domain.errors import Busy, Refusal
from functions.domain.regie.encashment_statements import (
    NothingToState,
    StatementAcrossYears,
    StatementClosed,
    StatementNotOver,
    TillStatement,
)
from functions.french.refusals import sentence
from functions.storage.regie import encashment_statements
from functions.usecases import retry
from functions.usecases.regie.close_statement import close_statement
from tests.support import desk
from tests.support.builders import on, paris
from tests.support.crashes import Calls, Killed, dying
from tests.support.till import TOTAL, Till

MONDAY = on("lundi 2026-11-02")
TUESDAY = paris("mardi 2026-11-03 08:00")


def close(through: date = MONDAY, *, key: str = "the-usual-key", now: datetime = TUESDAY) -> TillStatement:
    return close_statement("lisse", through, key=key, by="regisseur", now=now)


def lines_of(statement: TillStatement) -> list[int]:
    return [line.amount_cents for line in encashment_statements.lines("lisse", statement)]


def test_a_statement_says_who_paid_what_how_and_for_which_invoice(till: Till) -> None:
    opened = till.click()
    desk.pay(desk.cheque(1000), anyway=True)
    till.choose(opened, "payer")
    till.check(opened)
    stated = close()
    counter, online = sorted(encashment_statements.lines("lisse", stated), key=lambda line: line.amount_cents)
    assert (counter.means, counter.receipt, counter.proof) == ("cheque", "R2026-000001", "0001234")
    assert (online.means, online.reference) == ("card", "ENFANCE2026000001")
    assert online.provider_id and online.proof
    assert {counter.payer, online.payer} == {"Testmp"} and counter.on == online.on == MONDAY
    assert counter.invoices == online.invoices == ("2026-000001",)
    assert sum(cents for _, cents in online.imputed) == TOTAL
    assert (stated.number.label, stated.count, stated.total_cents) == ("E2026-0001", 2, TOTAL + 1000)
    assert sum(total.amount_cents for total in stated.totals) == stated.total_cents


def test_corrections_are_lines_below_zero_of_a_later_statement(till: Till) -> None:
    payment = desk.pay(desk.cheque(TOTAL)).payment
    first = close()
    desk.reject(payment, now=TUESDAY)
    second = close(on("mardi 2026-11-03"), key="the-second-key", now=paris("mercredi 2026-11-04 08:00"))
    assert (lines_of(first), lines_of(second)) == ([TOTAL], [-TOTAL])
    assert (second.number.label, second.before_cents, second.total_cents) == ("E2026-0002", TOTAL, -TOTAL)
    assert encashment_statements.all_of("lisse", "enfance") == [second, first]


def test_nothing_is_written_into_a_closed_book(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_WAIT_SECONDS", 0.001)
    desk.pay(desk.cash(100))
    stated = close()
    with pytest.raises(Busy):
        desk.pay(desk.cash(100))
    assert desk.debts()[0].balance_cents == TOTAL - 100
    assert close() == stated and lines_of(stated) == [100]
    desk.pay(desk.cash(100), now=TUESDAY)


def test_a_day_is_stated_when_it_is_over_and_once(till: Till) -> None:
    with pytest.raises(NothingToState):
        close()
    desk.pay(desk.cash(100))
    with pytest.raises(StatementNotOver):
        close(on("mardi 2026-11-03"), key="too-early-a-key")
    close()
    with pytest.raises(StatementClosed):
        close(key="another-key")
    with pytest.raises(NothingToState):
        close(on("mardi 2026-11-03"), key="an-empty-key", now=paris("mercredi 2026-11-04 08:00"))
    assert [one.number.rank for one in encashment_statements.all_of("lisse", "enfance")] == [1]


NEW_YEAR = paris("mardi 2027-01-05 08:00")
DECEMBER_31, JANUARY_4 = on("jeudi 2026-12-31"), on("lundi 2027-01-04")


def test_a_statement_is_of_one_year_and_each_year_adds_up_by_itself(till: Till) -> None:
    desk.pay(desk.cash(100))
    november = close()
    desk.pay(desk.cash(200), now=paris("jeudi 2026-12-31 23:59"))
    desk.pay(desk.cash(400), now=paris("vendredi 2027-01-01 00:00"))
    with pytest.raises(StatementAcrossYears) as refused:
        close(JANUARY_4, key="across-the-year", now=NEW_YEAR)
    assert "au 31 décembre 2026" in sentence(refused.value.code, refused.value.data)
    assert encashment_statements.all_of("lisse", "enfance") == [november], "nothing is closed"
    december = close(DECEMBER_31, key="the-old-year", now=NEW_YEAR)
    january = close(JANUARY_4, key="across-the-year", now=NEW_YEAR)
    stated = [(one.number.label, one.before_cents, one.total_cents) for one in (november, december, january)]
    assert stated == [("E2026-0001", 0, 100), ("E2026-0002", 100, 200), ("E2027-0001", 0, 400)]


def test_where_nothing_moved_in_the_old_year_since_the_new_one_begins_at_once(till: Till) -> None:
    desk.pay(desk.cash(100))
    close()
    desk.pay(desk.cash(400), now=paris("vendredi 2027-01-01 00:00"))
    january = close(JANUARY_4, key="the-new-year", now=NEW_YEAR)
    assert (january.number.label, january.before_cents, lines_of(january)) == ("E2027-0001", 0, [400])


@pytest.mark.parametrize("through", [date.min, date(1926, 11, 30), date(1969, 12, 31), date(2026, 11, 1)])
def test_a_day_before_the_first_movement_has_nothing_to_state_and_closes_nothing(
    till: Till, through: date
) -> None:
    desk.pay(desk.cheque(TOTAL))
    with pytest.raises(NothingToState):
        close(through, key="the-wrong-year")
    assert encashment_statements.all_of("lisse", "enfance") == []
    assert lines_of(close()) == [TOTAL]


def test_the_last_day_of_all_is_not_over(till: Till) -> None:
    with pytest.raises(StatementNotOver):
        close(date.max)


def test_a_payment_and_a_statement_at_once_never_pass_each_other(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was taken is in the statement, or was refused and is nowhere."""
    monkeypatch.setattr(retry, "FIRST_WAIT_SECONDS", 0.005)

    def pay(_: int) -> bool:
        try:
            desk.pay(desk.cash(100))
        except Busy:
            return False
        return True

    desk.pay(desk.cash(100))
    with ThreadPoolExecutor(4) as pool:
        paid = [pool.submit(pay, turn) for turn in range(5)]
        stated = pool.submit(close).result()
        taken = sum(each.result() for each in paid)
    assert stated.total_cents == 100 * (taken + 1) == sum(desk.book())


def test_three_at_once_state_it_once(till: Till) -> None:
    desk.pay(desk.cash(100))

    def try_it(turn: int) -> bool:
        try:
            close(key=f"the-key-{turn}")
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(try_it, range(3))) == 1
    [one] = encashment_statements.all_of("lisse", "enfance")
    assert lines_of(one) == [100]


def test_killed_at_any_call_and_sent_again_it_states_the_same(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encashment_statements, "CHUNK_BYTES", 1)  # a chunk a line: the longest way round
    day = 2
    for at in range(1, 60):
        taken = paris(f"{_weekday(day)} 2026-11-{day:02} 12:00")
        next_day = paris(f"{_weekday(day + 1)} 2026-11-{day + 1:02} 08:00")
        desk.pay(desk.cash(1, taken.date()), now=taken)
        desk.pay(desk.cash(2, taken.date()), now=taken)
        killed = False
        try:
            with dying(Calls(die_at=at, done_first=True)):
                close(taken.date(), key=f"the-key-{at}", now=next_day)
        except Killed:
            killed = True
        stated = close(taken.date(), key=f"the-key-{at}", now=next_day)
        assert sorted(lines_of(stated)) == [1, 2] and stated.done_at is not None
        assert stated.number.rank == at and stated.before_cents == 3 * (at - 1)
        day += 1
        if not killed:
            assert at > 6
            return
    pytest.fail("it never ends")


def _weekday(day: int) -> str:
    return ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")[
        date(2026, 11, day).weekday()
    ]
