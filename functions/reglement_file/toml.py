"""Writing TOML: the standard library only reads it."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_WIDTH = 110
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def document(values: Mapping[str, object]) -> str:
    """Plain values first, then a block a table: `[name]`, and `[[name]]` for each table of a list."""
    return "\n".join(_block((), values)).strip("\n") + "\n"


def _block(path: tuple[str, ...], values: Mapping[str, object]) -> list[str]:
    lines = [f"{_key(key)} = {_value(value)}" for key, value in values.items() if not _is_block(value)]
    for key, value in values.items():
        name = ".".join(_key(part) for part in (*path, key))
        if isinstance(value, Mapping) and _is_block(value):
            lines += ["", f"[{name}]", *_block((*path, key), value)]
        elif isinstance(value, list) and _is_block(value):
            for item in value:
                lines += ["", f"[[{name}]]", *_block((*path, key), item)]
    return lines


def _is_block(value: object) -> bool:
    """Tables that do not fit on one line, and lists of tables that hold some structure."""
    if isinstance(value, Mapping):
        return len(_value(value)) > _WIDTH or any(_is_block(inner) for inner in value.values())
    if isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value):
        return any("code" in item or _is_block(item) for item in value)
    return False


def _value(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case Decimal():
            return f"{value:f}"
        case str():
            return '"' + "".join(_ESCAPES.get(character, _printable(character)) for character in value) + '"'
        case datetime():
            return value.isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case list():
            return _list(value)
        case Mapping():
            return (
                f"{{ {', '.join(f'{_key(key)} = {_value(inner)}' for key, inner in value.items())} }}"
                if value
                else "{}"
            )
        case _:
            raise TypeError(type(value).__name__)


def _list(values: list[object]) -> str:
    """Tables go one a line; plain values stay together."""
    written = [_value(value) for value in values]
    if any(isinstance(value, Mapping) for value in values):
        return "[\n" + "".join(f"  {item},\n" for item in written) + "]"
    return f"[{', '.join(written)}]"


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _value(key)


def _printable(character: str) -> str:
    return character if character.isprintable() or character in "\u00a0\u202f" else f"\\U{ord(character):08x}"
