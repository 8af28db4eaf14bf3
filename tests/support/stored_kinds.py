"""Which kinds of things lie on the table, told from the code that reads them, and which of their fields are lists."""

import ast
import importlib
import pkgutil
from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_origin, get_type_hints

import functions

READERS = {
    "read_one",
    "get",
    "get_or",
    "get_sound",
    "partition",
    "listed",
    "sound",
    "decode",
    "answer_in",
    "earlier_answer",
    "rewrite_basket",
    "once",
}
"""The functions that are told which kind to read: of an item, or of an answer that is kept with an act."""


def stored_kinds() -> set[type]:
    """Every dataclass that some module of the code reads from the table."""
    found = set()
    for info in pkgutil.walk_packages(functions.__path__, "functions."):
        module = importlib.import_module(info.name)
        if module.__file__ is not None and info.name.startswith(
            ("functions.storage", "functions.usecases", "functions.web", "functions.jobs")
        ):
            found |= set(_kinds_read(module))
    return found


def _kinds_read(module: ModuleType) -> Iterator[type]:
    assert module.__file__ is not None
    tree = ast.parse(Path(module.__file__).read_text("utf-8"))
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name not in READERS:
            continue
        for argument in call.args:
            node = argument.func if isinstance(argument, ast.Call) else argument
            kind = getattr(module, node.id, None) if isinstance(node, ast.Name) else None
            if isinstance(kind, type) and is_dataclass(kind):
                yield kind


def lists_of(kinds: Collection[type]) -> set[str]:
    """`Class.field` of every list, set or map in the kinds, and in what they are made of."""
    found: set[str] = set()
    seen: set[type] = set()
    rest = list(kinds)
    while rest:
        kind = rest.pop()
        if kind in seen:
            continue
        seen.add(kind)
        hints = get_type_hints(kind)
        for each in fields(kind):
            parts = list(_parts(hints[each.name]))
            if any(
                isinstance(part, type)
                and issubclass(part, (tuple, list, dict, set, frozenset))
                and not hasattr(part, "_fields")
                for part in parts
            ):
                found.add(f"{kind.__name__}.{each.name}")
            rest += [part for part in parts if isinstance(part, type) and is_dataclass(part)]
    return found


def _parts(hint: Any) -> Iterator[Any]:
    origin = get_origin(hint)
    yield hint if origin is None else origin
    for argument in get_args(hint):
        yield from _parts(argument)
