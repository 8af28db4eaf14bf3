"""*Valider*: what a parent saw in the basket is booked, or cancelled, in one transaction. A line that cannot be says
why."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from functions.domain.availability.obstacles import Obstacle, ObstacleCode
from functions.domain.billing.to_pay import ToPay
from functions.domain.bookings.batches import cut_into_batches
from functions.domain.bookings.booking_requests import AskedLine, BookingRequest, LineState
from functions.domain.bookings.planned_change import PlannedChange
from functions.domain.bookings.validation import AcceptedLine, Decision, RefusedLine, SeenLine, decide
from functions.domain.errors import Busy
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.planning.minimum_service import MinimumService
from functions.domain.reglement.deadline_rules import Action
from functions.storage.bookings import (
    baskets,
    booking_requests,
    child_months,
    other_homes,
    service_months,
)
from functions.storage.bookings.booking_facts import Facts, Months
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import called_off
from functions.usecases import tell_other_homes
from functions.usecases.family_act import Acting
from functions.usecases.prepayment.ask_prepayment import ask_prepayment, with_hold
from functions.usecases.retry import when_moved
from functions.usecases.waiting_list import give_freed_places


@dataclass(frozen=True, slots=True)
class Validated:
    accepted: tuple[AcceptedLine, ...] = ()
    refused: tuple[RefusedLine, ...] = ()
    to_pay: tuple[ToPay, ...] = ()
    """The invoices that are paid at once: the places of one that nobody pays are given back."""
    acts: tuple[str, ...] = ()
    """The acts that were written, by the ids of their lines in the journal: they can be undone for some minutes."""
    absences: int = 0
    """Declared absences that undoing took back."""


def validate_basket(
    acting: Acting, lines: Sequence[SeenLine], *, key: str, now: datetime
) -> tuple[Validated, Facts]:
    """Validate `lines`. Return which were accepted and which refused, and the facts with the basket as it is now.

    Deadlines are judged at `now`, the instant the request came in. A basket too large for one transaction is cut
    between weeks, each part under an idempotency key of its own: a request that is sent again after a crash goes on
    where it stopped.

    Raises NotFound, BasketFull, KeyReused, Busy.
    """
    acting.require_children(line.slot.child for line in lines)
    first, *later = parts = cut_into_batches(lines) or [()]
    # Two requests may begin with the same part: the digest of the whole tells them apart.
    whole = (idempotency.digest(parts),) if later else ()
    done, facts = _validate_part(acting, first, whole, key=f"{key}.0", now=now)
    accepted, refused, to_pay, acts = [*done.accepted], [*done.refused], [*done.to_pay], [*done.acts]
    for number, part in enumerate(later, start=1):
        try:
            done, facts = _validate_part(acting, part, whole, key=f"{key}.{number}", now=now)
        except Busy:
            done = Validated(refused=_too_busy(part))
        accepted += done.accepted
        refused += done.refused
        to_pay += done.to_pay
        acts += done.acts
    return Validated(tuple(accepted), tuple(refused), tuple(to_pay), tuple(acts)), facts


def _too_busy(lines: Sequence[SeenLine]) -> tuple[RefusedLine, ...]:
    """The lines of a part that met contention, refused one by one: earlier parts are validated, and the answer must say so."""
    obstacle = Obstacle(ObstacleCode.BUSY)
    return tuple(RefusedLine(BasketLine(line.slot, line.action), obstacle) for line in lines)


def _validate_part(
    acting: Acting, lines: Sequence[SeenLine], whole: tuple[str, ...], *, key: str, now: datetime
) -> tuple[Validated, Facts]:
    done_key = acting.done_key(key)
    request = ("validate", acting.account, lines, *whole)

    def act() -> tuple[Validated, Facts]:
        facts, found = acting.read((line.slot for line in lines), also=done_key, pricing=True)
        earlier = idempotency.answer_in(found.get(done_key, Done), request, Validated)
        if earlier is not None:
            return earlier, facts
        basket, act_id = facts.basket.value, new_id(now)
        # The parts of one request count as one act, where the town counts how often a family was late.
        situation = replace(facts.situation(), act=key.rpartition(".")[0])
        decision = decide(situation, basket, lines, account=acting.account, act=act_id, now=now)
        decision = with_hold(decision, act=act_id, now=now)
        answer = Validated(decision.accepted, decision.refused)
        if decision.basket == basket:
            return answer, facts
        transaction = Transaction()
        to_pay = write_decision(transaction, facts, decision, account=acting.account, act=act_id, now=now)
        answer = replace(answer, to_pay=to_pay, acts=(act_id,) if decision.accepted else ())
        idempotency.remember(transaction, done_key, request, answer, now=now)
        transaction.commit()
        changed = [each.line.slot for each in decision.accepted]
        give_freed_places.give(facts.commune.id, decision.after, freed_by(decision), now=now, changed=changed)
        return answer, facts.with_basket(decision.basket).with_bookings(decision.after)

    return when_moved(act)


def write_decision(
    transaction: Transaction,
    facts: Facts,
    decision: Decision,
    *,
    account: str,
    act: str,
    now: datetime,
    besides: Mapping[str, object] = MappingProxyType({}),
) -> tuple[ToPay, ...]:
    """Add all that the decision writes, with its trace and its mail; answer what is to be paid at once. `besides`: more that the
    journal notes of it."""
    to_pay = None
    if decision.accepted:
        write_bookings(transaction, facts, decision, looked_at=_looked_at(decision))
        write_requests(transaction, facts, decision, by=account, act=act, now=now)
        note(transaction, facts, decision, account=account, act=act, now=now, besides=besides)
        confirm_by_mail(transaction, facts, account=account, act=act, now=now)
        to_pay = ask_prepayment(transaction, facts, decision, account=account, act=act, now=now)
    if decision.basket != facts.basket.value:
        baskets.put(transaction, Stored(facts.basket.key, decision.basket, facts.basket.version))
    return () if to_pay is None else (to_pay,)


def write_bookings(
    transaction: Transaction,
    facts: Facts,
    decision: PlannedChange,
    *,
    looked_at: Collection[tuple[str, str]] = (),
    keeping: MinimumService | None = None,
) -> None:
    """Add the months and their places to the transaction, provided that nothing they were decided from has changed.

    `looked_at`: months of children that were read for the decision. Those that are not written are checked. `keeping`: what is called
    off in that month keeps the child from now on.
    """
    commune = facts.commune.id
    transaction.check(facts.head, why="reglement")
    transaction.check(facts.family, why="family")
    # A child who left the family has no file here. Its month changes only where an agent refuses what was asked.
    changed = sorted({month.child for month in decision.changed_months()} & facts.children.keys())
    for child in changed:
        transaction.check(facts.children[child], why=("child", child))
        if child in facts.sheets:
            transaction.check(facts.sheets[child], why=("sheet", child))
    other_homes.check(transaction, facts.family, facts.homes, (facts.children[child] for child in changed))
    written = {(month.child, month.month) for month in decision.changed_months()}
    for name in sorted({name for _, name in (*written, *looked_at)}):
        if keeping is not None and keeping.slot.month == name:
            called_off.put(transaction, facts.called_off[name])
        else:
            transaction.check(facts.called_off[name], why=("called_off", name))
    for child, name in sorted(set(looked_at) - written):
        transaction.check(facts.months[child, name], why=("month", child, name))
    for month in decision.changed_months():
        read = facts.months[month.child, month.month]
        child_months.put(transaction, commune, Stored(read.key, month, read.version))
    for year in decision.changed_late_years():
        counted_before = facts.late_years[year.year]
        transaction.put(Stored(counted_before.key, year, counted_before.version), why=("late", year.year))
    for counted, takings in decision.changed_places():
        guards, leaving = decision.guards(counted, takings), decision.leaving_queues(counted)
        service_months.take(transaction, commune, counted, takings, guards, leaving)


def _looked_at(decision: Decision) -> Collection[tuple[str, str]]:
    """The months that the accepted lines were judged by: a week that reaches into another month was judged as a whole."""
    slots = [each.line.slot for each in decision.accepted]
    return Months.of(slots, decision.after.reglement).of_children


def write_requests(
    transaction: Transaction, facts: Facts, decision: Decision, *, by: str, act: str, now: datetime
) -> None:
    """Write what this act asks of the town, and which earlier requests it takes back."""
    commune, family = facts.commune.id, facts.family.value.id
    asked = tuple(
        AskedLine(each.line, each.price_cents, each.tranche, late=each.late) for each in decision.asked()
    )
    if asked:
        request = BookingRequest(act, family, by, now, asked)
        key = keys.booking_request(commune, family, act)
        booking_requests.put(transaction, commune, Stored(key, request, 0))
    withdrawn = decision.withdrawn()
    if not withdrawn:
        return
    # This is one more round trip: only now is it known which requests are taken back.
    for stored in booking_requests.requests(commune, family, withdrawn):
        request = stored.value.settled(withdrawn[stored.value.id], LineState.WITHDRAWN)
        booking_requests.put(transaction, commune, Stored(stored.key, request, stored.version))


def note(
    transaction: Transaction,
    facts: Facts,
    decision: Decision,
    *,
    account: str,
    act: str,
    now: datetime,
    besides: Mapping[str, object] = MappingProxyType({}),
) -> None:
    """Add to the transaction the journal line, with what is to be noted `besides`, and the message about the places that are freed."""
    commune, family = facts.commune.id, facts.family.value.id
    children = {each.line.slot.child for each in decision.accepted}
    line = JournalLine(
        id=act,
        act="bookings_validated",
        by=account,
        at=now,
        decided_from={
            "reglement": facts.head.value.reglement,
            "family": facts.family.version,
            **{f"child:{child}": facts.children[child].version for child in sorted(children)},
        },
        detail={**_detail(decision), **besides},
    )
    journal.add(transaction, commune, family, line)
    done = [each.line.slot for action in Action for each in decision.done(action)]
    tell_other_homes.announce(transaction, commune, family, decision.after.children, done, act=act, now=now)
    give_freed_places.announce(transaction, commune, decision.after, freed_by(decision), now=now)


def confirm_by_mail(transaction: Transaction, facts: Facts, *, account: str, act: str, now: datetime) -> None:
    """Add the mail that tells whoever acted what became of it."""
    message = Message(
        id=new_id(now),
        kind=MessageKind.BOOKINGS_VALIDATED,
        commune=facts.commune.id,
        family=facts.family.value.id,
        data={"account": account, "act": act},
    )
    outbox.add(transaction, message)


def freed_by(decision: Decision) -> list[Slot]:
    return [each.line.slot for each in decision.done(Action.CANCEL)]


def _detail(decision: Decision) -> dict[str, object]:
    requests = {
        "asked": _by_child(decision.asked()),
        "withdrawn": _by_child(each for each in decision.accepted if each.withdrawn),
    }
    return {
        "reserved": _by_child(decision.done(Action.RESERVE)),
        "cancelled": _by_child(decision.done(Action.CANCEL)),
        **{name: lines for name, lines in requests.items() if lines},
    }


def _by_child(accepted: Iterable[AcceptedLine]) -> dict[str, dict[str, dict[date, int]]]:
    """Cents by child, service and day."""
    found: dict[str, dict[str, dict[date, int]]] = {}
    for each in accepted:
        slot = each.line.slot
        found.setdefault(slot.child, {}).setdefault(slot.service, {})[slot.date] = each.price_cents
    return found
