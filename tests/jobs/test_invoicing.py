"""Each night every town gets last month's invoices, on its own clock."""

import importlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from chalice.app import ScheduledEventConfig, SQSEventConfig
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import app
from functions import wiring
from functions.domain.calendar.billing_periods import PeriodKind
from functions.domain.town.invoicing_policy import Invoicing
from functions.jobs.invoicing import QUEUE, invoicing, invoicing_step
from functions.jobs.towns import SomeTownsFailed
from functions.storage.invoices import invoices
from functions.storage.invoicing import runs
from functions.usecases.invoicing.advance_run import Step, advance_run
from functions.usecases.invoicing.begin_run import begin_run
from infra.local.environment import INVOICING_QUEUE
from infra.local.events import sqs_event
from tests.support.builders import (
    CLARA,
    a_booking,
    a_commune,
    a_family,
    a_month,
    open_town,
    paris,
    put_month,
    settle,
)


def test_every_job_is_called_by_the_name_its_module_gives_it() -> None:
    """On Lambda a job is `functions.jobs.x.f`: what lies there must take EventBridge's event."""
    kinds = (ScheduledEventConfig, SQSEventConfig)
    sources = [source for source in app.event_sources if isinstance(source, kinds)]
    assert {"invoicing", "invoicing_step", "payments_sweep"} <= {source.name for source in sources}
    for source in sources:
        path, _, name = source.handler_string.rpartition(".")
        assert callable(getattr(importlib.import_module(path), name))


@pytest.fixture
def two_towns(table: str) -> None:
    for town, timezone in (("lisse", "Europe/Paris"), ("salazie", "Indian/Reunion")):
        open_town(a_commune(town, timezone=timezone))
        child = replace(CLARA, families=("testmp",))
        settle(a_family(children=("clara",)), [child], commune=town)
        put_month(a_month("clara", "2026-10", {(1, "restauration"): a_booking()}), commune=town)


Night = Callable[[datetime], int]


@pytest.fixture
def night(queue: Callable[[], int], monkeypatch: pytest.MonkeyPatch) -> Night:
    """Fire the night's function at an instant, then hand out what it put in the queue; answers how many steps were done."""

    def fire(now: datetime) -> int:
        begin_at(now, monkeypatch)
        return queue()

    return fire


def begin_at(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: now)
    event: dict[str, Any] = {
        "version": "0",
        "account": "",
        "region": "eu-west-3",
        "detail": {},
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "time": now.isoformat(),
        "id": "1",
        "resources": [],
    }
    invoicing(event, None)


def issued(commune: str) -> list[str]:
    return [debt.period for debt in invoices.receivables(commune, "testmp")]


@pytest.mark.usefixtures("two_towns")
def test_a_town_further_east_has_its_invoices_first(night: Night) -> None:
    night(paris("samedi 2026-10-31 22:15"))
    assert (issued("lisse"), issued("salazie")) == ([], ["2026-10"])
    night(paris("dimanche 2026-11-01 00:15"))
    assert (issued("lisse"), issued("salazie")) == (["2026-10"], ["2026-10"])


@pytest.mark.usefixtures("two_towns")
def test_every_night_of_the_month_leaves_one_invoice(night: Night) -> None:
    done = [night(paris("dimanche 2026-11-01 04:15").replace(day=day)) for day in (1, 2, 15, 30)]
    assert issued("lisse") == ["2026-10"]
    assert done == [4, 0, 0, 0]  # one part to plan and to write in each town


@pytest.mark.usefixtures("two_towns")
def test_a_town_that_fails_does_not_keep_the_others_from_theirs(
    night: Night, queue: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_in_lisse(commune: str, period: str, **how: Any) -> object:
        if commune == "lisse":
            raise RuntimeError
        return begin_run(commune, period, **how)

    monkeypatch.setattr("functions.jobs.invoicing.begin_run", fail_in_lisse)
    with pytest.raises(SomeTownsFailed, match="lisse"):
        night(paris("dimanche 2026-11-01 04:15"))
    queue()
    assert (issued("lisse"), issued("salazie")) == ([], ["2026-10"])


@pytest.mark.usefixtures("table")
def test_a_town_that_chose_the_fifth_waits_for_it(night: Night) -> None:
    commune = a_commune()
    open_town(replace(commune, regie=replace(commune.regie, invoicing=Invoicing(day=5))))
    settle()
    put_month(a_month("clara", "2026-10", {(1, "restauration"): a_booking()}))
    night(paris("mercredi 2026-11-04 06:15"))
    assert issued("lisse") == []
    night(paris("jeudi 2026-11-05 04:15"))
    assert issued("lisse") == ["2026-10"]


@pytest.mark.usefixtures("table")
def test_a_holiday_is_invoiced_when_it_is_over(night: Night) -> None:
    commune = a_commune()
    policy = Invoicing(day=2, kind=PeriodKind.HOLIDAY)
    open_town(replace(commune, regie=replace(commune.regie, invoicing=policy)))
    settle()
    put_month(a_month("clara", "2026-10", {(20, "restauration"): a_booking()}))
    night(paris("lundi 2026-11-02 06:15"))
    assert issued("lisse") == []
    night(paris("mardi 2026-11-03 04:15"))
    assert issued("lisse") == ["2026-10-17.2026-11-01.autumn"]


def two_parts(commune: str, patch: pytest.MonkeyPatch) -> list[str]:
    """A town of two families, each a part by itself: the messages of its run, which has begun. What follows is added to them."""
    waiting: list[str] = []
    patch.setattr("functions.usecases.invoicing.begin_run.SHARD_FAMILIES", 1)
    patch.setattr(wiring, "invoicing_queue", lambda: SimpleNamespace(send=waiting.extend))
    open_town(a_commune(commune))
    for family in ("one", "two"):
        child = replace(CLARA, id=f"{commune}-{family}", families=(family,))
        settle(a_family(family, name=family, children=(child.id,)), [child], commune=commune)
        put_month(
            a_month(child.id, "2026-10", {(1, "restauration"): a_booking(payer=family)}), commune=commune
        )
    begin_at(paris("dimanche 2026-11-01 04:15"), patch)
    return waiting


def do(body: str) -> None:
    invoicing_step(sqs_event(QUEUE, {"MessageId": "1", "ReceiptHandle": "1", "Body": body}), None)


@given(data=st.data())
@settings(max_examples=5, suppress_health_check=list(HealthCheck))
def test_steps_may_come_in_any_order_and_several_times(table: str, data: st.DataObject) -> None:
    with pytest.MonkeyPatch.context() as patch:
        commune = f"c{uuid4().hex}"
        waiting, done = two_parts(commune, patch), 0
        while waiting:
            step = waiting[data.draw(st.integers(0, len(waiting) - 1))]
            do(step)
            done += 1
            if done > 8 or data.draw(st.booleans()):  # else it is handed out again
                waiting.remove(step)
        debts = invoices.of_year(commune, "enfance", 2026)
        assert [(debt.number.rank, debt.family) for debt in debts] == [(1, "one"), (2, "two")]
        assert begin_run(commune, "2026-10", by="job", now=wiring.now()).done_at is not None


def test_steps_that_were_lost_are_handed_over_again_the_next_hour(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = two_parts("lisse", monkeypatch)
    assert len(waiting) == 2
    do(waiting[0])
    waiting.clear()  # neither the second part nor anything that follows
    begin_at(paris("dimanche 2026-11-01 05:15"), monkeypatch)
    while waiting:
        do(waiting.pop())
    assert [debt.number.rank for debt in invoices.of_year("lisse", "enfance", 2026)] == [1, 2]


def test_a_run_whose_numbers_are_taken_is_ended_however_late(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two months later October is not due any more, and still has its invoices."""
    waiting = two_parts("lisse", monkeypatch)
    do(waiting[0])
    do(waiting[1])  # the numbers are taken, nothing is written
    waiting.clear()
    begin_at(paris("samedi 2027-01-02 05:15"), monkeypatch)
    while waiting:
        do(waiting.pop(0))
    assert [debt.number.rank for debt in invoices.of_year("lisse", "enfance", 2026)] == [1, 2]
    assert runs.not_done() == []


def test_a_step_that_fails_stays_in_the_queue(
    table: str, queue: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it was done twice, nor lost."""
    two_parts("lisse", monkeypatch)
    monkeypatch.undo()
    monkeypatch.setattr(wiring, "now", lambda: paris("dimanche 2026-11-01 05:15"))
    monkeypatch.setattr("infra.local.queues.VISIBLE_AGAIN_SECONDS", 0)
    tries = iter([RuntimeError(), None])

    def fail_once(step: Step, **how: Any) -> list[Step]:
        if fault := next(tries, None):
            raise fault
        return advance_run(step, **how)

    monkeypatch.setattr("functions.jobs.invoicing.advance_run", fail_once)
    begin_at(wiring.now(), monkeypatch)
    while queue():
        pass
    assert [debt.number.rank for debt in invoices.of_year("lisse", "enfance", 2026)] == [1, 2]


def test_the_local_run_has_the_queue_that_the_function_reads() -> None:
    assert INVOICING_QUEUE == QUEUE
