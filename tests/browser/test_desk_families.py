"""The secretary finds families as she types, writes one down and invites those who have opened nothing: with the keyboard, then a thumb."""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from functions.domain.agents.staff import Role
from functions.domain.families.family import Address, Civility, Guardian
from functions.storage.families import families
from tests.browser.conftest import DESK
from tests.browser.hands import Keys, Thumb
from tests.support.accounts import messages
from tests.support.axe import axe_violations
from tests.support.builders import MARC, a_child, a_family, appoint, settle

pytestmark = pytest.mark.browser
TABLET = {"width": 820, "height": 1180}


def a_street_of_families() -> None:
    elodie = Guardian(Civility.MADAME, "Barbier", "Élodie")
    settle(a_family(guardians=(*a_family().guardians, elodie)))
    for number, first_name in enumerate(("Enzo", "Lou", "Noé"), start=1):
        own = f"amico{number}"
        rosa = Guardian(Civility.MADAME, "D’Amico", "Rosa", f"rosa{number}@famille.example")
        family = a_family(
            own,
            name="D’Amico",
            address=Address(f"{number} impasse du Lavoir", "00000", "Lisse"),
            guardians=(rosa if number < 3 else replace(rosa, email=None),),
            children=(own,),
            members=(),
            phone="",
        )
        settle(family, [a_child(own, (own,), first_name=first_name, last_name="D’Amico")])


def secretary(open_context: Callable[..., BrowserContext], **how: Any) -> tuple[Page, list[str]]:
    page, said = open_context(**how).new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return page, said


def look(page: Page, name: str) -> None:
    assert axe_violations(page) == [], name
    size = page.viewport_size
    for width in (820, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
        if folder := os.environ.get("PREAU_SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    assert size is not None
    page.set_viewport_size(size)


def test_a_family_is_found_written_down_and_invited(open_context: Callable[..., BrowserContext]) -> None:
    appoint(MARC, Role.SECRETARY)
    a_street_of_families()
    page, said = secretary(open_context, **DESK)
    hand, search = Keys(page), page.get_by_role("searchbox")
    rows = page.locator("#familles li")

    page.goto("/mairie/demandes/")
    expect(search).to_be_visible()
    page.keyboard.press("/")
    expect(search).to_be_focused()
    page.keyboard.type("dami")
    found = page.get_by_role("search").locator("li a")
    expect(found).to_have_count(3)
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("3 familles")
    look(page, "trouvees")
    for key, focused in (("ArrowDown", found.nth(0)), ("ArrowDown", found.nth(1)), ("ArrowUp", found.nth(0))):
        page.keyboard.press(key)
        expect(focused).to_be_focused()
    page.keyboard.press("Escape")
    expect(search).to_be_focused()
    expect(found.first).to_be_hidden()
    page.keyboard.type(" zzz")
    expect(page.get_by_text("Aucune famille ne correspond.")).to_be_visible()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("lou d’am")
    page.keyboard.press("Enter")  # before the answer came, too
    page.wait_for_url("**/mairie/famille/?id=amico2&commune=lisse")

    help_link = page.get_by_role("contentinfo").get_by_role("link", name="Aide", exact=True)
    hand.press(help_link)
    page.wait_for_url("**/aide/mairie-famille/")
    hand.press(page.get_by_role("link", name="← Revenir à l’écran"))
    page.wait_for_url("**/mairie/famille/?id=amico2&commune=lisse")

    page.goto("/mairie/familles/?cherche=dami&commune=lisse")
    expect(rows).to_have_count(3)
    expect(page.locator("#compte")).to_have_text("3 familles")
    look(page, "familles")

    page.keyboard.press("/")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("lou d'am")
    expect(rows).to_have_count(1)
    expect(search).to_be_focused()
    expect(rows.first).to_contain_text("2 impasse du Lavoir")
    expect(rows.first).to_contain_text("Lou (CM1)")
    expect(rows.first).to_contain_text("à inviter")
    assert "cherche=lou+d%27am" in page.url
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mairie/famille/?id=amico2&commune=lisse")
    page.go_back()
    expect(rows).to_have_count(1)

    hand.press(page.get_by_role("button", name="Tout montrer"))
    expect(rows).to_have_count(4)
    expect(search).to_be_focused()
    page.get_by_label("Montrer").select_option("without_address")
    expect(rows).to_have_count(1)
    page.keyboard.press("/")
    page.keyboard.type("zzz")
    expect(page.get_by_role("heading", name="Aucune famille ne correspond")).to_be_visible()
    hand.press(page.get_by_role("button", name="Tout montrer"))

    page.get_by_role("heading", name="Familles").focus()
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Nouvelle famille")).to_be_focused()
    form = page.locator("form.directory-new")
    hand.press(form.get_by_role("button", name="Créer la famille"))
    expect(form.locator("[data-errors]")).to_be_visible()
    page.get_by_role("heading", name="Nouvelle famille").focus()
    hand.write(form.get_by_label("Nom de la famille"), "D’Amico")
    guardian = form.get_by_role("group", name="Responsable 1")
    hand.write(guardian.get_by_label("Prénom"), "Rosa")
    hand.write(guardian.get_by_label("Nom", exact=True), "D’Amico")
    hand.write(guardian.get_by_label("Adresse e-mail"), "rosa1@famille.example")
    child = form.get_by_role("group", name="Enfant 1")
    hand.write(child.get_by_label("Prénom"), "Zoé")
    hand.write(child.get_by_label("Nom", exact=True), "D’Amico")
    hand.write(child.get_by_label("Date de naissance"), "2019-04-02")
    hand.press(form.get_by_role("button", name="Créer la famille"))
    known = form.locator("[data-part=doubles]")
    expect(known).to_be_focused()
    expect(known).to_contain_text("1 impasse du Lavoir")
    look(page, "famille-connue")
    known.focus()
    hand.press(known.get_by_role("button", name="C’est une autre famille"))
    page.wait_for_url("**/mairie/famille/?id=*")
    expect(page.get_by_role("heading", name="Famille D’Amico")).to_be_visible()
    [made] = [
        one.value
        for one in families.all_families("lisse")
        if not one.value.id.startswith(("amico", "testmp"))
    ]
    assert (made.name, len(made.children)) == ("D’Amico", 1)
    assert said == ["Failed to load resource: the server responded with a status of 409 (Conflict)"]

    tablet, said = secretary(open_context, **TABLET, touch=True)
    thumb = Thumb()
    tablet.goto("/mairie/familles/?etat=not_activated&commune=lisse")
    rows = tablet.locator("#familles li")
    expect(rows).to_have_count(4)
    thumb.press(tablet.get_by_role("button", name="Inviter celles qui n’ont pas de compte"))
    expect(tablet.locator("#relance-phrase")).to_contain_text(
        "4 familles n’ont pas encore ouvert leur compte."
    )
    expect(tablet.locator("#relance-phrase")).to_contain_text("Une famille n’a pas d’adresse e-mail")
    tablet.get_by_text("Qui n’a pas de compte, nom par nom").tap()
    expect(tablet.locator("#sans-compte-phrase")).to_contain_text("dans des familles sans compte")
    named = tablet.get_by_role("list", name="Personne n’a de compte dans leur famille").get_by_role(
        "listitem"
    )
    expect(named.filter(has_text="pas d’adresse e-mail")).to_contain_text(["Rosa D’Amico, Famille D’Amico"])
    second = tablet.get_by_role("list", name="Seconds parents : invitez-les depuis le dossier")
    expect(second).to_have_text("Élodie Barbier, Famille Testmp pas d’adresse e-mail")
    look(tablet, "relance")
    thumb.press(tablet.get_by_role("button", name="Envoyer 3 invitations"))
    expect(tablet.locator("#relance-phrase")).to_have_text("3 invitations sont parties.")
    expect(rows.filter(has_text="invitée")).to_have_count(3)
    thumb.press(tablet.get_by_role("link", name="Imprimer sa lettre"))
    tablet.wait_for_url("**/mairie/lettres/?commune=lisse")
    thumb.press(tablet.get_by_role("button", name="Préparer la lettre"))
    expect(tablet.locator("#compte")).to_have_text("La lettre pour Madame Rosa D’Amico est prête.")
    letter = tablet.locator(".letter")
    expect(letter).to_contain_text("Madame Rosa D’Amico")
    expect(letter).to_contain_text("3 impasse du Lavoir")
    expect(letter.get_by_role("img")).to_have_js_property("complete", True)
    assert letter.get_by_role("img").evaluate("image => image.naturalWidth") > 0
    look(tablet, "lettres")
    code = letter.locator(".letter-code").inner_text()
    parent = open_context(width=390, height=844, touch=True)
    parent.clear_cookies()
    phone = parent.new_page()
    phone.goto(f"/lettre/#code={code}")
    thumb.write(phone.get_by_label("Votre adresse e-mail"), "rosa3@famille.example")
    look(phone, "lettre")
    thumb.press(phone.get_by_role("button", name="Recevoir le mail"))
    expect(phone.get_by_text("Un e-mail vient de partir")).to_be_visible()
    assert sorted({str(one.data["email"]) for one in messages("activation")}) == [
        "rosa1@famille.example",
        "rosa2@famille.example",
        "rosa3@famille.example",
    ]
    assert said == []
