"""A child for whom a service takes place all the same, though it is called off for the others, and who had not booked it."""

from dataclasses import dataclass, replace

from functions.domain.errors import Conflict, NotFound
from functions.domain.families.family import Child
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import Slot


class NotCalledOffForChild(Conflict):
    """That act calls nothing off for this child: what it does not concern is booked as on any other day."""

    code = "not_called_off_for_child"


@dataclass(frozen=True, slots=True)
class MinimumService:
    """`entry`: what was called off, of the month of `slot`."""

    entry: str
    slot: Slot

    def kept(self, known: CalledOffMonth, child: Child) -> CalledOffMonth:
        """With the child among those who are kept. Raises NotFound for what was put back meanwhile, NotCalledOffForChild, CalledOffFull."""
        found = known.entries.get(self.entry)
        if found is None:
            raise NotFound
        what = found.what
        if not replace(what, kept=()).concerns(
            self.slot.service, self.slot.date, child.school, child.school_class
        ):
            raise NotCalledOffForChild
        kept = tuple(sorted({*what.kept, child.id}))
        return known.with_entry(replace(found, what=replace(what, kept=kept)))
