"""Who has no invitation and tries codes learns nothing, and keeps no parent from the right one."""

import pytest

from functions.domain.accounts.account import ActivationCodeWrong
from functions.domain.accounts.activation import Activation
from functions.domain.errors import Throttled
from functions.storage.accounts import activations
from functions.storage.table.reading import read_one
from functions.usecases.accounts.activate import check_invitation
from functions.usecases.accounts.log_in import Visitor
from functions.usecases.accounts.throttle import CODE_OF_ADDRESS_FROM_PLACE
from tests.support.accounts import ELSEWHERE, EMAIL, HOME, SHEET, a_town_with_a_family, an_account, invited
from tests.support.activating import JULIE, opened
from tests.support.builders import NOW
from tests.support.work import counted

pytestmark = pytest.mark.usefixtures("table")


def wrong(email: str = EMAIL, *, visitor: Visitor = ELSEWHERE) -> None:
    with pytest.raises(ActivationCodeWrong):
        check_invitation(email, "0" * 26, visitor=visitor, now=NOW)


def test_a_stranger_who_tries_codes_is_stopped_and_the_parent_is_not_even_from_the_same_network() -> None:
    a_town_with_a_family()
    code = invited()
    for _ in range(CODE_OF_ADDRESS_FROM_PLACE.tries):
        wrong()
    with pytest.raises(Throttled) as throttled:
        check_invitation(EMAIL, "0" * 26, visitor=ELSEWHERE, now=NOW)
    assert 0 < int(str(throttled.value.data["retry_after"])) <= 15 * 60
    for visitor in (HOME, ELSEWHERE):
        assert check_invitation(EMAIL, code, visitor=visitor, now=NOW).sheet == SHEET


def test_wrong_codes_from_the_whole_world_never_use_up_the_right_one() -> None:
    a_town_with_a_family()
    code = invited()
    places = [Visitor(f"203.0.113.{number}", "Robot") for number in range(12)]
    for visitor in places * CODE_OF_ADDRESS_FROM_PLACE.tries:
        wrong(visitor=visitor)
    for visitor in (HOME, places[0]):
        assert check_invitation(EMAIL, code, visitor=visitor, now=NOW).sheet == SHEET
    assert opened(code, visitor=places[0]).account


def test_a_wrong_code_costs_the_same_for_an_invited_address_and_for_another() -> None:
    a_town_with_a_family()
    an_account("0" * 25 + "j", JULIE)
    opened(invited("used@famille.example"), email="used@famille.example", key="used-key")
    invited()
    told = {}
    for email in (EMAIL, JULIE, "used@famille.example", "inconnu@famille.example"):
        with counted() as work:
            wrong(email)
        told[email] = work
    assert told == dict.fromkeys(told, told[EMAIL])
    assert told[EMAIL]["UpdateItem"] == 2


def test_a_wrong_code_for_nobody_writes_no_invitation() -> None:
    with pytest.raises(ActivationCodeWrong):
        opened("0" * 26, email="inconnu@famille.example")
    assert read_one(activations.activation_key("inconnu@famille.example"), Activation) is None
