"""Queues lie with the places they are for: joining, leaving and taking are conditions of one item."""

from datetime import timedelta

import pytest

from functions.domain.planning.service_month import Counter, QueueGuards, ServiceMonth, Taking
from functions.domain.planning.waiting_queue import Claims, QueueEntry
from functions.domain.reglement.waiting_list_rules import MOST
from functions.storage.bookings import service_months, waiting_queues
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.reading import read
from functions.storage.table.stored import encode
from functions.storage.table.transaction import Refused, Transaction
from tests.storage.bookings.test_service_months import a_month
from tests.support.builders import NOW

pytestmark = pytest.mark.usefixtures("table")

DAY = Counter(23)
FULL = {DAY: 1}


def counted() -> ServiceMonth:
    found = read([keys.service_month("lisse", "garderie-matin", "2026-11")])
    return service_months.in_batch(found, "lisse", "garderie-matin", "2026-11")


def an_entry(child: str, family: str = "testmp") -> QueueEntry:
    return QueueEntry(child, family, "account", NOW, Claims(school="ferry"))


def take(
    takings: dict[Counter, Taking],
    guards: QueueGuards = service_months.NO_GUARDS,
    given: QueueEntry | None = None,
) -> None:
    transaction = Transaction()
    at = [] if given is None else [(23, given)]
    service_months.take(transaction, "lisse", counted(), takings, guards, at)
    transaction.commit()


def join(child: str, *, day: int = 23, seen: ServiceMonth | None = None, family: str = "testmp") -> None:
    transaction = Transaction()
    entry = an_entry(child, family)
    waiting_queues.join(transaction, "lisse", seen or counted(), day, entry, {Counter(day): 1})
    transaction.commit()


def leave(*children: str) -> None:
    transaction = Transaction()
    waiting_queues.leave(transaction, "lisse", counted(), [(23, an_entry(child)) for child in children])
    transaction.commit()


def waits(day: int = 23) -> set[str]:
    return set(counted().queue(day))


def test_who_joins_is_read_with_the_places_and_is_in_the_list_of_queues() -> None:
    take({DAY: Taking(1)})
    assert counted().waiting is None
    join("clara")
    join("tom")
    assert counted().queue(23) == {"clara": an_entry("clara"), "tom": an_entry("tom")}
    assert list(waiting_queues.months_with_queues()) == [("lisse", "garderie-matin", "2026-11")]
    assert list(waiting_queues.months_with_queues("lisse")) == [("lisse", "garderie-matin", "2026-11")]
    assert list(waiting_queues.months_with_queues("liss")) == []


def test_nobody_joins_a_day_with_a_free_place_unless_somebody_waits() -> None:
    take({DAY: Taking(0)})
    with pytest.raises(Refused):
        join("clara")
    take({DAY: Taking(1)})
    join("clara")
    take({DAY: Taking(-1)})
    join("tom")
    assert waits() == {"clara", "tom"}


def test_two_who_open_a_queue_at_once_overwrite_nothing_and_the_next_need_not_read_it() -> None:
    take({DAY: Taking(1), Counter(24): Taking(1)})
    unopened = counted()
    join("clara", seen=unopened)
    with pytest.raises(Refused):
        join("tom", seen=unopened)
    before = counted()
    join("tom", seen=before)
    join("zoe", seen=before)
    join("lou", day=24, seen=before)
    with pytest.raises(Refused):
        join("nina", day=24, seen=before)
    with pytest.raises(Refused):
        join("zoe", seen=before)
    assert (waits(), waits(24)) == ({"clara", "tom", "zoe"}, {"lou"})


def test_leaving_takes_out_the_familys_own_entry_only() -> None:
    take({DAY: Taking(1)})
    join("clara", family="the other home")
    with pytest.raises(Refused):
        leave("clara")
    join("tom")
    leave("tom")
    with pytest.raises(Refused):
        leave("tom")
    assert waits() == {"clara"}


def test_what_was_decided_while_nobody_waited_is_refused_once_somebody_does() -> None:
    take({DAY: Taking(1)})
    join("clara")
    take({DAY: Taking(-1)})
    nobody = QueueGuards(nobody_waiting=frozenset({23}))
    with pytest.raises(Refused):
        take({DAY: Taking(1, 1)}, nobody)
    take({DAY: Taking(1, 1)}, given=an_entry("clara"))
    assert (counted().taken, waits()) == ({DAY: 1}, set())
    take({DAY: Taking(-1)})
    take({DAY: Taking(1, 1)}, nobody)


def test_a_place_is_given_to_who_still_waits_only() -> None:
    take({DAY: Taking(1)})
    join("clara")
    join("tom")
    leave("clara")
    take({DAY: Taking(-1)})
    with pytest.raises(Refused):
        take({DAY: Taking(1, 1)}, given=an_entry("clara"))
    assert (counted().taken, waits()) == ({DAY: 0}, {"tom"})


def test_a_month_without_queues_leaves_the_list_unless_somebody_joined_again() -> None:
    take({DAY: Taking(1)})
    join("clara")
    leave("clara")
    empty = counted()
    join("tom")
    with pytest.raises(Refused):
        unlist(empty)
    leave("tom")
    unlist(counted())
    assert list(waiting_queues.months_with_queues()) == []
    join("zoe")
    assert waits() == {"zoe"}


def unlist(month: ServiceMonth) -> None:
    transaction = Transaction()
    waiting_queues.unlist(transaction, "lisse", month)
    transaction.commit()


@pytest.mark.parametrize("schools", [("jules-ferry",), ("jules-ferry", "marie-curie", "simone-veil")])
def test_a_whole_month_is_taken_at_once_past_empty_queues_and_refused_past_one(
    schools: tuple[str, ...],
) -> None:
    take({DAY: Taking(1)})
    join("clara")
    leave("clara")
    month = a_month(*schools)
    guards = QueueGuards(nobody_waiting=frozenset(counter.day for counter in month))
    take(month, guards)
    join("tom")
    with pytest.raises(Refused):
        take(month, guards)


def test_guards_make_no_expression_that_dynamodb_refuses() -> None:
    take({DAY: Taking(1)})
    join("clara")
    for schools in range(1, 4):
        month = a_month(*(f"groupe-scolaire-{number}" for number in range(schools)))
        guards = QueueGuards(nobody_waiting=frozenset(counter.day for counter in month))
        transaction = Transaction()
        service_months.take(transaction, "lisse", counted(), month, guards)
        [(_, key, actions, condition)] = transaction._updates
        request = Item._get_connection().get_operation_kwargs(*key, actions=actions, condition=condition)
        for name in ("UpdateExpression", "ConditionExpression"):
            words = ("=", "+", "if_not_exists", " OR ", " AND ", "attribute_", "size")
            assert len(request[name]) <= 4096
            assert sum(request[name].count(word) for word in words) <= 300


def test_the_longest_queues_of_a_month_fit_an_item() -> None:
    """400 kB: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html"""
    ids = "0" * 26
    claims = Claims(False, False, False, "s" * 40, "Grande section bilingue")
    longest = QueueEntry(ids, ids, ids, NOW + timedelta(microseconds=999_999), claims)
    assert 31 * MOST * (len(ids) + len(encode(longest)) + 5) < 390_000


def test_no_more_wait_than_the_town_allows_however_many_join_at_once() -> None:
    take({DAY: Taking(1)})
    join("clara")
    before = counted()
    join("tom", seen=before)
    transaction = Transaction()
    waiting_queues.join(transaction, "lisse", before, 23, an_entry("zoe"), FULL, most=2)
    with pytest.raises(Refused):
        transaction.commit()
    assert waits() == {"clara", "tom"}
