"""What CloudFront writes is believed, and only from CloudFront."""

from types import SimpleNamespace
from typing import Any

import pytest

from app import app
from functions.settings import SettingMissing, settings
from functions.web.api.edge import address_of, origin_of
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


def test_only_behind_the_edge_may_the_origin_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREAU_ORIGIN")
    settings.cache_clear()
    with pytest.raises(SettingMissing, match="PREAU_ORIGIN"):
        settings()
    settings.cache_clear()
