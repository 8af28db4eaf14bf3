"""Two parents who live apart, and what each reads of the child that they share."""

import re
from typing import Any

from functions.web import audiences
from tests.support.builders import (
    on,
)
from tests.support.client import Browser

MEMBER = "/communes/{commune}/families/{family}"


IDS = re.compile(r'"[0-9A-Za-z_-]{20,}"')
"""Of sessions, invoices…: they may hold any figures."""


HER_MONDAY = on("lundi 2026-11-30")
"""Of an odd week, in which she pays whoever books."""


HIS_TUESDAY_BY_HER = on("mardi 2026-11-24")
"""Of an even week, in which Marc pays what she booked, at his own price."""


NEEDS_AN_ID = {"absence", "invoice", "receipt", "payment", "request", "file", "kind"}
"""Of what is read one by one: each lies under the family's own key, which another's id does not reach."""


def read_by(browser: Browser, family: str) -> dict[str, Any]:
    """Every route that a parent reads, but for what is asked for by an id."""
    found = {}
    for route in (each for audience in audiences.ALL for each in audience.served):
        if route.method != "GET" or route.who not in ("parent", "member"):
            continue
        path = route.path.replace(MEMBER, f"/communes/lisse/families/{family}")
        if "{" in path:
            assert {part.strip("{}") for part in path.split("/") if part.startswith("{")} <= NEEDS_AN_ID, path
            continue
        if path.startswith(("/me/second-factor", "/me/pin")):
            continue  # of agents
        query = "?start=2026-11-23&end=2026-12-06" if path.endswith("/planning") else ""
        answer = browser.get(f"{path}{query}")
        assert answer.status == 200, (path, answer.text)
        found[path] = answer.json
    return found


PLANNING = "/communes/lisse/families/{}/planning?start=2026-11-30&end=2026-12-04"


BASKET = "/communes/lisse/families/{}/basket"


HER_TUESDAY = {"child": "clara", "service": "restauration", "date": "2026-12-01"}


HIS_TUESDAY = HER_TUESDAY | {"date": "2026-12-08"}


def cell_of(planning: Any, slot: dict[str, str]) -> Any:
    [found] = [each for each in planning["cells"] if slot.items() <= each.items()]
    return found
