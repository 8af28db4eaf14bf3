"""What moves and guards a counter of places is written as PynamoDB writes it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pynamodb.expressions.condition import Or
from pynamodb.expressions.update import SetAction

from functions.storage.bookings.counter_expressions import CounterAtMost, CounterMoved

days = st.integers(1, 31).flatmap(
    lambda day: st.sampled_from([f"d{day}", f"d{day}@jules-ferry", f"d{day}@école"])
)
counts = st.integers(-3, 300)
said = st.one_of(st.builds(CounterMoved, days, counts), st.builds(CounterAtMost, days, counts))


@given(st.lists(said, max_size=20))
def test_many_of_them_in_one_request_are_written_as_pynamodb_writes_them(expressions: list[Any]) -> None:
    ours: tuple[dict[str, str], dict[str, Any]] = ({}, {})
    its: tuple[dict[str, str], dict[str, Any]] = ({}, {})
    for each in expressions:
        slow = SetAction if isinstance(each, SetAction) else Or
        assert each.serialize(*ours) == slow.serialize(each, *its)
    assert ours == its
