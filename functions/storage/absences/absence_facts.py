"""What an absence is declared and judged from, read in one batch."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from functions.domain.errors import NotFound
from functions.domain.families.family import Child
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import ChildMonth
from functions.domain.reglement.reglement import Reglement
from functions.storage.bookings import child_months as months
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored
from functions.storage.town import called_off, communes
from functions.storage.town.communes import ReglementHead


@dataclass(frozen=True, slots=True)
class AbsenceFacts:
    """With the versions that a write checks. Months by `2026-11`."""

    commune: str
    head: Stored[ReglementHead]
    child: Stored[Child]
    stored: dict[str, Stored[ChildMonth]]
    called_off: dict[str, CalledOffMonth]

    @property
    def months(self) -> dict[str, ChildMonth]:
        return {month: stored.value for month, stored in self.stored.items()}

    def reglement(self) -> Reglement:
        """One round trip more the first time this process sees a version. Raises NotFound."""
        return communes.reglement(self.commune, self.head.value.reglement)


def facts(
    commune: str, child: str, wanted: Collection[str], *, also: Iterable[Key]
) -> tuple[AbsenceFacts, Found]:
    """All of those months of the child, and the items `also`, strongly consistent. Raises NotFound."""
    head_key, child_key = keys.reglement_head(commune), keys.child(commune, child)
    month_keys = [keys.child_month(commune, child, month) for month in wanted]
    off_keys = [keys.called_off(commune, month) for month in wanted]
    found = read([*also, head_key, child_key, *month_keys, *off_keys])
    head, file = found.get(head_key, ReglementHead), found.get(child_key, Child)
    if head is None or file is None:
        raise NotFound
    return AbsenceFacts(
        commune,
        head,
        file,
        {month: months.in_batch(found, commune, child, month) for month in wanted},
        {month: called_off.in_batch(found, commune, month).value for month in wanted},
    ), found
