"""The password and the second factor on screen: Marc chooses one, an agent sets the other."""

from collections.abc import Callable
from dataclasses import replace

from playwright.sync_api import Page, expect

from functions.storage.accounts import accounts
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.password_hashes import hash_password
from functions.usecases.second_factor.set_factor import PhoneToSet
from tests.browser.conftest import TownClock
from tests.support.accounts import EMAIL, PASSWORD
from tests.support.builders import MARC
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


def give_password() -> None:
    """Marc's login is on the table already, and nobody knows its password."""
    known = accounts.account(MARC)
    transaction = Transaction()
    chosen = replace(known.value, password_hash=hash_password(PASSWORD))
    accounts.put_account(transaction, replace(known, value=chosen))
    accounts.put_login(transaction, EMAIL, MARC)
    transaction.commit()
