"""A secretary writes the town's news, sees it as families will, corrects it and withdraws it."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from chalice.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.publishing.output import write_folder
from functions.usecases.news.correct_article import correct_article
from tests.browser.conftest import DESK, SIGN_IN, TownClock
from tests.browser.hands import Keys
from tests.domain.news.test_attachments import png
from tests.support.axe import axe_violations
from tests.support.builders import MARC, appoint
from tests.support.news import a_text, an_act
from tests.support.pictures import a_pdf

pytestmark = pytest.mark.browser


@pytest.fixture
def publish(
    built: Path, clock: TownClock, monkeypatch: pytest.MonkeyPatch, uploads_bucket: str, pages_bucket: str
) -> Iterator[Callable[[], None]]:
    """A minute passes: the outbox is delivered, to the folder that the site is served from."""
    monkeypatch.setattr(wiring, "put_pages", lambda pages: write_folder(pages, built))
    for made in (wiring.uploads, wiring.site_files, wiring._s3):
        made.cache_clear()

    def minute() -> None:
        clock.instant += timedelta(minutes=1)
        with Client(app) as client:
            client.lambda_.invoke("urgent_outbox", client.events.generate_cw_event("aws.events", "", {}, []))

    yield minute
    shutil.rmtree(built / "lisse", ignore_errors=True)


@pytest.fixture
def secretary(open_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """1280 px, with the keyboard. The console says nothing but the refusals that the test asks for."""
    appoint(MARC, Role.SECRETARY)
    page, said = open_context(**DESK).new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    asked_for = ("409 (Conflict)", "401 (Unauthorized)")
    assert [line for line in said if not any(refusal in line for refusal in asked_for)] == []


def shoot(page: Page, name: str, *, axe: bool = False) -> None:
    """Nothing sideways at three widths, and nothing for axe to say."""
    if axe:
        assert axe_violations(page) == [], name
    for width in (820, 390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
        if folder := os.environ.get("PREAU_SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def the_session_ends(page: Page) -> None:
    """While somebody writes; and they sign in again."""
    here, [kept] = page.url, page.context.cookies()
    page.context.clear_cookies()
    page.get_by_label("Titre").type(" ")
    page.wait_for_url("**/connexion/**")
    page.context.request.get(f"{SIGN_IN}?{kept['value']}")
    page.evaluate("localStorage.removeItem('preau.out')")  # as signing in does
    page.goto(here)


def test_an_article_is_written_seen_published_corrected_and_withdrawn(
    secretary: Page, publish: Callable[[], None]
) -> None:
    page, hand = secretary, Keys(secretary)
    page.goto("/mairie/actualites/")
    expect(page.get_by_role("heading", name="Rien d’écrit pour l’instant")).to_be_visible()
    shoot(page, "vide")
    hand.press(page.get_by_role("link", name="Une grève"))
    title, body = page.get_by_label("Titre"), page.get_by_label("Texte")
    expect(title).to_have_value("Grève : pas de cantine ni de garderie")
    hand.write(title, "Grève mardi")
    hand.write(body, "Le **mardi 24** :\n\n- pas de cantine\n- pas de garderie")
    seen = page.locator("#apercu")
    expect(seen.get_by_role("heading", name="Grève mardi")).to_be_visible()
    expect(seen.get_by_role("listitem")).to_have_text(["pas de cantine", "pas de garderie"])
    hand.press(page.get_by_label("Restauration"))
    expect(seen.get_by_text("Pour : Restauration")).to_be_visible()
    page.locator("#image").set_input_files(
        {"name": "portail.png", "mimeType": "image/png", "buffer": png(1600, 900)}
    )
    hand.write(page.get_by_label("Ce que l’image montre"), "Le portail fermé")
    expect(seen.get_by_role("img", name="Le portail fermé")).to_have_js_property("naturalWidth", 1344)
    shoot(page, "ecrire", axe=True)

    page.locator("#files").set_input_files(
        {"name": "Menu de novembre.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
    )
    expect(seen.get_by_role("link", name="Menu de novembre")).to_be_visible()
    the_session_ends(page)
    expect(page.get_by_text("Votre texte est revenu")).to_be_visible()
    expect(title).to_have_value(" Grève mardi")
    expect(seen.get_by_role("link", name="Menu de novembre")).to_be_visible()
    hand.press(page.get_by_role("button", name="Publier maintenant"))
    expect(page.get_by_text("En ligne depuis lundi 16")).to_be_visible()
    publish()
    public = page.context.new_page()
    public.goto(page.get_by_role("link", name="Voir la page").get_attribute("href") or "")
    expect(public.get_by_role("img", name="Le portail fermé")).to_have_attribute("width", "1344")
    published = public.locator("article .prose").inner_html()
    assert published.replace("\n", "") == seen.locator(".prose").inner_html()
    assert axe_violations(public) == []

    hand.write(body, "Le mercredi 25.")
    article = page.url.partition("article=")[2].partition("&")[0]
    correct_article(an_act(wiring.now(), by="other"), article, a_text("Grève, de l’autre"), version=1)
    hand.press(page.get_by_role("button", name="Enregistrer la correction"))
    expect(page.locator("#autre")).to_be_focused()
    expect(page.locator("#autre")).to_contain_text("Grève, de l’autre")
    shoot(page, "autre", axe=True)
    hand.press(page.get_by_role("button", name="Garder mon texte"))
    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok):
        hand.press(page.get_by_role("button", name="Enregistrer la correction"))
    expect(page.get_by_role("status").get_by_text("La correction est publiée")).to_be_visible()
    publish()
    public.reload()
    expect(public.get_by_text("Le mercredi 25.")).to_be_visible()
    expect(public.get_by_text("corrigée le")).to_be_visible()

    hand.press(page.get_by_role("button", name="Retirer"))
    expect(page.get_by_role("button", name="Remettre en ligne")).to_be_focused()
    shoot(page, "retiree")
    publish()
    public.reload()
    expect(public.get_by_text("La mairie a retiré cette actualité le lundi 16")).to_be_visible()
    hand.press(page.get_by_role("button", name="Remettre en ligne"))
    expect(page.get_by_role("button", name="Enregistrer la correction")).to_be_visible()
    expect(seen.get_by_text("Le mercredi 25.")).to_be_visible()
    publish()
    public.reload()
    expect(public.get_by_text("Le mercredi 25.")).to_be_visible()
    page.goto("/mairie/actualites/")
    expect(page.get_by_role("heading", name="En ligne")).to_be_visible()
    expect(page.get_by_role("link", name="Grève mardi")).to_be_visible()
    shoot(page, "liste", axe=True)

    hand.press(page.get_by_role("link", name="Écrire une actualité"))
    hand.write(title, "Non envoyée")
    expect(seen.get_by_role("heading", name="Non envoyée")).to_be_visible()
    assert "preau-desk" in page.evaluate("caches.keys()")
    hand.press(page.get_by_role("button", name="Se déconnecter"))
    page.wait_for_url("**/connexion/")
    assert "preau-desk" not in page.evaluate("caches.keys()")
