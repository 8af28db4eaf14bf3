"""Windows that end by themselves, counted exactly."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from functions.domain.errors import Busy, OutcomeUnknown, Throttled
from functions.storage.table.item import Item
from functions.usecases import retry
from functions.usecases.accounts.throttle import Limit, count_try, place_of
from tests.support.accounts import everything
from tests.support.builders import NOW
from tests.support.faults import Fault, Faulty, faulty
from tests.support.work import meeting

THREE = Limit("three", 3, timedelta(minutes=15))


def let_through(subject: str = "somebody", *, later: timedelta = timedelta(0)) -> bool:
    try:
        count_try(THREE, subject, now=NOW + later)
    except Throttled:
        return False
    return True


@pytest.mark.usefixtures("table")
def test_a_window_holds_so_many_tries_and_the_next_one_begins_anew() -> None:
    assert [let_through() for _ in range(4)] == [True, True, True, False]
    assert let_through("somebody else")
    assert not let_through(later=timedelta(minutes=14, seconds=59))
    assert let_through(later=timedelta(minutes=15))


@pytest.mark.usefixtures("table")
def test_who_is_stopped_is_told_for_how_long() -> None:
    for _ in range(3):
        let_through()
    with pytest.raises(Throttled) as throttled:
        count_try(THREE, "somebody", now=NOW + timedelta(minutes=14, seconds=30))
    assert throttled.value.data == {"retry_after": 30}


@pytest.mark.usefixtures("table")
def test_sixteen_threads_get_three_tries() -> None:
    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(lambda _: let_through(), range(32))) == 3


@pytest.mark.usefixtures("table")
def test_a_try_that_meets_a_transaction_is_counted_once_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Item, "update", meeting(transactions=2))
    assert [let_through() for _ in range(4)] == [True, True, True, False]


@pytest.mark.usefixtures("table")
def test_a_try_that_meets_nothing_but_transactions_may_be_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_WAIT_SECONDS", 0)
    monkeypatch.setattr(Item, "update", meeting(transactions=100))
    with pytest.raises(Busy):
        let_through()


@pytest.mark.usefixtures("table")
def test_a_window_names_nobody_and_expires() -> None:
    let_through("marc@famille.example 192.0.2.1")
    [item] = everything()
    assert "marc" not in str(item.attribute_values) and "192.0.2.1" not in str(item.attribute_values)
    assert item.expires_at > NOW + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", ""),
    ],
)
def test_a_household_is_one_place(address: str, place: str) -> None:
    assert place_of(address) == place


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize("fault", [Fault.LOST, Fault.REFUSED], ids=lambda fault: fault.name)
def test_a_try_whose_counting_was_not_answered_is_no_fault_of_ours(fault: Fault) -> None:
    """The browser sends the request again; a try that was counted twice is all that may come of it."""
    with faulty(Faulty(1, fault, "UpdateItem")) as how:
        if fault is Fault.LOST:
            with pytest.raises(OutcomeUnknown):
                count_try(THREE, "somebody", now=NOW)
        else:
            count_try(THREE, "somebody", now=NOW)
    assert how.met
    assert let_through()
