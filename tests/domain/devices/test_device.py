"""PINs that everybody tries first are refused, and wrong ones are counted by person and by PIN."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.devices.device import MOST_TRIES, Device, Pin, PinTooSimple, checked_pin
from tests.support.builders import JULIE, MARC, NOW, paris

TABLET = Device("t", "Jules-Ferry", MARC, NOW, paris("mercredi 2026-12-16 09:00"), "hash")
PIN = Pin("hash", NOW)


@pytest.mark.parametrize(
    "typed", ["000000", "123456", "654321", "901234", "12345", "1234567", "12a456", "", "١٢٣٤٥٦"]
)
def test_a_pin_that_is_none_or_is_guessed_first_is_refused(typed: str) -> None:
    with pytest.raises(PinTooSimple):
        checked_pin(typed)


def test_a_pin_may_be_typed_with_spaces() -> None:
    assert checked_pin(" 271 828 ") == "271828"


@given(st.lists(st.booleans(), max_size=20))
def test_only_wrong_ones_in_a_row_block_and_only_their_person(right: list[bool]) -> None:
    device, row = TABLET, 0
    for is_right in right:
        if not device.tries_left(JULIE, PIN):
            break
        device = device.after_right(JULIE) if is_right else device.after_wrong(JULIE, PIN)
        row = 0 if is_right else row + 1
    assert device.tries_left(JULIE, PIN) == MOST_TRIES - row
    assert device.tries_left(MARC, PIN) == MOST_TRIES
    other = Pin("other", paris("lundi 2026-11-16 10:00"))
    assert device.tries_left(JULIE, other) == MOST_TRIES, "another PIN begins anew"
