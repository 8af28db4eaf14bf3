"""What the town tells once, and all who must know it.

Each module beside this one tells of one fact, in `FACT`: what is prepared, how the fact is told and taken back, and its readers.
`test_facts.py` walks them: each reader says one thing before, another once the fact is told, and the first again once it is taken back.
So that no reader is forgotten, a fact names its `sources`: the modules of `functions` through which one gets at what the fact changes.
Whatever imports one of them must be named by a reader, or in `unconcerned` with the reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reader:
    """One who must know. `name` is what a person would call it: "the week", "the calendar feed"."""

    name: str
    modules: tuple[str, ...]
    """The modules of `functions` through which it reads, without the leading `functions.`."""
    says: Callable[[], object]
    """What it says now, cut down to what the fact changes."""
    before: object
    after: object


@dataclass(frozen=True)
class Fact:
    """`prepare` opens a town on an empty table; `tell` and `take_back` are the town's own acts, as its agents do them."""

    name: str
    prepare: Callable[[], object]
    tell: Callable[[], object]
    readers: tuple[Reader, ...]
    sources: tuple[str, ...]
    """Modules of `functions`, without the leading `functions.`."""
    take_back: Callable[[], object] | None = None
    """None where the town cannot take it back, with the reason beside it."""
    unconcerned: Mapping[str, str] = field(default_factory=dict)
    """Modules that import a source and need not know, each with the reason in a sentence."""
