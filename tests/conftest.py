"""What every test may ask for: the engine (one a worker), a table of its own, an account of AWS in its own process, Chromium.

No test reaches AWS: until a test asks for the engine, the endpoint leads nowhere; what asks moto is answered or refused.
"""

import gc
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Browser, sync_playwright

from functions.usecases.accounts import password_hashes, throttle
from infra.deploy.stage import Account
from infra.local.engine import engine as run_engine
from infra.local.environment import DOCUMENTS_BUCKET, PAGES_BUCKET, UPLOADS_BUCKET, environment
from infra.local.prepare import prepare_services
from tests.support.aws import account_in_process
from tests.support.lean_requests import lean_requests

# What nothing holds any more is looked for once in fifty thousand objects, not in seven hundred: a fifth of the time of collecting the tests.
gc.set_threshold(50_000)

# How fast a machine is proves nothing about an invariant.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

NO_BROWSER = "no browser to test with: apt install chromium libatomic1"
NO_NODE = "Playwright's node does not start: apt install libatomic1"

MADE_ONCE = ("aws_account", "template", "precompiled_file")
"""Fixtures for which one worker alone imports moto, or packages the portal."""

LEAN = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-gpu-rasterization",
    "--in-process-gpu",
    "--disable-extensions",
    "--disable-field-trial-config",
    # No process waits, warm, for a page that no test opens.
    "--renderer-process-limit=1",
    # Its own tabs and bars do not move, and what is painted is not shared out among threads.
    "--animation-duration-scale=0",
    "--disable-smooth-scrolling",
    "--num-raster-threads=1",
]
"""Options of Chromium that leave out what no test looks at."""

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108
IN_FILES = ["--disable-dev-shm-usage"]
"""An option that Playwright adds for machines with little shared memory: what is drawn is then written to files."""

os.environ.update(environment("http://127.0.0.1:9"))


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests of one module run in one worker, and so do those that ask for what takes seconds to make.

    What lacks Chromium, or node, is skipped, but never in CI.
    """
    no_node = not _driver_starts()
    lacking = {"browser": (NO_BROWSER, no_node or _chromium() is None), "node": (NO_NODE, no_node)}
    for item in items:
        for fixture in set(MADE_ONCE).intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group(fixture))
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
        for marker, (reason, lacks) in lacking.items():
            if lacks and item.get_closest_marker(marker) and not os.environ.get("PREAU_REQUIRE_BROWSER"):
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    from tests.support.faults import FAULTS

    met = [
        count
        for report in terminalreporter.stats.get("passed", [])
        for name, count in report.user_properties
        if name == FAULTS
    ]
    if met:
        terminalreporter.write_line(f"{sum(met)} faults of the table were met, by {len(met)} acts.")
    for reason in (NO_BROWSER, NO_NODE):
        skipped = [each for each in terminalreporter.stats.get("skipped", []) if reason in str(each.longrepr)]
        if skipped:
            terminalreporter.write_line(f"{len(skipped)} tests of the browser's code did not run: {reason}.")


def _chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def _driver_starts() -> bool:
    """The node that Playwright brings asks for a library that a bare Debian has not."""
    node, _ = compute_driver_executable()
    return subprocess.run([node, "--version"], capture_output=True, check=False).returncode == 0


class _Never:
    """In place of chance: of the limits that count one write in so many, none counts this one. Those that count all do."""

    @staticmethod
    def randrange(weight: int) -> int:
        return weight - 1


@pytest.fixture(scope="session", autouse=True)
def _without_chance() -> Iterator[None]:
    """Of one session, because a test with Hypothesis can ask for nothing that is made anew for each test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(throttle, "_chance", _Never())
        yield


_STRONG = password_hashes._hasher


@pytest.fixture(scope="session", autouse=True)
def _light_hashes() -> Iterator[None]:
    """A password costs a parent's computer 20 ms, and the tests a thousand times that."""
    light = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(password_hashes, "_hasher", lambda: light)
        yield


@pytest.fixture
def strong_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes as families' passwords have them."""
    monkeypatch.setattr(password_hashes, "_hasher", _STRONG)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium's executable, for Playwright."""
    path = _chromium()
    assert path is not None, NO_BROWSER
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests of a worker: Playwright starts once a process."""
    is_roomy = SHARED_MEMORY.exists() and shutil.disk_usage(SHARED_MEMORY).free > 2**30
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=LEAN, ignore_default_args=IN_FILES if is_roomy else []
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def engine() -> Iterator[str]:
    """The address of an engine for DynamoDB, S3 and SES. `DYNAMODB_ENDPOINT` puts another one behind DynamoDB."""
    with run_engine() as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", address)
        patch.setenv("AWS_ENDPOINT_URL_DYNAMODB", os.environ.get("DYNAMODB_ENDPOINT") or address)
        prepare_services()
        # Another engine, named by who runs the tests, may well ask for signatures.
        with lean_requests(address):
            yield address


@pytest.fixture
def aws_account() -> Iterator[Account]:
    """An empty account in this process, without an engine: see tests/support/aws.py."""
    with account_in_process() as account:
        yield account


@pytest.fixture(scope="session")
def dynamodb(engine: str) -> Any:
    """A client: each one costs 100 ms to build."""
    return boto3.client("dynamodb")


@pytest.fixture
def queue(engine: str) -> Iterator[Callable[[], int]]:
    """Hands out what waits in the queues, as Lambda would, until nothing does; answers how many messages were done."""
    from app import app
    from infra.local import queues

    client = boto3.client("sqs")
    readers = queues.readers(app)

    def deliver() -> int:
        done = 0
        while more := sum(queues.deliver(reader, client) for reader in readers):
            done += more
        return done

    yield deliver
    for reader in readers:
        client.purge_queue(QueueUrl=client.get_queue_url(QueueName=reader.queue)["QueueUrl"])


@pytest.fixture(scope="session")
def table_name() -> str:
    """One a worker: PynamoDB builds a client for each name."""
    return f"test-{uuid4().hex}"


@pytest.fixture
def table(table_name: str, dynamodb: Any) -> Iterator[str]:
    """The name of an empty table, which storage uses."""
    from functions.storage.create_table import use_table
    from infra.backup.tables import creation

    use_table(table_name)
    # One call, where PynamoDB makes four; and without the time to live, for which the engine has a clock of its own.
    dynamodb.create_table(**creation(table_name))
    yield table_name
    dynamodb.delete_table(TableName=table_name)


@pytest.fixture
def pages_bucket(engine: str) -> Iterator[str]:
    """The name of the bucket of pages, empty, which is emptied when the test ends."""
    _empty(PAGES_BUCKET)  # of what a test left that did not ask for it
    yield PAGES_BUCKET
    _empty(PAGES_BUCKET)


@pytest.fixture
def documents_bucket(engine: str) -> Iterator[str]:
    """The name of the bucket of documents, likewise."""
    yield DOCUMENTS_BUCKET
    _empty(DOCUMENTS_BUCKET)


@pytest.fixture
def uploads_bucket(engine: str) -> Iterator[str]:
    """The name of the bucket of what families send, likewise."""
    yield UPLOADS_BUCKET
    _empty(UPLOADS_BUCKET)


def _empty(bucket: str) -> None:
    client = boto3.client("s3")
    for stored in client.list_objects_v2(Bucket=bucket).get("Contents", []):
        client.delete_object(Bucket=bucket, Key=stored["Key"])
