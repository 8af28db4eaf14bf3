"""Count what a parent's thumb does on a phone: `python -m infra.thumb`. Needs Chromium, and opens a demo of its own.

Six things that parents come for, each from the first screen of somebody who is signed in: taps, seconds that the thumb waits, bytes that
came. A date counts two taps: one opens the calendar, one chooses. docs/performance.md has what was counted, and when.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from playwright.sync_api import Locator, Page, expect, sync_playwright

from infra.demo.people import HELENE
from infra.help_pictures import CHROMIUM, FRENCH, PHONE, portal

NOW = "2026-12-08T08:00+01:00"
"""mardi: the canteen of Thursday and Friday closes at ten, and two invoices wait"""
HOME = "/espace/?famille=aubray/aubray-testmp"
"""The first screen of one of the families that she has: the two children go to school there."""
MOST_TAPS = 8
PATIENCE_MS = 30_000


@dataclass
class Thumb:
    """Taps, and waits until what it expects is on the screen."""

    page: Page
    taps: int = 0
    seconds: float = 0.0
    received: list[int] = field(default_factory=list)

    def tap(self, target: Locator, shows: Locator) -> None:
        self.taps += 1
        target.scroll_into_view_if_needed()
        began = time.perf_counter()
        target.tap()
        expect(shows).to_be_visible()
        self.seconds += time.perf_counter() - began

    def choose_day(self, target: Locator, day: date) -> None:
        self.taps += 2
        target.fill(day.isoformat())


def to_the_week(thumb: Thumb) -> None:
    page = thumb.page
    thumb.tap(
        page.get_by_role("region", name="Prochaine limite").get_by_role("link"), page.get_by_role("table")
    )


def many_days(thumb: Thumb, service: str, until: Callable[[Thumb], None]) -> None:
    page = thumb.page
    to_the_week(thumb)
    fill = page.get_by_role("button", name="Mettre dans le panier")
    thumb.tap(page.get_by_role("link", name="Vue Agenda"), fill)
    thumb.tap(page.locator("#range-form").get_by_text(service, exact=True), fill)
    until(thumb)
    validate = page.get_by_role("button", name="Valider")
    thumb.tap(fill, validate)
    thumb.tap(validate, page.locator("#outcome").get_by_text("validées"))


def book_a_fortnight(thumb: Thumb) -> None:
    many_days(
        thumb,
        "Restaurant scolaire",
        lambda it: it.choose_day(it.page.get_by_label("Au", exact=True), date(2026, 12, 18)),
    )


def repeat_until_the_holidays(thumb: Thumb) -> None:
    page = thumb.page
    button = page.get_by_role("button", name="Jusqu’aux vacances")

    def until(it: Thumb) -> None:
        it.tap(button, button)
        # Their date is read of the town.
        expect(page.get_by_label("Au", exact=True)).to_have_value(re.compile("."))

    many_days(thumb, "Garderie du soir", until)


def cancel_a_week(thumb: Thumb) -> None:
    page = thumb.page
    absences = page.get_by_role("navigation").get_by_role("link", name="Mes absences")
    thumb.tap(page.get_by_role("button", name="Menu"), absences)
    see = page.get_by_role("button", name="Voir ce que cela change")
    thumb.tap(absences, see)
    for child in ("Clara", "Guilhem"):
        choice = page.get_by_role("checkbox", name=child)
        if not choice.is_checked():
            thumb.tap(page.locator("#declare").get_by_text(child, exact=True), see)
    next_week = page.get_by_role("button", name="La semaine prochaine")
    thumb.tap(next_week, next_week)
    confirm = page.get_by_role("button", name=re.compile(r"^Annuler \d+ réservations"))
    thumb.tap(see, confirm)
    thumb.tap(confirm, page.locator("#period").get_by_text("annulées"))


def sick_today(thumb: Thumb) -> None:
    page = thumb.page
    dialog = page.get_by_role("dialog")
    confirm, child = dialog.locator("#sick-confirm"), dialog.get_by_role("checkbox").first
    thumb.tap(page.get_by_role("button", name="Mon enfant est malade"), confirm)
    if not child.is_checked():
        thumb.tap(child, confirm)
    thumb.tap(confirm, page.get_by_role("dialog").get_by_role("button", name="Fermer"))


def pay_two_invoices(thumb: Thumb) -> None:
    """At the treasury, one after the other, each with one tap on its page; a bank takes both at once, in two taps less."""
    page = thumb.page
    pay = page.get_by_role("button", name="Payer, Facture d’octobre")
    thumb.tap(page.get_by_role("link", name="2 factures à payer"), pay)
    at_the_treasury = page.get_by_role("button", name="Payer", exact=True)
    thumb.tap(pay, at_the_treasury)
    following = page.get_by_role("button", name="Payer la suivante")
    thumb.tap(at_the_treasury, following)
    thumb.tap(following, at_the_treasury)
    thumb.tap(at_the_treasury, page.get_by_text("Vous n’avez plus rien à payer"))


def confirm_the_year(thumb: Thumb) -> None:
    page = thumb.page
    own_file = page.get_by_role("navigation").get_by_role("link", name="Mon dossier")
    thumb.tap(page.get_by_role("button", name="Menu"), own_file)
    exact = page.get_by_role("button", name="Tout est exact")
    thumb.tap(own_file, exact)
    thumb.tap(exact, page.get_by_role("status").get_by_text("confirmé"))


THINGS: dict[str, Callable[[Thumb], None]] = {
    "two weeks of canteen for two children": book_a_fortnight,
    "the same until the holidays": repeat_until_the_holidays,
    "a week cancelled for both": cancel_a_week,
    "a child sick today": sick_today,
    "two invoices paid": pay_two_invoices,
    "the year's file confirmed": confirm_the_year,
}


def main() -> None:
    with portal(NOW) as (origin, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], env=FRENCH)
        context = browser.new_context(
            base_url=origin, viewport=PHONE, has_touch=True, is_mobile=True, locale="fr-FR"
        )
        context.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        page = context.new_page()
        _sign_in(page, password)
        # A phone that was here before: what the worker keeps, which comes after the first view of all, is not counted again.
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_load_state("networkidle")
        print(f"{'':42}{'taps':>5}{'s':>7}{'kB':>7}")
        for name, thing in THINGS.items():
            page.goto(HOME)
            page.wait_for_load_state("networkidle")
            with _counted(page) as thumb:
                thing(thumb)
            mark = "  too many" if thumb.taps > MOST_TAPS else ""
            kilobytes = sum(thumb.received) / 1000
            print(f"{name:42}{thumb.taps:5}{thumb.seconds:7.1f}{kilobytes:7.1f}{mark}")
        browser.close()


@contextmanager
def _counted(page: Page) -> Iterator[Thumb]:
    """A thumb, and what the network brings while it is at work, compressed as it came."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    thumb = Thumb(page)
    session.on("Network.loadingFinished", lambda said: thumb.received.append(int(said["encodedDataLength"])))
    yield thumb
    page.wait_for_load_state("networkidle")
    session.detach()


def _sign_in(page: Page, password: str) -> None:
    page.goto("/connexion/")
    page.get_by_label("Adresse e-mail").fill(HELENE)
    page.get_by_role("textbox", name="Mot de passe").fill(password)
    page.get_by_role("button", name="Se connecter", exact=True).tap()
    page.wait_for_url("**/espace/**")


if __name__ == "__main__":
    main()
