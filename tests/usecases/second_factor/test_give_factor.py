"""The second factor: a used code opens nothing more, tries are counted, half of the way is no sign-in."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.accounts.account import Session
from functions.domain.agents.staff import Role
from functions.domain.errors import Throttled, Unauthenticated
from functions.domain.second_factor.factor import (
    FactorAlreadySet,
    FactorCodeUsed,
    FactorCodeWrong,
    FactorKeyGone,
    FactorNotSet,
)
from functions.secrets import key_ring
from functions.storage.accounts.sessions import session_key
from functions.storage.table.reading import read_one
from functions.usecases.accounts.change_password import change_password
from functions.usecases.accounts.log_in import FactorAsked, SessionOpened, Visitor, log_in
from functions.usecases.accounts.throttle import FACTOR_OF_LOGIN, FACTOR_OF_LOGIN_FROM_PLACE
from functions.usecases.second_factor import phone_secrets
from functions.usecases.second_factor.give_factor import give_factor, give_factor_again
from functions.usecases.second_factor.set_factor import first_phone, set_first_factor
from functions.usecases.second_factor.use_code import Method
from tests.support.accounts import (
    ELSEWHERE,
    EMAIL,
    HOME,
    PASSWORD,
    a_town_with_a_family,
    an_account,
    messages,
)
from tests.support.acts.accounts import session_of
from tests.support.builders import MARC, NOW, appoint, on
from tests.support.builders import log_in as open_session
from tests.support.second_factor import (
    a_phone,
    factor_of,
    first_code,
    pending_of,
    phone_shows,
    waiting,
)

pytestmark = pytest.mark.usefixtures("table")
LATER = NOW + timedelta(seconds=30)


@pytest.fixture(autouse=True)
def agent(table: str) -> None:
    a_town_with_a_family()
    an_account()
    appoint(MARC, Role.SECRETARY)


def given(code: str, *, key: str = "first-request", **changes: object) -> SessionOpened:
    asked = {"pending": waiting(), "method": Method.PHONE, "visitor": HOME, "now": NOW} | changes
    return give_factor(code=code, idempotency_key=key, **asked)  # type: ignore[arg-type]


def opened(done: SessionOpened) -> Session:
    key = session_key(done.cookie)
    assert key is not None
    found = read_one(key, Session)
    assert found is not None
    return found.value


def test_an_agents_password_opens_nothing_until_the_code_is_given() -> None:
    a_phone()
    earlier = open_session(MARC)
    asked = log_in(EMAIL, PASSWORD, visitor=Visitor(HOME.place, HOME.device, earlier), now=NOW)
    assert isinstance(asked, FactorAsked) and not asked.enrols
    for cookie in (asked.cookie, earlier):
        key = session_key(cookie)
        assert key is not None and read_one(key, Session) is None
    session = opened(given(phone_shows(), pending=pending_of(asked.cookie)))
    assert (session.factor_at, session.place) == (NOW, HOME.place)
    assert session.alive(NOW + timedelta(minutes=59)) and not session.alive(NOW + timedelta(minutes=60))
    busy = replace(session, last_seen_at=NOW + timedelta(hours=11, minutes=59))
    assert busy.alive(NOW + timedelta(hours=11, minutes=59)) and not busy.alive(NOW + timedelta(hours=12))


def test_an_appointment_that_is_over_asks_for_nothing() -> None:
    appoint(MARC, Role.SECRETARY, until=on("dimanche 2026-11-15"))
    assert isinstance(log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW), SessionOpened)


def test_a_used_code_is_refused_in_another_sign_in_and_once_more_too() -> None:
    a_phone()
    code = phone_shows()
    session = session_of(given(code).cookie)
    with pytest.raises(FactorCodeUsed):
        given(code)
    with pytest.raises(FactorCodeUsed):
        give_factor_again(
            session, Method.PHONE, code, place=HOME.place, idempotency_key="once-more", now=LATER
        )
    given(phone_shows(now=LATER), now=LATER)


def test_one_of_two_sign_ins_that_give_the_same_code_at_once_opens() -> None:
    a_phone()
    code, sign_ins = phone_shows(), [waiting() for _ in range(4)]

    def give(place: int) -> bool:
        try:
            given(code, pending=sign_ins[place], visitor=Visitor(f"192.0.2.{place}", "Firefox"))
        except FactorCodeUsed:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(give, range(4))) == 1


def test_a_lost_answer_is_given_again_to_the_same_request_only() -> None:
    a_phone()
    pending, code = waiting(), phone_shows()
    first = given(code, pending=pending)
    second = given(code, pending=pending)
    assert first.cookie != second.cookie and opened(second).factor_at == NOW
    with pytest.raises(Unauthenticated):
        given(phone_shows(now=LATER), pending=pending, key="another-request")


def test_a_sign_in_waits_for_five_minutes_and_for_the_same_password() -> None:
    a_phone()
    late = NOW + timedelta(minutes=5)
    with pytest.raises(Unauthenticated):
        given(phone_shows(now=late), pending=waiting(), now=late)
    pending, session = waiting(), session_of(open_session(MARC))
    change_password(
        session, PASSWORD, "trois peupliers gris", place=HOME.place, idempotency_key="change", now=NOW
    )
    with pytest.raises(Unauthenticated):
        given(phone_shows(), pending=pending)
    assert factor_of().last_step == 0, "another password keeps the factor, and uses no code"


def test_wrong_codes_are_counted_by_place_and_for_the_login_also_for_who_has_the_right_one() -> None:
    a_phone()
    for _ in range(FACTOR_OF_LOGIN_FROM_PLACE.tries):
        with pytest.raises(FactorCodeWrong):
            given("000000", visitor=ELSEWHERE)
    with pytest.raises(Throttled):
        given(phone_shows(), visitor=ELSEWHERE)
    given(phone_shows())
    for place in range(1, 1 + (FACTOR_OF_LOGIN.tries - FACTOR_OF_LOGIN_FROM_PLACE.tries - 1)):
        with pytest.raises(FactorCodeWrong):
            given("000000", visitor=Visitor(f"203.0.113.{place}", "Robot"))
    with pytest.raises(Throttled):
        given(phone_shows(now=LATER), now=LATER)


def test_a_recovery_code_however_it_is_typed_opens_once_and_is_told_by_mail() -> None:
    paper = a_phone()
    typed = f" {paper.codes[3].upper().replace('0', 'o').replace('1', 'L').replace('-', ' ')} "
    given(typed, method=Method.RECOVERY)
    with pytest.raises(FactorCodeWrong):
        given(paper.codes[3], method=Method.RECOVERY)
    [mail] = messages("recovery_code_used")
    assert mail.data == {"account": MARC, "left": 9}
    assert len(set(paper.codes)) == 10
    assert not any(code.replace("-", "") in str(factor_of()) for code in paper.codes)


def test_the_first_sign_in_sets_a_phone_and_shows_its_letters_to_nobody_else() -> None:
    asked = log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW)
    assert isinstance(asked, FactorAsked) and asked.enrols
    pending = pending_of(asked.cookie)
    phone = first_phone(pending, now=NOW)
    assert phone == first_phone(pending, now=LATER), "a page that is loaded again shows the same"
    assert phone.secret != first_phone(waiting(enrols=True), now=NOW).secret
    with pytest.raises(FactorNotSet):
        given(first_code(phone), pending=pending)
    with pytest.raises(FactorCodeWrong):
        set_first_factor(pending, "000000", visitor=HOME, idempotency_key="first", now=NOW)
    kept = set_first_factor(pending, first_code(phone), visitor=HOME, idempotency_key="first", now=NOW)
    again = set_first_factor(pending, first_code(phone), visitor=HOME, idempotency_key="first", now=NOW)
    assert opened(again.session).factor_at == NOW and len(messages("second_factor_set")) == 1
    with pytest.raises(FactorCodeWrong):
        given(kept.codes[0], method=Method.RECOVERY)
    given(again.codes[0], method=Method.RECOVERY)
    with pytest.raises(FactorAlreadySet):
        first_phone(waiting(enrols=True), now=NOW)


def test_a_phone_serves_on_when_the_key_is_rotated_and_ends_when_it_is_withdrawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paper = a_phone()
    ring = key_ring()
    code = phone_shows()

    def knows(*codes: bytes) -> None:
        monkeypatch.setattr(phone_secrets, "key_ring", lambda **_: type(ring)(ring.addresses, codes))

    knows(b"n" * 32, *ring.codes)
    given(code)
    knows(b"n" * 32)
    with pytest.raises(FactorKeyGone):
        given("123456", now=LATER)
    given(paper.codes[0], method=Method.RECOVERY)
