"""What is wrong in a file, all of it at once, with the place of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from functions.reglement_file.places import Path, nearest


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    line: int
    """From 1; 0 where the file as a whole is meant."""
    where: str
    """The way to the value: « services « cantine » › reserve › closes »."""
    sentence: str
    """In French, for a town clerk."""

    def __str__(self) -> str:
        place = f"ligne {self.line}" if self.line else "fichier"
        return f"{place}, {self.where} : {self.sentence}" if self.where else f"{place} : {self.sentence}"


class InvalidReglement(Exception):
    """Nothing of the file is kept. `problems` are in the order of the lines."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class Problems:
    """Collects while the file is read."""

    def __init__(self, document: Mapping[str, object], lines: dict[Path, int]) -> None:
        self._document = document
        self._lines = lines
        self._found: set[Problem] = set()
        self._paths: set[Path] = set()

    def add(self, path: Path, sentence: str) -> None:
        self._paths.add(path)
        self._found.add(Problem(nearest(self._lines, path) or 0, self._where(path), sentence))

    def within(self, path: Path) -> bool:
        """Whether a problem was told of something written at `path` or inside."""
        return any(found[: len(path)] == path for found in self._paths)

    def line_of(self, path: Path) -> int:
        return nearest(self._lines, path) or 0

    def __len__(self) -> int:
        return len(self._found)

    def sorted(self) -> list[Problem]:
        return sorted(self._found)

    def _where(self, path: Path) -> str:
        steps: list[str] = []
        value: object = self._document
        for key in path:
            if isinstance(key, str):
                value = value.get(key) if isinstance(value, Mapping) else None
                steps.append(key)
                continue
            value = value[key] if isinstance(value, list) and key < len(value) else None
            name = value.get("code") or value.get("label") if isinstance(value, Mapping) else None
            steps[-1] += f" « {name} »" if isinstance(name, str) else f" n° {key + 1}"
        return " › ".join(steps)
