"""Both files as they are now, what the one that is kept would say, and what stands in the way."""

from dataclasses import dataclass
from datetime import datetime

from functions.domain.errors import NotFound
from functions.domain.families.family import Child, Family
from functions.domain.merging.merge import MergeObstacle, SameFile
from functions.domain.merging.merged_children import moved_child, one_child
from functions.domain.merging.merged_family import Choices, check_choices, merged_family
from functions.domain.merging.renaming import Renaming
from functions.domain.regie.online_payments import UNDER_WAY
from functions.storage.families import children as stored_children
from functions.storage.invoicing import holds, runs
from functions.storage.regie import online_payments
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored


@dataclass(frozen=True, slots=True)
class TwoFiles:
    """`children`: the files of all children of both, by id, as they are. `after`: what each becomes; nothing of one that goes."""

    kept: Stored[Family]
    other: Stored[Family]
    children: dict[str, Stored[Child]]
    after: dict[str, Child]
    family: Family
    names: Renaming


def read_both(commune: str, kept: str, other: str, choices: Choices, *, by: str, now: datetime) -> TwoFiles:
    """Raises NotFound, SameFile, WrongChoice, FamilyFull, ChildFull."""
    if kept == other:
        raise SameFile(field="other")
    places = (keys.family(commune, kept), keys.family(commune, other))
    found = read(places)
    one, two = (found.get(place, Family) for place in places)
    if one is None or two is None or one.value.erased_on is not None or two.value.erased_on is not None:
        raise NotFound
    check_choices(choices, one.value, two.value)
    files = stored_children.children(commune, dict.fromkeys((*one.value.children, *two.value.children)))
    names = Renaming(other, kept, {child: same for child, same in choices.same.items() if child in files})
    after = {
        child: moved_child(stored.value, names)
        for child, stored in files.items()
        if child not in names.children
    }
    for child, same in names.children.items():
        as_other = choices.keep.get(f"child.{same}") == other
        after[same] = one_child(
            files[same].value, files[child].value, names, as_other=as_other, by=by, at=now
        )
    family = merged_family(one.value, two.value, choices, list(after.values()), by=by, at=now)
    return TwoFiles(one, two, files, after, family, names)


def obstacles(commune: str, both: TwoFiles) -> list[MergeObstacle]:
    """What must be over first."""
    kept, other = both.kept.value, both.other.value
    found = []
    if any(
        attempt.state in UNDER_WAY
        for file in (kept, other)
        for attempt in online_payments.of_family(commune, file.id)
    ):
        found.append(MergeObstacle.PAYMENT)
    if holds.of_family(commune, other.id):
        found.append(MergeObstacle.HOLD)
    if any(of_commune == commune for of_commune, _ in runs.not_done()):
        found.append(MergeObstacle.RUN)
    if kept.merging or other.merging:
        found.append(MergeObstacle.MERGING)
    homes = {home for child in both.names.children for home in both.children[child].value.families}
    if homes - {kept.id, other.id}:
        found.append(MergeObstacle.OTHER_HOME)
    return found
