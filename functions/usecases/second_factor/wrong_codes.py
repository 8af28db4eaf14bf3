"""Tell an agent that somebody gives wrong codes after their password: whoever does that has the password."""

from datetime import datetime, timedelta

from functions.domain.errors import Busy, OutcomeUnknown, Throttled
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.storage.table import journal, outbox
from functions.storage.table.ids import id_of, new_id
from functions.storage.table.transaction import Refused, Transaction
from functions.usecases.accounts.throttle import Limit, count_try
from functions.usecases.retry import when_contended

ACT = "wrong_codes_given"
WRONG_CODES_OF_LOGIN = Limit("factor-wrong", 5, timedelta(days=1))
"""Who mistypes gives fewer in a day. The right code in between does not clear them: it is the agent's, not the stranger's."""
SHOWN = timedelta(days=30)
LATEST = 20
"""Lines of the login's journal, which holds a few a year."""


def count_wrong_code(account: str, *, now: datetime) -> None:
    """Count it, and tell of it beyond the limit. The code stays refused, also where the table does not answer this."""
    try:
        count_try(WRONG_CODES_OF_LOGIN, account, now=now)
    except Throttled:
        tell_of_wrong_codes(account, now=now)
    except (Busy, OutcomeUnknown):
        return


def tell_of_wrong_codes(account: str, *, now: datetime) -> None:
    """By mail and in the login's journal, once a day: the line's id is made of the day, and a second one is refused by the first."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    line = JournalLine(id_of(f"{account}#{ACT}", day), "wrong_codes_given", account, now)
    message = Message(new_id(now), MessageKind.WRONG_CODES_GIVEN, data={"account": account})

    def act() -> None:
        transaction = Transaction()
        journal.add_to_account(transaction, account, line)
        outbox.add(transaction, message)
        transaction.commit()

    try:
        when_contended(act)
    except (Refused, Busy, OutcomeUnknown):
        return


def wrong_codes_at(account: str, *, now: datetime) -> datetime | None:
    """When wrong codes were told of last, in the last month. One round trip."""
    lines = journal.latest_of_account(account, limit=LATEST)
    return max((line.at for line in lines if line.act == ACT and line.at > now - SHOWN), default=None)
