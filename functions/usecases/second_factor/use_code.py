"""Use up a code of the second factor, in the transaction of what it opens."""

from datetime import datetime
from enum import StrEnum

from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.second_factor.factor import FactorNotSet, SecondFactor
from functions.storage.second_factor import factors
from functions.storage.table import journal, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.second_factor.phone_secrets import secret_of
from functions.usecases.second_factor.recovery_codes import hash_of_typed


class Method(StrEnum):
    PHONE = "phone"
    RECOVERY = "recovery"


def use_code(
    transaction: Transaction,
    account: str,
    factor: Stored[SecondFactor] | None,
    method: Method,
    code: str,
    *,
    now: datetime,
) -> None:
    """A code on paper that was used is told by mail. Raises FactorNotSet, FactorCodeWrong, FactorCodeUsed, FactorKeyGone."""
    if factor is None or not factor.value.counts(now):
        raise FactorNotSet
    known = factor.value
    if method is Method.PHONE:
        secret = secret_of(known.issue, known.key)
        used = known.with_code(secret, "".join(code.split()), now=now)
    else:
        used = known.with_recovery(hash_of_typed(account, code))
        journal.add_to_account(
            transaction, account, JournalLine(new_id(now), "recovery_code_used", account, now)
        )
        data: dict[str, str | int] = {"account": account, "left": len(used.recovery)}
        outbox.add(transaction, Message(new_id(now), MessageKind.RECOVERY_CODE_USED, data=data))
    factors.put(transaction, Stored(factor.key, used, factor.version))
