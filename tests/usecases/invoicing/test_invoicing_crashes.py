"""Runs die anywhere, alone and three at a time: the numbers have no gap and no duplicate, and every invoice is issued once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from functions.domain.messages import MessageKind
from functions.domain.planning.child_month import Booking
from functions.storage.invoices import invoices
from functions.storage.invoicing import runs
from functions.storage.table import journal, keys, outbox
from functions.storage.table.item import Item
from functions.storage.table.stored import Stored, item_of
from functions.usecases.invoicing import begin_run
from functions.usecases.invoicing.issue_invoices import issue_invoices
from tests.support.builders import CLARA, a_booking, a_family, a_month, open_town, paris, settle
from tests.support.crashes import Calls, Killed, counting, dying
from tests.support.effort import at_most

pytestmark = pytest.mark.usefixtures("table")

CANTEEN = "restauration"
NOW = paris("dimanche 2026-11-01 04:15")
FAMILIES = ("f0", "f1")
MONTHS = [f"{year}-{month:02}" for year in range(2018, 2026) for month in range(1, 13)]
"""One after the other, so that the numbers of each must follow those before."""


@pytest.fixture
def town(table: str) -> None:
    """Two families who eat on one day of each month."""
    open_town()
    for family in FAMILIES:
        child = f"of-{family}"
        settle(
            a_family(family, name=f"Famille {family}", children=(child,)),
            [replace(CLARA, id=child, families=(family,))],
        )
    with Item.batch_write() as batch:
        for month in MONTHS:
            for family in FAMILIES:
                batch.save(eaten(f"of-{family}", month, {(2, CANTEEN): a_booking(payer=family)}))


def eaten(child: str, month: str, days: dict[tuple[int, str], Booking]) -> Item:
    stored: Stored[object] = Stored(keys.child_month("lisse", child, month), a_month(child, month, days), 0)
    return item_of(stored, listed=(keys.children_of_month("lisse", month), child))


def issue(month: str) -> None:
    issue_invoices("lisse", month, by="job", now=NOW)


STEP = at_most(2, 1)
"""Calls between one death and the next."""


def killed(month: str, calls: Calls) -> bool:
    try:
        with dying(calls):
            issue(month)
    except Killed:
        return True
    return False


def assert_whole(months_done: int) -> None:
    """Two invoices a month, numbered from 1 on, each with one journal line and one message."""
    debts = invoices.of_year("lisse", "enfance", 2026)
    assert [debt.number.rank for debt in debts] == list(range(1, 2 * months_done + 1))
    assert [debt.period for debt in debts[::2]] == [debt.period for debt in debts[1::2]]
    assert {debt.total_cents for debt in debts} == {345}
    acts = [line for family in FAMILIES for line in journal.lines("lisse", family)]
    told = [str(line.detail["invoice"]) for line in acts if line.act == "invoice_issued"]
    mails = [
        str(stored.value.data["invoice"])
        for stored in outbox.waiting(limit_per_shard=1000)
        if stored.value.kind is MessageKind.INVOICE_ISSUED
    ]
    assert sorted(told) == sorted(mails) == sorted(debt.invoice for debt in debts)
    taken = runs.last_number("lisse", "enfance", 2026)
    assert taken == len(debts)


@pytest.mark.soak
def test_killed_after_any_call_and_run_again_it_issues_the_same_invoices(town: None) -> None:
    """Just before a call is just after the one before. Once numbers are taken, what changes waits for the next invoice."""
    at = done = 0
    for done, month in enumerate(MONTHS, start=1):
        at = 1 + (done - 1) * STEP
        calls = Calls(die_at=at, done_first=True)
        died = killed(month, calls)
        begun = runs.run("lisse", "enfance", month)
        if begun is not None and begun.value.claimed_at is not None:
            eaten("of-f0", month, {}).save()
        issue(month)
        eaten("of-f0", month, {(2, CANTEEN): a_booking(payer="f0")}).save()
        if not died:
            break  # every call has had its turn
    assert at > 20
    assert_whole(done)


def test_parts_are_planned_and_written_each_by_itself(town: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed at some of the calls: those of each kind of step come twice."""
    monkeypatch.setattr(begin_run, "SHARD_FAMILIES", 1)
    for number, month in enumerate(MONTHS[:10]):
        killed(month, Calls(die_at=6 * number + 4, done_first=True))
        issue(month)
    assert_whole(10)


@pytest.mark.soak
def test_three_runs_at_once_killed_at_any_call_leave_no_gap(town: None) -> None:
    """Each dies at its nth call, one before it is made and two after; then whatever is left is finished."""
    at = done = 0
    for done, month in enumerate(MONTHS, start=1):
        at = 1 + (done - 1) * STEP
        start = Barrier(3)

        def run(number: int, month: str = month, at: int = at, start: Barrier = start) -> bool:
            start.wait()
            return killed(month, Calls(die_at=at, done_first=number > 0))

        with counting(), ThreadPoolExecutor(3) as pool:
            died = list(pool.map(run, range(3)))
        issue(month)
        if not any(died):
            break
    assert at > 20
    assert_whole(done)
