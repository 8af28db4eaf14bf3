"""What anyone may ask, and what costs nothing to answer: no table is there."""

from app import app
from functions.version import VERSION
from tests.support.client import Browser


def test_the_api_says_which_version_answers() -> None:
    answer = Browser(app).get("/version")
    assert (answer.status, answer.json) == (200, {"version": VERSION})


def test_nobody_keeps_the_version_of_before_a_deployment() -> None:
    headers = Browser(app).get("/version").headers
    assert headers["Cache-Control"] == Browser(app).get("/status").headers["Cache-Control"] == "no-store"
