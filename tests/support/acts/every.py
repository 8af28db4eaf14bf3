"""Every act, of each module beside this one: what is put there is broken by the harness without being listed again."""

from importlib import import_module
from pathlib import Path

from tests.support.acts.act import ACTS

__all__ = ["ACTS"]

for path in sorted(Path(__file__).parent.glob("*.py")):
    if path.stem not in ("act", "every"):
        import_module(f"tests.support.acts.{path.stem}")
