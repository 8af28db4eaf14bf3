"""Places are counted by conditions of the table: what takes one is refused when it does not fit."""

import pytest

from functions.domain.planning.service_month import Counter, ServiceMonth, Taking
from functions.storage.bookings import service_months
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.reading import read
from functions.storage.table.transaction import Refused, Transaction

pytestmark = pytest.mark.usefixtures("table")

DAY, OF_FERRY, NEXT = Counter(23), Counter(23, "jules-ferry"), Counter(24)
WHY = ("places", "garderie-matin", "2026-11")


def counted() -> ServiceMonth:
    found = read([keys.service_month("lisse", "garderie-matin", "2026-11")])
    return service_months.in_batch(found, "lisse", "garderie-matin", "2026-11")


def take(takings: dict[Counter, Taking], *, seen: ServiceMonth | None = None) -> None:
    transaction = Transaction()
    service_months.take(transaction, "lisse", seen or counted(), takings)
    transaction.commit()


def test_the_first_booking_of_a_month_opens_its_counter() -> None:
    assert counted() == ServiceMonth("garderie-matin", "2026-11")
    take({DAY: Taking(2, 30), OF_FERRY: Taking(2)})
    assert counted() == ServiceMonth("garderie-matin", "2026-11", {DAY: 2, OF_FERRY: 2}, exists=True)


def test_days_and_schools_are_counted_each_for_itself() -> None:
    take({DAY: Taking(1, 30)})
    take({DAY: Taking(1, 30), OF_FERRY: Taking(1, 5), NEXT: Taking(3)})
    take({DAY: Taking(-1, 30), NEXT: Taking(2)})
    assert counted().taken == {DAY: 1, OF_FERRY: 1, NEXT: 5}


def test_who_comes_second_to_open_a_counter_is_refused_and_overwrites_nothing() -> None:
    unopened = counted()
    take({DAY: Taking(1, 30)})
    with pytest.raises(Refused) as refused:
        take({DAY: Taking(1, 30)}, seen=unopened)
    assert refused.value.whys == {WHY}
    assert counted().taken == {DAY: 1}


@pytest.mark.parametrize("over", [DAY, OF_FERRY], ids=["all", "one school"])
def test_the_last_place_is_taken_once(over: Counter) -> None:
    take({NEXT: Taking(1)})
    take({over: Taking(4, 5)})
    stale = counted()
    take({over: Taking(1, 5)}, seen=stale)
    with pytest.raises(Refused) as refused:
        take({NEXT: Taking(1), over: Taking(1, 5)}, seen=stale)
    assert refused.value.whys == {WHY}
    assert counted().taken == {NEXT: 1, over: 5}


def test_several_places_of_a_day_fit_together_or_not_at_all() -> None:
    take({DAY: Taking(29, 30)})
    with pytest.raises(Refused):
        take({DAY: Taking(2, 30)})
    assert counted().taken == {DAY: 29}


def test_freeing_is_never_refused_even_above_a_limit_that_was_lowered() -> None:
    take({DAY: Taking(40, 40)})
    take({DAY: Taking(-1, 30)})
    assert counted().taken == {DAY: 39}


def a_month(*schools: str) -> dict[Counter, Taking]:
    weekdays = [day for day in range(1, 32) if day % 7 not in (0, 6)]
    counters = [Counter(day, school) for day in weekdays for school in (None, *schools)]
    return {counter: Taking(1, 30) for counter in counters}


@pytest.mark.parametrize(
    "schools", [("jules-ferry",), ("jules-ferry", "marie-curie", "simone-veil")], ids=["one", "three"]
)
def test_a_whole_month_is_taken_at_once_whatever_the_schools(schools: tuple[str, ...]) -> None:
    month = a_month(*schools)
    take({DAY: Taking(1, 30)})
    take(month)
    assert counted().taken == {counter: 2 if counter == DAY else 1 for counter in month} | {
        DAY: 2 if DAY in month else 1
    }


def test_a_whole_month_of_three_schools_overwrites_nothing_that_moved() -> None:
    take({DAY: Taking(1, 30)})
    stale = counted()
    take({NEXT: Taking(1, 30)})
    with pytest.raises(Refused) as refused:
        take(a_month("jules-ferry", "marie-curie", "simone-veil"), seen=stale)
    assert refused.value.whys == {WHY}
    assert counted().taken == {DAY: 1, NEXT: 1}


def test_the_largest_expression_is_one_that_dynamodb_takes() -> None:
    month = dict(
        list(a_month("jules-ferry", "marie-curie", "simone-veil").items())[: service_months.MOST_AT_ONCE]
    )
    take({DAY: Taking(1, 30)})
    transaction = Transaction()
    service_months.take(transaction, "lisse", counted(), month)
    [(_, key, actions, condition)] = transaction._updates
    request = Item._get_connection().get_operation_kwargs(*key, actions=actions, condition=condition)
    assert len(month) == service_months.MOST_AT_ONCE
    for name in ("UpdateExpression", "ConditionExpression"):
        assert len(request[name]) <= 4096
        assert (
            sum(
                request[name].count(word)
                for word in ("=", "+", "if_not_exists", " OR ", " AND ", "attribute_")
            )
            <= 300
        )
