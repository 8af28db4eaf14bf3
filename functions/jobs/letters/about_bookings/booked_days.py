"""The days that a letter lists: as the act noted them in the journal, with what the rules say of each now."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.availability.availability import availability_of
from functions.domain.availability.situation import Situation
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.french.bookings.booking_mails import MailedDay, cancelled_says, day_lines, reserved_says
from functions.french.reglement.services import service_name
from functions.jobs.letters.children import Names, names_of
from functions.storage.bookings import booking_facts
from functions.storage.bookings.booking_facts import Months
from functions.storage.town import communes


def noted_days(by_child: object) -> dict[Slot, int]:
    """The cents of each slot that a journal line tells of: child → service → day → cents."""
    if not isinstance(by_child, dict):
        return {}
    return {
        Slot(date.fromisoformat(str(day)), service, child): int(cents)
        for child, services in by_child.items()
        for service, days in services.items()
        for day, cents in days.items()
    }


@dataclass(frozen=True, slots=True)
class BookedDays:
    """What is read once for all the days of a letter. `today` and `now`: when the mail is written."""

    situation: Situation
    names: Names
    today: date
    now: datetime

    def lines(self, days: Iterable[Slot], says: Callable[[Slot], str]) -> tuple[str, ...]:
        """By child, service and day."""
        order = {child: place for place, child in enumerate(self.situation.family.children)}
        codes = {service.code: place for place, service in enumerate(self.situation.reglement.services)}
        ordered = sorted(
            days,
            key=lambda slot: (
                order.get(slot.child, len(order)),
                slot.child,
                codes.get(slot.service, len(codes)),
                slot.service,
                slot.date,
            ),
        )
        return day_lines(
            (
                MailedDay(
                    self.names.of(slot.child),
                    service_name(self.situation.reglement, slot.service),
                    slot.date,
                    says(slot),
                )
                for slot in ordered
            ),
            today=self.today,
        )

    def reserved(self, days: Mapping[Slot, int]) -> tuple[str, ...]:
        """The price of each day, and until when it can be cancelled: by the same rule as on the screen."""
        return self.lines(days, lambda slot: self.reserved_says(slot, days[slot]))

    def cancelled(self, days: Mapping[Slot, int], act: str) -> tuple[str, ...]:
        """What each day takes off the invoice. `act`: the one that cancelled, of which a fee may be left."""
        return self.lines(
            days,
            lambda slot: cancelled_says(
                self.own_cents(slot, days[slot]), self.own_cents(slot, self._kept(slot, act))
            ),
        )

    def own_cents(self, slot: Slot, cents: int) -> int:
        """What the family that is written to pays of it."""
        return self.situation.own_cents(slot, cents)

    def _kept(self, slot: Slot, act: str) -> int:
        fee = self.situation.months[slot.child, slot.month].fees.get(slot.date.day, {}).get(slot.service)
        return fee.price_cents if fee is not None and fee.act == act else 0

    def reserved_says(self, slot: Slot, cents: int) -> str:
        if slot.child not in self.situation.children:
            return reserved_says(cents, None, None, today=self.today)
        booking = self.situation.booking(slot)
        found = availability_of(self.situation, slot, Action.CANCEL, now=self.now)
        pay_by = booking.pay_by if booking is not None else None
        return reserved_says(
            self.own_cents(slot, cents) if self.situation.own_percent(slot) else None,
            found,
            pay_by.astimezone(self.situation.reglement.clock) if pay_by is not None else None,
            today=self.today,
        )


def booked_days(commune: str, family: str, account: str, days: Iterable[Slot], now: datetime) -> BookedDays:
    """Raises NotFound."""
    slots = list(days)
    reglement = communes.reglement(commune, communes.reglement_head(commune).value.reglement)
    children = list(dict.fromkeys(slot.child for slot in slots))
    facts, _ = booking_facts.fresh(commune, family, account, children, Months.of(slots, reglement))
    names = names_of(commune, family, children)
    return BookedDays(facts.situation(), names, facts.commune.day_of(now), now)
