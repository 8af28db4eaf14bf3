"""The sentences of a parent's first screen."""

from dataclasses import replace

from functions.domain.home.coming_days import ChildAhead, DayAhead
from functions.domain.home.coming_limits import LimitAhead
from functions.domain.home.first_closing import FirstClosing
from functions.domain.home.month_total import MonthTotal
from functions.domain.home.owing import Owing
from functions.domain.home.school_back import SchoolBack
from functions.domain.home.waiting_basket import WaitingBasket
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.closures import Closed, ClosedCode
from functions.french.home import sentences as french
from tests.support.builders import CANTEEN, a_reglement, on, paris
from tests.support.spaces import plain

TOWN = a_reglement()
NAMES = {"clara": "Clara", "guilhem": "Guilhem"}
TODAY = on("mercredi 2026-11-25")
MONDAY, TUESDAY = on("lundi 2026-11-30"), on("mardi 2026-12-01")


def test_a_day_says_where_each_child_goes_what_is_missed_and_what_does_not_take_place() -> None:
    strike = (("garderie-matin", Closed(ClosedCode.CALLED_OFF, "grève")),)
    day = DayAhead(
        on("jeudi 2026-11-26"),
        (
            ChildAhead("clara", ("restauration", "garderie-soir")),
            ChildAhead("guilhem", (), ("restauration",), strike, ("restauration",)),
        ),
    )
    assert french.day_name(day.day, TODAY) == "Demain"
    assert plain(french.day_text(day, NAMES, TOWN)) == (
        "Clara, restauration scolaire et garderie du soir ; "
        "Guilhem, absence déclarée, facturée, garderie du matin n’a pas lieu (grève)."
    )
    mixed = ChildAhead("clara", (), ("restauration", "garderie-soir"), (), ("garderie-soir",))
    assert french.day_text(DayAhead(day.day, (mixed,)), NAMES, TOWN) == (
        "Clara, absence déclarée, non facturée (restauration scolaire), absence déclarée, facturée (garderie du soir)."
    )
    assert french.day_text(DayAhead(day.day, ()), NAMES, TOWN) == "rien de réservé."
    without = ChildAhead("clara", ("garderie-soir",), unbooked=("restauration",))
    assert plain(french.day_text(DayAhead(day.day, (without,), without=("guilhem",)), NAMES, TOWN)) == (
        "Clara, garderie du soir, sans restauration scolaire ; Guilhem, rien de réservé."
    )
    assert french.day_text(DayAhead(day.day, (), is_open=False), NAMES, TOWN) == "pas d’école."
    alike = tuple(ChildAhead(child, ("garderie-matin", "restauration")) for child in NAMES)
    assert french.day_text(DayAhead(day.day, alike), NAMES, TOWN) == (
        "Clara et Guilhem, garderie du matin et restauration scolaire."
    )
    assert [french.day_name(each, TODAY) for each in (TODAY, MONDAY, on("lundi 2026-12-07"))] == [
        "Aujourd’hui",
        "Lundi",
        "Lundi 7\u00a0décembre",
    ]


def test_in_the_holidays_it_says_when_school_is_back_and_until_or_from_when_that_day_is_booked() -> None:
    day, at = on("jeudi 2026-12-10"), paris("jeudi 2026-12-03 10:00")
    codes = ("restauration",)
    assert [
        plain(french.holidays_text(back, TOWN, TODAY))
        for back in (
            SchoolBack(MONDAY),
            SchoolBack(day, codes, until=at),
            SchoolBack(day, codes, opens=at),
        )
    ] == [
        "vacances, l’école reprend lundi.",
        "vacances, l’école reprend le jeudi 10 décembre. Jusqu’au jeudi 3 décembre à 10 h, vous pouvez réserver pour ce jour-là : restauration scolaire.",
        "vacances, l’école reprend le jeudi 10 décembre. Ce jour-là se réserve à partir du jeudi 3 décembre à 10 h : restauration scolaire.",
    ]


def test_a_limit_says_what_is_not_booked_and_for_whom_or_that_all_is() -> None:
    at = paris("jeudi 2026-11-26 10:00")
    both = tuple(Slot(day, "restauration", "clara") for day in (MONDAY, TUESDAY))
    limit = LimitAhead(at, both)
    assert (
        plain(french.limit_missing(limit, TODAY))
        == "Avant demain 10 h : rien n’est réservé pour lundi et mardi."
    )
    assert french.missing_detail(both, NAMES, TOWN, TODAY) == "Restauration scolaire (Clara)"
    assert french.missing_detail(both, {"clara": "Clara"}, TOWN, TODAY) == "Restauration scolaire"
    uneven = (*both, Slot(TUESDAY, "garderie-soir", "guilhem"))
    assert plain(french.missing_detail(uneven, NAMES, TOWN, TODAY)) == (
        "Restauration scolaire (Clara, lundi et mardi) ; Garderie du soir (Guilhem, mardi)"
    )


def test_the_first_limit_says_until_when_for_what_and_which_child_may_still_do_what() -> None:
    at = paris("jeudi 2026-11-26 10:00")
    clara = tuple(Slot(day, "restauration", "clara") for day in (MONDAY, TUESDAY))
    guilhem = tuple(Slot(day, "restauration", "guilhem") for day in (MONDAY, TUESDAY))
    first = FirstClosing(at, guilhem, clara)
    assert (
        plain(french.first_closing(first, TOWN, TODAY))
        == "Jusqu’à demain 10 h, vous pouvez encore réserver ou annuler : restauration scolaire, pour lundi et mardi."
    )
    assert french.for_whom(first, NAMES) == "Réserver pour Guilhem, annuler pour Clara."
    assert french.for_whom(FirstClosing(at, guilhem, guilhem), NAMES) == "Pour Guilhem."
    assert french.for_whom(FirstClosing(at, (), clara), NAMES) == "Pour Clara."
    assert french.for_whom(FirstClosing(at, (), clara), {"clara": "Clara"}) == ""
    tonight = FirstClosing(paris("jeudi 2026-11-26 00:00"), (*clara, Slot(MONDAY, "garderie-soir", "clara")))
    assert plain(french.first_closing(tonight, TOWN, TODAY)) == (
        "Jusqu’à ce soir à minuit, vous pouvez encore réserver : restauration scolaire et garderie du soir, pour lundi et mardi."
    )


def test_a_basket_says_what_waits_and_until_when() -> None:
    at = paris("mercredi 2026-11-25 10:00")
    one = WaitingBasket(1, 0, MONDAY, at, frozenset())
    assert plain(french.basket_waiting(one, TODAY)) == (
        "1 réservation attend dans votre panier : à valider avant aujourd’hui 10 h."
    )
    final = WaitingBasket(1, 0, MONDAY, at, frozenset(), 1)
    assert plain(french.basket_waiting(final, TODAY)) == (
        "1 réservation attend dans votre panier : à valider avant aujourd’hui 10 h. "
        "1 réservation ne pourra plus être annulée une fois validée."
    )
    several = WaitingBasket(2, 1, MONDAY, None, frozenset())
    assert plain(french.basket_waiting(several, TODAY)) == (
        "2 réservations et 1 annulation attendent dans votre panier : à valider."
    )


def test_money_is_told_with_what_it_will_come_to_and_until_when_it_is_paid() -> None:
    assert plain(french.month_sentence(MonthTotal("2026-11", 4860, 6120, 0))) == (
        "Novembre : 48,60 € à ce jour, 61,20 € avec ce qui est réservé."
    )
    assert plain(french.month_sentence(MonthTotal("2026-11", 4860, 4860, 3000))) == (
        "Novembre : 48,60 € à ce jour, dont 30,00 € à payer en réservant."
    )
    due = on("mardi 2026-12-15")
    assert plain(french.owing_sentence(Owing(2, 8540, due, False, 0), TODAY)) == (
        "2 factures à payer : 85,40 €, la première au plus tard le mardi 15 décembre."
    )
    assert plain(french.owing_sentence(Owing(1, 4210, TODAY, True, 0), on("jeudi 2026-11-26"))) == (
        "1 facture à payer : 42,10 €, en retard depuis le mercredi 25 novembre."
    )
    assert french.owing_sentence(Owing(0, 0, None, False, 0), TODAY) == "Rien à payer."


def test_what_waits_is_counted_with_its_verb() -> None:
    assert french.waiting_sentence(1, 0) == "1 demande attend une réponse de la mairie."
    assert french.waiting_sentence(2, 1) == "2 demandes et 1 réservation attendent une réponse de la mairie."
    assert (
        plain(french.papers_sentence(["Assurance (Clara)", "PAI", "Vaccins"]))
        == "3 documents à donner : Assurance (Clara), PAI, …."
    )


def test_a_service_that_is_named_as_a_day_or_as_two_things_stands_between_quotes() -> None:
    named = {
        "Mercredi, la journée": "« Mercredi, la journée »",
        "Samedi matin": "« Samedi matin »",
        "Repas, goûter compris": "« Repas, goûter compris »",
        "Garderie du soir": "garderie du soir",
        "ALSH": "ALSH",
    }
    for name, word in named.items():
        town = a_reglement(services=(replace(CANTEEN, name=name),))
        day = DayAhead(MONDAY, (ChildAhead("clara", ("restauration",)),))
        assert plain(french.day_text(day, NAMES, town)) == f"Clara, {word}."
