"""*Mon espace famille* by its API: what a parent comes for, in the round trip that admits and one more."""

from dataclasses import replace
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.absences.declaration import Declaration
from functions.domain.families.family import FileConfirmation
from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.planning.attendance_record import Attended, Charge, Presence
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.service_conditions import Need, ServiceConditions
from functions.storage.invoices import invoices
from functions.storage.table.transaction import Transaction
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.declare_absence import declare_absence
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.absences import STRICT
from tests.support.builders import (
    CANTEEN,
    EVENING,
    JULIE,
    MARC,
    NOW,
    a_booking,
    a_child,
    a_family,
    a_month,
    a_reglement,
    acting,
    book,
    log_in,
    on,
    open_town,
    paris,
    put_in_basket,
    put_month,
    settle,
)
from tests.support.client import Browser
from tests.support.debts import an_invoice
from tests.support.spaces import plain

HOME = "/communes/lisse/families/testmp/home"
WEDNESDAY_EVENING = paris("mercredi 2026-11-18 20:30")


@pytest.fixture(autouse=True)
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: WEDNESDAY_EVENING)
    canteen = replace(CANTEEN, absence=STRICT)
    open_town(reglement=a_reglement(services=(canteen, EVENING)))
    settle(replace(a_family(), confirmed=FileConfirmation(2026, JULIE, WEDNESDAY_EVENING)))


@pytest.fixture
def marc() -> Browser:
    return Browser(app, cookie=log_in(MARC, now=WEDNESDAY_EVENING))


def shown(browser: Browser) -> Any:
    answer = browser.get(HOME)
    assert answer.status == 200, answer.json
    return answer.json


def in_november(*booked: tuple[int, str], child: str = "clara", **changes: Any) -> None:
    put_month(a_month(child, "2026-11", {each: a_booking(345, **changes) for each in booked}))


def test_a_family_that_booked_nothing_yet_reads_until_when_it_can_and_that_nothing_is_owed(
    marc: Browser,
) -> None:
    home = shown(marc)
    assert [(day["name"], day["text"], day["is_free"]) for day in home["days"]] == [
        ("Demain", "rien de réservé.", True)
    ]
    [limit] = home["limits"]
    assert (
        plain(limit["sentence"])
        == "Rien n’est réservé pour l’instant. Jusqu’à demain 10 h, vous pouvez encore réserver : restauration scolaire, du lundi 23 au vendredi 27 novembre."
    )
    assert (limit["is_missing"], limit["week"]) == (True, "2026-W48")
    assert (home["owing"], home["month"], home["lines"]) == ("Rien à payer.", "", [])
    assert home["read_at"].startswith("mercredi 18")


def test_in_july_nothing_is_missing_and_the_day_when_school_is_back_is_told(
    marc: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "now", lambda: paris("samedi 2027-07-10 10:00"))
    home = shown(Browser(app, cookie=log_in(MARC, now=paris("samedi 2027-07-10 09:00"))))
    assert home["sick"] is None
    assert [(day["name"], plain(day["text"]), day["is_free"]) for day in home["days"]] == [
        (
            "Demain",
            "vacances, l’école reprend le jeudi 2 septembre. "
            "Jusqu’au jeudi 26 août à 10 h, vous pouvez réserver pour ce jour-là : restauration scolaire.",
            True,
        )
    ]
    [limit] = home["limits"]
    assert (limit["sentence"], limit["is_missing"]) == ("Rien n’est réservé pour l’instant.", False)


def test_a_parent_reads_tomorrow_what_is_not_booked_yet_what_is_owed_and_what_the_month_comes_to(
    marc: Browser,
) -> None:
    in_november(
        (9, "restauration"),
        (16, "restauration"),
        (10, "restauration"),
        (17, "restauration"),
        (19, "restauration"),
    )
    transaction = Transaction()
    invoices.put_new(transaction, "lisse", an_invoice(4250))
    transaction.commit()
    home = shown(marc)
    assert [(day["name"], plain(day["text"]), day["is_free"]) for day in home["days"]] == [
        ("Demain", "Clara, restauration scolaire ; Guilhem, rien de réservé.", False)
    ]
    [limit] = home["limits"]
    assert plain(limit["sentence"]) == "Avant demain 10 h : rien n’est réservé pour lundi et mardi."
    assert (limit["detail"], limit["week"]) == ("Restauration scolaire (Clara)", "2026-W48")
    assert plain(home["owing"]) == "1 facture à payer : 42,50 €, au plus tard le mardi 1er décembre."
    assert plain(home["month"]) == "Novembre : 13,80 € à ce jour, 17,25 € avec ce qui est réservé."
    book(
        Slot(on("lundi 2026-11-23"), "restauration", "clara"),
        Slot(on("mardi 2026-11-24"), "restauration", "clara"),
        now=WEDNESDAY_EVENING,
    )
    [limit] = shown(marc)["limits"]
    assert (
        plain(limit["sentence"])
        == "Vos jours habituels sont réservés. Jusqu’à demain 10 h, vous pouvez encore réserver : restauration scolaire, du lundi 23 au vendredi 27 novembre."
    )
    assert not limit["is_missing"]


def test_what_waits_in_the_basket_is_said_first_and_is_not_missing_besides(marc: Browser) -> None:
    in_november(*((day, "restauration") for day in (9, 10, 16, 17)))
    monday, tuesday = (
        Slot(on(day), "restauration", "clara") for day in ("lundi 2026-11-23", "mardi 2026-11-24")
    )
    put_in_basket(acting(), monday, now=WEDNESDAY_EVENING)
    first, second = shown(marc)["limits"]
    assert plain(first["sentence"]) == (
        "1 réservation attend dans votre panier : à valider avant demain 10 h."
    )
    assert (first["lead"], first["week"], first["is_missing"]) == ("Valider", "2026-W48", True)
    assert plain(second["sentence"]) == "Avant demain 10 h : rien n’est réservé pour mardi."
    assert [plain(each["name"]) for each in (first, second)] == [
        "Votre panier",
        "À réserver avant demain 10 h",
    ]
    put_in_basket(acting(), tuesday, now=WEDNESDAY_EVENING)
    [both] = shown(marc)["limits"]
    assert plain(both["sentence"]).startswith("2 réservations attendent dans votre panier")
    julie = Browser(app, cookie=log_in(JULIE, now=WEDNESDAY_EVENING))
    assert [each["lead"] for each in shown(julie)["limits"]] == ["Réserver"], "each parent has a basket"


def test_what_either_parent_cancelled_is_not_asked_for_again_of_any_of_them(marc: Browser) -> None:
    monday, tuesday = (
        Slot(on(day), "restauration", "clara") for day in ("lundi 2026-11-23", "mardi 2026-11-24")
    )
    in_november(*((day, "restauration") for day in (9, 10, 16, 17)))
    book(monday, now=WEDNESDAY_EVENING)
    book(monday, action=Action.CANCEL, now=WEDNESDAY_EVENING)
    julie = Browser(app, cookie=log_in(JULIE, now=WEDNESDAY_EVENING))
    for parent in (marc, julie):
        [limit] = shown(parent)["limits"]
        assert plain(limit["sentence"]) == "Avant demain 10 h : rien n’est réservé pour mardi."
    book(tuesday, now=WEDNESDAY_EVENING)
    [calm] = shown(marc)["limits"]
    assert not calm["is_missing"]
    assert plain(calm["sentence"]).startswith("Jusqu’à demain 10 h"), "not all the usual days are booked"


def test_the_reglement_is_to_be_accepted_until_it_is(marc: Browser) -> None:
    needs = ServiceConditions(needs=(Need.ACCEPTED_REGLEMENT,))
    asks = a_reglement(services=(replace(CANTEEN, conditions=needs), EVENING))
    publish_reglement("lisse", asks, now=WEDNESDAY_EVENING)
    [line] = shown(marc)["lines"]
    assert (line["about"], line["sentence"]) == ("reglement", "Le règlement est à accepter.")


def test_what_the_month_counts_besides_bookings_is_listed_by_the_month_under_the_word_of_the_invoice(
    marc: Browser,
) -> None:
    month = a_month("clara", "2026-11", {(9, "restauration"): a_booking(345)})
    charges = (
        Charge(LineKind.UNRESERVED, 1, 600, "sans réservation", "unreserved"),
        Charge(LineKind.LATE_PICKUP, 1, 500, "", "late_pickup"),
    )
    seen = Attended(Presence.PRESENT, "agent", NOW, "testmp", charges=charges)
    put_month(month.with_attended(Slot(on("mardi 2026-11-10"), "restauration", "clara"), seen))
    assert plain(shown(marc)["month"]).startswith("Novembre : 14,45 € à ce jour")
    planning = f"{HOME.removesuffix('/home')}/planning"
    told = marc.get(f"{planning}?start=2026-11-01&end=2026-11-30").json["besides"]
    assert [(each["date"], each["label"], each["amount_cents"]) for each in told] == [
        ("2026-11-10", "Restauration scolaire, sans réservation", 600),
        ("2026-11-10", "Restauration scolaire, reprise en retard", 500),
    ]
    assert 345 + sum(each["amount_cents"] for each in told) == 1445, "nothing that is counted is unlisted"
    assert "besides" not in marc.get(f"{planning}?start=2026-11-16&end=2026-11-29").json


def test_an_absence_is_told_with_the_proof_that_would_still_change_the_bill(marc: Browser) -> None:
    in_november((19, "restauration"))
    told = Declaration("clara", on("jeudi 2026-11-19"), on("jeudi 2026-11-19"), "illness")
    declare_absence(AbsenceAct("lisse", "testmp", MARC, "k" * 16, WEDNESDAY_EVENING), told)
    home = shown(marc)
    assert plain(home["days"][0]["text"]) == "Clara, absence déclarée, facturée ; Guilhem, rien de réservé."
    [line] = home["lines"]
    assert line["about"] == "proof"
    assert plain(line["sentence"]) == (
        "Justificatif à envoyer avant samedi soir à minuit : absence de Clara, le jeudi 19 novembre."
    )


def test_of_several_booked_children_none_is_chosen_in_advance_to_be_ill(marc: Browser) -> None:
    def chosen() -> dict[str, bool]:
        return {each["name"]: each["chosen"] for each in shown(marc)["sick"]["children"]}

    in_november((19, "restauration"))
    assert chosen() == {"Clara": True, "Guilhem": False}
    in_november((19, "restauration"), child="guilhem")
    assert chosen() == {"Clara": False, "Guilhem": False}


def test_each_home_of_a_shared_child_reads_what_it_booked_alone(marc: Browser) -> None:
    settle(
        a_family("durand", name="Durand", children=("clara",), members=(JULIE,)),
        [a_child("clara", ("testmp", "durand"))],
    )
    in_november((19, "restauration"), payer="durand")
    home = shown(marc)
    assert ([day["text"] for day in home["days"]], home["month"]) == (["rien de réservé."], "")
    julie = Browser(app, cookie=log_in(JULIE, now=WEDNESDAY_EVENING))
    theirs = julie.get(HOME.replace("testmp", "durand")).json
    assert theirs["days"][0]["text"] == "Clara, restauration scolaire."
    assert julie.get(HOME.replace("testmp", "another")).status == 404


def test_a_file_is_to_be_confirmed_from_the_first_of_july_until_it_is(
    marc: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown(marc)["lines"] == []
    july = paris("jeudi 2027-07-01 08:00")
    monkeypatch.setattr(wiring, "now", lambda: july)
    browser = Browser(app, cookie=log_in(MARC, now=july))
    [line] = shown(browser)["lines"]
    assert (line["about"], line["sentence"]) == ("file", "Dossier 2027-2028 à confirmer.")
    file = browser.get("/communes/lisse/families/testmp/file").json
    browser.post(
        "/communes/lisse/families/testmp/file/confirmation", {"year": file["year"], "seen": file["seen"]}
    )
    assert shown(browser)["lines"] == []
