"""Figures, not tests: `make bench`. Each is a ratio against a baseline measured in the same run."""

import compileall
import gzip
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from infra.local.engine import engine
from infra.local.environment import environment
from infra.reglement import bench as reglement

ROOT = Path(__file__).parent.parent
COLD_RUNS = 9
WARM_RUNS = 60
NOW = datetime.fromisoformat("2026-11-19T09:58+01:00")
"""jeudi"""
WEEK = "start=2026-11-23&end=2026-11-29"
BASELINE = """
from chalice import Chalice
from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model
class Thing(Model):
    class Meta:
        table_name = "things"
        region = "eu-west-3"
    pk = UnicodeAttribute(hash_key=True)
app = Chalice(app_name="bare")
"""


def main() -> None:
    for line in (*cold_start(), *reglement.figures()):
        print(line, flush=True)
    with engine() as address:
        os.environ.update(environment(address))
        for line in planning():
            print(line, flush=True)
    subprocess.run([sys.executable, "-m", "infra.bench_invoicing"], cwd=ROOT, check=True)


def cold_start() -> Iterator[str]:
    """`app.py` imported in a new process, against a bare Chalice and PynamoDB application, turn by turn."""
    compileall.compile_dir(ROOT / "functions", quiet=1)
    programs = {"nothing": "pass", "bare": BASELINE, "app": "import app"}
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(COLD_RUNS):
        for name, program in programs.items():
            times[name].append(_in_a_new_process(program))
    nothing, bare, ours = (statistics.median(times[name]) for name in programs)
    yield f"cold start  bare chalice + pynamodb {bare:.0f} ms, app.py {ours:.0f} ms, python alone {nothing:.0f} ms"
    yield f"            app.py / bare: {(ours - nothing) / (bare - nothing):.2f}"


def planning() -> Iterator[str]:
    """A week of two children in the town of the demo, against the same items read with botocore and nothing else."""
    from functions import wiring
    from functions.storage import families
    from functions.storage.sessions import put
    from functions.storage.table import create_table
    from functions.storage.transaction import Transaction
    from functions.usecases.sessions import new_session
    from functions.web.callers import COOKIE
    from infra.demo.seed import seed
    from infra.local.gateway import Gateway
    from infra.local.messages import Request

    wiring.use_clock(lambda: NOW)
    create_table()
    yield "planning    filling the demo's towns…"
    seed(NOW)
    transaction = Transaction()
    cookie, session = new_session(families.family("aubray", "aubray-testmp").value.members[0], "", now=NOW)
    put(transaction, session)
    transaction.commit()

    from app import app

    gateway = Gateway(app)
    path = "/api/communes/aubray/families/aubray-testmp/planning"
    request = Request("GET", path, WEEK, [("Cookie", f"{COOKIE}={cookie}"), ("Accept", "application/json")])
    body = gateway(request).body
    with _requests() as sent:
        gateway(request)
    asked = list(sent)
    whole = _median(lambda: gateway(request))
    reads = _median(lambda: _send_again(asked))
    yield f"            {len(asked)} round trips, {len(body)} bytes of JSON, {len(gzip.compress(body))} compressed"
    yield f"            through Lambda's event {whole:.1f} ms, botocore alone {reads:.1f} ms: {whole / reads:.2f}"


@contextmanager
def _requests() -> Iterator[list[dict[str, Any]]]:
    """The parameters of each BatchGetItem that is sent meanwhile."""
    sent: list[dict[str, Any]] = []

    def note(params: dict[str, Any], **_: Any) -> None:
        sent.append(params)

    events = _client().meta.events
    key = uuid4().hex
    events.register("provide-client-params.dynamodb.BatchGetItem", note, unique_id=key)
    yield sent
    events.unregister("provide-client-params.dynamodb.BatchGetItem", note, unique_id=key)


def _send_again(asked: list[dict[str, Any]]) -> None:
    for params in asked:
        _client().batch_get_item(**params)


def _client() -> Any:
    from functions.storage.item import Item

    return Item._get_connection().connection.client


def _median(act: Callable[[], object]) -> float:
    """Milliseconds."""
    times = []
    for _ in range(WARM_RUNS):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _in_a_new_process(program: str) -> float:
    """Milliseconds."""
    timed = f"import time; began = time.perf_counter()\n{program}\nprint(time.perf_counter() - began)"
    done = subprocess.run([sys.executable, "-c", timed], cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout) * 1000


if __name__ == "__main__":
    main()
