"""Who acts for a family, and the facts an act of theirs is decided from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from functions.domain.basket import Basket
from functions.domain.bookings import Slot
from functions.domain.errors import NotFound
from functions.domain.families import Family
from functions.storage import facts, keys
from functions.storage.facts import Facts, Months
from functions.storage.keys import Key
from functions.storage.reading import Found


@dataclass(frozen=True, slots=True)
class Acting:
    """As admitted. `family` and `basket` say what to read; what is decided is decided from a fresh read."""

    commune: str
    family: Family
    basket: Basket
    account: str

    def done_key(self, idempotency_key: str) -> Key:
        return keys.done(self.commune, self.family.id, idempotency_key)

    def require_children(self, children: Iterable[str]) -> None:
        """Another family's child looks like no child at all. Raises NotFound."""
        if not set(children) <= set(self.family.children):
            raise NotFound

    def read(self, slots: Iterable[Slot], *, also: Key) -> tuple[Facts, Found]:
        """Everything fresh, in one batch: what `slots` and the basket are decided from, and the item `also`.

        Raises NotFound where the account was taken out of the family meanwhile, or a child of `slots`.
        """
        asked = list(slots)
        wanted = Months.of([*asked, *(line.slot for line in self.basket.lines())])
        children = self.family.children
        found, batch = facts.fresh(self.commune, self.family.id, self.account, children, wanted, also=also)
        if self.account not in found.family.value.members:
            raise NotFound
        if not {slot.child for slot in asked} <= found.children.keys():
            raise NotFound
        if not Months.of(found.basket.value.slots()) <= wanted:
            # Another device put something in the basket since.
            return replace(self, basket=found.basket.value).read(asked, also=also)
        return found, batch
