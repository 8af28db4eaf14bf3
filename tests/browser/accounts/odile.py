"""Odile, whom the town knows and who has no login yet, and what she does on the screens that open one."""

from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from functions.domain.accounts.account import FamilyRef
from tests.support.accounts import PASSWORD, an_account, invited
from tests.support.axe import axe_violations
from tests.support.builders import a_child, a_family, settle

ODILE = "odile@famille.example"
ACCOUNT = "0" * 25 + "d"
REF = FamilyRef("lisse", "dubois")
NEW = "une autre phrase longue"


def link(path: str, code: str, email: str = ODILE) -> str:
    return f"{path}#{urlencode({'code': code, 'adresse': email})}"


def with_a_login(**changes: Any) -> None:
    an_account(ACCOUNT, ODILE, families=(REF,), first_name="Odile", **changes)
    settle(a_family("dubois", name="Dubois", children=("zoe",), members=(ACCOUNT,)),
           [a_child("zoe", ("dubois",), first_name="Zoé")])  # fmt: skip


def open_wizard(page: Page) -> None:
    page.goto(link("/activation/", invited(ODILE, REF)))
    expect(step(page, "Compte")).to_be_visible()


def step(page: Page, name: str) -> Any:
    return page.get_by_role("heading", name=name, level=2, exact=True)


def fill_password(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Mot de passe", exact=True).fill(password)
    page.get_by_label("Confirmez votre mot de passe").fill(password)


def click(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def axe(page: Page) -> list[str]:
    return [each["id"] for each in axe_violations(page)]


def sign_in(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Adresse e-mail").fill(ODILE)
    page.get_by_label("Mot de passe", exact=True).fill(password)
    click(page, "Se connecter")
