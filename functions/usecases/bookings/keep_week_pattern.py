"""Keep a week under a name, of what a parent chose or of what a week holds; forget it. The journal says nothing of it: as the basket, it is
nobody's but the login's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from functions.domain.bookings.week_grid import days_between
from functions.domain.bookings.week_patterns import (
    PatternLine,
    WeekPattern,
    WeekPatterns,
    asked_in,
    booked_in_week,
    lines_of_week,
)
from functions.domain.calendar.weeks import Weeks
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.storage.bookings import week_patterns
from functions.storage.bookings.booking_facts import Facts
from functions.storage.table import idempotency, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.family_act import Acting
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class PatternKept:
    """`kept`: None where it was forgotten. `before`: what had its name, or was forgotten."""

    kept: WeekPattern | None
    before: WeekPattern | None


def keep_pattern(
    acting: Acting, name: str, weeks: Weeks, lines: Sequence[PatternLine], *, key: str, now: datetime
) -> tuple[PatternKept, Facts]:
    """Keep what these lines ask for, in the place of what had that name. Raises NotFound, PatternEmpty, PatternsFull, Busy."""
    acting.require_children(line.child for line in lines)
    request = ("keep_pattern", acting.account, name, weeks, lines)
    return _keep(acting, name, weeks, (), lambda _: lines, request, key=key, now=now)


def keep_week(
    acting: Acting, name: str, weeks: Weeks, monday: date, *, children: Sequence[str], key: str, now: datetime
) -> tuple[PatternKept, Facts]:
    """Keep what that week holds: what the family booked, and what waits in the basket. Raises as `keep_pattern`."""
    acting.require_children(children)
    services = communes.reglement(acting.commune, acting.reglement).services
    days = days_between(monday, monday + timedelta(6))
    # Only what the children have is looked at: one service will do to have their months read.
    read = [Slot(day, service.code, child) for day in days for service in services[:1] for child in children]

    def held(facts: Facts) -> Sequence[PatternLine]:
        situation = facts.situation()
        wanted = [
            line.slot
            for line in facts.basket_at(now).lines()
            if line.action is Action.RESERVE and line.slot.date in days and line.slot.child in children
        ]
        return lines_of_week(situation, [*booked_in_week(situation, children, monday), *wanted])

    request = ("keep_week", acting.account, name, weeks, monday, children)
    return _keep(acting, name, weeks, read, held, request, key=key, now=now)


def forget_pattern(acting: Acting, pattern: str, *, key: str, now: datetime) -> PatternKept:
    """Again: nothing more. Raises NotFound, Busy."""

    def without(patterns: WeekPatterns, _: Facts) -> tuple[WeekPatterns, PatternKept]:
        known = next((one for one in patterns.patterns if one.id == pattern), None)
        return patterns.without(pattern), PatternKept(None, known)

    return _rewrite(acting, (), without, ("forget_pattern", acting.account, pattern), key=key, now=now)[0]


def _keep(
    acting: Acting,
    name: str,
    weeks: Weeks,
    read: Sequence[Slot],
    lines_in: Callable[[Facts], Sequence[PatternLine]],
    request: object,
    *,
    key: str,
    now: datetime,
) -> tuple[PatternKept, Facts]:
    def with_it(patterns: WeekPatterns, facts: Facts) -> tuple[WeekPatterns, PatternKept]:
        reglement = communes.reglement(acting.commune, facts.head.value.reglement)
        pattern = WeekPattern(new_id(now), name, weeks, asked_in(lines_in(facts), reglement))
        after = patterns.with_pattern(pattern)
        return after, PatternKept(after.named(name), patterns.named(name))

    return _rewrite(acting, read, with_it, request, key=key, now=now)


def _rewrite(
    acting: Acting,
    read: Sequence[Slot],
    decide: Callable[[WeekPatterns, Facts], tuple[WeekPatterns, PatternKept]],
    request: object,
    *,
    key: str,
    now: datetime,
) -> tuple[PatternKept, Facts]:
    done_key = acting.done_key(key)
    patterns_key = keys.week_patterns(acting.commune, acting.family.id, acting.account)

    def act() -> tuple[PatternKept, Facts]:
        facts, found = acting.read(read, also=done_key, besides=[patterns_key])
        earlier = idempotency.answer_in(found.get(done_key, Done), request, PatternKept)
        if earlier is not None:
            return earlier, facts
        known = found.get_or(patterns_key, WeekPatterns())
        after, done = decide(known.value, facts)
        transaction = Transaction()
        transaction.check(facts.family, why="family")
        week_patterns.put(transaction, Stored(patterns_key, after, known.version))
        idempotency.remember(transaction, done_key, request, done, now=now)
        transaction.commit()
        return done, facts

    return when_moved(act)
