"""*Notifications*: a device chooses what it is told of, shows it, and is told nothing more once it says so.

The browser's own subscription needs its maker's service: in its place stands one that the fake service gives. All else is the real thing:
the service worker is given what was encrypted for it and decrypted, as Chromium gives it what its service brings.
"""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from chalice.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from app import app
from functions import wiring
from functions.usecases.invoicing.issue_invoices import issue_invoices
from infra.local.push import FakePushService
from tests.browser.conftest import PHONE, TownClock
from tests.support.axe import axe_violations
from tests.support.builders import a_booking, a_month, put_month
from tests.support.push import of_marc, serving_push

pytestmark = pytest.mark.browser

SUBSCRIBES = """({ endpoint, keys }) => {
  let known = null;
  const made = { toJSON: () => ({ endpoint, keys }), unsubscribe: async () => { known = null; return true; } };
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
    if (!userVisibleOnly || applicationServerKey.length !== 65) throw new Error("no key");
    localStorage.setItem("test.subscribed", "1");
    return (known = made);
  };
  PushManager.prototype.getSubscription = async () => known ?? (localStorage.getItem("test.subscribed") ? made : null);
}"""
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  const seen = [];
  // One that is told again takes the place of the first: between them there is none.
  for (let look = 0; look < 20; look += 1) {
    seen.push(await registration.getNotifications());
    await new Promise((later) => setTimeout(later, 25));
  }
  const most = seen.sort((one, other) => one.length - other.length).at(-1);
  return most.map(({ title, body, tag, data }) => ({ title, body, tag, data }));
}"""
"""The most that were shown at once in the next half second."""


@pytest.fixture
def service(origin: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakePushService]:
    with serving_push(monkeypatch) as service:
        yield service


def deliver(page: Page, origin: str, text: dict[str, object]) -> None:
    """As Chromium does with what its push service brings."""
    session = page.context.new_cdp_session(page)
    versions: list[dict[str, str]] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: versions.extend(told["registrations"]))
    session.send("ServiceWorker.enable")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    for _ in range(100):
        if versions:
            break
        page.wait_for_timeout(20)
    session.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": versions[0]["registrationId"], "data": json.dumps(text)},
    )
    session.detach()


def test_a_phone_is_told_of_an_invoice_and_then_of_nothing_more(
    open_context: Callable[..., BrowserContext],
    origin: str,
    service: FakePushService,
    clock: TownClock,
    engine: str,
) -> None:
    context = open_context(**PHONE, touch=True, worker=True)
    context.grant_permissions(["notifications"], origin=origin)
    endpoint, keys = service.subscribe()
    told = {"endpoint": endpoint, "keys": {"p256dh": keys.p256dh, "auth": keys.auth}}
    context.add_init_script(f"({SUBSCRIBES})({json.dumps(told)})")
    page = context.new_page()
    page.goto("/espace/compte/")
    page.get_by_role("link", name="Notifications").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Notifications sur cet appareil")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(6)
    assert axe_violations(page) == []
    page.get_by_label("La mairie a répondu, ou vous écrit").uncheck()
    page.get_by_role("button", name="Me prévenir sur cet appareil").click()
    expect(page.get_by_role("button", name="Ne plus me prévenir ici")).to_be_visible()
    (device,) = of_marc().values()
    assert (device.endpoint, "answer" in device.kinds, device.quiet) == (endpoint, False, True)

    put_month(a_month("clara", "2026-10", {(1, "restauration"): a_booking(345)}))
    issue_invoices("lisse", "2026-10", by="job", now=wiring.now())
    with Client(app) as client:
        for job in ("outbox", "push"):
            client.lambda_.invoke(job, client.events.generate_cw_event("aws.events", "", {}, []))
    (arrived,) = service.arrived
    deliver(page, origin, arrived.text)
    deliver(page, origin, arrived.text)  # once more, as where an answer was lost
    page.wait_for_function(
        "async () => (await (await navigator.serviceWorker.ready).getNotifications()).length"
    )
    (shown,) = page.evaluate(SHOWN)
    assert shown["body"] == "Une facture vous attend dans votre espace."
    assert shown["title"] == "Lisse" and shown["data"].startswith("/espace/facture/?id=")

    page.reload()
    expect(page.get_by_label("La mairie a répondu, ou vous écrit")).not_to_be_checked()
    page.get_by_role("button", name="Ne plus me prévenir ici").click()
    expect(page.get_by_role("button", name="Me prévenir sur cet appareil")).to_be_visible()
    assert of_marc() == {}

    context.clear_permissions()  # Chromium without a window says no when it is asked
    page.reload()
    page.get_by_role("button", name="Me prévenir sur cet appareil").click()
    ways = page.locator("#denied")
    expect(ways).to_be_focused()
    expect(ways.get_by_role("listitem")).to_have_text([re.compile("Chrome ou Edge|Sur Android")])
    expect(page.get_by_text("Les e-mails, eux, continuent d’arriver")).to_be_visible()
    assert axe_violations(page) == []
    context.grant_permissions(["notifications"], origin=origin)
    page.get_by_role("button", name="C’est fait : vérifier").click()
    expect(page.get_by_role("button", name="Me prévenir sur cet appareil")).to_be_visible()
    expect(page.locator("#title")).to_be_focused()
