"""Write what a plan showed, family by family, each in a transaction of its own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from functions.domain.families.family import FamilyErased, FileMoved
from functions.domain.families.import_plan import ChildAway, FamilyPlan
from functions.usecases.families.cancel_days_away import cancel_days_away
from functions.usecases.families.register_family import register_family


def write_import(
    commune: str,
    plans: Iterable[FamilyPlan],
    *,
    why_away: Callable[[Sequence[ChildAway]], str],
    by: str,
    now: datetime,
) -> Iterator[tuple[FamilyPlan, bool]]:
    """Each family once it is written; False where its file moved since it was planned, and nothing was written of it.

    `why_away`: what a family reads of why bookings are cancelled for it. A child of two families of the list is written by the first, and read by the second as the first left it. What was written before
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
            if plan.away:
                why = why_away(plan.away)
                children = [each.child for each in plan.away]
                cancel_days_away(commune, plan.after.id, children, reason=why, by=by, now=now)
            yield plan, True
