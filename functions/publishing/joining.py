"""Join the modules of a page into one file: many small files compress badly, and each costs a round trip.

Nothing in a module is renamed or rewritten: each becomes a function's body in the order of their imports, an import becomes
`const { name } = $3;`, where $3 is the module: short, because a name that is written for each import weighs on each screen. A module that exports nothing may wait at its top level (`await me()`), no other may. What a module asks for later, `import("./late.js")`, goes in a file of its own.
"""

import posixpath
import re
from dataclasses import dataclass

IMPORT = re.compile(r"""^import (?:\{([^}]*)\} from )?["'](\.{1,2}/[^"']+)["'];?\n?""", re.MULTILINE)
LATE_IMPORT = re.compile(r"""\bimport\(\s*["'](\.{1,2}/[^"']+)["'],?\s*\)""")
EXPORT = re.compile(r"^export ((?:async )?(?:function\*?|const|let|class) (\w+))", re.MULTILINE)
NOT_JOINED = re.compile(r"^(?:/\*.*\*/ *)?(?:import\b(?!\()|export\b).*|\bimport\(.*", re.MULTILINE)
WAITS = re.compile(r"^(?!(?:async function|const \w+ = async)\b)\S[^\n]*\bawait\b.*", re.MULTILINE)
COMMENT_LINES = re.compile(r"^[ \t]*(?:/\*\*(?:(?!\*/).)*\*/|//[^\n]*)\n", re.DOTALL | re.MULTILINE)
NESTED = re.compile(r"^.*`[^`]*\$\{[^}`]*`.*", re.MULTILINE)
"""A text within a text: what takes spaces out of the joined file (assets.py) takes those of the inner one for code."""
GOES_ON = ("(", "[", "{", ",", "=>")
"""What ends a line whose statement goes on in the next."""
CLOSES = (")", "]", "}")


class CannotJoin(ValueError):
    """A module does what joining does not know: the line, or the circle of imports, is in the message."""


@dataclass(frozen=True, slots=True)
class Module:
    name: str
    body: str
    """Its source without comments and indentation, and without `export`; imports are still there."""
    imports: tuple[str, ...]
    late: tuple[str, ...]
    exports: tuple[str, ...]

    @property
    def targets(self) -> tuple[str, ...]:
        """All that it asks for, at once or later."""
        return (*self.imports, *self.late)


def read(name: str, source: str) -> Module:
    """Raises CannotJoin."""
    light = COMMENT_LINES.sub("", source)
    body = EXPORT.sub(r"\1", light)
    exports = tuple(exported for _, exported in EXPORT.findall(light))
    over_lines = next((line for line in body.splitlines() if line.count("`") % 2), None)
    unknown = NOT_JOINED.search(LATE_IMPORT.sub("", IMPORT.sub("", body))) or (exports and WAITS.search(body))
    nested = NESTED.search(body)
    if unknown or over_lines or nested:
        raise CannotJoin(f"{name}: {unknown[0] if unknown else over_lines or (nested and nested[0].strip())}")
    return Module(
        name=name,
        body=tight(body),
        imports=tuple(resolve(name, target) for _, target in IMPORT.findall(light)),
        late=tuple(resolve(name, target) for target in LATE_IMPORT.findall(light)),
        exports=exports,
    )


def tight(body: str) -> str:
    """Without indentation, and with what the formatter laid over several lines on one: how code is laid out weighs nothing.

    A line that may end in a comment (`//`) takes no other after it. No text is over several lines: `read` refuses it.
    """
    lines: list[str] = []
    for line in filter(None, map(str.strip, body.splitlines())):
        last = lines[-1] if lines else "//"
        if "//" in last or not (last.endswith(GOES_ON) or line.startswith((*CLOSES, ".", "?", ":"))):
            lines.append(line)
        elif line.startswith(CLOSES):
            lines[-1] = last.removesuffix(",") + line
        else:
            lines[-1] = last + line
    return "\n".join(lines)


def resolve(name: str, target: str) -> str:
    """The module that `name` means by a relative address, as browsers resolve it."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))


def join(entries: list[str], modules: dict[str, Module], *, files: "Files") -> dict[str, str]:
    """The text of each file of a page: the page's own, and one for each module it asks for later.

    `files` names them. Raises CannotJoin for imports that go in circles, KeyError for a module that is not there.
    """
    first = in_order(entries, modules)
    parts = {
        late: [name for name in in_order([late], modules) if name not in first]
        for late in late_of(first, modules)
    }
    shared = {
        name
        for late, part in parts.items()
        for other in parts
        if other != late
        for name in part
        if name in parts[other]
    }
    if shared:
        # A module holds state: two late parts that share one find it in the page.
        first = in_order([*entries, *sorted(shared)], modules)
        parts = {late: [name for name in part if name not in first] for late, part in parts.items()}
    parts = {late: part for late, part in parts.items() if part}
    together = [*first, *(name for part in parts.values() for name in part)]
    variables = {name: f"${number:x}" for number, name in enumerate(dict.fromkeys(together))}
    # What the page exports to its late parts.
    needed = {
        late: sorted(
            {variables[target] for name in part for target in modules[name].targets if target in first}
        )
        for late, part in parts.items()
    }
    page = [written(modules[name], variables, parts, files) for name in first]
    if exported := sorted({name for names in needed.values() for name in names}):
        page.append(f"export {{ {', '.join(exported)} }};")
    texts = {files.page: "\n".join(page) + "\n"}
    for late, part in parts.items():
        names = needed[late]
        lines = [f'import {{ {", ".join(names)} }} from "./{files.page}";'] if names else []
        lines += [written(modules[name], variables, parts, files) for name in part]
        lines.append(f"export const {{ {', '.join(modules[late].exports)} }} = {variables[late]};")
        texts[files.late(late)] = "\n".join(lines) + "\n"
    return texts


@dataclass(frozen=True, slots=True)
class Files:
    """Names of a page's files."""

    label: str
    digest: str

    @property
    def page(self) -> str:
        return f"{self.label}.{self.digest}.js"

    def late(self, name: str) -> str:
        return f"{self.label}-{re.sub(r'[^a-z0-9]+', '-', name.removesuffix('.js'))}.{self.digest}.js"


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


def written(module: Module, variables: dict[str, str], parts: dict[str, list[str]], files: Files) -> str:
    def imported(match: re.Match[str]) -> str:
        names = ", ".join(
            name.strip().replace(" as ", ": ") for name in (match[1] or "").split(",") if name.strip()
        )
        return f"const {{ {names} }} = {variables[resolve(module.name, match[2])]};\n" if names else ""

    def asked(match: re.Match[str]) -> str:
        target = resolve(module.name, match[1])
        return (
            f'import("./{files.late(target)}")'
            if target in parts
            else f"Promise.resolve({variables[target]})"
        )

    body = LATE_IMPORT.sub(asked, IMPORT.sub(imported, module.body))
    if not module.exports:
        return f"(async () => {{\n{body}\n}})();"
    return f"const {variables[module.name]} = (() => {{\n{body}\nreturn {{ {', '.join(module.exports)} }};\n}})();"
