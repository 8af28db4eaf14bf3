"""*Mon enfant est malade*, and every other period in which children will not come."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chalice.app import Blueprint

from functions.domain.billing.shares import parts_of
from functions.domain.bookings.absence_period import PeriodAsked, PeriodLine
from functions.domain.families.child_names import told_apart
from functions.domain.families.cost_sharing import part_cents
from functions.french.bookings import absence_periods as french
from functions.french.words.dates import date_weekday
from functions.french.words.spaces import spaced
from functions.storage.bookings.booking_facts import Facts
from functions.usecases.bookings.miss_period import miss_period, preview_period
from functions.web.api.endpoint import Routes
from functions.web.api.paths import FAMILY
from functions.web.bookings.period_types import (
    PeriodAct,
    PeriodLineShown,
    PeriodPreviewAsked,
    PeriodShown,
)
from functions.web.bookings.routes import acting, slot_of
from functions.web.callers.members import BOOKER, Booker

routes = Routes(Blueprint(__name__))

PERIODS = f"{FAMILY}/absence-periods"


@routes.route("POST", f"{PERIODS}/preview", BOOKER, takes=PeriodPreviewAsked, answers=PeriodShown, keyed=True)
def preview(caller: Booker, asked: PeriodPreviewAsked) -> PeriodShown:
    """What cancelling or declaring these days would change, in euros; nothing is written."""
    why = PeriodAsked(asked.reason, asked.self_declared)
    lines, facts = preview_period(
        acting(caller),
        list(dict.fromkeys(asked.children)),
        asked.first,
        asked.last,
        asked.services,
        why,
        now=caller.ask.now,
    )
    return _shown(lines, facts, caller.ask.now, done=False)


@routes.route("POST", PERIODS, BOOKER, takes=PeriodAct, answers=PeriodShown, keyed=True, sends=True)
def miss(caller: Booker, asked: PeriodAct) -> PeriodShown:
    """Cancel what still can be, declare the rest; each line says what became of it."""
    done, facts = miss_period(
        acting(caller),
        [slot_of(slot) for slot in asked.slots],
        PeriodAsked(asked.reason, asked.self_declared),
        key=caller.ask.idempotency_key,
        now=caller.ask.now,
    )
    shown = _shown(done.lines, facts, caller.ask.now, done=True)
    shown.acts = list(done.acts)
    return shown


def _shown(lines: Sequence[PeriodLine], facts: Facts, now: datetime, *, done: bool) -> PeriodShown:
    situation = facts.situation()
    reglement, today = situation.reglement, situation.reglement.day_of(now)
    names = told_apart(stored.value for stored in facts.children.values())
    mine = [_of_family(line, facts) for line in lines]
    return PeriodShown(
        [
            PeriodLineShown(
                line.slot.child,
                line.slot.service,
                line.slot.date,
                spaced(
                    f"{date_weekday(line.slot.date, today=today)}, {names.get(line.slot.child, '')} : "
                    f"{reglement.name_of(line.slot.service)}"
                ),
                line.fate,
                line.price_cents,
                line.billed_cents,
                french.line_sentence(line, done=done),
            )
            for line in mine
        ],
        french.summary(mine, today, done=done),
        french.confirm(mine, names),
        any(line.proven_cents < line.billed_cents for line in mine),
    )


def _of_family(line: PeriodLine, facts: Facts) -> PeriodLine:
    """Of a child of two families, what this one pays."""
    family, child = facts.family.value.id, facts.children.get(line.slot.child)
    if child is None:
        return line
    parts = parts_of(child.value.sharing, line.slot, family)
    return replace(
        line,
        price_cents=part_cents(line.price_cents, parts, family),
        billed_cents=part_cents(line.billed_cents, parts, family),
        proven_cents=part_cents(line.proven_cents, parts, family),
    )
