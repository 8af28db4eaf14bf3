"""Begin the run of a period: list the families to bill, cut into parts that one call of a function can do each."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from functions.domain.billing.child_month_lines import by_payer
from functions.domain.billing.run_preview import PreviewReplaced
from functions.domain.calendar.billing_periods import BillingPeriod, PeriodKind, months_between
from functions.domain.calendar.billing_periods import period as period_of
from functions.domain.families.cost_sharing import payers_agreed
from functions.domain.families.family import Child
from functions.domain.invoices.invoice import Issue, PeriodNotOver, issuer_of
from functions.domain.town.commune import Commune
from functions.domain.town.invoicing_policy import due_periods
from functions.storage.bookings import child_months
from functions.storage.families import children, families
from functions.storage.invoicing import previews, runs
from functions.storage.invoicing.billing_sheets import HouseholdToBill
from functions.storage.invoicing.runs import Run, Shard
from functions.storage.table import keys
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Refused, Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_contended

SHARD_FAMILIES = 100
"""Families of one part: a function plans them, or writes their invoices, in some ten seconds."""
LISTED_MONTHS = timedelta(62)
"""How far back to look for bookings whose payer's file no longer names the child."""

READ_TOGETHER = 100
"""Children's files that one round trip reads."""

_log = logging.getLogger(__name__)


def begin_run(commune_id: str, period_code: str, *, by: str, now: datetime, preview: str = "") -> Run:
    """Begin the run of a period, or answer the run that began before, which may even be done.

    `by`: an account, or a job. `preview`: the id of the preview that the agent looked at; empty for a run without one.

    Raises NotFound for an unknown commune, UnknownPeriod, PeriodNotOver, PreviewReplaced, Busy.
    """
    commune = communes.commune(commune_id)
    period, today = period_of(period_code), commune.day_of(now)
    if period.due_after >= today:
        raise PeriodNotOver(period=period_code)
    found = runs.run(commune.id, commune.regie.code, period.code)
    if found is not None:
        return found.value
    if preview:
        latest = previews.head(commune.id, commune.regie.code, period.code)
        if latest is None or latest.value.id != preview:
            raise PreviewReplaced(period=period_code)
    plan, regie = new_id(now), commune.regie.code
    shards = shards_of(households(commune.id, period))
    runs.put_shards(commune.id, regie, period.code, plan, shards)
    run = Run(
        regie,
        year=0,
        base=0,
        count=0,
        plan=plan,
        chunks=0,
        issue=issue_on(commune, period.code, today),
        claimed_at=None,
        total_cents=0,
        shards=len(shards),
        by=by,
        begun_at=now,
        preview=preview,
    )
    transaction = Transaction()
    runs.put(transaction, commune.id, Stored(keys.invoicing_run(commune.id, regie, period.code), run, 0))
    try:
        when_contended(transaction.commit)
    except Refused:
        first = runs.run(commune.id, regie, period.code)
        assert first is not None, "a run that began is kept"
        if first.value.plan != plan:  # another began it meanwhile
            runs.remove_shards(commune.id, regie, period.code, plan=plan)
        return first.value
    _log.info("run begun commune=%s period=%s shards=%d", commune.id, period.code, len(shards))
    return run


def due_now(commune: Commune, today: date) -> list[BillingPeriod]:
    """The periods that the town is to invoice on `today`.

    Raises NotFound if they depend on the school holidays and the town has no règlement, which lists them.
    """
    policy = commune.regie.invoicing
    if policy.kinds() <= {PeriodKind.MONTH, PeriodKind.YEAR}:
        return due_periods(policy, (), today)
    head = communes.reglement_head(commune.id).value
    return due_periods(policy, communes.reglement(commune.id, head.reglement).days.school_holidays, today)


def issue_on(commune: Commune, period: str, day: date) -> Issue:
    """What all invoices say of their issuing on `day`: the issuer, the period, that day and the due date."""
    return Issue(issuer_of(commune), period, day, day + timedelta(commune.regie.days_to_pay))


def shards_of(found: Iterable[HouseholdToBill]) -> list[Shard]:
    """The households cut into parts; at least one part, so that a run without any household ends as the others do."""
    everyone = tuple(found)
    places = range(0, max(len(everyone), 1), SHARD_FAMILIES)
    return [Shard(number, everyone[place : place + SHARD_FAMILIES]) for number, place in enumerate(places)]


def households(commune: str, period: BillingPeriod) -> Iterator[HouseholdToBill]:
    """Everybody who may have to be billed for the period, each with the children it paid for that left its file.

    First come all the families of the town, by name: even one that booked nothing may have an earlier invoice corrected.
    Then come the payers that are no longer in that list. A family that agreed to pay a part for a child is a payer too.
    """
    paid_for: defaultdict[str, set[str]] = defaultdict(set)
    last = min(period.last, period.due_after)
    for month in months_between(max(period.first, last - LISTED_MONTHS), last):
        for stored in child_months.children_of_month(commune, month):
            for payer in by_payer([stored.value]):
                paid_for[payer].add(stored.value.child)
    for child in _files(commune, set().union(*paid_for.values())):
        for payer in payers_agreed(child.sharing):
            paid_for[payer].add(child.id)
    for family in families.all_families(commune):
        others = paid_for.pop(family.value.id, set()) - set(family.value.children)
        yield HouseholdToBill(family.value.id, tuple(sorted(others)))
    erased = families.erased_among(commune, paid_for)
    for payer, others in sorted(paid_for.items()):
        if payer in erased:
            continue
        yield HouseholdToBill(payer, tuple(sorted(others)))


def _files(commune: str, names: Iterable[str]) -> Iterator[Child]:
    rest = iter(sorted(names))
    while group := list(islice(rest, READ_TOGETHER)):
        yield from (stored.value for stored in children.sound_children(commune, group).values())
