"""Vue Période: one click, the basket, *Valider*; what the server says has the last word."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, Route, expect

from functions.domain.planning.called_off import CalledOffScope
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.reglement import Places
from functions.usecases.absences.call_off import CallOffAct, call_off, put_back
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.town.publish_reglement import publish_reglement
from tests.browser.conftest import Pace, TownClock
from tests.browser.planning_page import basket, cell, line, open_week, outcome, still_cell, validate, writes
from tests.support.builders import (
    CANTEEN,
    EVENING,
    JULIE,
    MORNING,
    NOW,
    a_child,
    a_family,
    a_reglement,
    acting,
    book,
    on,
    put_in_basket,
    seen_lines,
    settle,
)
from tests.support.ledger import rows

pytestmark = pytest.mark.browser

TUESDAY = on("mardi 2026-11-24")
BEFORE_SCHOOL = Slot(TUESDAY, "garderie-matin", "clara")
CELL = ("Clara", "Garderie du matin", "mardi 24 novembre")
CHANGES = "**/basket/changes"


def booked() -> set[Slot]:
    return set(rows(["clara", "guilhem"], ["2026-11", "2026-12"]))


def test_a_tap_puts_the_date_in_the_basket_before_any_answer_and_the_bar_says_how_much(phone: Page) -> None:
    held: list[Route] = []
    phone.route(CHANGES, lambda route: held.append(route))
    open_week(phone)
    expect(basket(phone)).to_contain_text("Votre panier est vide")
    with phone.expect_request(CHANGES):
        cell(phone, *CELL).tap()
    expect(cell(phone, *CELL)).to_have_attribute("aria-pressed", "true")
    expect(basket(phone)).to_contain_text("1 demande")
    [asked] = held
    asked.continue_()
    expect(basket(phone)).to_contain_text("1,50 €")
    expect(cell(phone, *CELL)).not_to_have_class(re.compile("cell-sending"))
    assert booked() == set()


def test_a_second_tap_takes_the_date_out_again(phone: Page) -> None:
    open_week(phone)
    cell(phone, *CELL).tap()
    expect(cell(phone, *CELL)).not_to_have_class(re.compile("cell-sending"))
    phone.wait_for_timeout(500)
    cell(phone, *CELL).tap()
    expect(cell(phone, *CELL)).to_have_attribute("aria-pressed", "false")
    expect(basket(phone)).to_contain_text("Votre panier est vide")


def test_a_double_click_is_one_click(desk: Page) -> None:
    open_week(desk)
    cell(desk, *CELL).dblclick()
    desk.wait_for_timeout(600)
    expect(cell(desk, *CELL)).to_have_attribute("aria-pressed", "true")
    expect(basket(desk)).to_contain_text("1 × Garderie du matin")


def test_rapid_clicks_leave_together_and_none_is_lost(desk: Page) -> None:
    """Six of them, before the first is answered."""
    held: list[Route] = []
    desk.route(CHANGES, lambda route: held.append(route))
    sent = writes(desk, "/basket/changes")
    open_week(desk)
    days = ("mardi 24 novembre", "jeudi 26 novembre", "vendredi 27 novembre")
    for child in ("Clara", "Guilhem"):
        for day in days:
            cell(desk, child, "Garderie du matin", day).click()
    expect(basket(desk)).to_contain_text("6 × Garderie du matin")
    [first] = held
    desk.route(CHANGES, lambda route: route.continue_())
    first.continue_()
    expect(desk.locator(".cell-sending")).to_have_count(0)
    assert len(sent) == 2, "the first alone, the others after its answer"
    desk.reload()
    expect(basket(desk)).to_contain_text("6 × Garderie du matin")
    expect(basket(desk)).to_contain_text("9,00 €")


def test_a_click_under_way_stays_in_the_basket_of_another_week(desk: Page, pace: Pace) -> None:
    pace.seconds = 2
    open_week(desk)
    cell(desk, *CELL).click()
    desk.get_by_role("button", name="Suivant").click()
    expect(cell(desk, "Clara", "Garderie du matin", "mardi 1er décembre")).to_be_visible()
    expect(basket(desk)).to_contain_text("1 × Garderie du matin")
    desk.get_by_role("button", name="Précédent").click()
    expect(cell(desk, *CELL)).to_contain_text("Dans le panier")
    expect(desk.locator(".cell-sending")).to_have_count(0)
    expect(cell(desk, *CELL)).to_contain_text("Dans le panier")


def test_the_basket_says_what_for_when_for_whom_and_how_much(desk: Page) -> None:
    open_week(desk)
    cell(desk, *CELL).click()
    cell(desk, "Guilhem", "Garderie du matin", "jeudi 26 novembre").click()
    cell(desk, "Clara", "Restauration scolaire", "lundi 23 novembre").click()
    expect(basket(desk)).to_contain_text("2 × Garderie du matin")
    expect(basket(desk)).to_contain_text("1 × Restauration scolaire")
    expect(basket(desk)).to_contain_text("Mardi 24 novembre Clara")
    expect(basket(desk).locator(".basket-total")).to_have_text(re.compile(r"Total\s*6,45\s€"))
    expect(basket(desk)).to_contain_text("à valider jusqu’à jeudi 10 h")


def test_a_line_leaves_the_basket_and_the_focus_stays_in_it(desk: Page) -> None:
    put_in_basket(acting(), BEFORE_SCHOOL, replace(BEFORE_SCHOOL, child="guilhem"))
    open_week(desk)
    out = "Retirer du panier : Garderie du matin, Clara, mardi 24 novembre"
    desk.get_by_role("button", name=out).press("Enter")
    expect(desk.get_by_role("button", name=out)).to_have_count(0)
    expect(desk.get_by_role("button", name=re.compile("^Retirer du panier : .*Guilhem"))).to_be_focused()
    expect(cell(desk, *CELL)).to_have_attribute("aria-pressed", "false")
    desk.keyboard.press("Enter")
    expect(basket(desk)).to_contain_text("Votre panier est vide")
    expect(desk.get_by_role("heading", name="Votre panier")).to_be_focused()


def test_a_long_group_is_folded_and_its_lines_can_still_leave(desk: Page) -> None:
    days = (23, 24, 26, 27, 30)
    mornings = [
        Slot(TUESDAY.replace(day=day), "garderie-matin", child)
        for day in days
        for child in ("clara", "guilhem")
    ]
    put_in_basket(acting(), *mornings)
    open_week(desk)
    expect(basket(desk)).to_contain_text("10 × Garderie du matin")
    out = desk.get_by_role("button", name="Retirer du panier : Garderie du matin, Clara, mardi 24 novembre")
    expect(out).to_have_count(0)
    basket(desk).get_by_text("10 × Garderie du matin").click()
    out.click()
    expect(basket(desk)).to_contain_text("9 × Garderie du matin")
    expect(out).to_have_count(0)
    expect(desk.get_by_role("button", name=re.compile("^Retirer du panier"))).to_have_count(9)


def test_the_whole_basket_empties_in_two_clicks(desk: Page) -> None:
    put_in_basket(acting(), BEFORE_SCHOOL, replace(BEFORE_SCHOOL, child="guilhem"))
    open_week(desk)
    basket(desk).get_by_text("Vider le panier").click()
    basket(desk).get_by_role("button", name="Tout retirer").click()
    expect(basket(desk)).to_contain_text("Votre panier est vide")
    expect(cell(desk, *CELL)).to_have_attribute("aria-pressed", "false")


def test_valider_books_says_so_and_takes_the_focus_there(phone: Page) -> None:
    open_week(phone)
    cell(phone, *CELL).tap()
    validate(phone).tap()
    expect(outcome(phone)).to_contain_text("1 demande validée")
    expect(outcome(phone)).to_be_focused()
    expect(phone.get_by_role("status").filter(has=outcome(phone))).to_have_count(0)  # the focus says it: once
    expect(cell(phone, *CELL)).to_contain_text("Réservé")
    expect(basket(phone)).to_contain_text("Votre panier est vide")
    assert booked() == {BEFORE_SCHOOL}


def test_valider_twice_is_one_validation(desk: Page) -> None:
    put_in_basket(acting(), BEFORE_SCHOOL)
    open_week(desk)
    sent = writes(desk, "/bookings")
    validate(desk).dblclick()
    expect(outcome(desk)).to_contain_text("1 demande validée")
    assert len(sent) == 1


def test_valider_waits_for_the_clicks_under_way(desk: Page, pace: Pace) -> None:
    pace.seconds = 0.5
    open_week(desk)
    cell(desk, *CELL).click()
    cell(desk, "Guilhem", "Garderie du matin", "mardi 24 novembre").click()
    validate(desk).click()
    expect(outcome(desk)).to_contain_text("2 demandes validées")


def test_what_is_validated_can_be_cancelled_and_says_until_when(phone: Page) -> None:
    kept = replace(BEFORE_SCHOOL, child="guilhem")
    book(BEFORE_SCHOOL, kept)
    open_week(phone)
    # Who only wanted to read it has the way back under the thumb, in the line that tells of it.
    only_read = cell(phone, "Guilhem", *CELL[1:])
    only_read.tap()
    phone.locator("#week-line").get_by_role("button", name="Garder la réservation").tap()
    expect(only_read).to_be_focused()
    expect(only_read).to_have_attribute("aria-pressed", "true")
    expect(phone.get_by_role("button", name="Garder la réservation")).to_have_count(0)
    expect(basket(phone)).to_contain_text("Votre panier est vide")
    expect(cell(phone, *CELL)).to_contain_text("annulable jusqu’au lundi 23 novembre à midi")
    cell(phone, *CELL).tap()
    expect(phone.locator("#week-line")).to_contain_text("Annulation dans le panier")
    expect(cell(phone, *CELL)).to_have_attribute("aria-pressed", "false")
    expect(basket(phone)).to_contain_text("−1,50 €")
    validate(phone).tap()
    expect(outcome(phone)).to_contain_text("1 annulation validée")
    expect(cell(phone, *CELL)).to_contain_text("Réservable")
    assert booked() == {kept}


def test_a_date_that_fills_up_meanwhile_is_taken_back_with_the_sentence(phone: Page) -> None:
    one_place = a_reglement(services=(replace(MORNING, places=(Places(1),)), CANTEEN, EVENING))
    publish_reglement("lisse", one_place, now=NOW)
    settle(a_family("voisins", members=(JULIE,), children=("zoe",)), [a_child("zoe", ("voisins",))])
    open_week(phone)
    expect(cell(phone, *CELL)).to_be_visible()
    book(replace(BEFORE_SCHOOL, child="zoe"), account=JULIE, family="voisins")
    cell(phone, *CELL).tap()
    expect(phone.locator("#status")).to_contain_text("il n’y a plus de place ce jour-là")
    expect(cell(phone, *CELL)).to_have_count(0)
    full = "il n’y a plus de place ce jour-là."
    for child in ("Clara", "Guilhem"):
        name = re.compile(rf"^Complet {full} Appelez le [\d\s]+\. {child}, ")
        expect(still_cell(phone, child, *CELL[1:])).to_have_accessible_name(name)
    expect(line(phone)).to_contain_text(f"Garderie du matin, Clara, mardi 24 novembre : Complet : {full}")
    expect(basket(phone)).to_contain_text("Votre panier est vide")


def test_a_basket_filled_before_and_validated_after_is_refused_line_by_line(
    phone: Page, clock: TownClock
) -> None:
    clock.show("jeudi 2026-11-19 09:58")
    open_week(phone)
    lunch = ("Clara", "Restauration scolaire", "mardi 24 novembre")
    cell(phone, *lunch).tap()
    cell(phone, *CELL).tap()
    expect(basket(phone)).to_contain_text("2 demandes")
    expect(phone.locator(".cell-sending")).to_have_count(0)
    clock.show("jeudi 2026-11-19 10:00")
    validate(phone).tap()
    expect(outcome(phone)).to_contain_text("1 demande validée")
    expect(outcome(phone)).to_contain_text(
        "Mardi 24 novembre, Restauration scolaire, Clara : Trop tard depuis 10 h aujourd’hui. Appelez le 01 99 00 12 34."
    )
    assert booked() == {BEFORE_SCHOOL}
    expect(cell(phone, *lunch)).to_have_count(0)
    phone.get_by_role("button", name=re.compile("1 demande")).tap()
    expect(basket(phone)).to_contain_text("1 demande à revoir")
    expect(validate(phone)).to_be_hidden()
    # It is refused once: what is validated after it goes alone, and it waits apart until it is taken out.
    phone.get_by_role("button", name=re.compile("1 demande")).tap()
    cell(phone, "Guilhem", *CELL[1:]).tap()
    expect(basket(phone)).to_contain_text("1 demande, 1 à revoir")
    expect(phone.locator(".cell-sending")).to_have_count(0)
    validate(phone).tap()
    expect(outcome(phone)).to_contain_text("1 demande à revoir reste dans votre panier.")
    expect(outcome(phone).get_by_role("listitem")).to_have_count(0)
    phone.get_by_role("button", name=re.compile("1 demande à revoir")).tap()
    out = phone.get_by_role("button", name=re.compile("^Retirer du panier"))
    expect(out).to_have_text("Retirer")
    out.tap()
    expect(basket(phone)).to_contain_text("Votre panier est vide")


def test_a_limit_within_the_hour_is_counted_down_by_the_clock_of_the_server(
    phone: Page, clock: TownClock
) -> None:
    clock.show("jeudi 2026-11-19 09:55:30")
    phone.clock.install(time="2031-01-01T12:00:00")  # a phone that is years ahead
    open_week(phone)
    lunch = cell(phone, "Clara", "Restauration scolaire", "mardi 24 novembre")
    expect(lunch).to_contain_text("ferme dans 4 min")
    expect(phone.locator("#closing-soon")).to_contain_text("Ferme dans 4 min : Restauration scolaire")
    phone.clock.run_for(121_000)
    expect(lunch).to_contain_text("ferme dans 2 min")
    clock.show("jeudi 2026-11-19 10:00")
    phone.clock.run_for(180_000)
    expect(lunch).to_have_count(0)
    late = re.compile(r"^Trop tard depuis 10\sh aujourd’hui\. Appelez le [\d\s]+\. Clara")
    gone = still_cell(phone, "Clara", "Restauration scolaire", "mardi 24 novembre")
    expect(gone).to_have_accessible_name(late)
    expect(phone.locator("#closing-soon")).to_contain_text("Ferme dimanche midi : Garderie du matin")


def test_a_limit_that_has_just_fallen_is_read_again_whatever_happens_meanwhile(
    phone: Page, clock: TownClock
) -> None:
    clock.show("jeudi 2026-11-19 09:59:55")
    phone.clock.install(time="2026-11-19T08:59:55Z")
    open_week(phone)
    lunch = cell(phone, "Clara", "Restauration scolaire", "mardi 24 novembre")
    expect(lunch).to_be_visible()
    clock.show("jeudi 2026-11-19 10:00")
    for _ in range(40):
        phone.evaluate("dispatchEvent(new Event('offline'))")  # the screen is shown again
        phone.clock.run_for(250)
    expect(lunch).to_have_count(0)


def test_the_screen_reads_again_when_the_parent_comes_back_to_it(phone: Page) -> None:
    open_week(phone)
    book(BEFORE_SCHOOL, account=JULIE)
    expect(cell(phone, *CELL)).to_contain_text("Réservable")
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(cell(phone, *CELL)).to_contain_text("Réservé")


def test_what_cannot_be_clicked_says_why_and_what_to_do_then(phone: Page, clock: TownClock) -> None:
    clock.show("mercredi 2026-11-18 12:30")
    open_week(phone, "2026-W47")
    sent = writes(phone, "/basket/changes")
    thursday = ("Clara", "Garderie du matin", "jeudi 19 novembre")
    expect(cell(phone, *thursday)).to_have_count(0)
    still_cell(phone, *thursday).tap(force=True)  # Playwright would wait until it can be changed
    expect(line(phone)).to_have_text(
        "Garderie du matin, Clara, jeudi 19 novembre : Trop tard depuis midi aujourd’hui. Appelez le 01 99 00 12 34."
    )
    phone.get_by_label("Jour par jour").check()
    card = phone.locator("details").filter(has_text="Jeudi 19 novembre")
    expect(card.get_by_role("button")).to_have_count(0)
    expect(card).to_contain_text("Trop tard depuis midi aujourd’hui. Appelez le 01 99 00 12 34.")
    assert sent == []


def test_a_price_that_changed_is_told_before_anything_is_booked(desk: Page) -> None:
    put_in_basket(acting(), BEFORE_SCHOOL)
    open_week(desk)
    dearer = a_reglement(
        tariffs=tuple(
            replace(tariff, lines=(replace(tariff.lines[0], price_cents=180),))
            if tariff.code == "garderie-matin"
            else tariff
            for tariff in a_reglement().tariffs
        )
    )
    publish_reglement("lisse", dearer, now=NOW)
    validate(desk).click()
    expect(outcome(desk)).to_contain_text("Le prix a changé : 1,80 € maintenant.")
    assert booked() == set()
    expect(basket(desk)).to_contain_text("1,80 €")
    validate(desk).click()
    expect(outcome(desk)).to_contain_text("1 demande validée")


def test_a_basket_that_the_other_tab_validated_is_said_to_be_done(desk: Page) -> None:
    put_in_basket(acting(), BEFORE_SCHOOL, replace(BEFORE_SCHOOL, child="guilhem"))
    open_week(desk)
    expect(validate(desk)).to_be_visible()
    who = acting()
    validate_basket(who, seen_lines(who, now=NOW), key="the other tab", now=NOW)
    validate(desk).click()
    expect(outcome(desk)).to_contain_text("Tout est déjà réservé")
    expect(outcome(desk)).to_contain_text("Déjà réservé : mardi 24 novembre, Garderie du matin, Clara.")
    expect(outcome(desk)).not_to_contain_text("n’ont pas pu")
    expect(outcome(desk)).to_have_class(re.compile("alert-good"))


def test_what_is_given_back_has_the_same_sign_in_a_line_and_in_its_group(desk: Page) -> None:
    book(BEFORE_SCHOOL)
    open_week(desk)
    cell(desk, *CELL).click()
    expect(desk.locator(".basket-group summary")).to_contain_text("−1,50 €")
    expect(desk.locator(".basket-line")).to_contain_text("−1,50 €")


def test_what_the_town_called_off_says_so_and_cannot_be_tapped(phone: Page, desk: Page) -> None:
    book(BEFORE_SCHOOL)
    act = CallOffAct("lisse", "agent", "key-of-the-agent", NOW)
    entry = call_off(act, CalledOffScope(TUESDAY, "grève", ("garderie-matin",)))
    open_week(phone)
    expect(cell(phone, *CELL)).to_have_count(0)
    off = phone.locator(".cell[data-state='called_off']")
    expect(off.first).to_have_accessible_name(re.compile("^N’a pas lieu\u00a0: grève La mairie l’a annulé"))
    expect(off.first.locator("use")).to_have_attribute("href", "#sign-out")
    off.first.tap(force=True)
    expect(line(phone)).to_contain_text("N’a pas lieu\u00a0: grève. La mairie l’a annulé")
    expect(line(phone)).to_contain_text("ce jour n’est pas à votre charge")
    open_week(desk)
    word = desk.locator(".cell[data-state='called_off'] .cell-word").first
    expect(word).to_have_text("N’a pas lieu\u00a0: grève")
    note = desk.locator(".cell[data-state='called_off'] .cell-note").first
    expect(note).to_have_text("La mairie l’a annulé : ce jour n’est pas à votre charge.")
    expect(note).to_be_visible()
    put_back(replace(act, key="key-of-another"), "2026-11", entry.id)
    open_week(phone)
    expect(cell(phone, *CELL)).to_contain_text("annulable")
