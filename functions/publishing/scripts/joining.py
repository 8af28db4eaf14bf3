"""Join the modules of a page into one file: many small files compress badly, and each costs a round trip.

Each module becomes a function's body, in the order of their imports, and nothing in it is rewritten. What it exports keeps its name in the whole
file, so that an import takes no line; where another module says that name of something else, a name of its own. A module that exports nothing may
wait at its top level (`await me()`), no other may. What a module asks for later, `import("./late.js")`, goes in a file of its own, and
finds what it imports of the page in the page's `$`. A page that has `base/late.js` asks by it: what did not come can be asked for again.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from functions.publishing.scripts.modules import (
    LATE_FILE,
    LATE_IMPORT,
    CannotJoin,
    Export,
    Module,
    in_order,
    late_of,
    resolve,
)


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


ASKS = Export(LATE_FILE, "lateFile")
Occasions = Mapping[str, Sequence[str]]
"""A name → the modules that are asked for at the same moment: one file holds those of a page."""


def join(
    entries: list[str], modules: dict[str, Module], *, files: Files, occasions: Occasions | None = None
) -> dict[str, str]:
    """The text of each file of a page: the page's own, and one for each module it asks for later, or for each occasion.

    `files` names them. Raises CannotJoin for imports that go in circles, KeyError for a module that is not there.
    """
    first, parts = split(entries, modules, occasions or {})
    together = dict.fromkeys((*first, *(name for part in parts.values() for name in part)))
    asked = frozenset(late for name in together for late in modules[name].late)
    writer = Writer(modules, variables_of([modules[name] for name in together]), parts, asked, files)
    taken = {late: writer.taken(part, of=first) for late, part in parts.items()}
    shared = list(dict.fromkeys(one for exports in taken.values() for one in exports))
    texts = {files.page: writer.page(first, shared)}
    for late, part in parts.items():
        texts[files.late(late)] = writer.part(late, part, {shared.index(one): one for one in taken[late]})
    return texts


def split(
    entries: list[str], modules: dict[str, Module], occasions: Occasions
) -> tuple[list[str], dict[str, list[str]]]:
    """The modules of the page's own file, and those of each part that it asks for later, by the module's name or the occasion's."""
    first = _first(entries, modules)
    when = {late: name for name, together in occasions.items() for late in together}
    asked: dict[str, list[str]] = {}
    for late in late_of(first, modules):
        asked.setdefault(when.get(late, late), []).append(late)
    parts = {
        part: [name for name in in_order(together, modules) if name not in first]
        for part, together in asked.items()
    }
    everywhere = [name for part in parts.values() for name in part]
    if shared := {name for name in everywhere if everywhere.count(name) > 1}:
        # A module holds state: two late parts that share one find it in the page, before what may ask for it at once.
        first = _first([*sorted(shared), *entries], modules)
        parts = {late: [name for name in part if name not in first] for late, part in parts.items()}
    return first, {name: part for name, part in parts.items() if part}


def _first(entries: list[str], modules: dict[str, Module]) -> list[str]:
    """In order; what asks for others comes before who may ask at once."""
    first = in_order(entries, modules)
    return in_order([LATE_FILE, *entries], modules) if LATE_FILE in first else first


def variables_of(modules: list[Module]) -> dict[Export, str]:
    """What each export is called: as in its module, where no other says the word and means something else."""
    variables = {}
    for number, home in enumerate(modules):
        others = [module for module in modules if module is not home]
        for export in home.exports:
            meant_otherwise = any(
                export not in other.imported
                and export.name in (other.words | {one.name for one in other.imported})
                for other in others
            )
            variables[export] = f"${number:x}_{export.name}" if meant_otherwise else export.name
    return variables


@dataclass(frozen=True, slots=True)
class Writer:
    modules: dict[str, Module]
    variables: dict[Export, str]
    parts: dict[str, list[str]]
    asked: frozenset[str]
    """The modules that one of the page's asks for later."""
    files: Files

    def page(self, first: list[str], shared: list[Export]) -> str:
        """`shared`: what late parts take of it."""
        opens = "export const $ = (() => {" if shared else "(() => {"
        gives = [f"return [{', '.join(self.variables[one] for one in shared)}];"] if shared else []
        return "\n".join([opens, *map(self.module, first), *gives, "})();\n"])

    def part(self, name: str, part: list[str], taken: dict[int, Export]) -> str:
        """`taken`: what it takes of the page, by its place in `$`."""
        given = self._given(part)
        places = ", ".join(f"{place}: {self.variables[export]}" for place, export in taken.items())
        return "\n".join(
            [
                *([f'import {{ $ }} from "./{self.files.page}";'] if taken else []),
                f"export const {{ {', '.join(export.name for export in given)} }} = (() => {{",
                *([f"const {{ {places} }} = $;"] if taken else []),
                *map(self.module, part),
                f"return {self._object(given)};",
                "})();\n",
            ]
        )

    def _given(self, part: list[str]) -> list[Export]:
        """What those of its modules that are asked for give to who asks. Raises CannotJoin for two of one name."""
        given = [export for name in part if name in self.asked for export in self.modules[name].exports]
        names = [export.name for export in given]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise CannotJoin(f"{', '.join(part)}: {', '.join(twice)}")
        return given

    def module(self, name: str) -> str:
        module = self.modules[name]
        renamed = [
            f"const {one.name} = {self.variables[one]};"
            for one in module.imported
            if one.name != self.variables[one]
        ]
        code = LATE_IMPORT.sub(lambda late: self._asked(resolve(name, late[1])), module.code)
        body = "\n".join([*renamed, code])
        if not module.exports:
            return f"(async () => {{\n{body}\n}})();"
        outside = ", ".join(self.variables[export] for export in module.exports)
        inside = ", ".join(export.name for export in module.exports)
        return f"const [{outside}] = (() => {{\n{body}\nreturn [{inside}];\n}})();"

    def taken(self, part: Iterable[str], *, of: list[str]) -> list[Export]:
        """What the modules of a late part take of those of the page."""
        exports = [
            export
            for module in (self.modules[name] for name in part)
            for export in (
                *module.imported,
                *(one for late in module.late for one in self.modules[late].exports),
                *([ASKS] if module.late else []),
            )
        ]
        return [export for export in dict.fromkeys(exports) if export.module in of]

    def _asked(self, target: str) -> str:
        """What stands for `import("./late.js")`."""
        file = next((name for name, part in self.parts.items() if target in part), None)
        if file is None:
            return f"Promise.resolve({self._object(self.modules[target].exports)})"
        asks = self.variables.get(ASKS, "import")
        return f'{asks}("./{self.files.late(file)}")'

    def _object(self, exports: Iterable[Export]) -> str:
        """A module as who asks for it later receives it."""
        return f"{{ {', '.join(f'{export.name}: {self.variables[export]}' for export in exports)} }}"
