"""Figures, not tests: `make bench`. Each is a ratio against a baseline measured in the same run."""

import compileall
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from infra.reglement import bench as reglement

ROOT = Path(__file__).parent.parent
RUNS = 9
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


def cold_start() -> Iterator[str]:
    """`app.py` imported in a new process, against a bare Chalice and PynamoDB application, turn by turn."""
    compileall.compile_dir(ROOT / "functions", quiet=1)
    programs = {"nothing": "pass", "bare": BASELINE, "app": "import app"}
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(RUNS):
        for name, program in programs.items():
            times[name].append(_seconds(program))
    nothing, bare, ours = (statistics.median(times[name]) * 1000 for name in programs)
    yield f"cold start   python alone {nothing:.0f} ms, bare chalice + pynamodb {bare:.0f} ms, app.py {ours:.0f} ms"
    yield f"             app.py / bare = {(ours - nothing) / (bare - nothing):.2f}"


def _seconds(program: str) -> float:
    timed = f"import time; began = time.perf_counter()\n{program}\nprint(time.perf_counter() - began)"
    done = subprocess.run([sys.executable, "-c", timed], cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    for line in (*cold_start(), *reglement.figures()):
        print(line)


if __name__ == "__main__":
    main()
