"""How a child is called where its first name would stand alone: so that two children of a family are told apart.

Every screen, mail, feed and line that names a child of a family asks here. `tests/house/test_child_names.py` knows who shows a first name
otherwise, and why.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from functions.domain.families.family import Child
from functions.domain.families.spelling import folded

Called = Callable[[Child], str]


def full_name(child: Child) -> str:
    return f"{child.first_name} {child.last_name}"


def told_apart(children: Iterable[Child]) -> dict[str, str]:
    """By id, the first name of each child; with its last name or its birth where another of them has that first name too.

    `children`: all those of one family, so that a child is called the same wherever it is named.
    """
    return apart(
        children,
        lambda child: child.first_name,
        (full_name, lambda child: _with_year(child.first_name, child), *_SURER),
    )


def full_names(children: Iterable[Child]) -> dict[str, str]:
    """By id, the first and last name of each child of a list of the town's; with its birth where two have both."""
    return apart(children, full_name, (lambda child: _with_year(full_name(child), child), *_SURER))


def apart(children: Iterable[Child], called: Called, surer: Sequence[Called]) -> dict[str, str]:
    """The shortest way of calling those of one name that makes their names differ; numbers, where none does."""
    alike: dict[str, list[Child]] = defaultdict(list)
    files = list({child.id: child for child in children}.values())
    for child in files:
        alike[folded(called(child))].append(child)
    names: dict[str, str] = {}
    for group in alike.values():
        ways = (called, *surer) if len(group) > 1 else (called,)
        way = next((one for one in ways if len({folded(one(child)) for child in group}) == len(group)), None)
        for place, child in enumerate(sorted(group, key=lambda child: child.id), start=1):
            names[child.id] = f"{called(child)} {place}" if way is None else way(child)
    return {child.id: names[child.id] for child in files}


def _with_year(name: str, child: Child) -> str:
    return f"{name} ({child.birth_date.year})"


_SURER: Sequence[Called] = (
    lambda child: _with_year(full_name(child), child),
    lambda child: f"{full_name(child)} ({child.birth_date:%d/%m/%Y})",
)
