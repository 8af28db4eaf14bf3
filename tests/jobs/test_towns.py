"""Every job that walks communes: one that fails is in nobody's way, is said, and makes the job fail once all others are served."""

import ast
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import boto3
import pytest

from functions import wiring
from functions.jobs.forgotten import forgotten
from functions.jobs.invoicing import invoicing
from functions.jobs.meal_orders import meal_orders
from functions.jobs.night.seals import seals
from functions.jobs.open_months import open_months
from functions.jobs.pages import pages
from functions.jobs.reminders import reminders
from functions.jobs.towns import SomeTownsFailed
from functions.storage.invoicing import runs
from functions.storage.table import keys
from functions.usecases.invoicing.advance_run import steps_of
from functions.usecases.invoicing.begin_run import begin_run
from infra.local.events import schedule_event
from tests.support.broken import break_item
from tests.support.builders import a_commune, open_town, paris

Job = Callable[[Any, Any], None]
TOWNS = ("aubray", "lisse", "salazie")
WALKS: dict[str, tuple[Job, str, datetime]] = {
    "pages": (pages, "functions.publishing.publish.publish_commune", paris("jeudi 2026-11-19 03:10")),
    "open_months": (
        open_months,
        "functions.jobs.open_months.open_months_of_commune",
        paris("jeudi 2026-11-19 02:40"),
    ),
    "invoicing": (invoicing, "functions.jobs.invoicing.due_now", paris("jeudi 2026-11-19 04:15")),
    "seals": (seals, "functions.jobs.night.seals.seal_journal", paris("jeudi 2026-11-19 06:20")),
    "meal_orders": (meal_orders, "functions.jobs.meal_orders.watch_meals", paris("jeudi 2026-11-19 08:00")),
    "reminders": (reminders, "functions.jobs.reminders.send_reminders", paris("jeudi 2026-11-19 08:40")),
    "forgotten": (forgotten, "functions.jobs.forgotten.remind_of_limits", paris("jeudi 2026-11-19 19:00")),
}
"""The job, what it does for one commune, and when. Pages have a test of their own, which renders them."""


@pytest.fixture
def towns(table: str) -> None:
    for town in TOWNS:
        open_town(a_commune(town, name=town.capitalize()))


def test_every_job_that_walks_communes_is_tried_here() -> None:
    walking = set()
    for module in Path("functions/jobs").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            assert not (
                isinstance(node, ast.Attribute) and node.attr == "all_communes" and module.stem != "towns"
            ), f"{module}: go through communes by each_commune"
            if isinstance(node, ast.Name) and node.id == "each_commune":
                walking.add(module.stem)
    assert walking == WALKS.keys()


@pytest.mark.usefixtures("towns")
@pytest.mark.parametrize("name", sorted(WALKS.keys() - {"pages"}))
def test_one_commune_that_fails_keeps_no_other_from_being_served(
    name: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    job, of_one, now = WALKS[name]
    module, _, function = of_one.rpartition(".")
    really = getattr(import_module(module), function)
    met: list[str] = []

    def serve(*args: Any, **how: Any) -> Any:
        (town,) = {name for name in (getattr(each, "id", each) for each in args) if name in TOWNS}
        met.append(town)
        if town == "aubray":
            raise RuntimeError
        return really(*args, **how)

    monkeypatch.setattr(of_one, serve)
    monkeypatch.setattr(wiring, "now", lambda: now)
    with pytest.raises(SomeTownsFailed, match=r"^aubray$"):
        job(schedule_event(name, now), None)
    assert met == list(TOWNS)
    errors = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert [line.endswith("commune=aubray") for line in errors] == [True, False]
    assert errors[1] == f"job failed name={name}"


@pytest.mark.usefixtures("towns")
def test_the_night_renders_the_pages_of_the_others_and_the_home_that_lists_all(
    pages_bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = paris("jeudi 2026-11-19 03:10")
    break_item(keys.reglement_head("aubray"))
    monkeypatch.setattr(wiring, "now", lambda: now)
    with pytest.raises(SomeTownsFailed, match=r"^aubray$"):
        pages(schedule_event("pages", now), None)
    client = boto3.client("s3")
    listed = client.get_paginator("list_objects_v2").paginate(Bucket=pages_bucket)
    written = {one["Key"] for page in listed for one in page.get("Contents", [])}
    assert {"lisse/index.html", "lisse/reglement/index.html", "salazie/reglement/index.html"} <= written
    home = client.get_object(Bucket=pages_bucket, Key="index.html")["Body"].read().decode()
    assert all(town.capitalize() in home for town in TOWNS)


@pytest.mark.usefixtures("table")
def test_a_run_that_cannot_be_taken_up_keeps_no_town_from_beginning_its_own(
    queue: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for town in ("aubray", "lisse"):
        open_town(a_commune(town))
    begun = paris("dimanche 2026-11-01 04:15")
    begin_run("aubray", "2026-10", by="job", now=begun)

    def fail_in_aubray(commune: str, run: Any) -> Any:
        if commune == "aubray":
            raise RuntimeError
        return steps_of(commune, run)

    monkeypatch.setattr("functions.jobs.invoicing.steps_of", fail_in_aubray)
    monkeypatch.setattr(wiring, "now", lambda: begun)
    with pytest.raises(SomeTownsFailed, match="aubray"):
        invoicing(schedule_event("invoicing", begun), None)
    assert runs.run("lisse", a_commune().regie.code, "2026-10") is not None
