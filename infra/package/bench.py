"""The cold start of the deployed zip: import and first request, against the same of a bare application.

Bare: Chalice, one PynamoDB model and a route that reads one item, in a zip of the same libraries as pip installs them. Both in new processes that see
their own zip and nothing else, on the same engine, turn by turn.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from functions.web.callers.asking import COOKIE
from infra.local.events import api_event
from infra.local.messages import Request
from infra.package import archive, dependencies
from infra.package.build import CACHE, build
from infra.package.target import target

RUNS: Final = 11
AT_MOST: Final = 1.5
FAMILY: Final = "/communes/{commune}/families/{family}"
_BARE: Final = """
from chalice import Chalice
from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

app = Chalice(app_name="bare")

class Thing(Model):
    class Meta:
        table_name = "%s"
    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    body = UnicodeAttribute()

@app.route("/things/{pk}/{sk}")
def thing(pk, sk):
    return {"body": Thing.get("C#" + pk, sk).body}
"""
_TIMED: Final = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
event = json.load(sys.stdin)
began = time.perf_counter()
import app
answer = app.app(event, None)
took = time.perf_counter() - began
assert answer["statusCode"] == 200, answer
print(took)
"""


def figures(commune: str, family: str, cookie: str) -> Iterator[str]:
    """On the table of the environment, which holds that family and a session of one of its parents."""
    with TemporaryDirectory() as folder:
        ours, bare = Path(folder) / "ours", Path(folder) / "bare"
        archive.unpack(build(target(), Path(folder) / "package").code.path, ours)
        _make_bare(ours, bare)
        known = {"commune": commune, "family": family}
        monday = datetime.now(UTC).date() + timedelta(days=1)
        asked = {
            "bare": (bare, _event("/things/{pk}/{sk}", {"pk": commune, "sk": "COMMUNE"})),
            "GET /me": (ours, _event("/me", {}, cookie)),
            "planning": (
                ours,
                _event(
                    f"{FAMILY}/planning", known, cookie, f"start={monday}&end={monday + timedelta(days=6)}"
                ),
            ),
        }
        times: dict[str, list[float]] = {name: [] for name in asked}
        for _ in range(RUNS):
            for name, (code, event) in asked.items():
                times[name].append(_first_request(code, event))
        # The least of each, as timeit advises: what else the machine does only ever adds.
        least = {name: min(taken) for name, taken in times.items()}
        said = ", ".join(f"{name} {milliseconds:.0f} ms" for name, milliseconds in least.items())
        yield f"cold start  import and first request: {said}"
        for name in ("GET /me", "planning"):
            yield f"            {name} / bare: {least[name] / least['bare']:.2f} (at most {AT_MOST})"


def _make_bare(ours: Path, bare: Path) -> None:
    """The same libraries as pip leaves them, and the Chalice of our zip; compiled, as ours is."""
    shutil.copytree(dependencies.install_plain(target(), CACHE), bare)
    shutil.copytree(ours / "chalice", bare / "chalice")
    (bare / "app.py").write_text(_BARE % os.environ["PREAU_TABLE"])
    archive.compile_all(bare, "/var/task")


def _event(resource: str, parameters: dict[str, str], cookie: str = "", query: str = "") -> dict[str, Any]:
    path = f"/api{resource.format(**parameters)}"
    headers = [("Accept", "application/json"), *([("Cookie", f"{COOKIE}={cookie}")] if cookie else [])]
    request = Request("GET", path, query, headers)
    return api_event(request, resource=resource, parameters=parameters, request_id="bench", binary=False)


def _first_request(code: Path, event: dict[str, Any]) -> float:
    """Milliseconds, in a process that sees the zip and the standard library."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _TIMED, str(code)],
        input=json.dumps(event),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return float(done.stdout) * 1000
