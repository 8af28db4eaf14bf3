"""The reservation screens, by what a parent sees of them."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

WEEK = "/espace/reservations/"
AGENDA = "/espace/agenda/"


def open_week(page: Page, week: str | None = "2026-W48", **query: str) -> None:
    """Go to a week and wait for its cells; None lets the screen choose."""
    asked = {"semaine": week, **query} if week else query
    page.goto(WEEK + ("?" + "&".join(f"{name}={value}" for name, value in asked.items()) if asked else ""))
    expect(page.locator(".cell, .week-empty h3").first).to_be_attached()


def cell(page: Page, child: str, service: str, day: str) -> Locator:
    """A cell that can be clicked: `cell(page, "Clara", "Garderie du matin", "lundi 23 novembre")`."""
    in_table, in_list = f", {child}, {service}, {day}$", f"^{service} .*, {child}, {day}$"
    named = page.get_by_role("button", name=re.compile(f"{in_table}|{in_list}"))
    return named.and_(page.locator("[aria-pressed]"))


def still_cell(page: Page, child: str, service: str, day: str) -> Locator:
    """A cell of the table that cannot be changed: it is touched to be told why."""
    named = page.get_by_role("button", name=re.compile(f"[.,] {child}, {service}, {day}$"))
    return named.and_(page.locator("[aria-disabled=true]:not([aria-pressed])"))


def line(page: Page) -> Locator:
    """What the phone says of the cell that was touched last."""
    return page.locator("#week-line")


def validate(page: Page) -> Locator:
    return page.get_by_role("button", name="Valider", exact=True)


def basket(page: Page) -> Locator:
    return page.get_by_role("region", name="Votre panier")


def outcome(page: Page) -> Locator:
    return page.locator("#outcome")


def writes(page: Page, resource: str) -> list[Any]:
    """The requests that will be sent to `resource` from now on, as they leave."""
    sent: list[Any] = []
    page.on(
        "request",
        lambda request: (
            sent.append(request) if request.method != "GET" and request.url.endswith(resource) else None
        ),
    )
    return sent
