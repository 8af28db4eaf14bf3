"""Who acts for a family, and the facts an act of theirs is decided from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from functions.domain.errors import NotFound
from functions.domain.families.family import Family
from functions.domain.planning.basket import Basket
from functions.domain.planning.child_month import Slot
from functions.storage.bookings import booking_facts
from functions.storage.bookings.booking_facts import Facts, Months
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found
from functions.storage.town import communes


@dataclass(frozen=True, slots=True)
class Acting:
    """As admitted. `family` and `basket` say what to read; what is decided is decided from a fresh read."""

    commune: str
    family: Family
    basket: Basket
    account: str
    reglement: int = 0
    """The version that counted then, 0 where nobody looked: it says what else to read."""

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
        known = communes.reglement(self.commune, self.reglement) if self.reglement else None
        wanted = Months.of([*asked, *self.basket.slots()], known)
        children = self.family.children
        found, batch = booking_facts.fresh(
            self.commune, self.family.id, self.account, children, wanted, also=also
        )
        if self.account not in found.family.value.members:
            raise NotFound
        if not {slot.child for slot in asked} <= found.children.keys():
            raise NotFound
        version = found.head.value.reglement
        basket = found.basket.value
        if not Months.of([*asked, *basket.slots()], communes.reglement(self.commune, version)) <= wanted:
            # Another device put something in the basket since, or the règlement looks further.
            return replace(self, basket=basket, reglement=version).read(asked, also=also)
        return found, batch
