"""Pages that the service worker keeps: behind the page that was read, so that whoever takes the network away waits for it."""

from typing import Any

NO_WORKER = "delete Navigator.prototype.serviceWorker"
"""Run before the scripts of a page: its browser has no service workers. To keep all that is opened is a third of what opening it costs."""
IS_KEPT = """async (address) => {
  for (let tries = 0; tries < 300 && !(await caches.match(address)); tries += 1) await new Promise((go) => setTimeout(go, 50));
  return Boolean(await caches.match(address));
}"""


def kept(page: Any, address: str) -> None:
    """`page`: Playwright's."""
    assert page.evaluate(IS_KEPT, address), address
