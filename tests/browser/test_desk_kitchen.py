"""The cook's week: counted, ordered when the limit has passed, acknowledged by the caterer, changed, served, and on one sheet of paper."""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from functions.domain.agents.staff import Role
from functions.domain.calendar.rules import CalendarRules, School
from functions.domain.messages import MessageKind
from functions.domain.planning.child_month import Slot
from functions.domain.safety.child_safety import CarePlan, ChildSafety
from functions.jobs.letters import letter
from functions.storage.safety import child_safeties
from functions.storage.table import keys, outbox
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.kitchen.run_orders import run_orders
from functions.usecases.town.publish_reglement import publish_reglement
from tests.browser.conftest import DESK, PHONE, TownClock
from tests.browser.hands import Keys, Thumb
from tests.support.builders import (
    CANTEEN,
    MARC,
    MONDAY,
    NOW,
    a_booking,
    a_month,
    a_reglement,
    appoint,
    book,
    on,
    put_month,
)

pytestmark = pytest.mark.browser

WEEK = "/mairie/cuisine/?semaine=2026-W48"
FERRY, PAGNOL = School("ferry", "École Jules-Ferry"), School("pagnol", "École Marcel-Pagnol")


@pytest.fixture
def booked(origin: str, clock: TownClock) -> None:
    """Two schools; Clara and Guilhem eat on Monday, Clara on Tuesday; one has another menu, the other a PAI with its basket."""
    publish_reglement(
        "lisse",
        a_reglement(version=2, services=(CANTEEN,), calendar=CalendarRules(schools=(FERRY, PAGNOL))),
        now=clock.now() - timedelta(hours=1),
    )
    book(Slot(MONDAY, "restauration", "clara"), Slot(MONDAY, "restauration", "guilhem"))
    book(Slot(on("mardi 2026-11-24"), "restauration", "clara"))
    kept = (
        ChildSafety("clara", diet="Sans porc"),
        ChildSafety("guilhem", pai=CarePlan(on("mardi 2026-09-01"), basket_meal=True)),
    )
    for safety in kept:
        transaction = Transaction()
        child_safeties.put(transaction, Stored(keys.safety("lisse", safety.child), safety, 0))
        transaction.commit()
    appoint(MARC, Role.KITCHEN)
    clock.show("jeudi 2026-11-19 09:50")


def opened(context: BrowserContext) -> tuple[Page, list[str]]:
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return page, said


def ordered(clock: TownClock, text: str) -> None:
    """The job's five minutes."""
    clock.show(text)
    assert run_orders(now=clock.now()).failed == 0


def caterers_link(name: str = "link") -> str:
    """Of the last mail of an order."""
    mails = [one.value for one in outbox.waiting() if one.value.kind is MessageKind.MEAL_ORDER]
    written = letter(max(mails, key=lambda one: one.id), now=NOW)
    assert written is not None and written.to == "commande@resto.example"
    return str(written.data[name])


def shoot(page: Page, name: str) -> None:
    """Nothing sideways at three widths, and nothing for axe to say."""
    assert Axe().run(page).response["violations"] == [], name
    for width in (390, 820, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
        if folder := os.environ.get("PREAU_SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


@pytest.mark.usefixtures("booked")
def test_a_week_of_the_kitchen_from_the_first_count_to_what_was_served(
    open_context: Callable[..., BrowserContext], browser: Browser, clock: TownClock
) -> None:
    page, said = opened(open_context(**DESK))
    hand = Keys(page)
    page.goto(WEEK)
    day = page.locator(".kitchen-day")
    expect(day.get_by_role("heading", level=2)).to_have_text("Lundi 23 novembre, Restauration scolaire")
    expect(day).to_contain_text("Ouverte jusqu’au jeudi 19 novembre à 10 h.")
    expect(day.locator(".kitchen-total")).to_have_text(
        re.compile(r"1 repas à cuisiner\s+et 1 panier apporté")
    )
    expect(day.locator(".kitchen-names li")).to_have_count(2)
    expect(day.locator(".kitchen-names")).to_contain_text("Clara")
    page.keyboard.press("?")
    expect(page.locator("#touches dl")).to_contain_text("Semaine suivante")
    expect(page.locator("#touches dl")).not_to_contain_text("Chercher une famille")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    hand.press(page.get_by_role("button", name="Changer pour Restauration scolaire"))
    hand.write(page.get_by_label("Nom du traiteur"), "Resto Vert")
    hand.write(page.get_by_label("Adresse e-mail qui reçoit la commande"), "commande@resto.example")
    hand.press(page.get_by_role("button", name="Enregistrer", exact=True).last)
    expect(page.locator("#destinataires")).to_contain_text("Resto Vert commande@resto.example")
    ferry = day.locator(".kitchen-extra").first
    hand.write(ferry.get_by_label("Adultes"), "120")
    hand.press(ferry.get_by_role("button", name="Enregistrer"))
    expect(ferry.get_by_role("status")).to_have_text("« Adultes » : un nombre de 0 à 99.")
    hand.write(ferry.get_by_label("Adultes"), "2")
    hand.press(ferry.get_by_role("button", name="Enregistrer"))
    expect(day.locator(".kitchen-total strong")).to_have_text("3")

    ordered(clock, "jeudi 2026-11-19 09:58")
    ordered(clock, "jeudi 2026-11-19 10:06")
    caterer = open_context(**PHONE, touch=True)
    caterer.clear_cookies()
    outside, said_outside = opened(caterer)
    outside.goto(caterers_link())
    expect(outside.locator("#lignes")).to_contain_text(
        "lundi 23 novembre, École Jules-Ferry : 3 repas, dont 2 standard (2 adultes) et 1 sans porc"
    )
    assert not re.search("Clara|Guilhem|PAI", outside.locator("main").inner_text())
    page.reload()
    expect(day).to_contain_text("Personne n’a encore dit l’avoir reçue.")
    if folder := os.environ.get("PREAU_SHOTS"):
        outside.screenshot(path=f"{folder}/commande.png", full_page=True)
    Thumb().press(outside.get_by_role("button", name="J’ai bien reçu"))
    expect(outside.get_by_role("heading", name="Merci")).to_be_visible()
    assert Axe().run(outside).response["violations"] == []

    put_month(a_month("clara", "2026-11", {(24, "restauration"): a_booking()}))
    page.reload()
    expect(day).to_contain_text("Reçue : confirmé le jeudi 19 novembre à 10 h 06.")
    expect(day.locator("[data-part=changes]")).to_have_text("−1 sans porc, École Jules-Ferry")
    causes = day.locator("[data-part=causes] li")
    expect(causes.last).to_have_text("3 commandés ; depuis la commande : 1 annulé ou changé.")
    ordered(clock, "lundi 2026-11-23 08:00")
    page, said_later = opened(open_context(**DESK))
    hand, day = Keys(page), page.locator(".kitchen-day")
    page.goto("/mairie/")
    expect(page.locator("#cuisine li [data-part=causes]")).to_have_text(
        "· 1 réservé, 2 repas à cuisiner : 1 apporte son repas, 2 adultes en plus.", use_inner_text=True
    )
    page.goto(WEEK)
    expect(day.locator("[data-part=after]")).to_be_hidden()
    hand.press(page.get_by_text("Ce qui a été envoyé"))
    expect(day.locator("[data-part=orders]")).to_contain_text("Différence 1 −1 sans porc, École Jules-Ferry")
    said_by_mail = day.locator("[data-part=orders] li").last
    expect(said_by_mail).not_to_contain_text("reçue")
    bare = browser.new_context(java_script_enabled=False, locale="fr-FR")
    without = bare.new_page()
    without.goto(caterers_link("plain_link"))
    expect(without.locator("main")).to_contain_text("lundi 23 novembre : −1 sans porc, École Jules-Ferry.")
    without.goto(caterers_link("plain_link"))
    without.get_by_role("button", name="J’ai bien reçu").click()
    expect(without.get_by_role("status")).to_contain_text("Merci. Reçue : vous l’avez confirmé le lundi 23")
    bare.close()
    hand.press(page.get_by_role("button", name="Renvoyer la différence 1"))
    expect(page.get_by_text("Renvoyée à Resto Vert, sous le même numéro.")).to_be_visible()
    page.reload()
    hand.press(page.get_by_text("Ce qui a été envoyé"))
    expect(said_by_mail).to_contain_text(re.compile("reçue .*, renvoyée"))
    shoot(page, "cuisine")
    page.emulate_media(media="print")
    if folder := os.environ.get("PREAU_SHOTS"):
        page.set_viewport_size({"width": 702, "height": 1030})
        page.screenshot(path=f"{folder}/papier.png", full_page=True)
    pdf = page.pdf(prefer_css_page_size=True)
    if folder := os.environ.get("PREAU_SHOTS"):
        Path(folder, "cuisine.pdf").write_bytes(pdf)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1, "one sheet on the wall"
    page.emulate_media(media="screen")

    clock.show("mardi 2026-11-24 09:00")
    page, said_after = opened(open_context(**DESK))
    page.goto(f"{WEEK}&jour=2026-11-23")
    day, hand = page.locator(".kitchen-day"), Keys(page)
    ferry = day.locator(".kitchen-extra").first
    hand.write(ferry.get_by_label("Servis"), "1")
    hand.press(ferry.get_by_role("button", name="Enregistrer"))
    expect(day).to_contain_text("1 repas de trop, soit 50 %.")
    hand.press(page.get_by_role("button", name="mardi 24"))
    expect(day.get_by_role("heading", level=2)).to_have_text("Mardi 24 novembre, Restauration scolaire")
    page.keyboard.press("k")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cuisine, semaine 47")
    assert [*said, *said_outside, *said_later, *said_after] == []
