"""The codes of a phone are those of RFC 6238, and none is accepted twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.second_factor.factor import (
    FactorCodeUsed,
    FactorCodeWrong,
    FactorReset,
    SecondFactor,
)
from functions.domain.second_factor.totp import STEP_SECONDS, code_at, step_at, step_of_code

SECRET = b"12345678901234567890"
NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
FACTOR = SecondFactor("issue", "key", NOON, 0, ("first", "second"), NOON)

RFC_6238_APPENDIX_B = {
    59: "94287082",
    1111111109: "07081804",
    1111111111: "14050471",
    1234567890: "89005924",
    2000000000: "69279037",
    20000000000: "65353130",
}


@pytest.mark.parametrize(("seconds", "code"), RFC_6238_APPENDIX_B.items())
def test_the_codes_are_those_of_the_standards_own_examples(seconds: int, code: str) -> None:
    step = step_at(datetime.fromtimestamp(seconds, UTC))
    assert code_at(SECRET, step, digits=8) == code
    assert code_at(SECRET, step) == code[2:]


@pytest.mark.parametrize(("late", "accepted"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phones_clock_may_be_one_step_off(late: int, accepted: bool) -> None:
    code = code_at(SECRET, step_at(NOON) + late)
    assert (step_of_code(SECRET, code, now=NOON) is not None) is accepted


@pytest.mark.parametrize("given", ["", "12345", "1234567", "abcdef", "１２３４５６", "٠٠٠٠٠٠"])
def test_what_is_no_code_is_wrong(given: str) -> None:
    with pytest.raises(FactorCodeWrong):
        FACTOR.with_code(SECRET, given, now=NOON)


moments = st.integers(-4, 4)
"""In steps: of the clock that the code was read from, and of the server's, which may go back."""


@given(st.lists(st.tuples(moments, moments), max_size=12))
def test_no_step_is_accepted_twice_nor_one_before_it_whatever_the_order_of_codes_and_clocks(
    tries: list[tuple[int, int]],
) -> None:
    factor, accepted = FACTOR, []
    for read_at, server in tries:
        code = code_at(SECRET, step_at(NOON) + read_at)
        now = NOON + timedelta(seconds=STEP_SECONDS * server)
        try:
            factor = factor.with_code(SECRET, code, now=now)
        except (FactorCodeWrong, FactorCodeUsed):
            continue
        accepted.append(code)
        assert abs(read_at - server) <= 1, "a code of another moment is no code"
    assert len(accepted) == len(set(accepted))


@given(st.integers(-(10**6), 10**6))
def test_a_code_that_was_accepted_is_refused_at_once_also_where_two_steps_have_the_same(start: int) -> None:
    now = NOON + timedelta(seconds=STEP_SECONDS * start)
    code = code_at(SECRET, step_at(now))
    used = FACTOR.with_code(SECRET, code, now=now)
    with pytest.raises(FactorCodeUsed):
        used.with_code(SECRET, code, now=now)


def test_a_code_on_paper_serves_once() -> None:
    used = FACTOR.with_recovery("first")
    assert used.recovery == ("second",)
    with pytest.raises(FactorCodeWrong):
        used.with_recovery("first")


def test_a_reset_ends_the_factor_when_it_is_in_force_and_is_withdrawn_by_a_code() -> None:
    asked = replace(FACTOR, reset=FactorReset("admin", NOON, NOON + timedelta(hours=24)))
    assert asked.counts(NOON + timedelta(hours=23, minutes=59))
    assert not asked.counts(NOON + timedelta(hours=24))
    assert asked.with_code(SECRET, code_at(SECRET, step_at(NOON)), now=NOON).reset is None
    assert asked.with_recovery("second").reset is None
