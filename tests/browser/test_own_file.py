"""A parent confirms the year's file in August, on a phone, and asks for what is not right."""

import os
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, FilePayload, expect

from functions.domain.papers.papers import PaperAbout, PaperKind, PaperLasts
from functions.storage.families.families import family as stored_family
from functions.storage.families.requests import of_family
from functions.usecases.papers.name_paper_kinds import name_paper_kinds
from tests.browser.conftest import PHONE, TownClock
from tests.support.axe import axe_violations
from tests.support.builders import MARC, NOW
from tests.support.pictures import a_pdf

pytestmark = pytest.mark.browser

LOOK = os.environ.get("PREAU_LOOK", "")
"""A folder for pictures, for who wants to look."""
INSURANCE = PaperKind("assurance", "Assurance scolaire", PaperAbout.FAMILY, PaperLasts.SCHOOL_YEAR)


def test_a_parent_confirms_the_file_in_august_by_thumb_and_corrects_what_has_changed(
    origin: str, uploads_bucket: str, clock: TownClock, open_context: Callable[..., BrowserContext]
) -> None:
    clock.show("samedi 2027-08-21 22:10")
    name_paper_kinds("lisse", [INSURANCE], seen=0, by="agent", now=NOW)
    page = open_context(**PHONE, touch=True).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/espace/")
    taps = 0

    def tap(role: str, name: str) -> None:
        nonlocal taps
        taps += 1
        page.get_by_role(role, name=name, exact=True).tap()  # type: ignore[arg-type]

    tap("link", "Dossier 2027-2028 à confirmer.")
    state = page.locator("#etat")
    expect(state).to_contain_text("Dossier 2027-2028 à confirmer")
    said.clear()  # the town of these tests publishes no news, which the first screen asks for
    expect(page.get_by_role("region", name="À compléter")).to_contain_text("Assurance scolaire : à donner.")
    assert axe_violations(page) == []
    if LOOK:
        page.screenshot(path=f"{LOOK}/dossier.png", full_page=True)
    # The button stays in sight, and says how much is left to read; what was opened counts.
    bar = page.get_by_role("region", name="Confirmer le dossier")
    expect(bar.get_by_role("button", name="Tout est exact")).to_be_in_viewport()
    expect(bar).to_contain_text("6 parties à relire")
    assert page.evaluate("document.documentElement.scrollHeight") < 2.5 * PHONE["height"]
    # Nothing is confirmed that was not in sight: a folded part is not cut short.
    guilhem = page.locator("summary", has=page.get_by_role("heading", name="Guilhem Testmp", exact=True))
    brief = guilhem.locator(".own-file-brief")
    expect(brief).to_contain_text("Allergies : aucune PAI : aucun")
    assert brief.evaluate("brief => brief.scrollWidth <= brief.clientWidth")
    papers = page.locator("details", has=page.get_by_role("heading", name="Documents"))
    papers.locator("summary").tap()
    expect(bar).to_contain_text("5 parties à relire")
    expect(papers).to_contain_text("à donner Envoyer")
    expect(papers.get_by_role("link")).to_have_attribute("href", re.compile(r"#piece=assurance\.-$"))
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    papers.locator("summary").tap()
    tap("button", "Tout est exact")
    expect(state).to_contain_text("confirmé par vous, samedi 21 août à 22 h 10")
    expect(state).to_be_focused()
    assert taps == 2
    confirmed = stored_family("lisse", "testmp").value.confirmed
    assert confirmed is not None and (confirmed.year, confirmed.by) == (2027, MARC)

    expect(bar).to_be_hidden()

    def unfold(part: str) -> None:
        page.locator("summary", has=page.get_by_role("heading", name=part, exact=True)).tap()

    unfold("Guilhem Testmp")
    tap("button", "Corriger, Guilhem Testmp")
    form = page.locator("form")
    form.get_by_label("lait", exact=True).check()
    form.get_by_role("button", name="Ajouter une personne").tap()
    form.get_by_label("Nom").fill("Rose Dupré")
    form.get_by_label("Lien avec l’enfant").fill("grand-mère")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    if LOOK:
        page.screenshot(path=f"{LOOK}/corriger.png", full_page=True)
    tap("button", "Envoyer à la mairie")
    waiting = page.locator("#attente")
    expect(waiting).to_contain_text("Allergies (Guilhem) : aucune → lait")
    expect(waiting).to_contain_text("personne → Rose Dupré (grand-mère)")
    assert [len(one.value.corrections) for one in of_family("lisse", "testmp")] == [2]

    tap("button", "Fiche sanitaire, Guilhem Testmp")
    form.get_by_role("group", name="Vaccins obligatoires").get_by_label("Oui").check()
    form.get_by_label("Médecin traitant").fill("Dr Anne Soin")
    form.get_by_label("Soins et recommandations").fill("Asthme : inhalateur dans le cartable")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    tap("button", "Envoyer à la mairie")
    urgent = form.get_by_role("group", name="J’autorise la mairie")
    expect(form).to_contain_text(
        "Il manque : les soins d’urgence. Vous pouvez envoyer, mais la fiche restera"
    )
    expect(urgent.get_by_label("Oui")).to_be_focused()
    expect(urgent).to_contain_text("Il manque : les soins d’urgence.")
    assert axe_violations(page) == []
    if LOOK:
        page.screenshot(path=f"{LOOK}/sante.png", full_page=True)
    tap("button", "Envoyer quand même")
    expect(waiting).to_contain_text("Médecin traitant (Guilhem) : aucun → Dr Anne Soin")
    expect(waiting).to_contain_text("Vaccins obligatoires à jour (Guilhem) : non renseigné → oui")

    expect(state).to_contain_text("corrections attendent encore la réponse de la mairie")
    tap("button", "Fiche sanitaire, Guilhem Testmp")
    expect(form.get_by_label("Médecin traitant")).to_have_value("Dr Anne Soin")
    expect(form.get_by_role("group", name="Vaccins obligatoires").get_by_label("Oui")).to_be_checked()

    tap("button", "Fermer")
    tap("button", "Nom, naissance, Guilhem Testmp")
    form.get_by_label("Date de naissance").fill("2020-09-15")
    tap("button", "Envoyer à la mairie")
    expect(waiting).to_contain_text("14 septembre 2020 → 15 septembre 2020")
    unfold("Nous")
    tap("button", "Corriger les noms, Nous")
    form.get_by_label("Nom du responsable", exact=True).nth(1).fill("")
    tap("button", "Envoyer à la mairie")
    expect(form.get_by_label("Nom du responsable", exact=True).nth(1)).to_have_attribute(
        "aria-invalid", "true"
    )
    form.get_by_label("Nom du responsable", exact=True).nth(1).fill("Durand")
    assert axe_violations(page) == []
    tap("button", "Envoyer à la mairie")
    expect(waiting).to_contain_text("Nom du responsable (Julie Testmp) : Testmp → Durand")

    unfold("Quotient familial")
    tap("button", "Corriger, Quotient familial")
    form.get_by_label("Votre quotient").fill("640")
    form.get_by_label("Il compte à partir du").fill("2027-09-01")
    tap("button", "Envoyer à la mairie")
    expect(form.locator("#files-error")).to_have_text("Joignez une photo ou un PDF de l’attestation.")
    proof: FilePayload = {"name": "attestation.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
    form.locator("#files").set_input_files(proof)
    expect(form).to_contain_text("Prêt")
    expect(form.locator("#files-error")).to_be_hidden()
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    if LOOK:
        page.screenshot(path=f"{LOOK}/quotient.png", full_page=True)
    tap("button", "Envoyer à la mairie")
    expect(waiting).to_contain_text("→ 640 à partir du 1er septembre 2027 (CAF)")
    tap("link", "Envoyer, Assurance scolaire")
    expect(page.get_by_label("Objet")).to_have_value("Assurance scolaire")
    assert page.url.endswith("/espace/demandes/#piece=assurance.-"), "no server reads which paper it is"
    assert said == []
