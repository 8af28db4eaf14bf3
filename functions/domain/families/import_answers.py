"""What the town answers to the questions of an import, by their codes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answers:
    """`same` and `other`: whether a line is about a child who is known. `kept` and `taken`: of a field that was changed by hand, whether
    what the portal says stays, or what the list says comes."""

    same: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
