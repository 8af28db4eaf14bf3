"""Every line of the log says which version wrote it."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from app import app
from functions import wiring
from functions.version import VERSION
from infra.local import scheduler
from tests.support.builders import NOW
from tests.support.client import Browser
from tests.support.code import modules_naming

ROOT = Path(__file__).parents[2]
# A process that imports what Lambda imports, and writes a record as Lambda does: a field of each attribute.
AS_IN_LAMBDA = """
import json, logging
import app
class Fields(logging.Formatter):
    def format(self, record):
        return json.dumps(vars(record), default=str)
handler = logging.StreamHandler()
handler.setFormatter(Fields())
logging.getLogger().addHandler(handler)
for name in ("functions.jobs.job", "botocore.credentials", "a.library"):
    logging.getLogger(name).error("line", extra={"route": "GET /me"})
"""
IN_THE_TERMINAL = """
import logging
from infra.local import serve
serve._log_to_terminal()
logging.getLogger("functions.gateways.mail").warning("line")
"""


def _run(program: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stderr.splitlines()


def test_a_line_in_lambda_has_the_version_among_its_fields() -> None:
    lines = [json.loads(line) for line in _run(AS_IN_LAMBDA)]
    assert [(line["version"], line["route"]) for line in lines] == [(VERSION, "GET /me")] * 3


def test_a_line_of_the_local_run_has_it_too() -> None:
    assert _run(IN_THE_TERMINAL) == [f"WARNING {VERSION} functions.gateways.mail line"]


def test_every_scheduled_function_logs_under_its_version(
    table: str, pages_bucket: str, caplog: pytest.LogCaptureFixture
) -> None:
    jobs = scheduler.schedules(app)
    assert all(job.fire(NOW) for job in jobs)
    told = [record for record in caplog.records if record.getMessage().startswith("job done")]
    assert len(told) == len(jobs) > 0
    assert {vars(record).get("version") for record in caplog.records} == {VERSION}


def test_a_fault_of_the_api_is_logged_under_its_version(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(wiring, "now", lambda: 1 / 0)
    assert Browser(app).get("/status").status == 500
    [fault] = [record for record in caplog.records if record.getMessage() == "fault"]
    assert vars(fault)["version"] == VERSION


def test_one_module_alone_makes_records() -> None:
    making = {
        path
        for path, tree in modules_naming("LogRecord", "functions")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("LogRecord", "setLogRecordFactory", "makeLogRecord")
    }
    assert making == {"functions/logs.py"}


def test_no_module_names_a_field_of_that_name() -> None:
    """Python refuses an `extra` that a record already has."""
    for path, tree in modules_naming("extra=", "functions"):
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "extra" and isinstance(node.value, ast.Dict):
                names = [key.value for key in node.value.keys if isinstance(key, ast.Constant)]
                assert "version" not in names, path
