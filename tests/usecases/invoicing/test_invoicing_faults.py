"""Whatever answer of the table is lost in a run, its invoices are issued once, without a gap; what cannot go on says so."""

from contextlib import suppress

import pytest

from functions.domain.errors import OutcomeUnknown
from functions.storage.invoices import invoices
from functions.storage.invoicing import runs
from functions.storage.invoicing.runs import Run
from functions.usecases.invoicing.advance_run import PlanLost, advance_run, steps_of
from functions.usecases.invoicing.begin_run import begin_run
from functions.usecases.invoicing.issue_invoices import issue_invoices
from tests.support.builders import a_booking, a_family, a_month, open_town, paris, put_month, settle
from tests.support.faults import TRANSACTION, Fault, Faulty, faulty
from tests.support.table import left_of_run, numbers_of_year

pytestmark = pytest.mark.usefixtures("town")

NOW = paris("dimanche 2026-11-01 04:15")
PERIOD = "2026-10"


@pytest.fixture
def town(table: str) -> None:
    open_town()
    settle(a_family())
    put_month(a_month("clara", PERIOD, {(1, "restauration"): a_booking(345)}))


def begin() -> Run:
    return begin_run("lisse", PERIOD, by="job", now=NOW)


def the_run() -> Run:
    found = runs.run("lisse", "enfance", PERIOD)
    assert found is not None
    return found.value


LOST = [Fault.LOST, Fault.LOST_THEN_REFUSED, Fault.NEVER_ANSWERED]


@pytest.mark.parametrize("fault", LOST, ids=lambda fault: fault.name)
def test_a_run_whose_beginning_was_written_and_not_answered_is_the_run(fault: Fault) -> None:
    """It used to remove the parts of its own run, which could then never end."""
    with suppress(OutcomeUnknown), faulty(Faulty(1, fault, TRANSACTION)) as how:
        begin()
    assert how.met
    assert issue_invoices("lisse", PERIOD, by="job", now=NOW).done_at is not None
    assert_issued_once()


@pytest.mark.parametrize("fault", LOST, ids=lambda fault: fault.name)
def test_a_plan_that_was_adopted_and_not_answered_is_kept(fault: Fault) -> None:
    """It used to be removed by who had written it, and the run ended with numbers and no invoice."""
    [step] = steps_of("lisse", begin())
    with suppress(OutcomeUnknown), faulty(Faulty(1, fault, TRANSACTION)) as how:
        advance_run(step, now=NOW)
    assert how.met
    issue_invoices("lisse", PERIOD, by="job", now=NOW)
    assert_issued_once()


def test_a_part_whose_drafts_are_gone_is_never_called_written() -> None:
    """Its numbers are taken: the step fails, which rings the alarm, and the run stays open."""
    [planning] = steps_of("lisse", begin())
    [writing] = advance_run(planning, now=NOW)
    part = runs.shard("lisse", the_run(), 0)
    assert part is not None and part.value.planned is not None
    runs.remove_chunks("lisse", the_run(), 0, part.value.planned)
    with pytest.raises(PlanLost):
        advance_run(writing, now=NOW)
    assert the_run().done_at is None


def test_a_part_that_is_gone_before_it_was_planned_is_a_fault() -> None:
    [planning] = steps_of("lisse", begin())
    runs.remove_shards("lisse", "enfance", PERIOD)
    with pytest.raises(PlanLost):
        advance_run(planning, now=NOW)


def test_it_is_said_that_a_part_is_written_before_its_drafts_go() -> None:
    [planning] = steps_of("lisse", begin())
    [writing] = advance_run(planning, now=NOW)
    with faulty(Faulty()) as how:
        advance_run(writing, now=NOW)
    before = how.calls[: how.calls.index("DeleteItem")]
    assert before.count(TRANSACTION) == 2, "the invoice, and the word that the part is written"
    assert left_of_run("lisse", the_run()) == []


def assert_issued_once() -> None:
    run = the_run()
    assert (run.done_at, run.count, left_of_run("lisse", run)) == (NOW, 1, [])
    assert [debt.total_cents for debt in invoices.receivables("lisse", "testmp")] == [345]
    assert [number.rank for number in numbers_of_year("lisse", "enfance", 2026)] == [1]
