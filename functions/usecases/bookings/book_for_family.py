"""An agent books and cancels in the place of a family: one transaction as *Valider*, less the conditions that the agent names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.availability.agent_standing import PriceChoice
from functions.domain.bookings.batches import cut_into_batches
from functions.domain.bookings.booking_requests import LineState
from functions.domain.bookings.town_booking import TownDecision, TownLine, TownTerms, decide_for_family
from functions.domain.bookings.validation import RefusedLine, SeenLine
from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.basket import MAX_LINES_AT_ONCE, BasketFull
from functions.domain.planning.child_month import Slot
from functions.domain.planning.minimum_service import MinimumService
from functions.domain.planning.service_month import ServiceMonth
from functions.domain.planning.town_act import Over
from functions.domain.reglement.deadline_rules import Action
from functions.storage.bookings import booking_facts, booking_requests
from functions.storage.bookings.booking_facts import Facts, Months
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import Found
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases import tell_other_homes
from functions.usecases.absences.call_off import note_change
from functions.usecases.bookings.validate_basket import write_bookings
from functions.usecases.retry import when_moved
from functions.usecases.waiting_list import give_freed_places


@dataclass(frozen=True, slots=True)
class DoneLine:
    """What was done of a line, as it is answered again to the same request: of a child of two homes, in cents that they pay together."""

    slot: Slot
    action: Action
    price_cents: int
    kept_cents: int
    over: tuple[Over, ...]


@dataclass(frozen=True, slots=True)
class BookedForFamily:
    act: str = ""
    """The id of the journal's line; empty where nothing was done."""
    done: tuple[DoneLine, ...] = ()
    refused: tuple[RefusedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ForFamily:
    """Which agent acts, and for which family. `reglement`: a version that says which other months to read; 0: only those of the days."""

    commune: str
    family: str
    agent: str
    reglement: int = 0

    def read(self, slots: Sequence[Slot], *, also: keys.Key | None = None) -> tuple[Facts, Found]:
        """All that the slots are decided from, in one batch. Raises NotFound, also for a child of another family."""
        known = communes.reglement(self.commune, self.reglement) if self.reglement else None
        wanted, children = Months.of(slots, known), {slot.child for slot in slots}
        facts, found = booking_facts.fresh(
            self.commune, self.family, self.agent, children, wanted, also=also, pricing=True
        )
        if not children <= facts.children.keys():
            raise NotFound
        version = facts.head.value.reglement
        if not Months.of(slots, communes.reglement(self.commune, version)) <= wanted:
            # A newer règlement looks at more months.
            return replace(self, reglement=version).read(slots, also=also)
        return facts, found


def preview_for_family(
    acting: ForFamily,
    lines: Sequence[SeenLine],
    terms: TownTerms,
    *,
    places: Mapping[tuple[str, str], ServiceMonth] | None = None,
    keeping: MinimumService | None = None,
    now: datetime,
) -> tuple[TownDecision, Facts]:
    """What `book_for_family` would do now, and what it would pass over. Nothing is written. `places`: as they would be by then, where
    others come before. `keeping`: as if that minimum service kept the child. Raises NotFound, BasketFull, and what `keeping` raises."""
    _check_fits(lines)
    facts, _ = acting.read([seen.slot for seen in lines])
    facts = _kept(facts, keeping)
    if places:
        facts = replace(facts, places={key: places.get(key, each) for key, each in facts.places.items()})
    return decide_for_family(facts.situation(), lines, terms, account=acting.agent, act="", now=now), facts


def preview_prices(
    acting: ForFamily, facts: Facts, lines: Sequence[SeenLine], terms: TownTerms, *, now: datetime
) -> dict[PriceChoice, TownDecision]:
    """What the same lines come to at each price, whatever the agent saw of it."""
    unseen, situation = [replace(line, price_cents=None) for line in lines], facts.situation()
    return {
        choice: decide_for_family(
            situation, unseen, replace(terms, price=choice), account=acting.agent, act="", now=now
        )
        for choice in PriceChoice
    }


def book_for_family(
    acting: ForFamily,
    lines: Sequence[SeenLine],
    terms: TownTerms,
    *,
    tell: bool,
    key: str,
    now: datetime,
    keeping: MinimumService | None = None,
) -> tuple[BookedForFamily, Facts]:
    """Do `lines`, each of which takes effect or says why it cannot. `tell`: whether the family is told by mail. `keeping`: a minimum
    service that keeps the child in the same transaction.

    What is prepaid when parents book it is not asked for at once: who did not book it has no half-hour to pay it in. It is on the
    month's invoice.

    Raises NotFound, BasketFull, ReasonMissing, TownReasonTooLong, OverDiffers, KeyReused, Busy, and what `keeping` raises.
    """
    terms.check()
    _check_fits(lines)
    done_key = keys.done(acting.commune, acting.family, key)
    request: tuple[object, ...] = (
        "for_family",
        acting.agent,
        lines,
        sorted(terms.over),
        terms.price,
        terms.reason,
        tell,
    )
    if keeping is not None:
        request = (*request, keeping)

    def act() -> tuple[BookedForFamily, Facts]:
        facts, found = acting.read([seen.slot for seen in lines], also=done_key)
        earlier = idempotency.answer_in(found.get(done_key, Done), request, BookedForFamily)
        if earlier is not None:
            return earlier, facts
        facts = _kept(facts, keeping)
        act_id = new_id(now)
        decision = decide_for_family(
            replace(facts.situation(), act=key), lines, terms, account=acting.agent, act=act_id, now=now
        )
        decision.check_named(terms)
        if not decision.accepted:
            return BookedForFamily(refused=decision.refused), facts
        answer = BookedForFamily(act_id, done_lines(decision), decision.refused)
        transaction = Transaction()
        write_bookings(transaction, facts, decision, looked_at=_looked_at(decision), keeping=keeping)
        if keeping is not None:
            off = facts.called_off[keeping.slot.month].value.entries[keeping.entry]
            note_change(transaction, acting.commune, off, by=acting.agent, now=now)
        _answer_requests(transaction, acting, decision)
        _tell(transaction, facts, decision, terms, by=acting.agent, act=act_id, mail=tell, now=now)
        freed = [each.line.slot for each in decision.done(Action.CANCEL)]
        give_freed_places.announce(transaction, acting.commune, decision.after, freed, now=now)
        idempotency.remember(transaction, done_key, request, answer, now=now)
        transaction.commit()
        changed = [each.line.slot for each in decision.accepted]
        give_freed_places.give(acting.commune, decision.after, freed, now=now, changed=changed)
        return answer, facts.with_bookings(decision.after)

    return when_moved(act)


def _kept(facts: Facts, keeping: MinimumService | None) -> Facts:
    """As they would be with the child kept: what is decided from them holds once both are written."""
    if keeping is None:
        return facts
    month, child = keeping.slot.month, facts.children[keeping.slot.child].value
    known = facts.called_off[month]
    off = Stored(known.key, keeping.kept(known.value, child), known.version)
    return replace(facts, called_off={**facts.called_off, month: off})


def _check_fits(lines: Sequence[SeenLine]) -> None:
    """One act is one transaction. Raises BasketFull."""
    if len(cut_into_batches(lines)) > 1:
        raise BasketFull(most=MAX_LINES_AT_ONCE)


def done_lines(decision: TownDecision) -> tuple[DoneLine, ...]:
    return tuple(
        DoneLine(each.line.slot, each.line.action, each.billed_cents, each.still_billed_cents, each.passes)
        for each in decision.accepted
    )


def _looked_at(decision: TownDecision) -> frozenset[tuple[str, str]]:
    slots = [each.line.slot for each in decision.accepted]
    return Months.of(slots, decision.after.reglement).of_children


def _answer_requests(transaction: Transaction, acting: ForFamily, decision: TownDecision) -> None:
    """What the family had asked for and is booked here waits for no other answer. One round trip more, where there is any."""
    answered = decision.answered()
    if not answered:
        return
    for stored in booking_requests.requests(acting.commune, acting.family, answered):
        settled = stored.value.settled(answered[stored.value.id], LineState.ACCEPTED)
        booking_requests.put(transaction, acting.commune, Stored(stored.key, settled, stored.version))


def _tell(
    transaction: Transaction,
    facts: Facts,
    decision: TownDecision,
    terms: TownTerms,
    *,
    by: str,
    act: str,
    mail: bool,
    now: datetime,
) -> None:
    """The journal's line, which names what is passed over and why, and the mail."""
    commune, family = facts.commune.id, facts.family.value.id
    children = sorted({each.line.slot.child for each in decision.accepted})
    line = JournalLine(
        id=act,
        act="bookings_by_town",
        by=by,
        at=now,
        decided_from={
            "reglement": facts.head.value.reglement,
            "family": facts.family.version,
            **{f"child:{child}": facts.children[child].version for child in children},
        },
        detail={
            "reserved": _cents_by_child(decision, Action.RESERVE),
            "cancelled": _cents_by_child(decision, Action.CANCEL),
            "over": [_passed(each) for each in decision.accepted if each.passes],
            "price": terms.price,
            "reason": terms.reason.strip(),
        },
    )
    journal.add(transaction, commune, family, line)
    done = [each.line.slot for each in decision.accepted]
    # Who is on the phone with the town needs no mail of it; the other home is not.
    tell_other_homes.announce(transaction, commune, family, decision.after.children, done, act=act, now=now)
    if mail:
        message = Message(new_id(now), MessageKind.BOOKED_BY_TOWN, commune, family, {"act": act})
        outbox.add(transaction, message)


def _passed(each: TownLine) -> dict[str, object]:
    slot = each.line.slot
    return {"child": slot.child, "service": slot.service, "date": slot.date, "passes": each.passes}


def _cents_by_child(decision: TownDecision, action: Action) -> dict[str, dict[str, dict[str, int]]]:
    """Cents by child, service and day, as `noted_days` of the letters reads them."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for each in decision.done(action):
        slot = each.line.slot
        by_service = found.setdefault(slot.child, {}).setdefault(slot.service, {})
        by_service[slot.date.isoformat()] = each.price_cents
    return found
