"""Write what a plan showed, family by family, each in a transaction of its own."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from functions.domain.families.family import FamilyErased, FileMoved
from functions.domain.families.import_plan import FamilyPlan
from functions.usecases.families.register_family import register_family


def write_import(
    commune: str, plans: Iterable[FamilyPlan], *, by: str, now: datetime
) -> Iterator[tuple[FamilyPlan, bool]]:
    """Each family once it is written; False where its file moved since it was planned, and nothing was written of it.

    A child of two families of the list is written by the first, and read by the second as the first left it. What was written before
    a fault stays: whoever plans the same list again finds it done. Raises NotFound, Busy, OutcomeUnknown.
    """
    written: dict[str, int] = {}
    for plan in plans:
        files = [*(child.after for child in plan.children), *plan.added]
        try:
            written |= register_family(
                commune, plan.after, files, seen={**plan.seen, **written}, by=by, now=now
            )
        except (FileMoved, FamilyErased):
            yield plan, False
        else:
            yield plan, True
