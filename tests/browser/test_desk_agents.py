"""« Nommer et terminer » : an administrator brings a replacement in, who enters, works and is out, with the keyboard alone."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from functions import wiring
from functions.domain.accounts.account import Login, Session
from functions.domain.agents.staff import Role
from functions.domain.messages import MessageKind
from functions.jobs.letters import letter
from functions.storage.accounts import accounts
from functions.storage.accounts.sessions import session_key
from functions.storage.table.reading import read_one
from tests.browser.conftest import DESK, PHONE, TownClock
from tests.browser.factor import set_phone
from tests.browser.hands import Keys
from tests.support.accounts import messages
from tests.support.axe import axe_violations
from tests.support.builders import MARC, appoint, log_in

pytestmark = pytest.mark.browser

PASSWORD = "quatre peupliers verts"
ADDRESS = "sophie@lisse.example"


@pytest.fixture
def administrator(open_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """1280 px. The console stays empty."""
    appoint(MARC, Role.ADMINISTRATOR)
    page, said = open_context(**DESK).new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []


def look(page: Page, shoot: Callable[[Page, str], None], name: str) -> None:
    assert axe_violations(page) == [], name
    for width in (820, 390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
        shoot(page, f"{name}-{width}")


@pytest.fixture
def shoot() -> Callable[[Page, str], None]:
    import os

    folder = os.environ.get("PREAU_SHOTS")

    def shot(page: Page, name: str) -> None:
        if folder:
            page.screenshot(path=f"{folder}/{name}.png", full_page=True)

    return shot


def link_of_the_mail(kind: MessageKind) -> str:
    """The address in the last mail of that kind, as it would leave now."""
    written = letter(messages(kind.value)[-1], now=wiring.now())
    assert written is not None and written.to == ADDRESS
    return str(written.data["link"])


def account_of_the_address() -> str:
    login = read_one(accounts.login_key(ADDRESS), Login)
    assert login is not None
    return login.value.account


def test_a_replacement_is_appointed_enters_and_is_out(
    administrator: Page,
    open_context: Callable[..., BrowserContext],
    clock: TownClock,
    shoot: Callable[[Page, str], None],
) -> None:
    page, hand = administrator, Keys(administrator)
    page.goto("/mairie/agents/")
    expect(page.get_by_role("listitem").filter(has_text="vous")).to_contain_text("administration")
    look(page, shoot, "agents")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Nommer un agent")).to_be_focused()
    hand.write(page.get_by_label("Adresse e-mail"), ADDRESS)
    hand.press(page.get_by_label("Madame"))
    hand.write(page.get_by_label("Prénom"), "Sophie")
    hand.write(page.get_by_label("Nom", exact=True), "ROUX")
    hand.press(page.get_by_role("button", name="Nommer et envoyer"))
    expect(page.get_by_text("Choisissez au moins un rôle.").last).to_be_visible()
    hand.press(page.get_by_label("secrétariat"))
    expect(page.locator("#lieux")).to_be_hidden()
    hand.press(page.get_by_label("périscolaire"))
    expect(page.locator("#lieux")).to_be_visible()
    hand.write(page.get_by_label("Dernier jour"), "2026-11-20")
    look(page, shoot, "nommer")
    hand.press(page.get_by_role("button", name="Nommer et envoyer"))
    row = page.get_by_role("listitem").filter(has_text="Sophie ROUX")
    expect(row).to_contain_text("secrétariat et périscolaire")
    expect(row).to_contain_text("Jusqu’au vendredi 20 novembre 2026 compris.")
    expect(row).to_contain_text("Jamais connecté")
    expect(page.get_by_role("status")).to_contain_text(f"Un e-mail est parti à {ADDRESS}")

    theirs = open_context(**PHONE, touch=True)
    theirs.clear_cookies()
    sophie = theirs.new_page()
    sophie.goto(str(letter(messages("agent_appointed")[-1], now=clock.now()).data["password"]))  # type: ignore[union-attr]
    sophie.get_by_label("Adresse e-mail").fill(ADDRESS)
    sophie.get_by_role("button", name="Recevoir").tap()
    expect(sophie.locator("#corriger")).to_be_visible()
    sophie.goto(link_of_the_mail(MessageKind.PASSWORD_RESET))
    sophie.locator("input[type=password]").first.fill(PASSWORD)
    sophie.get_by_role("button", name="Enregistrer").tap()
    sophie.get_by_role("status").get_by_role("link", name="Se connecter", exact=True).tap()
    sophie.get_by_label("Adresse e-mail").fill(ADDRESS)
    sophie.locator("input[type=password]").first.fill(PASSWORD)
    sophie.get_by_role("button", name="Se connecter", exact=True).tap()
    set_phone(sophie, clock, look=lambda name: look(sophie, shoot, name))
    sophie.wait_for_url("**/mairie/**")
    expect(sophie.locator("[data-town-name]")).to_have_text("Mairie – Lisse")

    page.reload()
    hand.press(page.get_by_role("link", name="Sophie ROUX"))
    expect(page.locator("#acces")).to_contain_text("Téléphone enregistré le lundi 16 novembre 2026, 10 codes")
    hand.press(page.get_by_role("button", name="Téléphone perdu"))
    look(page, shoot, "acces")
    hand.press(page.get_by_role("button", name="Remettre à zéro"))
    expect(page.locator("#acces [data-part=second_factor]")).to_contain_text("Remise à zéro demandée")
    elsewhere = log_in(account_of_the_address(), now=clock.now())
    page.reload()
    hand.press(page.get_by_role("button", name="Déconnecter Firefox sur Linux"))
    expect(page.get_by_role("button", name="Déconnecter Firefox sur Linux")).to_have_count(0)
    key = session_key(elsewhere)
    assert key is not None and read_one(key, Session) is None
    hand.press(page.get_by_role("button", name="Mettre fin à l’accès"))
    expect(page.locator("#confirmer")).to_be_focused()
    hand.press(page.get_by_role("button", name="Garder cet accès"))
    hand.press(page.get_by_role("button", name="Mettre fin à l’accès"))
    look(page, shoot, "finir")
    clock.instant += timedelta(minutes=1)  # lines of one instant are in no order
    hand.press(page.get_by_role("button", name="Mettre fin maintenant"))
    expect(page.get_by_role("status")).to_contain_text("L’accès de Sophie ROUX est terminé.")
    expect(row).to_have_count(0)

    hand.press(page.get_by_role("link", name="Journal", exact=True))
    lines = page.locator("#lignes li")
    expect(lines.first).to_contain_text("Marc Testmp a mis fin à un accès d’agent : Sophie ROUX.")
    look(page, shoot, "journal")
    signed_in = lines.filter(has_text="Sophie ROUX s’est connecté")
    hand.press(signed_in.first.get_by_role("link", name="Tout de cette personne"))
    expect(page.get_by_text("Seulement ce qu’une personne a fait.")).to_be_visible()
    expect(page.locator("#lignes")).not_to_contain_text("mis fin")
    assert (
        page.request.get(page.locator("#fichier").get_attribute("href") or "")
        .text()
        .startswith("\ufeffdate;")
    )

    sophie.goto("/mairie/demandes/")
    expect(sophie.get_by_role("heading", name="Cet écran est celui de la mairie")).to_be_visible()
