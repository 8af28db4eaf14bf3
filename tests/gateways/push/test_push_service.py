"""The real client against a push service over HTTP, which checks its signature and reads what comes as a browser does."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from functions.gateways.push.push_service import (
    Push,
    PushGone,
    PushRefused,
    PushServices,
    PushUnavailable,
    Urgency,
    topic_of,
)
from infra.local.push import FakePushService
from infra.local.push.fake import PushFailures
from tests.gateways.push.service import KEY, serving_push

NOW = datetime(2026, 11, 26, 18, 30, tzinfo=UTC)  # jeudi


@pytest.fixture
def service() -> Iterator[FakePushService]:
    with serving_push(lambda: NOW) as service:
        yield service


def push(service: FakePushService, **changed: object) -> Push:
    endpoint, keys = service.subscribe()
    told = Push(
        endpoint,
        keys.p256dh,
        keys.auth,
        json.dumps({"body": "Une réponse de la mairie vous attend."}).encode(),
        topic_of("01-00-device"),
        timedelta(hours=4),
        Urgency.HIGH,
    )
    return replace(told, **changed)  # type: ignore[arg-type]


def services(service: FakePushService, key: str = KEY) -> PushServices:
    return PushServices(key=key, contact="ne-pas-repondre@preau.example", local=f"{service.origin}/dev/push/")


def test_a_message_arrives_with_what_the_service_needs_to_know_and_no_more(service: FakePushService) -> None:
    services(service).send(push(service), now=NOW)
    (arrived,) = service.arrived
    assert arrived.text == {"body": "Une réponse de la mairie vous attend."}
    assert (arrived.urgency, arrived.lives) == ("high", timedelta(hours=4))
    assert arrived.topic == topic_of("01-00-device")
    assert len(arrived.topic) == 32


def test_a_subscription_that_is_gone_is_told_from_one_that_waits(service: FakePushService) -> None:
    asked = push(service)
    for status, raised in [
        (404, PushGone),
        (410, PushGone),
        (413, PushRefused),
        (403, PushRefused),
        (429, PushUnavailable),
        (503, PushUnavailable),
        (302, PushUnavailable),
    ]:
        service.failures = PushFailures(status=status)
        with pytest.raises(raised) as error:
            services(service).send(asked, now=NOW)
        assert error.value.code == f"http_{status}"
    service.failures = PushFailures()
    service.unsubscribe(asked.endpoint)
    with pytest.raises(PushGone):
        services(service).send(asked, now=NOW)
    assert service.arrived == []


def test_no_log_and_no_fault_holds_the_address(
    service: FakePushService, caplog: pytest.LogCaptureFixture
) -> None:
    asked = push(service)
    secret = asked.endpoint.rpartition("/")[2]
    service.failures = PushFailures(status=403)
    with pytest.raises(PushRefused) as error:
        services(service).send(asked, now=NOW)
    assert "push refused service=localhost status=403" in caplog.messages
    assert secret not in caplog.text + repr(error.getrepr(style="long"))


def test_a_service_that_does_not_answer_is_asked_again_later() -> None:
    asked = Push("http://127.0.0.1:9/dev/push/x", "", "", b"", "t", timedelta(1))
    with serving_push(lambda: NOW) as service:
        asked = push(service)
    with pytest.raises(PushUnavailable):
        services(service).send(asked, now=NOW)


def test_nothing_is_sent_to_an_address_that_is_no_push_service(service: FakePushService) -> None:
    asked = push(service)
    with pytest.raises(PushGone):
        PushServices(key=KEY, contact="a@b.example").send(asked, now=NOW)
    assert service.arrived == []


def test_keys_that_are_none_end_the_subscription(service: FakePushService) -> None:
    with pytest.raises(PushGone):
        services(service).send(push(service, p256dh="AAAA"), now=NOW)


def test_the_services_own_check_of_signatures_knows_the_example_of_the_rfc_and_no_forgery() -> None:
    """RFC 8292, section 2.4: so that what the other tests call signed is what a push service calls so."""
    token = (
        "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0"
        "bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA"
    )
    key = "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs"
    at = datetime.fromtimestamp(1453523768, UTC) - timedelta(hours=12)
    service = FakePushService("https://push.example.net", lambda: at)
    assert service._signed(f"vapid t={token}, k={key}".replace(", ", ","))
    assert not service._signed(f"vapid t={token[:-4]}AAAA,k={key}")
    assert not FakePushService("https://other.example.net", lambda: at)._signed(f"vapid t={token},k={key}")
    late = FakePushService("https://push.example.net", lambda: at + timedelta(days=1))
    assert not late._signed(f"vapid t={token},k={key}")
    assert not service._signed("")
