"""`python -m infra.local` opens the portal, and leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local.engine import free_port
from infra.local.server import listen

ROOT = Path(__file__).parents[3]
START_SECONDS = 60.0


@contextmanager
def run(*options: str, waits: bool = True) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The whole local run in a terminal of its own, and its origin: once it answers, where one `waits`."""
    port = free_port()
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a background job ignores it, as what it starts does
    process = subprocess.Popen(
        [sys.executable, "-m", "infra.local", "--port", str(port), "--no-reload", "--empty", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    origin = f"http://localhost:{port}"
    try:
        until = time.monotonic() + START_SECONDS
        while waits and not answers(origin):
            assert process.poll() is None and time.monotonic() < until, "the portal did not open"
        yield process, origin
    finally:
        process.terminate()
        process.wait(timeout=START_SECONDS)


def answers(origin: str) -> bool:
    try:
        with urllib.request.urlopen(f"{origin}/api/status", timeout=START_SECONDS) as answer:
            return json.load(answer) == {"status": "ok"}
    except OSError:
        time.sleep(0.05)
        return False


def test_the_portal_opens_at_the_asked_hour_and_ends_with_its_server():
    with run("--now", "2026-11-19T09:58+01:00") as (process, origin):
        with urllib.request.urlopen(f"{origin}/dev/horloge/", timeout=5) as page:
            assert "19/11/2026 à 09:5" in page.read().decode()
        assert said_at_ctrl_c(process).endswith("Le portail est fermé.")
    assert not answers(origin), "the server is still there"


def test_ctrl_c_while_the_portal_starts_closes_it_as_well():
    with run(waits=False) as (process, _):
        assert process.stdout is not None
        assert "moteur" in process.stdout.readline().decode()
        assert said_at_ctrl_c(process) == "Le portail est fermé."


def said_at_ctrl_c(process: subprocess.Popen[bytes]) -> str:
    """All that is written from Ctrl-C on, which a terminal sends to each process that it started. It ends with the last process that
    could write: one left behind would time out."""
    for _ in range(2):  # pressed twice, by who is in a hurry
        os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=START_SECONDS)
    assert b"Traceback" not in said, said.decode()
    assert process.returncode == 0
    return said.decode().strip()


def test_a_port_that_is_taken_is_said_with_what_to_do():
    with listen(0) as listener:
        port = str(listener.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "infra.local"],
            cwd=ROOT,
            env=os.environ | {"PORT": port},
            capture_output=True,
            text=True,
        )
    assert done.returncode == 1
    assert port in done.stderr
    assert "make demo PORT=" in done.stderr


def test_an_hour_without_its_zone_is_refused_before_anything_starts():
    done = subprocess.run(
        [sys.executable, "-m", "infra.local", "--now", "2026-11-19T09:58"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "time zone" in done.stderr
