"""Children will not come for some days: what can still be cancelled is cancelled, the rest is declared, in one act."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from functions.domain.absences.declaration import NEIGHBOURS, MonthsUnread
from functions.domain.bookings.absence_period import (
    PeriodAsked,
    PeriodFate,
    PeriodLine,
    slots_of_period,
)
from functions.domain.bookings.basket_filling import RangeTooLong
from functions.domain.bookings.batches import cut_into_batches
from functions.domain.bookings.period_decision import PeriodDecision, decide_period
from functions.domain.bookings.undoing import OF_PERIOD, TOLD
from functions.domain.bookings.validation import SeenLine
from functions.domain.calendar.months import month_of
from functions.domain.errors import Busy, RangeBackwards
from functions.domain.journal import JournalLine
from functions.domain.planning.child_month import Slot
from functions.domain.planning.declared_absence import DeclaredAbsence, place_of
from functions.domain.reglement.deadline_rules import Action
from functions.storage.bookings import baskets
from functions.storage.bookings.booking_facts import Facts
from functions.storage.table import idempotency, journal
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.absences.absence_act import DECLARED
from functions.usecases.absences.acknowledge_absence import acknowledge_absence
from functions.usecases.bookings.validate_basket import confirm_by_mail, note, write_bookings, write_requests
from functions.usecases.family_act import Acting
from functions.usecases.retry import when_moved
from functions.usecases.waiting_list import give_freed_places

MOST_DAYS = timedelta(366)
"""Of a period: a school year."""
MOST_ITEMS = 50
"""Items of a part that bookings touch: a period also writes each month that an absence reaches into."""


@dataclass(frozen=True, slots=True)
class PeriodDone:
    """`acts`: those that cancelled or declared something, by the ids of their lines in the journal: they can be undone for some minutes."""

    lines: tuple[PeriodLine, ...] = ()
    acts: tuple[str, ...] = ()


def preview_period(
    acting: Acting,
    children: Collection[str],
    first: date,
    last: date,
    services: Collection[str],
    asked: PeriodAsked,
    *,
    now: datetime,
) -> tuple[tuple[PeriodLine, ...], Facts]:
    """What `miss_period` would do now of all that the family booked there. Nothing is written.

    Raises NotFound, RangeBackwards, RangeTooLong, UnknownReason.
    """
    if last < first:
        raise RangeBackwards(field="last")
    if last - first > MOST_DAYS:
        raise RangeTooLong(field="last", most=MOST_DAYS.days)
    acting.require_children(children)
    reglement = communes.reglement(acting.commune, acting.reglement)
    codes = [service.code for service in reglement.services]
    days = _days(first, last)
    places = [Slot(day, code, child) for child in children for day in days for code in codes[:1]]
    # Of the services, their months are read for those that have places: cancelling frees one.
    places += [Slot(day, code, child) for child in list(children)[:1] for day in days for code in codes]
    further: list[Slot] = []
    while True:
        facts, _ = acting.read([*places, *further])
        situation = facts.situation()
        slots = slots_of_period(situation, children, first, last, services)
        try:
            decision = decide_period(
                situation, facts.basket.value, slots, asked, account=acting.account, act="", now=now
            )
        except MonthsUnread as unread:
            further = [*further, *_of_months(places, unread.months)]
            continue
        return decision.lines, facts


def miss_period(
    acting: Acting, slots: Sequence[Slot], asked: PeriodAsked, *, key: str, now: datetime
) -> tuple[PeriodDone, Facts]:
    """Cancel or declare each of `slots`, those that the parent saw. A period too long for one transaction is cut between weeks, each
    part under a key of its own, as for *Valider*.

    Raises NotFound, BasketFull, UnknownReason, KeyReused, Busy.
    """
    acting.require_children(slot.child for slot in slots)
    first, *later = parts = _parts(slots)
    whole = (idempotency.digest(parts),) if later else ()
    done, facts = _miss_part(acting, first, asked, whole, key=f"{key}.0", now=now)
    for number, part in enumerate(later, start=1):
        try:
            more, facts = _miss_part(acting, part, asked, whole, key=f"{key}.{number}", now=now)
        except Busy:
            more = PeriodDone(tuple(PeriodLine(slot, PeriodFate.BUSY) for slot in part))
        done = PeriodDone((*done.lines, *more.lines), (*done.acts, *more.acts))
    return done, facts


def _parts(slots: Iterable[Slot]) -> list[tuple[Slot, ...]]:
    lines = [SeenLine(slot, Action.CANCEL, None) for slot in slots]
    return [tuple(line.slot for line in part) for part in cut_into_batches(lines, most_items=MOST_ITEMS)] or [
        ()
    ]


def _miss_part(
    acting: Acting,
    slots: tuple[Slot, ...],
    asked: PeriodAsked,
    whole: tuple[str, ...],
    *,
    key: str,
    now: datetime,
) -> tuple[PeriodDone, Facts]:
    done_key = acting.done_key(key)
    request = ("period", acting.account, slots, asked, *whole)
    further: list[Slot] = []

    def act() -> tuple[PeriodDone, Facts]:
        nonlocal further
        facts, found = _read(acting, slots, further, also=done_key)
        earlier = idempotency.answer_in(found.get(done_key, Done), request, PeriodDone)
        if earlier is not None:
            return earlier, facts
        act_id = new_id(now)
        situation = replace(facts.situation(), act=key.rpartition(".")[0])
        try:
            decision = decide_period(
                situation, facts.basket.value, slots, asked, account=acting.account, act=act_id, now=now
            )
        except MonthsUnread as unread:
            further = [*further, *_of_months(slots, unread.months)]
            return act()
        declared = {new_id(now): absence for absence in decision.absences}
        told = [line for line, absence in declared.items() if absence.told_at(now)]
        answer = PeriodDone(decision.lines, (*([act_id] if decision.accepted else []), *told))
        if not decision.accepted and not decision.absences:
            return answer, facts
        transaction = Transaction()
        _write(transaction, facts, decision, declared, account=acting.account, act=act_id, now=now)
        _confirm_by_mail(transaction, facts, decision, told, account=acting.account, act=act_id, now=now)
        idempotency.remember(transaction, done_key, request, answer, now=now)
        transaction.commit()
        freed = [each.line.slot for each in decision.done(Action.CANCEL)]
        give_freed_places.give(facts.commune.id, decision.after, freed, now=now, changed=freed)
        return answer, facts.with_basket(decision.basket).with_bookings(decision.after)

    return when_moved(act)


def _write(
    transaction: Transaction,
    facts: Facts,
    decision: PeriodDecision,
    declared: Mapping[str, DeclaredAbsence],
    *,
    account: str,
    act: str,
    now: datetime,
) -> None:
    """`declared`: by the id of its line in the journal."""
    concerned = {line.slot.child for line in decision.lines}
    looked_at = [pair for pair in facts.months if pair[0] in concerned]
    write_bookings(transaction, facts, decision, looked_at=looked_at)
    if decision.accepted:
        write_requests(transaction, facts, decision, by=account, act=act, now=now)
        of_period = {OF_PERIOD: True}
        note(transaction, facts, decision, account=account, act=act, now=now, besides=of_period)
    for line, absence in declared.items():
        _note(transaction, facts, line, absence, account=account, now=now)
    if decision.basket != facts.basket.value:
        baskets.put(transaction, Stored(facts.basket.key, decision.basket, facts.basket.version))


def _confirm_by_mail(
    transaction: Transaction,
    facts: Facts,
    decision: PeriodDecision,
    told: Sequence[str],
    *,
    account: str,
    act: str,
    now: datetime,
) -> None:
    """One mail, whatever became of the days. `told`: the lines of the journal that say what was declared."""
    if told:
        cancelled = act if decision.accepted else ""
        commune, family = facts.commune.id, facts.family.value.id
        acknowledge_absence(transaction, commune, family, account, told, cancelled=cancelled, now=now)
    elif decision.accepted:
        confirm_by_mail(transaction, facts, account=account, act=act, now=now)


def _note(
    transaction: Transaction,
    facts: Facts,
    line: str,
    absence: DeclaredAbsence,
    *,
    account: str,
    now: datetime,
) -> None:
    child, _ = place_of(absence.id)
    noted = JournalLine(
        line,
        DECLARED,
        account,
        now,
        decided_from={
            "reglement": facts.head.value.reglement,
            f"child:{child}": facts.children[child].version,
        },
        detail={
            "absence": absence.id,
            "child": child,
            "days": {service: sorted(days) for service, days in absence.days.items()},
            TOLD: absence.told_at(now),
        },
    )
    journal.add(transaction, facts.commune.id, facts.family.value.id, noted)


def _read(
    acting: Acting, slots: Sequence[Slot], further: Sequence[Slot], *, also: Key
) -> tuple[Facts, Found]:
    """With the months around, where an absence may lie that these days prolong."""
    around = [replace(slot, date=slot.date + shift) for slot in slots for shift in (-NEIGHBOURS, NEIGHBOURS)]
    return acting.read([*slots, *around, *further], also=also, pricing=True)


def _days(first: date, last: date) -> list[date]:
    """One in each month that counts."""
    from_, until = first - NEIGHBOURS, last + NEIGHBOURS
    days = (from_ + timedelta(number) for number in range((until - from_).days + 1))
    return list({month_of(day): day for day in days}.values())


def _of_months(slots: Sequence[Slot], months: Iterable[str]) -> list[Slot]:
    return [replace(slot, date=date.fromisoformat(f"{month}-01")) for slot in slots for month in months]
