"""What `docs/architecture.md` and the README list is what there is."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import fields as fields_of

import app  # noqa: F401  # every audience registers its routes
from functions.publishing.screens import SCREENS
from functions.usecases.invoicing.advance_run import Step
from functions.web import audiences
from functions.web.api.endpoint import SAFE
from functions.web.bookings.types import Cell, Planning, RefusedDays, RefusedLine

ROOT = Path(__file__).parents[2]
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
ROUTES = [route for audience in audiences.ALL for route in audience.served]
A_ROUTE = re.compile(r"`(GET|POST|PUT|PATCH|DELETE) ([^`?\s]+)")


def the_api() -> str:
    return ARCHITECTURE.partition("\n## The API\n")[2]


def between(begin: str, end: str) -> str:
    assert begin in ARCHITECTURE, begin
    return ARCHITECTURE.partition(begin)[2].partition(end)[0]


def test_the_writes_without_an_idempotency_key_are_those_that_are_told() -> None:
    told = set(A_ROUTE.findall(between("Every write takes an `Idempotency-Key` header", "Requests from")))
    assert told == {
        (route.method, route.path) for route in ROUTES if route.method not in SAFE and not route.keyed
    }


def test_other_sites_send_notifications_and_what_a_secret_link_lets_do_only() -> None:
    sent = {route.path for route in ROUTES if route.from_elsewhere}
    assert {path for path in sent if not path.endswith("/notifications")} == {
        "/reminders/{token}",
        "/announcements/{token}",
        "/orders/{token}/page",
    }


def test_every_route_is_told() -> None:
    """In full, or by its end where the heading says what comes before: `…/bookings`, `/regie/runs`."""
    told = A_ROUTE.findall(the_api())

    def is_told(method: str, path: str) -> bool:
        return any(
            said == method
            and (path == end or (path.startswith("/communes/") and path.endswith(end.strip("…"))))
            for said, end in told
        )

    assert [f"{each.method} {each.path}" for each in ROUTES if not is_told(each.method, each.path)] == []


def test_every_route_that_is_told_is_served() -> None:
    served = [(route.method, route.path) for route in ROUTES]
    unknown = [
        f"{method} {end}"
        for method, end in A_ROUTE.findall(the_api())
        if not any(method == of and path.endswith(end.strip("…")) for of, path in served)
    ]
    assert unknown == []


def test_the_pages_of_the_application_are_those_that_are_told() -> None:
    said = between("Pages of the application", "Pages of a commune")
    assert set(re.findall(r"`(/[a-z/-]+/)(?:\?[^`]*)?`", said)) == set(SCREENS)


def test_the_message_of_the_queue_is_told_whole() -> None:
    said = between('`{"commune"', "}`")
    assert ["commune", *re.findall(r'"(\w+)"', said)] == [field.name for field in fields(Step)]


@pytest.mark.parametrize("told", [Planning, Cell, RefusedDays], ids=lambda told: told.__name__)
def test_what_the_planning_answers_is_told_field_by_field(told: type[Struct]) -> None:
    said = re.search(
        rf"^{told.__name__} *= (RefusedLine \+ )?\{{(.*?)\}}(?:$|  )", ARCHITECTURE, re.MULTILINE | re.DOTALL
    )
    assert said
    flat = re.sub(r"\{[^{}]*\}", "", said[2])
    inherited = {field.name for field in fields_of(RefusedLine)} if said[1] else set()
    names = set(re.findall(r"(?:^|,)\s*(\w+)", flat))
    assert names | inherited == {field.name for field in fields_of(told)}


def entries(folder: str) -> set[str]:
    kept = [path for path in (ROOT / folder).iterdir() if not path.name.startswith(("__", "."))]
    return {f"{path.name}/" if path.is_dir() else path.name for path in kept}


def test_the_layout_names_all_that_is_deployed_and_every_folder_around_it() -> None:
    block = between("## Layers and directions", "## Rooms")
    assert set(re.findall(r"functions/([a-z_]+(?:/|\.py))", block)) == entries("functions")
    for folder in ("infra", "templates", "site"):
        line = re.search(rf"^{folder}/ .*(?:\n +.*)*", block, re.MULTILINE)
        assert line, folder
        named = set(re.findall(r"\b([a-z_]+/)", line[0])) - {f"{folder}/"}
        assert named == {entry for entry in entries(folder) if entry.endswith("/")}, folder


def test_the_readme_names_the_layers() -> None:
    line = re.search(r"^functions/ +all Python that runs in Lambda: (.*)$", README, re.MULTILINE)
    assert line
    layers = {entry.rstrip("/") for entry in entries("functions") if entry.endswith("/")}
    assert set(line[1].split(", ")) == layers
