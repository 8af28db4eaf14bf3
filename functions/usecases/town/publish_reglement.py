"""Publish a version of the règlement. From this instant families are told what it says, and acts are decided from it."""

from dataclasses import replace
from datetime import datetime, timedelta

from functions.domain.absences.called_off_notices import months_moved
from functions.domain.billing.prepayment import check_paid_online
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind, PagesOf
from functions.domain.pricing.applied_prices import check_applied
from functions.domain.reglement.reglement import Reglement
from functions.storage.table import journal, keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.storage.town.communes import ReglementHead
from functions.usecases.absences import tell_called_off
from functions.usecases.retry import when_moved

BOOKED_AHEAD = timedelta(400)
"""How far after today a family may have booked: a school year and its summer."""
DEPLOYER = "deployer"
"""What the journal calls a person who publishes by a command of the deployment, and not from a login."""


def publish_reglement(
    commune_id: str, reglement: Reglement, *, by: str = DEPLOYER, now: datetime
) -> Reglement:
    """Write the next version and make it the current one, in one transaction; answer it. Earlier versions stay as they were.

    `by`: an account, or the program that publishes. The version number is set here, whatever `reglement.version` says.
    Raises NotFound for an unknown commune, what `check_applied` refuses, PrepaidNeedsOnline, Busy.
    """
    check_applied(reglement)
    check_paid_online(reglement, communes.commune(commune_id))

    def act() -> Reglement:
        key = keys.reglement_head(commune_id)
        head = read_one(key, ReglementHead)
        published = _next(commune_id, reglement, head)
        if head is not None and published.version == head.value.reglement:
            return published
        transaction = Transaction()
        communes.put_reglement(transaction, commune_id, published)
        moved = ReglementHead(published.version, now)
        communes.put_head(transaction, Stored(key, moved, head.version if head else 0))
        line = JournalLine(
            new_id(now),
            "reglement_published",
            by,
            now,
            decided_from={"reglement": published.version - 1},
            detail={"version": published.version},
        )
        journal.add_to_commune(transaction, commune_id, line)
        touched: dict[str, str | int] = {"of": PagesOf.REGLEMENT.value}
        outbox.add(transaction, Message(new_id(now), MessageKind.PAGES_CHANGED, commune_id, data=touched))
        outbox.add(transaction, Message(new_id(now), MessageKind.PLACES_CHANGED, commune_id))
        if head is not None:
            _tell_families(transaction, commune_id, head.value, published, now)
        transaction.commit()
        return published

    return when_moved(act)


def _tell_families(
    transaction: Transaction, commune: str, earlier: ReglementHead, published: Reglement, now: datetime
) -> None:
    """Families who had booked a day that is closed now, or that opens again, are told."""
    before, today = communes.reglement(commune, earlier.reglement), published.day_of(now)
    moved = months_moved(before, published, today, today + BOOKED_AHEAD)
    for days in moved.values():
        tell_called_off.announce(transaction, commune, days, now=now)


def _next(commune: str, reglement: Reglement, head: Stored[ReglementHead] | None) -> Reglement:
    """The next version, or the present one where it says the same.

    Families must accept a new one unless only the calendar differs: a strike asks nothing of them.
    """
    if head is None:
        return replace(reglement, version=1, accept_from=1)
    earlier = communes.reglement(commune, head.value.reglement)
    if replace(reglement, version=earlier.version, accept_from=earlier.accept_from) == earlier:
        return earlier
    kept = replace(earlier, calendar=reglement.calendar, version=earlier.version + 1)
    if replace(reglement, version=kept.version, accept_from=kept.accept_from) == kept:
        return kept
    return replace(reglement, version=kept.version, accept_from=kept.version)
