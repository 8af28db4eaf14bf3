"""Counting the work of a request: what would tell, by the time it takes, what its answer does not tell. And standing in its way."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from argon2 import PasswordHasher
from botocore.exceptions import ClientError
from botocore.httpsession import URLLib3Session
from pynamodb.exceptions import UpdateError

from functions.storage.table.item import Item


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """DynamoDB's operations by name, and `hash` for each password hash computed."""
    work: Counter[str] = Counter()
    send, verify, make = URLLib3Session.send, PasswordHasher.verify, PasswordHasher.hash

    def sent(self, request):
        target = request.headers["X-Amz-Target"]
        work[(target.decode() if isinstance(target, bytes) else target).partition(".")[2]] += 1
        return send(self, request)

    def verified(self, *arguments):
        work["hash"] += 1
        return verify(self, *arguments)

    def made(self, *arguments, **options):
        work["hash"] += 1
        return make(self, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(URLLib3Session, "send", sent)
        patch.setattr(PasswordHasher, "verify", verified)
        patch.setattr(PasswordHasher, "hash", made)
        yield work


def meeting(transactions: int) -> Callable[..., None]:
    """An update that meets so many transactions first, as on AWS: the local engine waits for its turn."""
    update, met = Item.update, [None] * transactions

    def met_first(item: Item, **named: Any) -> None:
        if met:
            met.pop()
            answer = {"Error": {"Code": "TransactionConflictException", "Message": ""}}
            raise UpdateError("met", ClientError(answer, "UpdateItem"))
        update(item, **named)

    return met_first
