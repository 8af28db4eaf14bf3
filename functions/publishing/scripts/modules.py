"""A module as joining reads it: its code, what it imports and what it exports. What it cannot read is refused by its line."""

import posixpath
import re
from dataclasses import dataclass

IMPORT = re.compile(
    r"""^import (?:\{(\s*\w+(?:,\s*\w+)*,?\s*)\} from )?["'](\.{1,2}/[^"']+)["'];?\n?""", re.MULTILINE
)
LATE_IMPORT = re.compile(r"""\bimport\(\s*["'](\.{1,2}/[^"']+)["'],?\s*\)""")
LATE_FILE = "base/late.js"
"""Asks for the others where a screen has it: it alone imports what it is told to."""
EXPORT = re.compile(r"^export ((?:async )?(?:function\*?|const|let|class) (\w+))", re.MULTILINE)
NOT_JOINED = re.compile(r"^(?:/\*.*\*/ *)?(?:import\b(?!\()|export\b).*|\bimport\(.*", re.MULTILINE)
WAITS = re.compile(r"^(?!(?:async function|const \w+ = async)\b)\S[^\n]*\bawait\b.*", re.MULTILINE)
COMMENT_LINES = re.compile(r"^[ \t]*(?:/\*\*(?:(?!\*/).)*\*/|//[^\n]*)\n", re.DOTALL | re.MULTILINE)
WORD = re.compile(r"(?:(?<![\w$.])|(?<=\.\.\.))[A-Za-z_$][\w$]*")
"""What may be the name of a variable: not a property's, which stands after a point."""
NO_VARIABLE = re.compile(
    r"""\"[^"'\\\n$`]*"|(?<![\w$.])(?<!case )[A-Za-z_$][\w$]*(?=:)|(?<![\w$.])get(?= \w+\()"""
)
"""A text without anything to fill in, the key of an object, the word before a property that is asked: `"unreachable"`, `until:`, `get stale()`. oxfmt
writes the colon of a choice after a space."""


class CannotJoin(ValueError):
    """A module does what joining does not know: the line, or the circle of imports, is in the message."""


@dataclass(frozen=True, slots=True)
class Export:
    module: str
    name: str


@dataclass(frozen=True, slots=True)
class Module:
    name: str
    code: str
    """Its source without comments, imports and the word `export`."""
    imports: tuple[str, ...]
    """The modules, in its order."""
    imported: tuple[Export, ...]
    """What it imports of them."""
    late: tuple[str, ...]
    """The modules that it asks for later."""
    exports: tuple[Export, ...]
    words: frozenset[str]
    """All in its code that may be the name of a variable."""

    @property
    def targets(self) -> tuple[str, ...]:
        """All that it asks for, at once or later."""
        return (*self.imports, *self.late)


def read(name: str, source: str) -> Module:
    """Raises CannotJoin."""
    light = COMMENT_LINES.sub("", source)
    code = IMPORT.sub("", EXPORT.sub(r"\1", light)).strip()
    imports = [(resolve(name, target), names) for names, target in IMPORT.findall(light)]
    exports = tuple(Export(name, exported) for _, exported in EXPORT.findall(light))
    over_lines = next((line for line in code.splitlines() if line.count("`") % 2), None)
    known = code.replace("import(file", "") if name == LATE_FILE else LATE_IMPORT.sub("", code)
    unknown = NOT_JOINED.search(known) or (exports and WAITS.search(code))
    if unknown or over_lines:
        raise CannotJoin(f"{name}: {unknown[0] if unknown else over_lines}")
    return Module(
        name=name,
        code=code,
        imports=tuple(target for target, _ in imports),
        imported=tuple(Export(target, one) for target, names in imports for one in WORD.findall(names)),
        late=tuple(resolve(name, target) for target in LATE_IMPORT.findall(light)),
        exports=exports,
        words=frozenset(WORD.findall(NO_VARIABLE.sub('""', code))),
    )


def resolve(name: str, target: str) -> str:
    """The module that `name` means by a relative address, as browsers resolve it."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))


def in_order(entries: list[str], modules: dict[str, Module]) -> list[str]:
    """`entries` and all they import, each once and after what it imports. Raises CannotJoin for a circle."""
    done: dict[str, None] = {}

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            raise CannotJoin(" → ".join((*path, name)))
        if name not in done:
            for target in modules[name].imports:
                visit(target, (*path, name))
            done[name] = None

    for entry in entries:
        visit(entry, ())
    return list(done)


def late_of(first: list[str], modules: dict[str, Module]) -> list[str]:
    """The modules asked for later by the page, or by what it asks for later."""
    found: dict[str, None] = {}
    waiting = list(first)
    while waiting:
        for late in modules[waiting.pop(0)].late:
            if late not in found:
                found[late] = None
                waiting += in_order([late], modules)
    return list(found)
