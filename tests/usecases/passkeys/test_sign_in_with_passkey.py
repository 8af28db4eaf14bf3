"""Signing in with a passkey: real signatures, and everything that a stranger, a thief or another site would try."""

from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.accounts.account import Session
from functions.domain.agents.staff import Role
from functions.domain.errors import Throttled
from functions.domain.passkeys.passkey import PasskeyRefused, PasskeyTooLate
from functions.domain.second_factor.factor import FactorReset
from functions.settings import settings
from functions.storage.accounts import accounts
from functions.storage.accounts.sessions import session_key
from functions.storage.second_factor import factors
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.log_in import FactorAsked, SessionOpened, Visitor
from functions.usecases.accounts.throttle import PASSKEY_OF_LOGIN_FROM_PLACE
from functions.usecases.passkeys.remove_passkey import remove_passkey
from functions.usecases.passkeys.sign_in_with_passkey import sign_in_with_passkey
from functions.usecases.passkeys.signatures import PasskeyAnswer
from tests.support.accounts import ELSEWHERE, HOME, PASSWORD, a_town_with_a_family, an_account
from tests.support.acts.accounts import session_of
from tests.support.builders import JULIE, MARC, NOW, appoint, log_in
from tests.support.passkeys import Device, a_passkey, asked, held
from tests.support.second_factor import a_phone

pytestmark = pytest.mark.usefixtures("table")
SOON = NOW + timedelta(minutes=4, seconds=59)
OTHER_SITE = "https://preau.example.com"


@pytest.fixture(autouse=True)
def marc(table: str) -> None:
    a_town_with_a_family()
    an_account()


def sign_in(
    answer: PasskeyAnswer, *, key: str = "sign-in-once", visitor: Visitor = HOME, now: timedelta | None = None
) -> SessionOpened | FactorAsked:
    return sign_in_with_passkey(
        answer,
        origin=settings().origin,
        visitor=visitor,
        idempotency_key=key,
        now=NOW + (now or timedelta()),
    )


def opened(done: SessionOpened | FactorAsked) -> Session:
    assert isinstance(done, SessionOpened)
    return session_of(done.cookie).value


@pytest.mark.parametrize("algorithm", ["ES256", "RS256"])
def test_a_passkey_opens_a_parents_session_without_a_password(algorithm: str) -> None:
    device = a_passkey(Device(algorithm=algorithm, counter=0))  # type: ignore[arg-type]
    earlier = log_in(MARC)
    session = opened(
        sign_in(device.answers(asked()), visitor=Visitor(HOME.place, HOME.device, earlier), now=SOON - NOW)
    )
    assert (session.device, session.factor_at) == (HOME.device, None)
    earlier_key = session_key(earlier)
    assert earlier_key is not None and read_one(earlier_key, Session) is None
    [kept] = held()
    assert (kept.last_used_at, kept.counter) == (SOON, 1)


def test_what_was_asked_is_answered_once_and_within_five_minutes() -> None:
    device = a_passkey()
    challenge = asked()
    answer = device.answers(challenge)
    opened(sign_in(answer))
    opened(sign_in(answer))  # the answer was lost: the same request, under its key
    for late in (
        lambda: sign_in(answer, key="another-request"),
        lambda: sign_in(device.answers(challenge), key="another-request"),
        lambda: sign_in(device.answers(asked()), now=timedelta(minutes=5)),
        lambda: sign_in(device.answers("bm9ib2R5IGFza2VkIHRoaXM")),
        lambda: sign_in(device.answers(asked(), in_frame=True)),
    ):
        with pytest.raises(PasskeyTooLate):
            late()


def test_another_site_another_address_of_it_and_a_device_that_verifies_nobody_are_refused() -> None:
    device = a_passkey()
    for answer in (
        device.answers(asked(), origin=OTHER_SITE),
        device.answers(asked(), site="preau.example.com"),
        replace(device.answers(asked()), signature=device.answers(asked()).signature),
        replace(device.answers(asked()), authenticator_data="AAAA"),
        replace(device.answers(asked()), signature="AAAA"),
    ):
        with pytest.raises(PasskeyRefused):
            sign_in(answer)
    device.verifies = False
    with pytest.raises(PasskeyRefused):
        sign_in(device.answers(asked()))


def test_a_portal_with_two_addresses_takes_a_passkey_at_its_own() -> None:
    device = a_passkey()
    answer = device.answers(asked(), origin=OTHER_SITE, site="preau.example.com")
    with pytest.raises(PasskeyRefused):
        sign_in_with_passkey(answer, origin=OTHER_SITE, visitor=HOME, idempotency_key="elsewhere", now=NOW)


def test_a_count_that_goes_back_is_refused_and_no_count_is_let_in() -> None:
    device = a_passkey(Device(counter=5))
    opened(sign_in(device.answers(asked()), key="sign-in-1"))
    for before in (2, 5):  # a copy of the device, which was made then
        device.counter = before
        with pytest.raises(PasskeyRefused):
            sign_in(device.answers(asked()), key=f"copied-{before}-times")
    device.counter = 6
    opened(sign_in(device.answers(asked()), key="sign-in-2"))
    never = a_passkey(Device(credential=b"a key that never counts"))
    for turn in range(2):
        opened(sign_in(never.answers(asked()), key=f"never-counts-{turn}"))


def test_nobody_learns_whether_a_login_or_a_passkey_is_there() -> None:
    device = a_passkey()
    stranger = Device(credential=b"a stranger's passkey")
    stranger.makes(asked())
    refused = []
    for answer in (
        stranger.answers(asked()),  # a login that is there, a passkey that is not
        stranger.answers(asked(), account="z" * 26),  # no such login
        device.answers(asked(), account="z" * 26),
        device.answers(asked(), account=JULIE),  # another's login, which has no passkey
        replace(device.answers(asked()), credential=stranger.answers(asked()).credential),
        device.answers(asked(), account="not an account"),
    ):
        with pytest.raises(PasskeyRefused) as met:
            sign_in(answer)
        refused.append((met.value.code, met.value.field, met.value.data))
    assert len({str(one) for one in refused}) == 1


def test_a_passkey_of_one_login_does_not_open_another_that_holds_one() -> None:
    an_account(JULIE, "julie@famille.example")
    device = a_passkey()
    hers = Device(credential=device.credential, account=JULIE)
    hers.makes(asked())
    with pytest.raises(PasskeyRefused):
        sign_in(hers.answers(asked(), account=MARC))
    with pytest.raises(PasskeyRefused):
        sign_in(device.answers(asked(), account=JULIE))


def test_a_passkey_that_was_removed_opens_nothing() -> None:
    device = a_passkey()
    [passkey] = held()
    remove_passkey(session_of(log_in(MARC)), passkey.id, PASSWORD, place=HOME.place, now=NOW)
    with pytest.raises(PasskeyRefused):
        sign_in(device.answers(asked()))


def test_wrong_answers_from_a_place_are_counted_and_keep_nobody_out_elsewhere() -> None:
    device = a_passkey()
    wrong = replace(device.answers(asked()), signature="AAAA")
    for turn in range(PASSKEY_OF_LOGIN_FROM_PLACE.tries):
        with pytest.raises(PasskeyRefused):
            sign_in(wrong, key=f"wrong-{turn}-times")
    with pytest.raises(Throttled):
        sign_in(device.answers(asked()))
    opened(sign_in(device.answers(asked()), visitor=ELSEWHERE))


# Agents: no route of theirs without the second factor.


def an_agent() -> None:
    appoint(MARC, Role.SECRETARY)


def test_an_agents_passkey_that_was_added_with_the_code_is_both_factors() -> None:
    a_phone()
    an_agent()
    device = a_passkey()
    assert held()[0].with_factor
    session = opened(sign_in(device.answers(asked())))
    assert (session.factor_at, session.place) == (NOW, HOME.place)
    assert session.has_fresh_factor(NOW)


def test_a_passkey_of_a_parent_who_became_an_agent_is_worth_the_password_alone() -> None:
    device = a_passkey()
    an_agent()
    done = sign_in(device.answers(asked()), key="enrols-first")
    assert isinstance(done, FactorAsked) and done.enrols
    a_phone()
    done = sign_in(device.answers(asked()), key="then-is-asked")
    assert isinstance(done, FactorAsked) and not done.enrols
    key = session_key(done.cookie)
    assert key is not None and read_one(key, Session) is None


@pytest.mark.parametrize("what", ["reset, and in force", "set anew", "gone"])
def test_a_factor_that_is_no_more_the_one_it_was_added_with_asks_for_the_code_again(what: str) -> None:
    a_phone()
    an_agent()
    device = a_passkey(now=NOW)
    known = factors.factor(MARC)
    assert known is not None
    transaction = Transaction()
    if what == "gone":
        factors.delete(transaction, known)
    elif what == "set anew":
        later = replace(known.value, set_at=NOW + timedelta(seconds=1))
        factors.put(transaction, Stored(known.key, later, known.version))
    else:
        reset = replace(known.value, reset=FactorReset(JULIE, NOW, NOW))
        factors.put(transaction, Stored(known.key, reset, known.version))
    transaction.commit()
    done = sign_in(device.answers(asked()), now=timedelta(seconds=2))
    assert isinstance(done, FactorAsked) and done.enrols == (what != "set anew")


def test_a_login_that_was_erased_is_opened_by_no_passkey() -> None:
    device = a_passkey()
    transaction = Transaction()
    transaction.delete(keys.account(MARC), why=accounts.ACCOUNT)
    transaction.commit()
    with pytest.raises(PasskeyRefused):
        sign_in(device.answers(asked()))
