"""A device is chosen on itself and ended from anywhere; nobody else's, and no more than a login may have."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app import app
from functions import wiring
from functions.domain.errors import Unauthenticated
from functions.domain.push.device import MOST_DEVICES, PushKind
from functions.domain.push.endpoints import EndpointRefused
from functions.settings import settings
from functions.storage.accounts.sessions import hash_of
from functions.storage.push import devices
from functions.usecases.accounts.change_password import change_password
from functions.usecases.accounts.log_in import log_in as sign_in
from functions.usecases.accounts.sessions import revoke, sweep_others
from functions.usecases.privacy.erase_login import leave_login
from functions.usecases.push.choose_device import DeviceChosen, choose_device
from tests.support.accounts import EMAIL, HOME, PASSWORD, REF, account_of, an_account
from tests.support.acts.accounts import a_cookie, session_of
from tests.support.builders import JULIE, MARC, NOW, log_in, open_account
from tests.support.client import Browser
from tests.support.push import DEVICE, of_marc, put_device

CHOICE = {
    "endpoint": DEVICE.endpoint,
    "keys": {"p256dh": DEVICE.p256dh, "auth": DEVICE.auth},
    "kinds": ["limit", "answer"],
    "quiet": True,
}
ANDROID = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


@pytest.fixture
def marc(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_account()
    open_account(JULIE, "julie@famille.example")
    return Browser(app, cookie=log_in(MARC))


def test_a_device_chooses_and_reads_what_it_chose_and_no_address_comes_back(marc: Browser) -> None:
    assert marc.post("/me/push-devices", CHOICE, **{"User-Agent": ANDROID}).status == 204
    answer = marc.get("/me/push-devices")
    assert answer.json["key"] == settings().push_public_key and len(answer.json["key"]) == 87
    (shown,) = answer.json["devices"]
    assert shown["device"] == "Firefox sur Android"
    assert (shown["kinds"], shown["quiet"], shown["current"]) == (["limit", "answer"], True, True)
    assert DEVICE.endpoint not in answer.text and DEVICE.auth not in answer.text
    again = CHOICE | {"kinds": ["invoice"], "quiet": False}
    assert marc.post("/me/push-devices", again).status == 204
    (shown,) = marc.get("/me/push-devices").json["devices"]
    assert (shown["kinds"], shown["quiet"]) == (["invoice"], False)


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "https://169.254.169.254/latest/meta-data"},
        {"endpoint": "http://127.0.0.1:8000/dev/horloge/"},
        {"kinds": []},
        {"kinds": ["meals"]},
        {"keys": {"p256dh": "no", "auth": "no"}},
        {"more": 1},
    ],
)
def test_what_is_no_subscription_is_refused(marc: Browser, wrong: dict[str, object]) -> None:
    assert marc.post("/me/push-devices", CHOICE | wrong).status == 422
    assert of_marc() == {}


def test_one_is_ended_from_another_device_and_nobody_elses_is(marc: Browser) -> None:
    marc.post("/me/push-devices", CHOICE)
    (name,) = of_marc()
    julie = Browser(app, cookie=log_in(JULIE))
    assert julie.get("/me/push-devices").json["devices"] == []
    assert julie.delete(f"/me/push-devices/{name}").status == 204
    assert list(of_marc()) == [name]
    tablet = Browser(app, cookie=log_in(MARC))
    assert tablet.delete(f"/me/push-devices/{name}").status == 204
    assert tablet.delete(f"/me/push-devices/{name}").status == 204
    assert of_marc() == {}
    marc.post("/me/push-devices", CHOICE)
    assert marc.delete("/me/push-devices/current").status == 204
    assert of_marc() == {}


def test_a_browser_that_signs_in_again_is_one_device_and_the_oldest_leaves(marc: Browser) -> None:
    put_device("earlier session", endpoint=DEVICE.endpoint)
    for number in range(MOST_DEVICES):
        since = NOW - timedelta(days=1 + number)
        put_device(f"phone {number}", endpoint=f"{DEVICE.endpoint}{number}", since=since)
    marc.post("/me/push-devices", CHOICE)
    kept = of_marc()
    assert len(kept) == MOST_DEVICES
    assert "earlier session" not in kept and f"phone {MOST_DEVICES - 1}" not in kept and "phone 0" in kept


def test_what_ends_a_session_ends_its_device(table: str) -> None:
    an_account()
    ended, kept = session_of(a_cookie()), session_of(a_cookie())
    for session in (ended, kept):
        put_device(hash_of(session.key), endpoint=f"{DEVICE.endpoint}{hash_of(session.key)}")
    revoke(MARC, hash_of(ended.key))
    assert list(of_marc()) == [hash_of(kept.key)]
    other = session_of(a_cookie())
    put_device(hash_of(other.key))
    sweep_others(MARC, keep=kept.key)
    assert list(of_marc()) == [hash_of(kept.key)]
    with pytest.raises(Unauthenticated):
        choose_device(DeviceChosen(ended, DEVICE, "", "late", NOW))


def test_the_device_from_which_the_password_is_changed_goes_on_and_so_does_who_signs_in_again(
    table: str,
) -> None:
    an_account()
    cookie = a_cookie()
    session = session_of(cookie)
    put_device(hash_of(session.key))
    change_password(
        session, PASSWORD, "quatre peupliers verts", place=HOME.place, idempotency_key="k", now=NOW
    )
    (device,) = of_marc().values()
    assert device.credentials_version == account_of().credentials_version == 1
    opened = sign_in(
        EMAIL, "quatre peupliers verts", visitor=replace(HOME, cookie=cookie), now=NOW + timedelta(days=8)
    )
    assert list(of_marc()) == [hash_of(session_of(opened.cookie).key)]


def test_a_login_that_is_erased_leaves_no_device(table: str) -> None:
    an_account()
    put_device("phone")
    leave_login(MARC, REF)
    assert devices.of_account(MARC) == []


def test_only_push_services_are_written_down(table: str) -> None:
    an_account()
    session = session_of(a_cookie())
    with pytest.raises(EndpointRefused):
        choose_device(DeviceChosen(session, replace(DEVICE, endpoint="https://a.example/b"), "", "k", NOW))
    assert PushKind.LIMIT in DEVICE.kinds
