"""The town's news over the API, as the secretary's screen uses it."""

from datetime import timedelta
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from tests.domain.news.test_attachments import png
from tests.support.builders import NOW, appoint, log_in, open_town
from tests.support.client import Browser
from tests.web.bookings.test_cost import counting
from tests.web.uploads.test_upload_routes import posted

NEWS = "/communes/lisse/news"
ASKED: dict[str, Any] = {
    "title": "Grève mardi",
    "summary": "Pas de cantine.",
    "body": "Le **mardi**.",
    "draft": False,
}


@pytest.fixture
def agent(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    for made in (wiring.uploads, wiring._s3):
        made.cache_clear()
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    appoint("0" * 25 + "a", Role.SECRETARY)
    return Browser(app, cookie=log_in("0" * 25 + "a"))


def test_an_article_is_written_read_corrected_withdrawn_and_put_back(agent: Browser) -> None:
    made = agent.post(NEWS, ASKED)
    assert made.status == 200
    place, one = f"{NEWS}/{made.json['id']}", made.json
    assert (one["state"], one["version"], one["from"]) == ("published", 1, "2026-11-16T09:00:00")
    assert one["address"].startswith("/lisse/actualites/greve-mardi-")
    assert one["sentence"].startswith("En ligne depuis lundi 16")
    changed = agent.put(place, ASKED | {"body": "Mercredi.", "from": one["from"], "version": 1}).json
    assert (changed["body"], changed["version"], changed["address"]) == ("Mercredi.", 2, one["address"])
    stale = agent.put(place, ASKED | {"version": 1})
    assert (stale.status, stale.json["code"]) == (409, "article_moved")
    assert agent.get(place).json["body"] == "Mercredi."
    assert agent.delete(place).json["state"] == "withdrawn"
    assert agent.post(place, {"act": "put_back"}).json["state"] == "published"


def test_the_list_is_paged_and_says_where_each_stands(
    agent: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("functions.web.news.routes.PAGE", 2)
    asked: list[dict[str, Any]] = [
        {"draft": True},
        {"from": "2026-11-23T08:00:00"},
        {"services": ["restauration"], "pinned": True},
    ]
    for minute, each in enumerate(asked, start=-2):
        monkeypatch.setattr(wiring, "now", lambda at=NOW + timedelta(minutes=minute): at)
        assert agent.post(NEWS, ASKED | each).status == 200
    with counting() as cost:
        first = agent.get(NEWS).json
    # Who asks, the town, the head of its règlement, and the page.
    assert sorted(cost.sent) == ["BatchGetItem", "GetItem", "GetItem", "Query"]
    rest = agent.get(f"{NEWS}?after={first['next']}").json
    told = [(each["state"], each["sentence"]) for each in first["articles"] + rest["articles"]]
    assert told == [
        ("published", "En ligne depuis lundi 16\u00a0novembre à 9\u00a0h."),
        ("scheduled", "Paraîtra lundi 23\u00a0novembre à 8\u00a0h."),
        ("draft", "Brouillon : les familles ne le voient pas."),
    ]
    assert rest["next"] is None and first["articles"][0]["pinned"]
    assert first["articles"][0]["concerns"] in [service["name"] for service in first["services"]]


def test_a_field_that_is_wrong_is_named(agent: Browser) -> None:
    for wrong, field in (
        ({"title": " "}, "title"),
        ({"until": "2026-11-01"}, "until"),
        ({"schools": ["ailleurs"]}, "schools"),
        ({"from": "2026-11-23T08:00:00Z"}, "from"),
    ):
        answer = agent.post(NEWS, ASKED | wrong)
        assert (answer.status, answer.json["field"]) == (422, field)
    assert agent.get(NEWS).json["articles"] == []


def html_of(node: Any) -> str:
    """As a browser would write the elements that the script makes."""
    if not node["tag"]:
        return str(node["text"])
    inside = "".join(map(html_of, node.get("children", [])))
    return f"<{node['tag']}>{inside}</{node['tag']}>"


def test_the_preview_is_what_the_page_will_be_and_writes_nothing(agent: Browser) -> None:
    body = "# Titre\n\nUn [lien](/aide/) & <script>alert(1)</script> ![photo](https://ailleurs.example/a.png)\n\n- un\n- deux"
    nodes = agent.post(f"{NEWS}/preview", ASKED | {"body": body}).json["nodes"]
    told = "".join(map(html_of, nodes))
    assert (
        "<h1>Grève mardi</h1>" in told
        and "<h2>Titre</h2>" in told
        and "<ul><li>un</li><li>deux</li></ul>" in told
    )
    assert "<script>alert(1)</script>" in told and not any(tag in tags(nodes) for tag in ("script", "img"))
    assert agent.get(NEWS).json["articles"] == []


def tags(nodes: list[Any]) -> set[str]:
    return {node["tag"] for node in nodes} | {tag for node in nodes for tag in tags(node.get("children", []))}


def test_a_picture_is_sent_described_and_seen_before_it_is_on_a_page(
    agent: Browser, uploads_bucket: str
) -> None:
    form = agent.post(f"{NEWS}/files", {"bytes": 100}).json
    place = f"{NEWS}/files/{form['id']}/sealing"
    early = agent.post(place, {"act": "seal"})
    assert (early.status, early.json["code"]) == (409, "file_not_there")
    assert posted(form, png(12, 8)) == 204
    name = agent.post(place, {"act": "seal"}).json["file"]
    assert agent.post(place, {"act": "seal"}).json["file"] == name
    assert agent.get(f"{NEWS}/files/{name}").json["url"].startswith("data:image/png;base64,iVBOR")
    silent = agent.post(NEWS, ASKED | {"image": {"file": name, "description": " "}})
    assert (silent.status, silent.json["code"], silent.json["field"]) == (
        422,
        "description_missing",
        "description",
    )
    picture = {"file": name, "description": "Le portail"}
    assert agent.post(NEWS, ASKED | {"image": picture}).json["image"] == picture
    assert agent.post(f"{NEWS}/files", {"bytes": 10 * 1024 * 1024 + 1}).json["code"] == "file_too_large"
    assert agent.get(f"{NEWS}/files/{'a' * 20}-1x1.png").status == 404
