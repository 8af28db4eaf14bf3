"""How far what is in view moves while a screen comes: CLS, as browsers measure it, of a screen that was painted before anything answered."""

from playwright.sync_api import Locator, Page, Route, expect

MOST = 0.05
WATCH = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const { hadRecentInput, value, sources } of list.getEntries())
    if (!hadRecentInput) window.shifts.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))]);
}).observe({ type: "layout-shift", buffered: true });
"""
PAINTED = "new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))"


def watch_shifts(page: Page) -> None:
    """In all that this page opens from now on."""
    page.add_init_script(WATCH)


def assert_nothing_jumped(page: Page) -> None:
    shifts = page.evaluate("shifts")
    assert sum(value for value, *_ in shifts) < MOST, (page.url, shifts)


class SlowNetwork:
    """The API answers only once what it is asked by has been painted."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._held: list[Route] = []
        self._is_slow = False
        watch_shifts(page)
        page.route("**/api/**", self._take)

    def open(self, address: str, ready: Locator) -> None:
        """Until `ready` is there, and nothing more is asked for."""
        self._is_slow = True
        self._page.goto(address)
        self._page.evaluate(PAINTED)
        assert self._held, "a screen asks for what it shows"
        self._is_slow = False
        while self._held:
            self._held.pop().continue_()
        expect(ready).to_be_visible()
        self._page.wait_for_load_state("networkidle")
        assert_nothing_jumped(self._page)

    def _take(self, route: Route) -> None:
        if self._is_slow:
            self._held.append(route)
        else:
            route.continue_()
