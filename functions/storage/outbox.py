"""Messages written with the act that causes them, delivered after it at least once."""

import zlib

from functions.domain.messages import Message
from functions.storage import keys
from functions.storage.bodies import Stored
from functions.storage.reading import partition
from functions.storage.transaction import Transaction

SHARDS = 4


def add(transaction: Transaction, message: Message) -> None:
    stored = Stored(keys.outbox(zlib.crc32(message.id.encode()) % SHARDS, message.id), message, 0)
    transaction.put(stored, why=("message", message.id))


def waiting(*, limit_per_shard: int = 25) -> list[Stored[Message]]:
    """The oldest messages of each shard."""
    found: list[Stored[Message]] = []
    for shard in range(SHARDS):
        found.extend(partition(f"OUTBOX#{shard}", "", Message, limit=limit_per_shard))
    return found
