"""Vue Agenda: one click fills the basket for a month or a year, and the month shows what stands."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from functions.domain.planning.child_month import Slot
from tests.browser.conftest import DESK, TownClock
from tests.browser.planning_page import AGENDA, basket, cell, open_week, outcome, validate, writes
from tests.support.axe import axe_violations
from tests.support.builders import acting, book, on, put_in_basket

pytestmark = pytest.mark.browser

LUNCH = Slot(on("mardi 2026-11-24"), "restauration", "clara")


def open_agenda(page: Page, month: str | None = None) -> None:
    page.goto(AGENDA + (f"?mois={month}" if month else ""))
    expect(page.get_by_role("checkbox", name="Garderie du matin")).to_be_visible()
    expect(page.locator(".month-days").first).to_be_attached()


def fill(page: Page, *services: str, start: str, end: str, only: tuple[str, ...] = ()) -> None:
    for service in services:
        page.get_by_role("checkbox", name=service).check()
    page.get_by_label("Du", exact=True).fill(start)
    page.get_by_label("Au", exact=True).fill(end)
    if only:
        for day in ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi"):
            page.get_by_role("checkbox", name=day, exact=True).set_checked(day in only)


def submit(page: Page) -> None:
    page.get_by_role("button", name="Mettre dans le panier").click()


def slots() -> set[tuple[str, str, str]]:
    return {(f"{line.slot.date}", line.slot.service, line.slot.child) for line in acting().basket.lines()}


def test_one_click_fills_a_month_for_two_children_and_two_services(phone: Page) -> None:
    open_agenda(phone)
    fill(phone, "Garderie du matin", "Restauration scolaire", start="2026-12-01", end="2026-12-18")
    submit(phone)
    # Mondays, Tuesdays, Thursdays and Fridays from the 1st to the 18th: eleven days, two children, two services.
    expect(outcome(phone)).to_contain_text("44 dates ajoutées au panier")
    expect(outcome(phone)).to_be_focused()
    expect(basket(phone)).to_contain_text("44 demandes")
    assert len(slots()) == 44
    # Unfolded to be checked, as the message above the planning asks, it keeps its button in sight.
    basket(phone).get_by_role("button", name="44 demandes").tap()
    basket(phone).locator("summary").first.tap()
    expect(basket(phone).get_by_role("listitem").first).to_be_visible()
    phone.evaluate("scrollTo(0, 0)")
    expect(validate(phone)).to_be_in_viewport(ratio=1)
    validate(phone).tap()
    expect(outcome(phone)).to_contain_text("44 demandes validées")


def test_a_family_one_week_in_two(desk: Page) -> None:
    open_agenda(desk)
    fill(desk, "Garderie du matin", start="2026-11-23", end="2026-12-18", only=("Mardi",))
    desk.get_by_role("checkbox", name="Guilhem").uncheck()
    desk.get_by_role("radio", name="Semaines impaires").check()
    submit(desk)
    expect(outcome(desk)).to_contain_text("2 dates ajoutées au panier")
    assert slots() == {("2026-12-01", "garderie-matin", "clara"), ("2026-12-15", "garderie-matin", "clara")}
    expect(desk.get_by_text("Nous sommes en semaine 47, impaire.")).to_be_visible()


def test_a_week_that_comes_back_is_kept_once_and_booked_until_the_holidays_in_a_few_taps(phone: Page) -> None:
    open_agenda(phone)
    for service in ("Garderie du matin", "Restauration scolaire"):
        phone.get_by_role("checkbox", name=service).check()
    phone.get_by_role("checkbox", name="Guilhem").uncheck()
    phone.get_by_role("radio", name="Semaines impaires").check()
    weeks = phone.locator("#week-patterns")
    weeks.get_by_text("Mes semaines types").tap()
    weeks.get_by_label("Nom de la semaine").fill("Semaine de Marc")
    weeks.get_by_role("button", name="Enregistrer les choix faits plus bas").tap()
    expect(outcome(phone)).to_contain_text("« Semaine de Marc » est enregistrée")
    expect(weeks).to_contain_text(
        "Clara : Garderie du matin lundi, mardi, jeudi et vendredi ; Restauration scolaire"
    )
    assert slots() == set()

    weeks.get_by_role("button", name="Jusqu’aux vacances").tap()
    # Weeks 49 and 51 of Clara: the 30th to the 4th, the 14th to the 18th; this week's lunches are too late, and so is this morning.
    expect(outcome(phone)).to_contain_text("19 dates ajoutées au panier")
    expect(outcome(phone).get_by_role("listitem").filter(has_text="trop tard")).to_have_count(2)
    outcome(phone).get_by_role("button", name="Annuler").tap()
    expect(outcome(phone)).to_contain_text("C’est annulé")
    expect(outcome(phone).get_by_role("button", name="Annuler")).to_have_count(0)
    assert slots() == set()

    phone.context.route("**/actualites/index.json", lambda route: route.fulfill(json={"articles": []}))
    phone.goto("/espace/")
    taps = (
        phone.get_by_role("button", name="Menu"),
        phone.get_by_role("link", name="Mes réservations"),
        phone.get_by_role("link", name="Vue Agenda"),
        weeks.get_by_text("Mes semaines types"),
        weeks.get_by_role("button", name="Jusqu’aux vacances"),
        validate(phone),
    )
    for tapped in taps:
        tapped.first.tap()
    expect(outcome(phone)).to_contain_text("19 demandes validées")
    assert len(taps) <= 8

    open_week(phone, "2027-W02")
    phone.get_by_role("button", name="Comme la semaine dernière").tap()
    expect(outcome(phone)).to_contain_text("8 dates ajoutées au panier")
    expect(outcome(phone)).to_contain_text("Comme la semaine du 14 décembre.")
    phone.get_by_role("button", name="Enregistrer cette semaine comme semaine type").tap()
    expect(outcome(phone)).to_contain_text("« Semaine type » est enregistrée")
    phone.get_by_role("button", name="Enregistrer cette semaine comme semaine type").tap()
    expect(outcome(phone)).to_contain_text("« Semaine type » est déjà ainsi")
    expect(outcome(phone)).to_contain_text("Rien ne change.")
    expect(outcome(phone).get_by_role("button")).to_have_text(["Fermer"])
    cell(phone, "Clara", "Restauration scolaire", "lundi 11 janvier").tap()
    phone.get_by_role("button", name="Enregistrer cette semaine comme semaine type").tap()
    expect(outcome(phone)).to_contain_text("« Semaine type » est remplacée")
    expect(outcome(phone)).to_contain_text(re.compile("Avant : Clara : .* Maintenant : Clara : "))
    outcome(phone).get_by_role("button", name="Remettre l’ancienne").tap()
    expect(outcome(phone)).to_contain_text("« Semaine type » est comme avant.")
    open_agenda(phone)
    weeks.get_by_text("Mes semaines types").tap()
    for name in ("Semaine type", "Semaine de Marc"):
        expect(weeks.get_by_role("heading", name=name)).to_be_visible()
    assert axe_violations(phone) == []
    weeks.get_by_role("button", name="Supprimer").last.tap()
    expect(outcome(phone)).to_contain_text("« Semaine type » est supprimée")
    expect(weeks.get_by_role("heading")).to_have_text(["Semaine de Marc"])


def test_what_could_not_be_added_says_how_many_days_and_why(desk: Page, clock: TownClock) -> None:
    clock.show("jeudi 2026-11-19 10:00")
    book(Slot(on("mardi 2026-12-01"), "restauration", "clara"), now=clock.now())
    open_agenda(desk)
    fill(desk, "Restauration scolaire", start="2026-11-23", end="2027-01-08")
    desk.get_by_role("checkbox", name="Guilhem").uncheck()
    submit(desk)
    expect(outcome(desk)).to_contain_text("15 dates ajoutées au panier")
    expect(outcome(desk)).to_contain_text("1 date était déjà réservée ou dans le panier.")
    expect(outcome(desk)).to_contain_text("8 jours de fermeture sont laissés de côté.")
    expect(outcome(desk).get_by_role("listitem")).to_have_count(1)
    expect(outcome(desk).get_by_role("listitem")).to_contain_text(
        "Restauration scolaire, Clara : 4 jours, du lundi 23 novembre au vendredi 27 novembre : trop tard."
    )


def test_the_same_range_again_adds_nothing(desk: Page) -> None:
    open_agenda(desk)
    fill(desk, "Garderie du matin", start="2026-11-23", end="2026-11-27")
    submit(desk)
    expect(outcome(desk)).to_contain_text("8 dates ajoutées au panier")
    submit(desk)
    expect(outcome(desk)).to_contain_text("Aucune date n’a été ajoutée")
    expect(outcome(desk)).to_contain_text("8 dates étaient déjà réservées ou dans le panier.")
    assert len(slots()) == 8


def test_what_is_missing_is_asked_for_where_it_is_missing(desk: Page) -> None:
    open_agenda(desk)
    sent = writes(desk, "/basket/ranges")
    submit(desk)
    expect(desk.get_by_text("Choisissez au moins un service.")).to_be_visible()
    expect(desk.get_by_text("Indiquez une date de fin")).to_be_visible()
    expect(desk.get_by_role("checkbox", name="Garderie du matin")).to_be_focused()
    desk.keyboard.press("Space")
    expect(desk.get_by_text("Choisissez au moins un service.")).to_be_hidden()
    fill(desk, start="2026-12-18", end="2026-12-01")
    submit(desk)
    expect(desk.get_by_text("qui ne vienne pas avant celle du début")).to_be_visible()
    expect(desk.get_by_label("Au", exact=True)).to_be_focused()
    assert sent == []


def test_what_only_the_server_can_judge_is_told_beside_the_field(shaky: Page) -> None:
    open_agenda(shaky)
    fill(shaky, "Garderie du matin", start="2026-11-23", end="2028-12-01")
    submit(shaky)
    expect(shaky.locator("#end-error")).to_contain_text("jours")
    assert slots() == set()


def test_until_when_in_one_click(desk: Page) -> None:
    open_agenda(desk)
    end = desk.get_by_label("Au", exact=True)
    desk.get_by_role("button", name="Ce mois", exact=True).first.click()
    expect(end).to_have_value("2026-11-30")
    desk.get_by_role("button", name="Jusqu’aux vacances").click()
    # The holidays of Noël begin on Saturday 19 December; the first day closed is Monday 21.
    expect(end).to_have_value("2026-12-20")
    desk.get_by_role("button", name="Jusqu’à la fin de l’année scolaire").click()
    expect(end).to_have_value(re.compile("2027-07-0"))


def test_the_next_holidays_are_not_those_under_way(
    open_context: Callable[..., BrowserContext], clock: TownClock
) -> None:
    clock.show("mercredi 2026-12-23 10:00")
    desk = open_context(**DESK).new_page()
    open_agenda(desk)
    desk.get_by_role("button", name="Jusqu’aux vacances").click()
    expect(desk.get_by_label("Au", exact=True)).to_have_value(re.compile("2027-02-"))


def test_the_month_shows_what_is_booked_child_by_child(desk: Page) -> None:
    book(LUNCH, Slot(on("jeudi 2026-12-03"), "restauration", "guilhem"))
    put_in_basket(acting(), Slot(on("jeudi 2026-11-26"), "garderie-soir", "clara"))
    open_agenda(desk)
    month = desk.get_by_role("region", name="Novembre 2026")
    clara = month.locator(".month-child").filter(has=desk.get_by_role("heading", name="Clara"))
    expect(clara).to_contain_text("1 × Restauration scolaire, 1 × Garderie du soir")
    expect(clara.get_by_role("listitem").filter(has_text="mar. 24 nov.").first).to_contain_text(
        "Restauration scolaire"
    )
    expect(clara.get_by_role("listitem").filter(has_text="jeu. 26 nov.").first).to_contain_text(
        "(dans le panier)"
    )
    expect(month.get_by_text("Rien n’est réservé ce mois-ci.")).to_be_visible()
    desk.get_by_role("button", name="Suivant, le mois d’après").click()
    december = desk.get_by_role("region", name="Décembre 2026")
    expect(december.locator(".month-child").filter(has_text="Guilhem")).to_contain_text(
        "1 × Restauration scolaire"
    )
    assert desk.url.endswith("?mois=2026-12")
    desk.go_back()
    expect(month).to_be_visible()
    month.get_by_role("link", name="mar. 24 nov.").first.click()
    desk.wait_for_url("**/espace/reservations/?semaine=2026-W48*")


def test_on_a_phone_only_days_with_something_are_listed(phone: Page) -> None:
    book(LUNCH)
    open_agenda(phone)
    days = phone.locator(".month-days > li").filter(visible=True).all_inner_texts()
    assert [text.splitlines()[0] for text in days] == ["mar. 24 nov."]


def test_nothing_scrolls_sideways_and_axe_finds_nothing(desk: Page) -> None:
    book(LUNCH)
    open_agenda(desk)
    fill(desk, "Garderie du matin", start="2026-11-16", end="2026-11-27")
    submit(desk)
    expect(outcome(desk)).to_contain_text("ajoutées au panier")
    for width in (1280, 390, 320):
        desk.set_viewport_size({"width": width, "height": 800})
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
        found = axe_violations(desk)
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == [], width
