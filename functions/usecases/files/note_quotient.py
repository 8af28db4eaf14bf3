"""Note a family's quotient familial: what it changes is said before, and is the same when it is done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.errors import NotFound
from functions.domain.families.family import Child, Family, QuotientFamilial, QuotientSource
from functions.domain.files.quotients import (
    PriceChange,
    check_not_invoiced,
    check_quotient,
    with_quotient,
)
from functions.domain.journal import JournalLine
from functions.domain.pricing.households import household_of
from functions.domain.pricing.prices import NoPrice, price
from functions.domain.reglement.reglement import Reglement, Service, UnknownTariff
from functions.storage.families import children as stored_children
from functions.storage.families import families
from functions.storage.invoices import invoices
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class QuotientNoted:
    """`value` None takes away what was noted for that day, wherever that came from. `regisseur`: whether who asks may reach into what was invoiced.
    `dry`: nothing is written."""

    commune: str
    family: str
    value: int | None
    since: date
    source: QuotientSource | None
    proof: str
    by: str
    key: str
    now: datetime
    regisseur: bool = False
    dry: bool = False


@dataclass(frozen=True, slots=True)
class QuotientEffect:
    """`before`: what counted on that day. Days that are booked already keep their price."""

    before: int | None
    after: int | None
    since: date
    changes: tuple[PriceChange, ...] = ()


def note_quotient(asked: QuotientNoted) -> QuotientEffect:
    """Raises NotFound, QuotientRefused, QuotientInvoiced, FamilyFull, KeyReused, Busy."""
    done_key, family_key = (
        keys.done(asked.commune, asked.family, asked.key),
        keys.family(asked.commune, asked.family),
    )
    request = ("quotient", asked.by, asked.value, asked.since, asked.source, asked.proof)

    def act() -> QuotientEffect:
        found = read([done_key, family_key])
        earlier = idempotency.answer_in(found.get(done_key, Done), request, QuotientEffect)
        if earlier is not None:
            return earlier
        stored = found.get(family_key, Family)
        if stored is None or stored.value.erased_on is not None:
            raise NotFound
        reglement = communes.reglement_now(asked.commune)
        check_quotient(asked.value, asked.since, today=reglement.day_of(asked.now))
        if not asked.regisseur:
            debts = invoices.receivables(asked.commune, asked.family)
            check_not_invoiced(asked.since, {debt.period for debt in debts})
        after = with_quotient(stored.value, asked.since, _noted(asked))
        children = stored_children.children(asked.commune, stored.value.children)
        effect = QuotientEffect(
            stored.value.quotient_on(asked.since),
            after.quotient_on(asked.since),
            asked.since,
            tuple(
                _changes(
                    reglement, stored.value, after, (one.value for one in children.values()), asked.since
                )
            ),
        )
        if asked.dry or after == stored.value:
            return effect
        transaction = Transaction()
        families.put(transaction, asked.commune, Stored(family_key, after, stored.version))
        journal.add(transaction, asked.commune, asked.family, _line(asked, stored, effect))
        idempotency.remember(transaction, done_key, request, effect, now=asked.now)
        transaction.commit()
        return effect

    return when_moved(act)


def _noted(asked: QuotientNoted) -> QuotientFamilial | None:
    if asked.value is None:
        return None
    return QuotientFamilial(asked.value, asked.since, asked.source, asked.proof, asked.by, asked.now)


def _changes(
    reglement: Reglement, before: Family, after: Family, children: Iterable[Child], day: date
) -> Iterator[PriceChange]:
    """Of each service that the child's school may use, where the price of that day differs."""
    for child in children:
        for service in reglement.services:
            if child.school is not None and not service.welcomes(child.school):
                continue
            was, will = (_price(reglement, service, family, child, day) for family in (before, after))
            if was != will:
                yield PriceChange(child.id, service.code, was, will)


def _price(reglement: Reglement, service: Service, family: Family, child: Child, day: date) -> int | None:
    household = household_of(family, child, day)
    try:
        return price(reglement, service, day, household).unit_cents
    except (NoPrice, UnknownTariff):
        return None


def _line(asked: QuotientNoted, family: Stored[Family], effect: QuotientEffect) -> JournalLine:
    """The value that counted before is kept here, also where the new one takes its place."""
    detail: dict[str, object] = {
        "before": effect.before,
        "quotient": asked.value,
        "since": asked.since.isoformat(),
        "source": None if asked.source is None else asked.source.value,
        "fields": ["quotients"],
    }
    return JournalLine(
        new_id(asked.now), "quotient_noted", asked.by, asked.now, {"family": family.version}, detail
    )
