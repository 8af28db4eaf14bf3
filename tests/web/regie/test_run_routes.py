"""The régisseur looks first, then issues: the routes answer at once, the queue does the work."""

from collections.abc import Callable

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from tests.support.attendance import write_down
from tests.support.builders import (
    MARC,
    a_booking,
    a_month,
    appoint,
    log_in,
    on,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.client import Browser

REGIE = "/communes/lisse/regie"
AGENT = "0" * 25 + "r"
NOW = paris("lundi 2026-11-02 09:00")


@pytest.fixture
def browser(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    settle()
    put_month(
        a_month("clara", "2026-10", {(1, "restauration"): a_booking(), (2, "restauration"): a_booking()})
    )
    appoint(AGENT, Role.REGISSEUR)
    return Browser(app, cookie=log_in(AGENT, now=NOW))


def test_from_what_is_due_to_the_last_number(browser: Browser, queue: Callable[[], int]) -> None:
    [due] = browser.get(f"{REGIE}/periods").json["periods"]
    assert due == {"period": "2026-10", "label": "octobre 2026", "run": None}

    asked = browser.post(f"{REGIE}/previews", {"period": "2026-10"}, key="look-1234")
    assert (asked.status, asked.json["ready"], asked.json["id"]) == (202, False, "look-1234")
    queue()
    seen = browser.get(f"{REGIE}/previews/2026-10").json
    assert (seen["ready"], seen["count"], seen["total_cents"]) == (True, 1, 690)
    assert seen["summary"].startswith("1 facture, 6,90")
    assert seen["unmarked"] == "", "nothing at all is written down in this town"
    thursday = on("jeudi 2026-10-01")
    write_down("clara", service="restauration", day=thursday, at=paris("jeudi 2026-10-01 12:00"))
    unmarked = browser.get(f"{REGIE}/previews/2026-10").json["unmarked"]
    assert unmarked.startswith("1 liste n’a pas été pointée"), "that of the Friday"

    begun = browser.post(f"{REGIE}/runs", {"period": "2026-10", "preview": seen["id"]})
    assert (begun.status, begun.json["state"]) == (202, "planning")
    queue()
    done = browser.get(f"{REGIE}/runs/2026-10").json
    assert (done["state"], done["count"], done["total_cents"]) == ("done", 1, 690)
    assert (done["first_number"], done["last_number"], done["preview"]) == (
        "2026-000001",
        "2026-000001",
        "look-1234",
    )
    assert (seen["at"], done["begun_at"], done["done_at"]) == ("2026-11-02T09:00:00+01:00",) * 3
    [due] = browser.get(f"{REGIE}/periods").json["periods"]
    assert due["run"] == done


def test_a_second_click_issues_nothing_more(browser: Browser, queue: Callable[[], int]) -> None:
    for _ in range(2):
        assert browser.post(f"{REGIE}/runs", {"period": "2026-10"}).status == 202
    queue()
    assert browser.post(f"{REGIE}/runs", {"period": "2026-10"}).json["state"] == "done"
    assert queue() == 0
    assert browser.get(f"{REGIE}/runs/2026-10").json["last_number"] == "2026-000001"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"period": "2026-11"}, 409, "period_not_over"),
        ({"period": "octobre"}, 422, "unknown_period"),
        ({"period": "2026-10", "preview": "none"}, 409, "preview_replaced"),
    ],
)
def test_what_cannot_be_issued_says_why(
    browser: Browser, body: dict[str, str], status: int, code: str
) -> None:
    answer = browser.post(f"{REGIE}/runs", body)
    assert (answer.status, answer.json["code"]) == (status, code)


def test_nothing_was_looked_at_or_begun_yet(browser: Browser) -> None:
    assert browser.get(f"{REGIE}/previews/2026-10").status == 404
    assert browser.get(f"{REGIE}/runs/2026-10").status == 404


def test_a_parent_sees_nothing_and_the_secretary_looks_and_issues_nothing(browser: Browser) -> None:
    appoint("0" * 25 + "s", Role.SECRETARY)
    secretary = Browser(app, cookie=log_in("0" * 25 + "s", now=NOW))
    parent = Browser(app, cookie=log_in(MARC, now=NOW))
    for path in ("periods", "previews/2026-10", "runs/2026-10"):
        assert secretary.get(f"{REGIE}/{path}").status == browser.get(f"{REGIE}/{path}").status
        assert parent.get(f"{REGIE}/{path}").status == 404
    assert secretary.post(f"{REGIE}/runs", {"period": "2026-10"}).status == 403


def test_the_regisseur_chooses_the_day_and_the_threshold(browser: Browser) -> None:
    assert browser.get(f"{REGIE}/invoicing").json["day"] == 1
    chosen = {
        "day": 5,
        "kind": "month",
        "by_service": {"mercredi": "term"},
        "instalments": 10,
        "carry_below_cents": 1500,
        "since": "2026-09-01",
    }
    assert browser.put(f"{REGIE}/invoicing", chosen).json == chosen
    assert browser.get(f"{REGIE}/invoicing").json == chosen
    assert browser.put(f"{REGIE}/invoicing", {**chosen, "day": 31}).status == 422
    assert browser.get(f"{REGIE}/periods").json["periods"][0]["period"] == "2026-09"


def test_the_regisseur_writes_down_who_pays_for_a_shared_child(browser: Browser) -> None:
    asked = {"since": "2026-09-01", "parts": [{"family": "testmp", "percent": 100, "weeks": "all"}]}
    written = browser.put(f"{REGIE}/children/clara/sharing", asked)
    assert written.json["sharing"] == [{**asked, "by_service": {}}]
    assert browser.get(f"{REGIE}/children/clara/sharing").json == written.json
    wrong = browser.put(
        f"{REGIE}/children/clara/sharing", {**asked, "parts": [{"family": "testmp", "percent": 60}]}
    )
    assert (wrong.status, wrong.json["code"]) == (422, "sharing_refused")
    many = {f"service-{number}": asked["parts"] for number in range(5000)}
    assert browser.put(f"{REGIE}/children/clara/sharing", {**asked, "by_service": many}).status == 422
    judo = browser.put(f"{REGIE}/children/clara/sharing", {**asked, "by_service": {"judo": asked["parts"]}})
    assert (judo.status, judo.json["code"]) == (422, "unknown_service")
    assert browser.get(f"{REGIE}/children/nobody/sharing").status == 404
