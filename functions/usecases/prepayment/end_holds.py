"""Keep the places that were paid for; give back those that nobody paid in time, and take their invoices back.

The provider is asked first, so that a family that pays at the last minute keeps the places. A provider that does not
answer is asked again for two hours. A payment that comes later finds nothing owed, and becomes the family's credit,
with an alert.
"""

import logging
from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

from functions.domain.availability.situation import Situation
from functions.domain.billing.prepayment import Hold, held_slots
from functions.domain.families.family import Child
from functions.domain.invoices.credit_notes import NothingToCredit, whole
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.child_month import Slot
from functions.domain.planning.service_month import Counter, Taking, counters
from functions.gateways.payments.port import PaymentProvider, ProviderUnavailable
from functions.storage.bookings import child_months, service_months
from functions.storage.families import families
from functions.storage.invoices import invoices
from functions.storage.invoicing import holds
from functions.storage.regie.online_payments import Place
from functions.storage.table import journal, keys, numbers, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases import tell_other_homes
from functions.usecases.payments.provider_silences import Silences
from functions.usecases.payments.settle_payment import settle_payment
from functions.usecases.prepayment.confirm_hold import confirm_hold, months_of
from functions.usecases.regie.issue_credit_note import drawn, write
from functions.usecases.regie.regie_act import Act
from functions.usecases.retry import when_moved
from functions.usecases.waiting_list import give_freed_places

BY = "job:holds"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ended:
    paid: int = 0
    released: int = 0
    failed: int = 0
    """Holds that are left to the next run."""


def end_holds(*, provider: PaymentProvider, now: datetime, at_most: int = 200) -> Ended:
    """End every hold that can be ended. One that fails does not keep the others from ending.

    Those whose time is over come first. Their order is another each time, so that holds that fail each time do not always use
    up the run before the others.
    """
    paid = released = failed = 0
    silences = Silences()
    chance = Random(now.isoformat())  # noqa: S311  # the order must be fair, and the same again in a test
    waiting = sorted(holds.waiting(), key=lambda hold: (now < hold.until, chance.random()))
    for hold in waiting[:at_most]:
        try:
            kept = _end(hold, provider=provider, silences=silences, now=now)
        except ProviderUnavailable:
            failed += 1
        except Exception:
            _log.exception("hold not ended commune=%s invoice=%s", hold.commune, hold.invoice)
            failed += 1
        else:
            paid, released = paid + (kept is True), released + (kept is False)
    return Ended(paid, released, failed)


def _end(hold: Hold, *, provider: PaymentProvider, silences: Silences, now: datetime) -> bool | None:
    """End one hold. True: the family keeps the places. False: they are given back. None: it still has time to pay."""
    if confirm_hold(hold.commune, hold.family, hold.invoice, by=BY, now=now):
        return True
    if now < hold.until:
        return None
    debt = invoices.receivable(hold.commune, hold.family, hold.invoice).value
    if debt.attempt is not None:
        try:
            _ask(Place(hold.commune, hold.family, debt.attempt), provider, silences, now)
        except ProviderUnavailable:
            if hold.waits(now):
                raise
        if confirm_hold(hold.commune, hold.family, hold.invoice, by=BY, now=now):
            return True
    return when_moved(lambda: _release(hold, now))


def _ask(place: Place, provider: PaymentProvider, silences: Silences, now: datetime) -> None:
    """Ask the provider about a payment, and write down what it says. Raises ProviderUnavailable."""
    if silences.gave_up(place.commune):
        raise ProviderUnavailable("not asked again in this run")
    try:
        settle_payment(place, provider=provider, now=now)
    except ProviderUnavailable:
        silences.silent(place.commune)
        raise
    silences.answered(place.commune)


def _release(hold: Hold, now: datetime) -> bool:
    """Give the places back, and take the invoice back. True where the family has paid meanwhile, and keeps the places.

    The transaction holds only while the debt is as it was read: a payment that comes in between makes it fail, and it
    is decided again.
    """
    stored = holds.hold(hold.commune, hold.family, hold.invoice)
    if stored is None:
        return False
    invoice, read_now = invoices.invoice(hold.commune, hold.family, hold.invoice)
    debt = replace(read_now, value=replace(read_now.value, lapsed=True))
    if debt.value.settled:
        return confirm_hold(hold.commune, hold.family, hold.invoice, by=BY, now=now)
    act, town = Act(hold.commune, hold.family, BY, "", now), communes.commune(hold.commune)
    transaction = Transaction()
    try:
        taken = whole(invoice, debt.value)
    except NothingToCredit:
        invoices.put(transaction, hold.commune, debt)  # the régisseur took it back already
    else:
        regie, year = debt.value.number.regie, act.today(town).year
        [number] = numbers.next_documents(transaction, hold.commune, regie, year, count=1)
        invoices.count_document(transaction, hold.commune, hold.family)
        write(transaction, act, drawn(act, town, invoice, number, taken, ""), debt)
    situation, prices = _free(transaction, hold)
    freed = list(prices)
    holds.end(transaction, stored)
    act_id = new_id(now)
    detail: dict[str, object] = {
        "invoice": hold.invoice,
        "slots": len(freed),
        "released": _by_child(prices),
    }
    line = JournalLine(act_id, "prepayment_lapsed", BY, now, detail=detail)
    journal.add(transaction, hold.commune, hold.family, line)
    data: dict[str, str | int] = {
        "number": invoice.number.label,
        "until": hold.until.isoformat(),
        "act": act_id,
    }
    outbox.add(transaction, Message(new_id(now), MessageKind.HOLD_RELEASED, hold.commune, hold.family, data))
    tell_other_homes.announce(
        transaction, hold.commune, hold.family, situation.children, freed, act=act_id, now=now
    )
    give_freed_places.announce(transaction, hold.commune, situation, freed, now=now)
    transaction.commit()
    give_freed_places.give(hold.commune, situation, freed, now=now)
    return False


def _free(transaction: Transaction, hold: Hold) -> tuple[Situation, dict[Slot, int]]:
    """Take the hold's bookings out of their months, and give their places back. Answers the situation afterwards,
    and the price of each slot that is free again."""
    reglement = communes.reglement(hold.commune, communes.reglement_head(hold.commune).value.reglement)
    family = families.family(hold.commune, hold.family).value
    stored = {(month.value.child, month.value.month): month for month in months_of(hold)}
    freed = [slot for month in stored.values() for slot in held_slots(month.value, hold)]
    of_services = {(slot.service, slot.month) for slot in freed}
    child_keys = {slot.child: keys.child(hold.commune, slot.child) for slot in freed}
    service_keys = [keys.service_month(hold.commune, *pair) for pair in sorted(of_services)]
    found = read([*service_keys, *child_keys.values()])
    known = {child: found.get(key, Child) for child, key in child_keys.items()}
    children = {child: file.value for child, file in known.items() if file is not None}
    counted = {pair: service_months.in_batch(found, hold.commune, *pair) for pair in of_services}
    situation = Situation(
        reglement, family, children, {key: month.value for key, month in stored.items()}, counted
    )
    prices: dict[Slot, int] = {}
    takings: dict[tuple[str, str], Tally[Counter]] = {pair: Tally() for pair in of_services}
    for slot in freed:
        booking = situation.booking(slot)
        assert booking is not None, "it was found there"
        prices[slot] = booking.price_cents
        takings[slot.service, slot.month].update(counters(slot.date.day, booking.school))
        situation = situation.freed(slot, booking)
    for key, month in situation.months.items():
        if month is not stored[key].value:
            child_months.put(transaction, hold.commune, Stored(stored[key].key, month, stored[key].version))
    for pair, tally in takings.items():
        service_months.take(transaction, hold.commune, counted[pair], _given_back(tally))
    return situation, prices


def _by_child(prices: Mapping[Slot, int]) -> dict[str, dict[str, dict[date, int]]]:
    """Cents by child, service and day, as the journal has the days of any act."""
    found: dict[str, dict[str, dict[date, int]]] = {}
    for slot, cents in prices.items():
        found.setdefault(slot.child, {}).setdefault(slot.service, {})[slot.date] = cents
    return found


def _given_back(tally: Mapping[Counter, int]) -> dict[Counter, Taking]:
    return {counter: Taking(-count) for counter, count in tally.items()}
