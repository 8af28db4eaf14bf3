"""A database whose answers are lost, late or double at one call, and which does a transaction once for each token, as AWS does.

The local engine takes no notice of tokens. What is lost here is lost to botocore too, after all that it tried by itself.
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html (Idempotency)
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from functions.storage.table import transaction
from functions.storage.table.item import Item
from functions.usecases import retry

TRANSACTION = "TransactWriteItems"
FAULTS = "faults"
"""The property by which a test says how many it met; the last lines of the run add them up."""
WRITES = {TRANSACTION, "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"}

Send = Callable[[str, Any], Any]


class Fault(Enum):
    LOST = "done, and the answer lost"
    LOST_THEN_REFUSED = "done, the answer lost, and the repeat refused"
    NEVER_ANSWERED = "done, and no repeat of it answered"
    REFUSED = "refused, and not done"
    SLOW = "given up, and done after the call that follows"
    TWICE = "done twice"
    MET = "refused because others write the same items at that instant"


@dataclass
class Faulty:
    """Which call meets which fault, and what was called. `of`: only these are counted (none: all)."""

    at: int | None = None
    """From 1; None: none does."""
    fault: Fault = Fault.LOST
    of: str = ""
    calls: list[str] = field(default_factory=list)
    met: bool = False

    def meets(self, operation: str) -> bool:
        """Note the call that is made now; whether it is the one."""
        self.calls.append(operation)
        if self.of and operation != self.of:
            return False
        meets = self.at == sum(1 for each in self.calls if each == operation or not self.of)
        self.met = self.met or meets
        return meets


@contextmanager
def faulty(how: Faulty) -> Iterator[Faulty]:
    """Count the calls of the block to the database, and let one of them meet the fault. Nothing waits before it tries again."""
    client = Item._get_connection().connection.client
    send = _with_tokens(client._make_api_call)
    late: list[tuple[str, Any]] = []
    unanswered: set[str] = set()

    def call(operation: str, arguments: Any) -> Any:
        meets = how.meets(operation)
        arrived, late[:] = list(late), []
        try:
            if arguments.get("ClientRequestToken") in unanswered:
                raise _refused(operation)
            if not meets:
                return send(operation, arguments)
            return _met(how.fault, operation, arguments, send, late, unanswered)
        finally:
            for each in arrived:
                _arrive(send, *each)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "_make_api_call", call)
        patch.setattr(transaction, "WAITS_SECONDS", (0.0,) * len(transaction.WAITS_SECONDS))
        patch.setattr(retry, "FIRST_WAIT_SECONDS", 0.0)
        yield how
    for each in late:
        _arrive(send, *each)


def _met(
    fault: Fault,
    operation: str,
    arguments: Any,
    send: Send,
    late: list[tuple[str, Any]],
    unanswered: set[str],
) -> Any:
    match fault:
        case Fault.LOST:
            send(operation, arguments)
            raise _lost()
        case Fault.LOST_THEN_REFUSED:
            send(operation, arguments)
            raise _refused(operation)
        case Fault.NEVER_ANSWERED:
            send(operation, arguments)
            if operation == TRANSACTION:
                unanswered.add(arguments["ClientRequestToken"])
            raise _lost()
        case Fault.REFUSED:
            raise _refused(operation)
        case Fault.MET:
            raise _met_others(operation, arguments)
        case Fault.SLOW:
            late.append((operation, arguments))
            raise _lost()
        case Fault.TWICE:
            send(operation, arguments)
            return send(operation, arguments)


def _with_tokens(send: Send) -> Send:
    done: dict[str, tuple[Any, Any]] = {}

    def once(operation: str, arguments: Any) -> Any:
        if operation != TRANSACTION:
            return send(operation, arguments)
        token = arguments.get("ClientRequestToken")
        if token not in done:
            answer = send(operation, arguments)
            if token is not None:
                done[token] = (arguments["TransactItems"], answer)
            return answer
        same, answer = done[token]
        if same != arguments["TransactItems"]:
            raise ClientError({"Error": {"Code": "IdempotentParameterMismatchException"}}, operation)
        return answer

    return once


def _arrive(send: Send, operation: str, arguments: Any) -> None:
    """Nobody is there any more to be told that it was refused."""
    try:
        send(operation, arguments)
    except ClientError:
        return


def _lost() -> Exception:
    return ReadTimeoutError(endpoint_url="the table")


def _met_others(operation: str, arguments: Any) -> Exception:
    if operation != TRANSACTION:
        code = "TransactionConflictException" if operation in WRITES else "ThrottlingException"
        return ClientError({"Error": {"Code": code, "Message": code}}, operation)
    reasons = [{"Code": "TransactionConflict"}, *({"Code": "None"} for _ in arguments["TransactItems"][1:])]
    error = {"Error": {"Code": "TransactionCanceledException", "Message": ""}, "CancellationReasons": reasons}
    return ClientError(error, operation)


def _refused(operation: str) -> Exception:
    code = "TransactionInProgressException" if operation == TRANSACTION else "ThrottlingException"
    return ClientError({"Error": {"Code": code, "Message": code}}, operation)
