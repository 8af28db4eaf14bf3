"""Each night every town gets last month's invoices, on its own clock."""

import importlib
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from chalice.app import ScheduledEventConfig

from app import app
from functions import wiring
from functions.domain.invoicing import Invoicing
from functions.domain.periods import PeriodKind
from functions.jobs.invoicing import SomeTownsFailed, invoicing
from functions.storage import invoices
from functions.usecases.issue_invoices import issue_invoices
from tests.builders import CLARA, a_booking, a_commune, a_family, a_month, open_town, paris, put_month, settle


def test_every_job_is_called_by_the_name_its_module_gives_it() -> None:
    """On Lambda a job is `functions.jobs.x.f`: what lies there must take EventBridge's event."""
    sources = [source for source in app.event_sources if isinstance(source, ScheduledEventConfig)]
    assert {"invoicing", "payments_sweep"} <= {source.name for source in sources}
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


def run_at(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
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
def test_a_town_further_east_has_its_invoices_first(monkeypatch: pytest.MonkeyPatch) -> None:
    run_at(paris("samedi 2026-10-31 22:15"), monkeypatch)
    assert (issued("lisse"), issued("salazie")) == ([], ["2026-10"])
    run_at(paris("dimanche 2026-11-01 00:15"), monkeypatch)
    assert (issued("lisse"), issued("salazie")) == (["2026-10"], ["2026-10"])


@pytest.mark.usefixtures("two_towns")
def test_every_night_of_the_month_leaves_one_invoice(monkeypatch: pytest.MonkeyPatch) -> None:
    for day in (1, 2, 15, 30):
        run_at(paris("dimanche 2026-11-01 04:15").replace(day=day), monkeypatch)
    assert issued("lisse") == ["2026-10"]


@pytest.mark.usefixtures("two_towns")
def test_a_town_that_fails_does_not_keep_the_others_from_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_in_lisse(commune: str, period: str, **how: Any) -> object:
        if commune == "lisse":
            raise RuntimeError
        return issue_invoices(commune, period, **how)

    monkeypatch.setattr("functions.jobs.invoicing.issue_invoices", fail_in_lisse)
    with pytest.raises(SomeTownsFailed, match="lisse"):
        run_at(paris("dimanche 2026-11-01 04:15"), monkeypatch)
    assert issued("salazie") == ["2026-10"]


@pytest.mark.usefixtures("table")
def test_a_town_that_chose_the_fifth_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    commune = a_commune()
    open_town(replace(commune, regie=replace(commune.regie, invoicing=Invoicing(day=5))))
    settle()
    put_month(a_month("clara", "2026-10", {(1, "restauration"): a_booking()}))
    run_at(paris("mercredi 2026-11-04 06:15"), monkeypatch)
    assert issued("lisse") == []
    run_at(paris("jeudi 2026-11-05 04:15"), monkeypatch)
    assert issued("lisse") == ["2026-10"]


@pytest.mark.usefixtures("table")
def test_a_holiday_is_invoiced_when_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    commune = a_commune()
    policy = Invoicing(day=2, kind=PeriodKind.HOLIDAY)
    open_town(replace(commune, regie=replace(commune.regie, invoicing=policy)))
    settle()
    put_month(a_month("clara", "2026-10", {(20, "restauration"): a_booking()}))
    run_at(paris("lundi 2026-11-02 06:15"), monkeypatch)
    assert issued("lisse") == []
    run_at(paris("mardi 2026-11-03 04:15"), monkeypatch)
    assert issued("lisse") == ["2026-10-17.2026-11-01.autumn"]
