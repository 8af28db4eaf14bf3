"""Figures, not tests: `make bench`. Each is a ratio against a baseline measured in the same run."""

import gzip
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from infra import bench_desk
from infra.local.engine import engine
from infra.local.environment import environment
from infra.local.prepare import prepare_services, prepare_table
from infra.package import bench as package
from infra.reglement import bench as reglement

ROOT = Path(__file__).parent.parent
COLD_RUNS = 9
WARM_RUNS = 60
NOW = datetime.fromisoformat("2026-11-19T09:58+01:00")
"""jeudi"""
WEEK = "start=2026-11-23&end=2026-11-29"


def main() -> None:
    for line in reglement.figures():
        print(line, flush=True)
    with engine() as address:
        os.environ.update(environment(address))
        prepare_services()
        prepare_table()
        for line in (*planning(), *cold_start()):
            print(line, flush=True)
    for more in ("infra.bench_directory", "infra.bench_invoicing"):
        subprocess.run([sys.executable, "-m", more], cwd=ROOT, check=True)


def cold_start() -> Iterator[str]:
    """In the town that `planning` filled, on the clock of the wall: a new process reads it."""
    return package.figures("aubray", "aubray-testmp", _session(datetime.now(UTC)))


def _session(now: datetime) -> str:
    """The cookie of a parent of TESTMP."""
    from functions.storage.accounts.sessions import put
    from functions.storage.families import families
    from functions.storage.table.transaction import Transaction
    from functions.usecases.accounts.sessions import new_session

    transaction = Transaction()
    cookie, session = new_session(families.family("aubray", "aubray-testmp").value.members[0], "", now=now)
    put(transaction, session)
    transaction.commit()
    return cookie


def planning() -> Iterator[str]:
    """A week of two children in the town of the demo, against the same items read with botocore and nothing else."""
    from functions import wiring
    from functions.web.api.callers import COOKIE
    from infra.demo.seed import seed
    from infra.local.gateway import Gateway
    from infra.local.messages import Request

    wiring.use_clock(lambda: NOW)
    yield "planning    filling the demo's towns…"
    seed(NOW)
    cookie = _session(NOW)

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
    yield from bench_desk.figures(gateway, NOW, _median)


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
    from functions.storage.table.item import Item

    return Item._get_connection().connection.client


def _median(act: Callable[[], object]) -> float:
    """Milliseconds."""
    times = []
    for _ in range(WARM_RUNS):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
