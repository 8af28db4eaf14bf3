"""One act is one transaction, and a refusal names what stood in the way."""

from dataclasses import dataclass

import pytest
from botocore.exceptions import ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError
from pynamodb.connection.base import Connection
from pynamodb.expressions.operand import Path

from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import partition, read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Refused, Transaction, Unanswered
from tests.support.faults import TRANSACTION, Fault, Faulty, faulty

pytestmark = pytest.mark.usefixtures("table")


@dataclass(frozen=True, slots=True)
class Note:
    text: str


def put(stored: Stored[Note], *, why: str = "note") -> None:
    transaction = Transaction()
    transaction.put(stored, why=why)
    transaction.commit()


def test_what_was_put_is_read_back_one_version_further() -> None:
    key = Key("C#lisse", "NOTE")
    put(Stored(key, Note("accents : é, œ, €"), 0))
    assert read_one(key, Note) == Stored(key, Note("accents : é, œ, €"), 1)


def test_a_new_aggregate_is_written_once() -> None:
    key = Key("C#lisse", "NOTE")
    put(Stored(key, Note("first"), 0))
    with pytest.raises(Refused) as refused:
        put(Stored(key, Note("second"), 0))
    assert refused.value.whys == {"note"}
    assert read_one(key, Note) == Stored(key, Note("first"), 1)


def test_a_write_from_an_old_read_is_refused() -> None:
    key = Key("C#lisse", "NOTE")
    put(Stored(key, Note("first"), 0))
    put(Stored(key, Note("second"), 1))
    with pytest.raises(Refused):
        put(Stored(key, Note("from the first"), 1))


def test_a_refusal_names_its_causes_whatever_the_order_of_the_calls() -> None:
    """PynamoDB reorders the actions of a transaction, and the reasons come back in its order."""
    taken, free = Key("C#lisse", "A"), Key("C#lisse", "B")
    put(Stored(taken, Note("here"), 0))
    transaction = Transaction()
    transaction.update(free, [Path("tally").set(1)], why="update holds")
    transaction.put(Stored(Key("C#lisse", "C"), Note("new"), 0), why="put holds")
    transaction.put(Stored(Key("C#lisse", "D"), Note("old"), 7), why="put fails")
    transaction.check(Stored(taken, Note("here"), 9), why="check fails")
    transaction.check(Stored(Key("C#lisse", "E"), Note(""), 0), why="check holds")
    with pytest.raises(Refused) as refused:
        transaction.commit()
    assert refused.value.whys == {"put fails", "check fails"}
    assert list(Item.query("C#lisse", Item.sk.startswith("C"))) == []


@pytest.mark.parametrize(
    "lost",
    [
        ConnectTimeoutError(endpoint_url="the table"),
        EndpointConnectionError(endpoint_url="the table"),
        ReadTimeoutError(endpoint_url="the table"),
    ],
    ids=lambda lost: type(lost).__name__,
)
def test_an_answer_that_never_came_is_no_refusal(lost: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(*_: object) -> None:
        raise lost

    monkeypatch.setattr(Connection, "_make_api_call", lose)
    with pytest.raises(Unanswered):
        put(Stored(Key("C#lisse", "NOTE"), Note("first"), 0))


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.LOST_THEN_REFUSED, Fault.REFUSED, Fault.SLOW])
def test_what_may_have_been_written_is_sent_again_under_its_token_and_done_once(fault: Fault) -> None:
    """A new token would meet its own row, and take it for somebody else's."""
    key = Key("C#lisse", "NOTE")
    with faulty(Faulty(1, fault, TRANSACTION)) as how:
        put(Stored(key, Note("first"), 0))
    assert how.met
    assert read_one(key, Note) == Stored(key, Note("first"), 1)


def test_two_transactions_have_two_tokens() -> None:
    with faulty(Faulty()):
        put(Stored(Key("C#lisse", "A"), Note("a"), 0))
        put(Stored(Key("C#lisse", "B"), Note("b"), 0))
    assert [stored.value.text for stored in partition("C#lisse", "", Note)] == ["a", "b"]


def test_where_nothing_ever_answers_nothing_is_concluded() -> None:
    key = Key("C#lisse", "NOTE")
    with pytest.raises(Unanswered), faulty(Faulty(1, Fault.NEVER_ANSWERED, TRANSACTION)):
        put(Stored(key, Note("first"), 0))
    assert read_one(key, Note) is not None, "it was written"


def test_several_kinds_come_in_one_read_and_what_is_not_there_has_version_zero() -> None:
    key, missing = Key("C#lisse", "NOTE"), Key("C#lisse", "BASKET")
    put(Stored(key, Note("here"), 0))
    found = read([key, missing])
    assert found.get(key, Note) == Stored(key, Note("here"), 1)
    assert found.get(missing, Note) is None
    assert found.get_or(missing, Note("empty")) == Stored(missing, Note("empty"), 0)


def test_a_partition_is_read_in_the_order_of_its_keys() -> None:
    for name in ("N#2", "N#1", "OTHER", "N#3"):
        put(Stored(Key("C#lisse", name), Note(name), 0))
    assert [stored.value.text for stored in partition("C#lisse", "N#", Note)] == ["N#1", "N#2", "N#3"]
    assert [stored.value.text for stored in partition("C#lisse", "", Note)] == ["N#1", "N#2", "N#3", "OTHER"]
    newest = partition("C#lisse", "N#", Note, newest_first=True, limit=2)
    assert [stored.value.text for stored in newest] == ["N#3", "N#2"]
