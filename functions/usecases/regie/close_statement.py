"""Close the till's book until the end of a day, and state what is in it.

A first transaction, the claim, takes the statement's number and closes the book, so that nothing more can be written before
that instant. The movements to state can then no longer change: a call after a crash, or beside this one, writes the same lines.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice

from functions.domain.families.family import Family
from functions.domain.invoices.invoice import Invoice
from functions.domain.journal import JournalLine
from functions.domain.regie.encashment_statements import (
    NothingToState,
    StatementClosed,
    StatementNotOver,
    TillLine,
    TillStatement,
    cents_stated_before,
    check_year,
    impute,
    totals,
)
from functions.domain.regie.till_movements import Movement
from functions.domain.town.commune import Commune
from functions.storage.regie import encashment_statements as statements
from functions.storage.regie import till
from functions.storage.table import idempotency, journal, keys, numbers
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Refused, Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_contended, when_moved

GROUP = 40
"""How many movements' invoices are read together."""


@dataclass(frozen=True, slots=True)
class _Claimed:
    label: str


def close_statement(commune_id: str, through: date, *, key: str, by: str, now: datetime) -> TillStatement:
    """State every movement recorded since the last statement until the end of `through` on the town's clock.

    Answers the statement without its lines, which are stored apart. A statement that a crash left unfinished is finished first.

    Raises NotFound, StatementNotOver, StatementClosed, StatementAcrossYears, NothingToState, KeyReused, Busy.
    """
    commune = communes.commune(commune_id)
    if through >= commune.day_of(now):
        raise StatementNotOver(field="through")
    until = datetime.combine(through + timedelta(1), time(), commune.clock)
    regie = commune.regie.code
    done, request = keys.done_of_regie(commune.id, regie, key), ("close_statement", through)

    def claim() -> str:
        earlier = idempotency.earlier_answer(done, request, _Claimed)
        if earlier is not None:
            return earlier.label
        latest = statements.latest(commune.id, regie)
        if latest is not None and latest.value.done_at is None:
            _finish(commune, latest.value.number.label, now)
            latest = statements.latest(commune.id, regie)
        since = None if latest is None else latest.value.until
        if since is not None and until <= since:
            raise StatementClosed(field="through", closed_at=since.astimezone(commune.clock))
        first = next(till.movements_between(commune.id, regie, since, until), None)
        if first is None:
            raise NothingToState
        check_year(commune.day_of(first.at), through)
        transaction = Transaction()
        number = numbers.next_statement(transaction, commune.id, regie, through.year)
        statements.lock(transaction, commune.id, regie, since=since, until=until)
        so_far = cents_stated_before(None if latest is None else latest.value, number.year)
        head = TillStatement(number, since, until, by, now, so_far)
        statements.put(transaction, Stored(keys.statement(commune.id, regie, number.label), head, 0))
        detail: dict[str, object] = {"statement": number.label, "through": through.isoformat()}
        line = JournalLine(new_id(now), "statement_closed", by, now, detail=detail)
        journal.add_to_commune(transaction, commune.id, line)
        idempotency.remember(transaction, done, request, _Claimed(number.label), now=now)
        transaction.commit()
        return number.label

    return _finish(commune, when_moved(claim), now)


def _finish(commune: Commune, label: str, now: datetime) -> TillStatement:
    """Write each chunk of lines that is not written yet, then the totals."""
    head = statements.statement(commune.id, commune.regie.code, label)
    if head.value.done_at is not None:
        return head.value
    lines = list(_lines(commune, head.value))
    cut = statements.chunks(lines)
    for number, chunk in enumerate(cut):
        transaction = Transaction()
        statements.put_chunk(transaction, commune.id, head.value, number, chunk)
        try:
            when_contended(transaction.commit)
        except Refused:
            continue  # an earlier call, or one at the same time, has written the same lines

    def finish() -> TillStatement:
        found = statements.statement(commune.id, commune.regie.code, label)
        if found.value.done_at is not None:
            return found.value
        stated = replace(
            found.value,
            count=len(lines),
            chunks=len(cut),
            total_cents=sum(line.amount_cents for line in lines),
            totals=totals(lines),
            done_at=now,
        )
        transaction = Transaction()
        statements.put(transaction, Stored(found.key, stated, found.version))
        transaction.commit()
        return stated

    return when_moved(finish)


def _lines(commune: Commune, head: TillStatement) -> Iterable[TillLine]:
    rest = till.movements_between(commune.id, commune.regie.code, head.since, head.until)
    order = 0
    while group := list(islice(rest, GROUP)):
        documents, names = _read(commune.id, group)
        for movement in group:
            order += 1
            yield TillLine(
                order=order,
                on=commune.day_of(movement.at),
                kind=movement.kind,
                means=movement.means,
                payer=names.get(movement.family, ""),
                invoices=tuple(part.number for part in movement.shares),
                reference=movement.reference,
                provider_id=movement.provider_id,
                proof=movement.proof,
                receipt=movement.receipt,
                amount_cents=movement.amount_cents,
                imputed=impute(movement, documents, commune.regie),
            )


def _read(commune: str, group: list[Movement]) -> tuple[dict[str, Invoice], dict[str, str]]:
    """The invoices that the movements paid for, by id, and the payers' names by family.

    A name is the one that the family's invoice shows; a family without one here has the name in its file.
    """
    places = {(one.family, part.invoice) for one in group for part in one.shares}
    families = {one.family for one in group}
    found = read(
        [
            *(keys.invoice(commune, family, invoice) for family, invoice in sorted(places)),
            *(keys.family(commune, family) for family in sorted(families)),
        ]
    )
    documents: dict[str, Invoice] = {}
    names: dict[str, str] = {}
    for family in families:
        file = found.get(keys.family(commune, family), Family)
        if file is not None:
            names[family] = file.value.name
    for family, invoice in sorted(places):
        document = found.get(keys.invoice(commune, family, invoice), Invoice)
        if document is not None:
            documents[invoice] = document.value
            names[family] = document.value.debtor.name
    return documents, names
