"""The engine: MiniStack as a child process, answering as DynamoDB, S3, SES and SQS on a loopback port.

Why MiniStack: docs/decisions/0002-local-engine.md.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
REGION = "eu-west-3"
START_TIMEOUT_SECONDS = 30.0
ACCESS_KEY = "local"
"""The id of the key and its secret."""
_ATTEMPTS = 3
_DATA = {"SERVICES": "dynamodb,dynamodbstreams,s3,ses,sqs"}
_WHOLE = {"AUTH": "true", "LAMBDA_EXECUTOR": "local"}
_ROOT = Path(__file__).parents[2]
# Only what a Python child needs: a developer's own AWS or MiniStack settings must not reach the engine.
_INHERITED = ("PATH", "HOME", "TMPDIR", "LANG", "SYSTEMROOT")


class EngineFailed(RuntimeError):
    """The engine did not come up; what it wrote is on our standard error."""


@contextmanager
def engine(*, whole: bool = False) -> Iterator[str]:
    """Run an empty engine; yield its address, as `http://127.0.0.1:40123`. It ends with the block, or with us.

    `whole`: every service that MiniStack knows, with the policies of IAM enforced, to deploy into. Else DynamoDB, S3, SES and SQS,
    which ask nobody who they are.
    """
    process, address = _start(_WHOLE if whole else _DATA)
    try:
        yield address
    finally:
        _stop(process)


def free_port() -> int:
    """A loopback port that nothing listens on at this instant."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _start(kind: dict[str, str]) -> tuple[subprocess.Popen[bytes], str]:
    """Start the engine; another process may take the free port first, so try a few."""
    for _ in range(_ATTEMPTS):
        port = free_port()
        address = f"http://{HOST}:{port}"
        process = _spawn(port, kind)
        if _wait_until_ready(process, address):
            return process, address
        _stop(process)
    raise EngineFailed(f"MiniStack did not answer after {_ATTEMPTS} starts: see what it wrote above")


def _spawn(port: int, kind: dict[str, str]) -> subprocess.Popen[bytes]:
    settings = {
        "BIND_HOST": HOST,  # its default is every interface
        "MINISTACK_HOST": HOST,
        "GATEWAY_PORT": str(port),
        "MINISTACK_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,  # it checks the signature of links to documents
        "AWS_SECRET_ACCESS_KEY": ACCESS_KEY,
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "DOCKER_HOST": "unix:///nonexistent",  # it would reap containers of other MiniStacks
        "LOG_LEVEL": "ERROR",
    } | kind
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "infra.local.engine_process"],
        cwd=_ROOT,
        env=inherited | settings,
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the one who started us
    )


def _wait_until_ready(process: subprocess.Popen[bytes], address: str) -> bool:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_ministack/ready", timeout=2):
                return True
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.02)
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Its lifeline is cut: it tidies up, without a word."""
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
