"""What CloudFront writes is believed, and only from CloudFront."""

import logging
from types import SimpleNamespace
from typing import Any

import pytest

from app import app
from functions.settings import SettingMissing, settings
from functions.web.api.edge import address_of, network_of, origin_of
from tests.support.client import Browser

SECRET = "s" * 40


def seen(headers: dict[str, str]) -> Any:
    """As much of Chalice's request as is read here."""
    return SimpleNamespace(headers=headers, context={"identity": {"sourceIp": "130.176.0.1"}})


@pytest.fixture
def deployed(monkeypatch: pytest.MonkeyPatch):
    """As the deployed API: with the edge's secret, and without an origin of its own."""
    monkeypatch.setenv("PREAU_EDGE_SECRET", SECRET)
    monkeypatch.delenv("PREAU_ORIGIN")
    settings.cache_clear()
    yield Browser(app)
    settings.cache_clear()


def test_what_did_not_come_through_the_edge_is_refused(deployed) -> None:
    assert deployed.get("/status").status == 403
    assert deployed.get("/status", **{"X-Preau-Edge": SECRET + "s"}).status == 403
    assert deployed.get("/status", **{"X-Preau-Edge": "é"}).status == 403
    assert deployed.get("/status", **{"X-Preau-Edge": SECRET}).status == 200


def test_each_name_of_the_portal_is_its_own_origin(deployed) -> None:
    def log_out(origin: str) -> int:
        return deployed.delete(
            "/session",
            **{
                "X-Preau-Edge": SECRET,
                "X-Preau-Origin": "https://familles.aubray.example",
                "Origin": origin,
            },
        ).status

    assert log_out("https://familles.aubray.example") == 204
    assert log_out("https://familles.lisse.example") == 403


def test_without_a_secret_nothing_is_believed_about_the_origin() -> None:
    assert origin_of(seen({"x-preau-origin": "https://elsewhere.example"})) == settings().origin


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("198.51.100.10:46532", "198.51.100.10"),
        ("2001:db8::1:46532", "2001:db8::1"),
        ("[2001:db8::1]:46532", "2001:db8::1"),
        ("", "130.176.0.1"),
    ],
)
def test_a_visitor_is_counted_by_their_own_address(header: str, address: str) -> None:
    assert address_of(seen({"cloudfront-viewer-address": header})) == address


@pytest.mark.parametrize(
    ("header", "network"),
    [
        ("198.51.100.10:46532", "198.51.100.0/24"),
        ("2001:db8:7:8::1:46532", "2001:db8:7::/48"),
        ("", "130.176.0.0/24"),
    ],
)
def test_a_log_holds_the_network_of_a_visitor_and_not_the_address(header: str, network: str) -> None:
    assert network_of(seen({"cloudfront-viewer-address": header})) == network


def test_an_address_that_is_none_is_not_logged_as_it_came() -> None:
    assert network_of(seen({"cloudfront-viewer-address": "<script>:1"})) == ""


def test_a_refusal_at_the_door_is_logged_with_its_route_its_reason_and_the_network(
    deployed, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    seen_by_cloudfront = {"CloudFront-Viewer-Address": "198.51.100.10:46532"}
    agents = "/communes/lisse/absences?month=2026-11"
    assert deployed.get(agents, **{"X-Preau-Edge": SECRET}, **seen_by_cloudfront).status == 401
    assert deployed.get("/me", **{"X-Preau-Edge": "guessed"}, **seen_by_cloudfront).status == 403
    lines = [record.getMessage() for record in caplog.records if record.getMessage().startswith("refused ")]
    assert lines == [
        "refused route='GET /communes/{commune}/absences' code=unauthenticated account=- commune=- network=198.51.100.0/24",
        "refused route='GET /me' code=elsewhere account=- commune=- network=198.51.100.0/24",
    ]


def test_only_behind_the_edge_may_the_origin_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREAU_ORIGIN")
    settings.cache_clear()
    with pytest.raises(SettingMissing, match="PREAU_ORIGIN"):
        settings()
    settings.cache_clear()
