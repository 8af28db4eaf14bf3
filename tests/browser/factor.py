"""The second factor on screen: what an agent does after the password."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from functions.usecases.second_factor.set_factor import PhoneToSet
from tests.browser.conftest import TownClock
from tests.support.second_factor import first_code


def set_phone(page: Page, clock: TownClock, *, look: Callable[[str], None] = lambda _: None) -> list[str]:
    """At the first sign-in: the letters are typed in an application, its code comes back, the codes on paper are kept."""
    step = page.locator("[data-step=telephone]")
    expect(step.get_by_label("Code à six chiffres")).to_be_focused()
    look("telephone")
    letters = step.locator("[data-part=secret]").inner_text().replace(" ", "")
    step.get_by_label("Code à six chiffres").fill(first_code(PhoneToSet("", letters), now=clock.now()))
    page.keyboard.press("Enter")
    codes = page.locator("[data-step=feuille] li")
    expect(codes).to_have_count(10)
    look("feuille")
    kept = codes.all_inner_texts()
    page.get_by_role("button", name="Je les ai gardés").click()
    return kept
