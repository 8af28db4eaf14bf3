"""Join the modules of a page into one file: many small files compress badly, and each costs a round trip.

Each module becomes a function's body, in the order of their imports, and nothing in it is rewritten. What it exports keeps its name in the whole
file, so that an import takes no line; where another module says that name of something else, a name of its own. A module that exports nothing may
wait at its top level (`await me()`), no other may. What a module asks for later, `import("./late.js")`, goes in a file of its own, and
finds what it imports of the page in the page's `$`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from functions.publishing.scripts.modules import LATE_IMPORT, Export, Module, in_order, late_of, resolve


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


def join(entries: list[str], modules: dict[str, Module], *, files: Files) -> dict[str, str]:
    """The text of each file of a page: the page's own, and one for each module it asks for later.

    `files` names them. Raises CannotJoin for imports that go in circles, KeyError for a module that is not there.
    """
    first, parts = split(entries, modules)
    together = dict.fromkeys((*first, *(name for part in parts.values() for name in part)))
    writer = Writer(modules, variables_of([modules[name] for name in together]), frozenset(parts), files)
    taken = {late: writer.taken(part, of=first) for late, part in parts.items()}
    shared = list(dict.fromkeys(one for exports in taken.values() for one in exports))
    texts = {files.page: writer.page(first, shared)}
    for late, part in parts.items():
        texts[files.late(late)] = writer.part(late, part, {shared.index(one): one for one in taken[late]})
    return texts


def split(entries: list[str], modules: dict[str, Module]) -> tuple[list[str], dict[str, list[str]]]:
    """The modules of the page's own file, and those of each part that it asks for later."""
    first = in_order(entries, modules)
    asked = late_of(first, modules)
    parts = {late: [name for name in in_order([late], modules) if name not in first] for late in asked}
    everywhere = [name for part in parts.values() for name in part]
    if shared := {name for name in everywhere if everywhere.count(name) > 1}:
        # A module holds state: two late parts that share one find it in the page, before what may ask for it at once.
        first = in_order([*sorted(shared), *entries], modules)
        parts = {late: [name for name in part if name not in first] for late, part in parts.items()}
    return first, {late: part for late, part in parts.items() if part}


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
    parts: frozenset[str]
    files: Files

    def page(self, first: list[str], shared: list[Export]) -> str:
        """`shared`: what late parts take of it."""
        opens = "export const $ = (() => {" if shared else "(() => {"
        gives = [f"return [{', '.join(self.variables[one] for one in shared)}];"] if shared else []
        return "\n".join([opens, *map(self.module, first), *gives, "})();\n"])

    def part(self, late: str, part: list[str], taken: dict[int, Export]) -> str:
        """`taken`: what it takes of the page, by its place in `$`."""
        names = ", ".join(export.name for export in self.modules[late].exports)
        places = ", ".join(f"{place}: {self.variables[export]}" for place, export in taken.items())
        return "\n".join(
            [
                *([f'import {{ $ }} from "./{self.files.page}";'] if taken else []),
                f"export const {{ {names} }} = (() => {{",
                *([f"const {{ {places} }} = $;"] if taken else []),
                *map(self.module, part),
                f"return {self._whole(late)};",
                "})();\n",
            ]
        )

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
            )
        ]
        return [export for export in dict.fromkeys(exports) if export.module in of]

    def _asked(self, target: str) -> str:
        """What stands for `import("./late.js")`."""
        late = self.files.late(target)
        return f'import("./{late}")' if target in self.parts else f"Promise.resolve({self._whole(target)})"

    def _whole(self, name: str) -> str:
        """A module as who asks for it later receives it."""
        exports = self.modules[name].exports
        return f"{{ {', '.join(f'{export.name}: {self.variables[export]}' for export in exports)} }}"
