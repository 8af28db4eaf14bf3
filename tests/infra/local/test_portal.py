"""The local run has one origin, which is no IP address: a passkey belongs to a name."""

from infra.local.messages import Request, Response
from infra.local.portal import portal


def test_who_opens_it_by_its_ip_address_is_led_to_its_name() -> None:
    def nobody(*_: object) -> Response:
        return Response(204, [])

    handle = portal(
        origin="http://localhost:8000",
        uploads="http://127.0.0.1:9",
        api=nobody,
        pages=nobody,
        dev=nobody,
        payfip=lambda *_: (204, {}, b""),
        payzen=lambda *_: (204, {}, b""),
        push=lambda *_: (204, {}, b""),
    )

    def asked(host: str) -> Response:
        return handle(Request("GET", "/connexion/", "suite=%2Fespace%2F", [("Host", host)], b""))

    led = asked("127.0.0.1:8000")
    assert (led.status, dict(led.headers)["Location"]) == (
        307,
        "http://localhost:8000/connexion/?suite=%2Fespace%2F",
    )
    assert asked("localhost:8000").status == 204
