"""import-linter keeps the directions between rooms; this keeps what it cannot say."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_domain_imports_the_standard_library_only() -> None:
    strangers = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "functions" / "domain").rglob("*.py")
        for name in _imported(path)
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith("functions.domain")
    }
    assert strangers == set()


def test_no_python_lies_under_site_which_is_a_module_of_the_standard_library() -> None:
    assert list((ROOT / "site").rglob("*.py")) == []


OF_THREADS = {"asyncio", "concurrent.futures", "multiprocessing", "threading"}
KNOW_THREADS = {
    "functions/storage/table/reading.py": "the helpers, which stay: `together` asks through them for everybody",
    "functions/usecases/messages/deliver_messages.py": "a delivery may last a minute, and each lane says how many it makes",
    "functions/jobs/pages.py": "a lock, and no thread",
    "functions/publishing/documents/typeset.py": "what each thread keeps, and no thread",
}


def test_whoever_asks_several_things_at_once_asks_through_the_helpers_that_stay() -> None:
    """To begin a thread takes as long as a third of a question."""
    of_threads = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "functions").rglob("*.py")
        if OF_THREADS & set(_imported(path))
    }
    assert of_threads == KNOW_THREADS.keys()


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, f"{path}: imports are absolute"
            yield node.module
