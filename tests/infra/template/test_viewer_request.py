"""The function that CloudFront runs before each request, in the node that Playwright brings."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright._impl._driver import compute_driver_executable

pytestmark = pytest.mark.node

SOURCE = Path("infra/template/viewer_request.js").read_text()
TOWNS = "familles.aubray.example=aubray,familles.lisse.example=lisse"


def run(
    uri: str, *, host: str = "portail.example", query: dict[str, str] | None = None, towns: str = TOWNS
) -> Any:
    """What becomes of a request: itself changed, or an answer."""
    event = {
        "request": {
            "uri": uri,
            "headers": {"host": {"value": host}, "x-preau-origin": {"value": "https://forged.example"}},
            "querystring": {name: {"value": value} for name, value in (query or {}).items()},
        }
    }
    node, _ = compute_driver_executable()
    program = f"{SOURCE.replace('${TownsOfDomains}', towns)}\nconsole.log(JSON.stringify(handler({json.dumps(event)})))"
    done = subprocess.run([node, "-e", program], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_an_address_is_the_file_behind_it() -> None:
    assert run("/aide/")["uri"] == "/aide/index.html"
    assert run("/")["uri"] == "/index.html"
    assert run("/assets/css/page.0123456789.css")["uri"] == "/assets/css/page.0123456789.css"


def test_an_address_without_its_slash_is_sent_where_it_has_one() -> None:
    answer = run("/espace/facture", query={"id": "1"})
    location = answer["headers"]["location"]["value"]
    assert (answer["statusCode"], location) == (301, "https://portail.example/espace/facture/?id=1")


@pytest.mark.parametrize("uri", ["//evil.example/x", "/\\evil.example/x", "///evil.example/x"])
def test_no_address_leads_out_of_the_portal(uri: str) -> None:
    location = run(uri)["headers"]["location"]["value"]
    assert location.startswith("https://portail.example/evil.example")


def test_the_api_s_addresses_are_left_alone() -> None:
    assert run("/api/me")["uri"] == "/api/me"


def test_the_api_is_told_the_name_that_was_asked_and_no_other() -> None:
    asked = run("/api/me", host="familles.lisse.example")
    assert asked["headers"]["x-preau-origin"]["value"] == "https://familles.lisse.example"


def test_a_commune_s_own_name_opens_its_home() -> None:
    assert run("/", host="familles.aubray.example")["uri"] == "/aubray/index.html"
    assert run("/", host="familles.lisse.example")["uri"] == "/lisse/index.html"
    assert run("/aide/", host="familles.lisse.example")["uri"] == "/aide/index.html"
    assert run("/", host="amilles.lisse.example")["uri"] == "/index.html"
    assert run("/", towns="")["uri"] == "/index.html"
