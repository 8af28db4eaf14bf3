"""Publish a règlement: from this instant it is what families are told and what acts are decided from."""

from dataclasses import replace
from datetime import datetime

from functions.domain.enforced import check_enforced
from functions.domain.messages import Message, MessageKind
from functions.domain.reglement import Reglement
from functions.storage import communes, keys, outbox
from functions.storage.bodies import Stored
from functions.storage.communes import ReglementHead
from functions.storage.ids import new_id
from functions.storage.reading import read_one
from functions.storage.transaction import Transaction
from functions.usecases.retry import when_moved


def publish_reglement(commune_id: str, reglement: Reglement, *, now: datetime) -> Reglement:
    """Write the next version and move the head to it, together; earlier versions stay as they were.

    `reglement.version` is given here, whatever it was. Answers what was published. Raises NotFound for an unknown
    commune, ReglementNotEnforced, Busy.
    """
    communes.commune(commune_id)
    check_enforced(reglement)

    def act() -> Reglement:
        key = keys.reglement_head(commune_id)
        head = read_one(key, ReglementHead)
        published = replace(reglement, version=head.value.reglement + 1 if head else 1)
        transaction = Transaction()
        communes.put_reglement(transaction, commune_id, published)
        moved = ReglementHead(published.version, now)
        communes.put_head(transaction, Stored(key, moved, head.version if head else 0))
        for kind in (MessageKind.PAGES_CHANGED, MessageKind.PLACES_CHANGED):
            outbox.add(transaction, Message(new_id(now), kind, commune_id))
        transaction.commit()
        return published

    return when_moved(act)
