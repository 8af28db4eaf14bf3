"""What a screen asks for before it can be used."""

from playwright.sync_api import Page, Request, Response

MOST = 6
NOT_WAITED_FOR = ("/assets/img/", "/assets/css/paper.", "-base-leaving.")
"""The icon, which draws the mark too, and the sheet of paper: browsers ask for them last, and no view waits for them. What signs out comes two
seconds after who is signed in, by the clock: on a busy machine that is before the view."""
WHO = "/api/me"
"""A device that knows asks two seconds after it has opened the screen, by the clock, and waits for it no more."""


class FirstView:
    """Of the next screen that this page opens: the requests until the API has answered what it is about."""

    def __init__(self, page: Page, about: str, *, is_known: bool = False) -> None:
        """`is_known`: this device knows who is signed in."""
        self._not_waited_for = (*NOT_WAITED_FOR, WHO) if is_known else NOT_WAITED_FOR
        self._about = about
        self._asked: list[str] = []
        self._needed: list[str] = []
        page.on("request", self._ask)
        page.on("response", self._answered)

    def assert_is_light(self, *, towns: int = 1) -> None:
        """Of several towns, one request more for each besides the first: none answers for another."""
        assert 0 < len(self._needed) < MOST + towns, self._needed

    def _ask(self, request: Request) -> None:
        if request.is_navigation_request():
            self._asked.clear()
        self._asked.append(request.url)

    def _answered(self, response: Response) -> None:
        if self._about in response.url and not self._needed:
            self._needed = [
                url for url in self._asked if not any(each in url for each in self._not_waited_for)
            ]
