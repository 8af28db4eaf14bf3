"""Who acts for a family, and the facts an act of theirs is decided from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from functions.domain.errors import NotFound
from functions.domain.families.access import acts_for
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
    """An account that was let in to act for a family. `family` and `basket` only say what to read: acts are decided
    from a fresh read."""

    commune: str
    family: Family
    basket: Basket
    account: str
    reglement: int = 0
    """The version in force when the account was let in, 0 where nobody looked: it says which other months to read."""

    def done_key(self, idempotency_key: str) -> Key:
        return keys.done(self.commune, self.family.id, idempotency_key)

    def require_children(self, children: Iterable[str]) -> None:
        """Raises NotFound for a child of another family, as for a child that does not exist."""
        if not set(children) <= set(self.family.children):
            raise NotFound

    def read(
        self,
        slots: Iterable[Slot],
        *,
        also: Key | None = None,
        besides: Sequence[Key] = (),
        pricing: bool = False,
    ) -> tuple[Facts, Found]:
        """Read, in one batch, all that `slots` and the basket are decided from, and the items `also` and
        `besides`. `pricing`: bookings may be written of it (`booking_facts.fresh`).

        Raises NotFound where the account, or a child of `slots`, was taken out of the family meanwhile.
        """
        asked = list(slots)
        known = communes.reglement(self.commune, self.reglement) if self.reglement else None
        wanted = Months.of({*asked, *self.basket.all_slots()}, known)
        children = self.family.children
        found, batch = booking_facts.fresh(
            self.commune,
            self.family.id,
            self.account,
            children,
            wanted,
            also=also,
            besides=besides,
            pricing=pricing,
            reglement=self.reglement,
        )
        if not acts_for(self.account, found.family.value):
            raise NotFound
        if not {slot.child for slot in asked} <= found.children.keys():
            raise NotFound
        version = found.head.value.reglement
        basket = found.basket.value
        if (version, basket) == (self.reglement, self.basket):
            return found, batch  # what said which months to read has not moved
        if not Months.of({*asked, *basket.all_slots()}, communes.reglement(self.commune, version)) <= wanted:
            # Another device has added to the basket since, or a newer règlement looks at more months: read again.
            again = replace(self, basket=basket, reglement=version)
            return again.read(asked, also=also, besides=besides, pricing=pricing)
        return found, batch
