"""Figures, not tests: `make bench`. Each is a ratio against a baseline measured in the same run."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from infra import bench_desk, bench_screens
from infra.local.engine import engine
from infra.local.environment import environment
from infra.local.prepare import prepare_services, prepare_table
from infra.package import bench as package
from infra.reglement import bench as reglement

ROOT = Path(__file__).parent.parent
WARM_RUNS = 60
NOW = datetime.fromisoformat("2026-11-19T09:58+01:00")
"""jeudi"""


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
    """What parents and agents ask, in the town of the demo."""
    from functions import wiring
    from infra.demo.seed import seed
    from infra.local.gateway import Gateway

    wiring.use_clock(lambda: NOW)
    yield "planning    filling the demo's towns…"
    seed(NOW)
    cookie = _session(NOW)

    from app import app

    gateway = Gateway(app)
    yield from bench_screens.figures(gateway, cookie)
    yield from bench_desk.figures(gateway, NOW, _median)


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
