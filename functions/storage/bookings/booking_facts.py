"""What a family's bookings are shown and decided from, in one batch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from functions.domain.availability.lateness import LateYear, school_year
from functions.domain.availability.months_to_read import slots_to_read
from functions.domain.availability.situation import Situation
from functions.domain.errors import NotFound
from functions.domain.families.family import Child, Family
from functions.domain.invoices.receivable import Receivable
from functions.domain.planning.basket import Basket
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.service_month import ServiceMonth
from functions.domain.reglement.acceptance import is_asked
from functions.domain.reglement.reglement import Reglement
from functions.domain.reglement.service_conditions import Need
from functions.domain.safety.child_safety import ChildSafety
from functions.domain.town.commune import Commune
from functions.storage.bookings import child_months as months
from functions.storage.bookings import other_homes
from functions.storage.bookings import service_months as places
from functions.storage.safety import child_safeties
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found, read, together
from functions.storage.table.stored import Stored
from functions.storage.town import called_off, communes
from functions.storage.town.communes import ReglementHead


@dataclass(frozen=True, slots=True)
class Months:
    """The months to read of children and of services: pairs of an id and `2026-11`."""

    of_children: frozenset[tuple[str, str]] = frozenset()
    of_services: frozenset[tuple[str, str]] = frozenset()
    school_years: frozenset[int] = frozenset()
    """Of which to read how often the family was late."""

    @property
    def of_town(self) -> set[str]:
        """Those of which to read what the town called off: all of them."""
        return {month for _, month in self.of_children | self.of_services}

    def __le__(self, other: "Months") -> bool:
        return (
            self.of_children <= other.of_children
            and self.of_services <= other.of_services
            and self.school_years <= other.school_years
        )

    @classmethod
    def of(cls, slots: Iterable[Slot], reglement: Reglement | None = None) -> "Months":
        """Those of the slots and, once the règlement is known, those that count for them."""
        touched = list(slots if reglement is None else slots_to_read(reglement, slots))
        return cls(
            frozenset((slot.child, slot.month) for slot in touched),
            frozenset((slot.service, slot.month) for slot in touched),
            frozenset(school_year(slot.date) for slot in touched),
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """As they were read, with the versions a write checks."""

    commune: Commune
    head: Stored[ReglementHead]
    family: Stored[Family]
    basket: Stored[Basket]
    children: dict[str, Stored[Child]]
    """Of the family's children, those that were asked for, in the family's order."""
    months: dict[tuple[str, str], Stored[ChildMonth]]
    places: dict[tuple[str, str], ServiceMonth]
    called_off: dict[str, Stored[CalledOffMonth]]
    """What the town called off, by month."""
    late_years: dict[int, Stored[LateYear]]
    sheets: dict[str, Stored[ChildSafety]] = field(default_factory=dict)
    """Of the children, where a service asks for their health sheet."""
    debts: tuple[Receivable, ...] = ()
    """Where the town closes a service to those who owe too much. What is overdue when an act begins only gets less while it is decided."""
    homes: dict[str, Stored[Family] | None] = field(default_factory=dict)
    """The other homes that pay for the children, where a booking may be written: with what prices depend on, and nothing else of them."""

    def basket_at(self, now: datetime) -> Basket:
        """As it is now: without the lines that have expired, of which it tells."""
        reglement = communes.reglement(self.commune.id, self.head.value.reglement)
        return self.basket.value.at(reglement.basket_minutes, now=now, today=reglement.day_of(now))

    def with_basket(self, basket: Basket) -> "Facts":
        """After the basket was written."""
        return replace(self, basket=Stored(self.basket.key, basket, self.basket.version + 1))

    def with_bookings(self, after: Situation) -> "Facts":
        """After `after` was written: to show, as versions stay those that were read."""
        months = {
            key: Stored(stored.key, after.months[key], stored.version) for key, stored in self.months.items()
        }
        years = {
            year: Stored(stored.key, after.late_years[year], stored.version)
            for year, stored in self.late_years.items()
        }
        return replace(self, months=months, places=dict(after.places), late_years=years)

    def situation(self) -> Situation:
        """One round trip more the first time this process sees a version of the règlement. Raises NotFound."""
        return Situation(
            reglement=communes.reglement(self.commune.id, self.head.value.reglement),
            family=self.family.value,
            children={child: stored.value for child, stored in self.children.items()},
            months={key: stored.value for key, stored in self.months.items()},
            places=self.places,
            called_off={month: stored.value for month, stored in self.called_off.items()},
            late_years={year: stored.value for year, stored in self.late_years.items()},
            debts=self.debts,
            sheets=whole_sheets(self.sheets),
            homes={home: stored.value for home, stored in self.homes.items() if stored is not None},
        )


def shown(
    commune: str,
    head: Stored[ReglementHead],
    family: Stored[Family],
    basket: Stored[Basket],
    children: Iterable[str],
    wanted: Months,
) -> Facts:
    """What is left to read once the caller was admitted: to show, not to decide."""
    asked, version = list(dict.fromkeys(children)), head.value.reglement
    sheets = _sheets_asked(commune, version, asked)
    places = [*_keys(commune, family.value.id, asked, wanted), *sheets.values()]
    found, debts = _with_debts(commune, version, family.value.id, places)
    held = {child: found.get(key, ChildSafety) for child, key in sheets.items()}
    known = {child: stored for child, stored in held.items() if stored is not None}
    return _facts(found, commune, head, family, basket, asked, wanted, known, debts)


def fresh(
    commune: str,
    family_id: str,
    account: str,
    children: Iterable[str],
    wanted: Months,
    *,
    also: Key | None = None,
    besides: Sequence[Key] = (),
    pricing: bool = False,
    reglement: int = 0,
) -> tuple[Facts, Found]:
    """All that an act is decided from, and the items `also` and `besides`, read together. Raises NotFound.

    `pricing`: bookings may be written, so that the other homes that pay for the children are read too (`other_homes`). `reglement`: the
    version that was in force a moment ago, where that is known: it says what else the town asks for.

    One round trip up to 100 items: some ninety months of children and services.
    """
    asked = list(dict.fromkeys(children))
    head_key, family_key = keys.reglement_head(commune), keys.family(commune, family_id)
    basket_key = keys.basket(commune, family_id, account)
    more = [*besides, *([] if also is None else [also])]
    homes = other_homes.keys_known(commune, family_id, asked) if pricing else []
    sheets = _sheets_asked(commune, reglement, asked)
    places = [head_key, family_key, basket_key, *homes, *_keys(commune, family_id, asked, wanted)]
    found, debts = _with_debts(commune, reglement, family_id, [*more, *places, *sheets.values()])
    head, family = found.get(head_key, ReglementHead), found.get(family_key, Family)
    if head is None or family is None:
        raise NotFound
    basket = found.get_or(basket_key, Basket())
    if head.value.reglement == reglement:
        known = child_safeties.in_batch(found, sheets)
    else:
        # Up to two round trips more, in the towns that ask for them: which do is only known now.
        known = child_safeties.safeties(commune, _sheets_asked(commune, head.value.reglement, asked))
        debts = _debts(commune, head.value.reglement, family_id)
    facts = _facts(found, commune, head, family, basket, asked, wanted, known, debts)
    if pricing:
        facts = replace(
            facts, homes=other_homes.in_batch(found, commune, family_id, facts.children, asked=homes)
        )
    return facts, found


def _keys(commune: str, family: str, children: list[str], wanted: Months) -> list[Key]:
    return [
        keys.commune(commune),
        *(keys.child(commune, child) for child in children),
        *(keys.child_month(commune, child, month) for child, month in sorted(wanted.of_children)),
        *(keys.service_month(commune, service, month) for service, month in sorted(wanted.of_services)),
        *(keys.called_off(commune, month) for month in sorted(wanted.of_town)),
        *(keys.late_year(commune, family, year) for year in sorted(wanted.school_years)),
    ]


def _facts(
    found: Found,
    commune: str,
    head: Stored[ReglementHead],
    family: Stored[Family],
    basket: Stored[Basket],
    asked: list[str],
    wanted: Months,
    sheets: dict[str, Stored[ChildSafety]],
    debts: tuple[Receivable, ...],
) -> Facts:
    town = found.get(keys.commune(commune), Commune)
    if town is None:
        raise NotFound
    files = {
        child: found.get(keys.child(commune, child), Child)
        for child in family.value.children
        if child in asked
    }
    children = {child: stored for child, stored in files.items() if stored is not None}
    return Facts(
        commune=town.value,
        head=head,
        family=family,
        basket=Stored(basket.key, basket.value.only_for(children), basket.version),
        children=children,
        months={
            (child, month): months.in_batch(found, commune, child, month)
            for child, month in wanted.of_children
        },
        places={
            (service, month): places.in_batch(found, commune, service, month)
            for service, month in wanted.of_services
        },
        called_off={month: called_off.in_batch(found, commune, month) for month in wanted.of_town},
        late_years={
            year: found.get_or(keys.late_year(commune, family.value.id, year), LateYear(year))
            for year in wanted.school_years
        },
        debts=debts,
        sheets=sheets,
    )


def whole_sheets(sheets: Mapping[str, Stored[ChildSafety]]) -> frozenset[str]:
    """The children whose health sheet says all that every sheet answers."""
    return frozenset(child for child, stored in sheets.items() if stored.value.has_whole_health_sheet)


def _sheets_asked(commune: str, version: int, children: Iterable[str]) -> dict[str, Key]:
    """Where the health sheet of each child is kept, in the towns whose règlement asks for it. Version 0: it is not known yet."""
    if not version or not is_asked(Need.HEALTH_SHEET, communes.reglement(commune, version)):
        return {}
    return {child: keys.safety(commune, child) for child in children}


def _with_debts(
    commune: str, version: int, family: str, places: list[Key]
) -> tuple[Found, tuple[Receivable, ...]]:
    """What lies at those places and, in the towns that ask for them, the family's debts, asked for at once."""
    if not version or not _asks_debts(commune, version):
        return read(places), ()
    return together(partial(read, places), partial(_debts, commune, version, family))


def _debts(commune: str, version: int, family: str) -> tuple[Receivable, ...]:
    if not _asks_debts(commune, version):
        return ()
    from functions.storage.invoices import invoices  # A cold start does without where no town asks.

    return tuple(invoices.receivables(commune, family))


def _asks_debts(commune: str, version: int) -> bool:
    services = communes.reglement(commune, version).services
    return any(service.conditions.unpaid_over_cents is not None for service in services)
