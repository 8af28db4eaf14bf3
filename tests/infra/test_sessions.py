"""Every session ends at once, and nothing else does."""

from typing import Any

import pytest

from app import app
from functions import wiring
from infra.sessions import close_all, main
from tests.support.accounts import PASSWORD, an_account
from tests.support.builders import NOW, open_town, settle
from tests.support.client import Browser


def logged_in() -> Browser:
    browser = Browser(app)
    assert browser.post("/session", {"email": "marc@famille.example", "password": PASSWORD}).status == 200
    return browser


def test_everybody_is_logged_out_and_can_log_in_again(
    table: str, dynamodb: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    settle()
    an_account()
    phone, computer = logged_in(), logged_in()
    assert close_all(dynamodb, table) == 2
    assert [browser.get("/me").status for browser in (phone, computer)] == [401, 401]
    assert logged_in().get("/me").status == 200
    monkeypatch.setattr("infra.sessions.settings", lambda: type("Settings", (), {"table": table}))
    for said in ("1 session fermée.\n", "0 session fermée.\n"):
        assert main(["close"], dynamodb) == 0
        assert capsys.readouterr().out == said
