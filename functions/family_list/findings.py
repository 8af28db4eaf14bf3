"""What a reading tells: the mistakes that refuse the list, and what was mended on the way."""

from dataclasses import dataclass, field


class BadSheet(Exception):
    """`problems`: one sentence each, with its line. Nothing may be imported."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass
class Findings:
    problems: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)
    """What is not read as it is written, such as a zero put back, or what may be a slip: whoever imports must see it."""

    def problem(self, line: int, said: str) -> None:
        self.problems.append(f"Ligne {line} : {said}")

    def mend(self, line: int, said: str) -> None:
        self.mended.append(f"Ligne {line} : {said}")

    def check(self) -> None:
        """Raises BadSheet if anything was found that refuses the list."""
        if self.problems:
            raise BadSheet(self.problems)
