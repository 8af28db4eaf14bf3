"""What cells and basket lines say: until when, why not, and what to do then."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from functions.domain.availability.obstacles import Obstacle, ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.bookings.basket_filling import RefusedDays
from functions.domain.bookings.week_grid import cell
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.closures import Closed, ClosedCode
from functions.domain.reglement.deadline_rules import (
    NEVER,
    Action,
    Case,
    Late,
    LateMode,
    Limit,
    Mode,
    Rule,
    Surcharge,
)
from functions.domain.reglement.service_conditions import Need, ServiceConditions
from functions.domain.reglement.tariff_grids import OUTSIDE, Conditions, TariffLine, WithoutPrice
from functions.french.bookings.cells import (
    Speech,
    cell_remark,
    cell_sentence,
    cell_word,
    group_label,
    obstacle_sentence,
    refused_days_sentence,
    since,
    until,
)
from tests.support.absences import a_declared
from tests.support.builders import CANTEEN, MONDAY, NOW, a_reglement, a_tariff, on, paris
from tests.support.situations import a_situation, booked
from tests.support.spaces import plain

TODAY = on("lundi 2026-11-16")
SPEECH = Speech(TODAY, "01 99 00 12 34")
LUNCH = Slot(MONDAY, "restauration", "clara")
CALL = "Appelez le 01 99 00 12 34."


def test_a_declared_absence_says_whether_it_is_billed_and_where_the_proof_is_sent() -> None:
    situation = booked(a_situation(), LUNCH)
    key = LUNCH.child, LUNCH.month
    month = situation.months[key].with_absence(a_declared([LUNCH.date]))
    situation = replace(situation, months={**situation.months, key: month})
    late = cell(situation, Basket(), LUNCH, now=paris("vendredi 2026-11-20 12:00"))
    early = cell(situation, Basket(), LUNCH, now=NOW)
    assert late is not None and early is not None
    assert cell_word(late) == cell_word(early) == "Absence déclarée, facturée"
    assert plain(cell_sentence(late, SPEECH)) == (
        "Absence déclarée, facturée. Justificatif et suite : dans « Mes absences »."
    )
    assert plain(cell_sentence(early, SPEECH)).startswith("Absence déclarée, facturée. Réservé, annulable")


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        ("lundi 2026-11-16 10:00", "jusqu’à 10 h aujourd’hui"),
        ("lundi 2026-11-16 12:00", "jusqu’à midi aujourd’hui"),
        ("mardi 2026-11-17 00:00", "jusqu’à ce soir à minuit"),
        ("mardi 2026-11-17 08:30", "jusqu’à demain 8 h 30"),
        ("jeudi 2026-11-19 10:00", "jusqu’à jeudi 10 h"),
        ("lundi 2026-11-23 00:00", "jusqu’à dimanche soir à minuit"),
        ("lundi 2026-11-23 10:00", "jusqu’au lundi 23 novembre à 10 h"),
        ("vendredi 2027-01-01 10:00", "jusqu’au vendredi 1er janvier 2027 à 10 h"),
    ],
)
def test_until(instant: str, said: str) -> None:
    assert plain(until(paris(instant), TODAY)) == said


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        ("lundi 2026-11-16 08:30", "depuis 8 h 30 aujourd’hui"),
        ("lundi 2026-11-16 00:00", "depuis hier soir à minuit"),
        ("dimanche 2026-11-15 10:00", "depuis hier 10 h"),
        ("jeudi 2026-11-12 10:00", "depuis jeudi 10 h"),
        ("mardi 2026-11-10 10:00", "depuis mardi 10 h"),
        ("mardi 2026-11-10 00:00", "depuis le lundi 9 novembre au soir à minuit"),
        ("lundi 2026-11-09 10:00", "depuis le lundi 9 novembre à 10 h"),
        ("jeudi 2025-12-18 10:00", "depuis le jeudi 18 décembre 2025 à 10 h"),
    ],
)
def test_since(instant: str, said: str) -> None:
    assert plain(since(paris(instant), TODAY)) == said


def said(
    situation: Situation, *, action: Action | None = None, now: datetime = NOW, slot: Slot = LUNCH
) -> str:
    basket = Basket().with_lines([BasketLine(slot, action)] if action else [])
    found = cell(situation, basket, slot, now=now)
    assert found is not None
    return plain(cell_sentence(found, Speech(now.date(), SPEECH.phone)))


def test_each_state_of_a_cell_has_its_words() -> None:
    late, too_late_to_cancel = paris("jeudi 2026-11-19 10:30"), paris("vendredi 2026-11-20 10:00")
    free, validated = a_situation(), booked(a_situation(), LUNCH)
    assert said(free) == "Réservable jusqu’à jeudi 10 h."
    assert said(free, action=Action.RESERVE) == "Dans votre panier, à valider jusqu’à jeudi 10 h."
    assert said(validated) == "Réservé, annulable jusqu’à vendredi 10 h."
    assert said(validated, action=Action.CANCEL) == (
        "Annulation dans votre panier, à valider jusqu’à vendredi 10 h."
    )
    assert said(free, now=late) == f"Trop tard depuis 10 h aujourd’hui. {CALL}"
    assert said(free, now=late, action=Action.RESERVE) == (
        f"Trop tard depuis 10 h aujourd’hui. {CALL} Retirez cette demande de votre panier."
    )
    assert said(validated, now=too_late_to_cancel) == (
        f"Réservé. Trop tard pour annuler depuis 10 h aujourd’hui. {CALL}"
    )
    assert said(booked(a_situation(), LUNCH, payer="durand")) == (
        "Réservé par l’autre parent, qui seul peut annuler."
    )
    assert said(free, slot=replace(LUNCH, date=on("lundi 2026-12-21"))) == "Fermé : Vacances de Noël."


def test_of_a_day_gone_by_it_is_still_said_who_booked_it_and_who_pays() -> None:
    theirs = cell(booked(a_situation(), LUNCH, payer="durand"), Basket(), LUNCH, now=NOW)
    assert theirs is not None
    later = Speech(on("mardi 2026-11-24"), SPEECH.phone)

    def of(own_percent: int, noted: str = "") -> str:
        return plain(cell_sentence(theirs, later, own_percent=own_percent, noted=noted))

    assert of(100) == "Réservé par l’autre parent. À votre charge."
    assert of(40) == "Réservé par l’autre parent. Votre part, 40 %."
    assert of(0) == "Réservé et payé par l’autre parent."
    today = Speech(MONDAY, SPEECH.phone)
    sooner = [plain(cell_sentence(theirs, today, own_percent=percent)) for percent in (100, 0)]
    assert sooner == [
        "Réservé par l’autre parent, qui seul peut annuler. À votre charge.",
        "Réservé et payé par l’autre parent, qui seul peut annuler.",
    ]
    assert of(100, "Venu.") == "Venu. Réservé par l’autre parent. À votre charge."


def test_a_family_that_the_town_gives_no_price_reads_what_the_town_says_instead() -> None:
    lines = (TariffLine(Conditions(values=(("residence", OUTSIDE),)), 700),)
    told = (WithoutPrice(Conditions(), "Appelez la mairie avant de réserver."),)
    grid = replace(a_tariff("restauration", 345), lines=lines, without_price=told)
    situation = a_situation(reglement=a_reglement(tariffs=(grid,)))
    assert said(situation) == "Appelez la mairie avant de réserver."
    found = cell(situation, Basket(), LUNCH, now=NOW)
    assert found is not None and found.standing.price_cents is None
    assert cell_word(found) == "Pas en ligne"


def test_an_opening_to_come_is_told_and_one_that_is_not_announced_too() -> None:
    opens = Rule(cases=(Case(opens=Limit(back=3, at=7 * 60)),))
    situation = a_situation(reglement=a_reglement(services=(replace(CANTEEN, reserve=opens),)))
    assert said(situation) == "Réservable à partir du vendredi 20 novembre à 7 h."
    unannounced = a_situation(reglement=a_reglement(services=(replace(CANTEEN, reserve=Rule()),)))
    assert said(unannounced) == "La mairie annoncera plus tard la date d’ouverture de ces réservations."
    no_cancelling = replace(CANTEEN, cancel=NEVER)
    locked = booked(a_situation(reglement=a_reglement(services=(no_cancelling,))), LUNCH)
    assert said(locked) == f"Réservé. Le règlement ne le permet pas en ligne. {CALL}"


@pytest.mark.parametrize("code", ObstacleCode)
@pytest.mark.parametrize("action", Action)
def test_every_obstacle_has_a_sentence(code: ObstacleCode, action: Action) -> None:
    text = obstacle_sentence(Obstacle(code), action, SPEECH)
    assert text[0].isupper() and text.endswith("."), text
    assert "'" not in text and "{" not in text and "None" not in text


@pytest.mark.parametrize("code", ObstacleCode)
def test_several_days_refused_are_told_in_one_sentence(code: ObstacleCode) -> None:
    days = RefusedDays("clara", "restauration", MONDAY, on("vendredi 2026-11-27"), 4, Obstacle(code))
    text = plain(refused_days_sentence(days, SPEECH))
    assert text.startswith("4 jours, du lundi 23 novembre au vendredi 27 novembre : ")
    assert text.endswith(".") and "{" not in text
    assert text.split(" : ")[1][0].islower()


def test_one_day_refused_says_which() -> None:
    closed = Obstacle(ObstacleCode.CLOSED, closed=Closed(ClosedCode.BEYOND_CALENDAR))
    text = refused_days_sentence(RefusedDays("clara", "restauration", MONDAY, MONDAY, 1, closed), SPEECH)
    assert plain(text).startswith("Le lundi 23 novembre : le calendrier scolaire de ce jour")


def late_town(surcharge: Surcharge, *, phone: bool = False, reasons: tuple[str, ...] = ()) -> Situation:
    mode = LateMode.PHONE if phone else LateMode.SURCHARGE
    late = Late(mode, Limit(back=3, at=9 * 60), surcharge, "05 99 00 12 34" if phone else "", reasons)
    rule = replace(CANTEEN.reserve, late=(late,))
    cancel = replace(CANTEEN.cancel, late=(late,), cases=(Case(closes=Limit(back=8)),))
    return a_situation(reglement=a_reglement(services=(replace(CANTEEN, reserve=rule, cancel=cancel),)))


def test_what_lateness_costs_is_said_with_until_when() -> None:
    late = paris("jeudi 2026-11-19 10:30")
    assert said(late_town(Surcharge(cents=100)), now=late) == (
        "Réservable jusqu’à demain 9 h. En retard : +1,00 €."
    )
    assert said(late_town(Surcharge(cents=100), reasons=("maladie", "grève")), now=late) == (
        "Réservable jusqu’à demain 9 h. En retard : +1,00 €, seulement pour : maladie et grève."
    )
    assert said(late_town(Surcharge(cents=100, from_nth=2)), now=late) == (
        "Réservable jusqu’à demain 9 h. En retard, sans majoration cette fois."
    )
    month = booked(
        late_town(Surcharge(cents=100, whole_month=True)), replace(LUNCH, date=on("jeudi 2026-11-26"))
    )
    assert said(month, now=late) == (
        "Réservable jusqu’à demain 9 h. En retard : +2,00 €, dont le jour déjà réservé ce mois-là."
    )
    assert said(booked(late_town(Surcharge(cents=100)), LUNCH), now=late) == (
        "Réservé, annulable jusqu’à demain 9 h. Annulation tardive : 1,00 € restent dus."
    )


def test_what_is_done_by_telephone_says_the_number_the_reasons_and_the_price() -> None:
    late = paris("jeudi 2026-11-19 10:30")
    town = late_town(Surcharge(percent=Decimal(50)), phone=True, reasons=("maladie",))
    assert said(town, now=late) == (
        "Trop tard depuis 10 h aujourd’hui. Appelez le 05 99 00 12 34 jusqu’à demain 9 h "
        "avec une majoration de 50 %, seulement pour : maladie."
    )
    assert said(town, now=paris("vendredi 2026-11-20 09:00")) == f"Trop tard depuis hier 10 h. {CALL}"


def test_a_changed_price_is_told() -> None:
    changed = Obstacle(ObstacleCode.PRICE_CHANGED, price_cents=410)
    assert plain(obstacle_sentence(changed, Action.RESERVE, SPEECH)).startswith(
        "Le prix a changé : 4,10 € maintenant."
    )


def test_lines_of_the_basket_are_counted_by_service() -> None:
    assert group_label(2, "Garderie du matin", Action.RESERVE) == "2 × Garderie du matin"
    assert group_label(1, "Garderie du matin", Action.CANCEL) == "Annulation : 1 × Garderie du matin"


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"reserve": Rule(mode=Mode.ATTENDANCE)}, "Sans réservation"),
        ({"reserve": NEVER}, "Pas en ligne"),
        ({"conditions": ServiceConditions(needs=(Need.COMPLETE_FILE,))}, "À compléter"),
        ({"conditions": ServiceConditions(needs=(Need.ENROLMENT,))}, "À compléter"),
        ({}, None),
    ],
)
def test_what_is_not_offered_is_not_called_closed(changes: dict[str, Any], word: str | None) -> None:
    situation = a_situation(reglement=a_reglement(services=(replace(CANTEEN, **changes),)))
    found = cell(situation, Basket(), LUNCH, now=NOW)
    assert found is not None and cell_word(found) == word
    closed = cell(situation, Basket(), replace(LUNCH, date=on("lundi 2026-12-21")), now=NOW)
    assert closed is not None and cell_word(closed) is None


def test_what_could_not_be_cancelled_any_more_says_so_before_it_is_booked() -> None:
    the_day_before = Rule((Case(closes=Limit(1, at=12 * 60)),))
    two_days_before = Rule((Case(closes=Limit(2, at=12 * 60)),))
    now = paris("samedi 2026-11-21 12:30")
    speech = replace(SPEECH, today=now.date())

    def said(cancel: Rule, *, at: datetime = now) -> tuple[str, str | None]:
        lunch = replace(CANTEEN, reserve=the_day_before, cancel=cancel)
        found = cell(a_situation(reglement=a_reglement(services=(lunch,))), Basket(), LUNCH, now=at)
        assert found is not None
        return plain(cell_sentence(found, speech)), cell_remark(found)

    assert said(two_days_before) == (
        "Réservable jusqu’à demain midi. Sans annulation possible.",
        "sans annulation possible",
    )
    early = paris("samedi 2026-11-21 11:30")
    # Of each free day that would be too much; it is said of what is chosen.
    assert said(two_days_before, at=early) == (
        "Réservable jusqu’à demain midi. Annulable seulement jusqu’à midi aujourd’hui.",
        None,
    )
    dear = replace(
        two_days_before, late=(Late(LateMode.SURCHARGE, surcharge=Surcharge(percent=Decimal(50))),)
    )
    assert said(dear)[1] == "si vous l’annulez : la moitié du prix reste due"
    by_phone = replace(two_days_before, late=(Late(LateMode.PHONE, phone="01 99 00 12 34"),))
    assert said(by_phone)[1] == "annulable seulement par téléphone"
    assert said(the_day_before) == ("Réservable jusqu’à demain midi.", None)
