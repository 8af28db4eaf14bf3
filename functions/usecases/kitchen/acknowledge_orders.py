"""The caterer says that an order came, by the secret link of its mail. It opens these figures, and nothing else."""

import re
from dataclasses import replace
from datetime import datetime

from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.domain.kitchen.orders import SentOrders
from functions.storage.kitchen import meal_orders
from functions.storage.table import journal
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.mailed_codes import Purpose, code_matches, code_of
from functions.usecases.retry import when_moved

BY = "caterer"
_TOKEN = re.compile(r"([0-9a-z]{26})-([0-9a-z]{26})-([a-z0-9-]{1,64})")


def order_token(commune: str, sent: str) -> str:
    """What the mail's link carries. It is derived, and stored nowhere."""
    return f"{code_of(Purpose.MEAL_ORDER, _issue(commune, sent))}-{sent}-{commune}"


def orders_named(token: str) -> tuple[str, Stored[SentOrders]]:
    """The commune, and what its mail was about. Raises NotFound for a false token, or one of what is kept no more."""
    match = _TOKEN.fullmatch(token)
    if match is None or not code_matches(match[1], Purpose.MEAL_ORDER, _issue(match[3], match[2])):
        raise NotFound
    stored = meal_orders.sent(match[3], match[2])
    if stored is None:
        raise NotFound
    return match[3], stored


def acknowledge_orders(token: str, *, now: datetime) -> SentOrders:
    """Said again, the first instant stays. Raises NotFound, Busy."""

    def act() -> SentOrders:
        commune, stored = orders_named(token)
        if stored.value.acknowledged_at is not None:
            return stored.value
        known = replace(stored.value, acknowledged_at=now)
        transaction = Transaction()
        meal_orders.put_sent(transaction, commune, Stored(stored.key, known, stored.version))
        detail: dict[str, object] = {"service": known.service, "sent": known.id}
        line = JournalLine(new_id(now), "meals_order_acknowledged", BY, now, detail=detail)
        journal.add_to_commune(transaction, commune, line)
        transaction.commit()
        return known

    return when_moved(act)


def _issue(commune: str, sent: str) -> str:
    return f"{commune}/{sent}"
