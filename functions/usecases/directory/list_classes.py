"""The classes that the files of a town name: offered where one is typed, so that « CE1 » and « Ce 1 » do not become two."""

from collections import Counter, defaultdict

from functions.domain.families.spelling import folded
from functions.storage.directory import families_found


def list_classes(commune: str) -> list[str]:
    """Each as most files write it, in the order of the alphabet. One round trip: the town's list, read in parts at once."""
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in families_found.whole_list(commune):
        for child in line.children:
            if child.school_class:
                written[folded(child.school_class)][child.school_class] += 1
    return sorted(max(sorted(each), key=each.__getitem__) for each in written.values())
