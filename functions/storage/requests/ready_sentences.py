"""What a town's agents write again and again."""

from functions.domain.requests.ready_sentences import ReadySentences
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def of_town(commune: str) -> Stored[ReadySentences]:
    key = keys.ready_sentences(commune)
    return read([key]).get_or(key, ReadySentences())


def put(transaction: Transaction, stored: Stored[ReadySentences]) -> None:
    transaction.put(stored, why="ready_sentences")
