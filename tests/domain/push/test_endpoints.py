"""Only public names of known push services are written to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.push.endpoints import LONGEST, SERVICES, EndpointRefused, check_endpoint

LOCAL = "http://127.0.0.1:8000/dev/push/"


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def-_",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
        "https://web.push.apple.com/QABC",
        "https://db5p.notify.windows.com/w/?token=BQYA%2bAA",
    ],
)
def test_the_services_of_the_browsers_are_known(endpoint: str) -> None:
    check_endpoint(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com/",
        "https://fcm.googleapis.com:8443/fcm/send/abc",
        "https://fcm.googleapis.com:443x/fcm/send/abc",
        "https://someone@fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com@169.254.169.254/latest/meta-data",
        "https://fcm.googleapis.com.example/fcm/send/abc",
        "https://notfcm.googleapis.com.example/x",
        "https://evilpush.apple.com/x",
        "https://169.254.169.254/latest/meta-data/iam",
        "https://[::1]/x",
        "https://localhost/x",
        "https://2130706433/x",
        "file:///etc/passwd",
        "https://fcm.googleapis.com/a b",
        "https://fcm.googleapis.com/a\r\nX-Other: 1",
        "https://fcm.googleapis.com\\@localhost/x",
        "https://ｆcm.googleapis.com/x",
        "https://fcm.googleapis.com/" + "a" * LONGEST,
        LOCAL + "x",
    ],
)
def test_anywhere_else_is_refused(endpoint: str) -> None:
    with pytest.raises(EndpointRefused):
        check_endpoint(endpoint)


def test_the_local_run_has_one_of_its_own() -> None:
    check_endpoint(LOCAL + "abc", local=LOCAL)
    for other in ("http://127.0.0.1:8000/dev/horloge/", "http://127.0.0.1:8001/dev/push/abc"):
        with pytest.raises(EndpointRefused):
            check_endpoint(other, local=LOCAL)


@given(st.text(alphabet="fcm.googleapis:/@?#[]%0123456789\\", max_size=60))
def test_whatever_is_let_through_leads_to_one_of_them(rest: str) -> None:
    from urllib.parse import urlsplit

    endpoint = f"https://{rest}"
    try:
        check_endpoint(endpoint)
    except EndpointRefused:
        return
    host = urlsplit(endpoint).hostname or ""
    assert any(host == service or host.endswith(f".{service}") for service in SERVICES)
    assert urlsplit(endpoint).netloc == host
