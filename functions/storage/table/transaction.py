"""One act, one transaction.

DynamoDB's conditions are the concurrency rule. Each action is given a `why`: the thing that stood in the way when the
transaction is refused. PynamoDB sends checks, deletes, puts, then updates, and the reasons of a refusal come back in
that order, so the actions are kept in it here (https://github.com/pynamodb/PynamoDB/blob/master/pynamodb/connection/base.py).
"""

import random
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import uuid4

from botocore.exceptions import ConnectionError as NoConnection
from botocore.exceptions import HTTPClientError
from pynamodb.exceptions import PynamoDBException, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from functions.domain.errors import Conflict
from functions.storage.table.accounting import kept_until
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.stored import Stored, encode, item_of
from functions.storage.table.upgrades import schema_of

MAX_ACTIONS = 100
"""https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html"""

MAX_BODY_BYTES = 390_000
"""Of an aggregate, before it is packed: an item holds 400 kB, its keys included, and what is packed can always be put back unpacked. Each list of the domain has a bound far below; this is the net.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html"""

KEPT = 512
"""Conditions that a process keeps: PynamoDB takes longer to make one than to write it down, and most items were written a few times."""

_BUSY_CODES = {
    "TransactionConflict",
    "ThrottlingError",
    "ProvisionedThroughputExceeded",
    "TransactionConflictException",
    "TransactionInProgressException",
    "ThrottlingException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "InternalServerError",
}
_CANCELLED = "TransactionCanceledException"
"""DynamoDB looked at the transaction and wrote nothing of it. No other answer but success says so."""

WAITS_SECONDS = (0.05, 0.2, 0.8)
"""Before a transaction whose answer does not say whether it was written is sent again."""
ASK_FOR_SECONDS = 10.0
"""botocore has tried four times by then; the API answers within 29 s."""


class TooMuchStored(Conflict):
    """The aggregate would be larger than an item may be. `kind` in the data names it. Nothing was written."""

    code = "too_much_stored"


class Refused(Exception):
    """Conditions did not hold; nothing was written. `whys`: those of the actions that stood in the way."""

    def __init__(self, whys: frozenset[Hashable]) -> None:
        super().__init__(", ".join(sorted(map(str, whys))))
        self.whys = whys


class Contended(Exception):
    """Others were writing the same items, or the table is throttled; nothing was written, trying again is safe."""


class Unanswered(Exception):
    """No answer says whether the act was written. Nothing may be concluded from it.

    A request that is sent again under its idempotency key, and a job that runs again, find out by reading.
    """


def translated(error: PynamoDBException) -> Exception:
    """Of a write outside a transaction, which may meet one: Contended, Unanswered, or the error itself."""
    if no_answer(error):
        return Unanswered()
    return Contended() if error.cause_response_code in _BUSY_CODES else error


def no_answer(error: PynamoDBException) -> bool:
    """Whether nothing came back, so that the error has no code to be read (PynamoDB fails where it is asked for one)."""
    return isinstance(error.cause, HTTPClientError | NoConnection)


Derivation = Callable[["Transaction", Sequence[Any]], Callable[[], None] | None]


class Transaction:
    """Collect the actions of one act, then `commit` them together.

    It has one token for its life: however often it is sent, DynamoDB does it once (for ten minutes).
    https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
    """

    def __init__(self) -> None:
        self._token = str(uuid4())
        self._checks: list[tuple[Hashable, Key, Condition]] = []
        self._deletes: list[tuple[Hashable, Key, Condition | None]] = []
        self._puts: list[tuple[Hashable, Item, Condition | None]] = []
        self._updates: list[tuple[Hashable, Key, list[Action], Condition | None]] = []
        self._noted: dict[Derivation, list[Any]] = {}

    def __len__(self) -> int:
        return len(self._checks) + len(self._deletes) + len(self._puts) + len(self._updates)

    def check(self, stored: Stored[Any], *, why: Hashable) -> None:
        """What was decided from must still be what it was."""
        self._checks.append((why, stored.key, _unchanged(stored)))

    def check_that(self, key: Key, condition: Condition, *, why: Hashable) -> None:
        self._checks.append((why, key, condition))

    def put(
        self,
        stored: Stored[Any],
        *,
        why: Hashable,
        listed: tuple[str, str] | None = None,
        expires_at: datetime | None = None,
        attributes: Mapping[str, Any] | None = None,
    ) -> None:
        """Write the aggregate one version further, if nobody did since it was read (version 0: if it is new).

        A piece of accounting expires when the law asks for it no more. Refused too where a newer version of Préau wrote it
        under a schema that this one does not know. `attributes`: what lists of the aggregate are filtered by. Raises TooMuchStored.
        """
        body = encode(stored.value)
        if len(body.encode()) > MAX_BODY_BYTES:
            raise TooMuchStored(kind=type(stored.value).__name__)
        item = item_of(stored, listed=listed, body=body)
        for name, value in (attributes or {}).items():
            setattr(item, name, value)
        item.expires_at = expires_at or kept_until(stored.value)
        self._puts.append((why, item, _unchanged(stored) & _known(schema_of(type(stored.value)))))

    def put_item(self, item: Item, *, why: Hashable, condition: Condition | None = None) -> None:
        self._puts.append((why, item, condition))

    def update(
        self, key: Key, actions: Sequence[Action], *, why: Hashable, condition: Condition | None = None
    ) -> None:
        self._updates.append((why, key, list(actions), condition))

    def delete(self, key: Key, *, why: Hashable, condition: Condition | None = None) -> None:
        self._deletes.append((why, key, condition))

    def derive(self, derivation: "Derivation", source: Any) -> None:
        """Note what is written here and what else follows from it. `derivation` is called once, with all that was noted for it, when
        everything else is in the transaction: it adds what follows, and answers what is left to do once that is written."""
        self._noted.setdefault(derivation, []).append(source)

    def commit(self) -> None:
        """All or nothing. Raises Refused, Contended or Unanswered.

        Where the answer was lost, or does not say whether the transaction was written, the same is sent again under its token:
        so Refused and Contended always say that nothing was written, and that what stood in the way was written by others.
        """
        noted, self._noted = self._noted, {}
        afterwards = [derivation(self, sources) for derivation, sources in noted.items()]
        self._send_until_answered()
        for rest in afterwards:
            if rest is not None:
                rest()

    def _send_until_answered(self) -> None:
        started, waits = time.monotonic(), iter(WAITS_SECONDS)
        while True:
            try:
                self._send()
            except TransactWriteError as error:
                outcome, wait = self._outcome(error), next(waits, None)
                late = time.monotonic() - started > ASK_FOR_SECONDS
                if wait is None or late or not isinstance(outcome, Unanswered):
                    raise outcome from error
            else:
                return
            time.sleep(random.uniform(wait / 2, wait))  # noqa: S311  # no secret in a wait

    def _send(self) -> None:
        table = Item._get_connection()
        at = table.get_operation_kwargs
        table.connection.transact_write_items(
            [at(key.pk, key.sk, condition=held) for _, key, held in self._checks],
            [at(key.pk, key.sk, condition=held) for _, key, held in self._deletes],
            [item.get_save_kwargs_from_instance(held) for _, item, held in self._puts],
            [at(key.pk, key.sk, actions=actions, condition=held) for _, key, actions, held in self._updates],
            client_request_token=self._token,
        )

    def _outcome(self, error: TransactWriteError) -> Exception:
        if no_answer(error):
            return Unanswered()
        code, reasons = error.cause_response_code, error.cancellation_reasons
        if code != _CANCELLED and not reasons:
            # botocore may have sent it several times: what was refused in the end may have been written at first.
            return Unanswered() if code in _BUSY_CODES else error
        whys = [
            action[0] for kind in (self._checks, self._deletes, self._puts, self._updates) for action in kind
        ]
        failed = frozenset(
            why
            for why, reason in zip(whys, reasons, strict=False)
            if reason is not None and reason.code == "ConditionalCheckFailed"
        )
        if failed:
            return Refused(failed)
        codes = {reason.code for reason in reasons if reason is not None}
        return Contended() if codes & _BUSY_CODES else error


def _unchanged(stored: Stored[Any]) -> Condition:
    return _is_at(stored.version)


@lru_cache(KEPT)
def _is_at(version: int) -> Condition:
    at = Path("version")
    return at == version if version else Path("pk").does_not_exist()


@lru_cache(KEPT)
def _known(schema: int) -> Condition:
    at = Path("schema")
    known: Condition = at.does_not_exist() | (at <= schema)
    return known
