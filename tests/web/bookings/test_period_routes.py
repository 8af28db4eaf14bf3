"""*Mon enfant est malade*: what it changes is said first, then done in one act; and what was validated is undone for ten minutes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.messages import MessageKind
from functions.domain.planning.child_month import Slot
from functions.storage.table import journal, outbox
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.absences import CANTEEN_CODE, a_town
from tests.support.builders import (
    JULIE,
    MARC,
    NOW,
    a_child,
    a_family,
    a_tariff,
    book,
    log_in,
    on,
    open_town,
    paris,
    settle,
)
from tests.support.client import Browser

FAMILY = "/communes/lisse/families/testmp"
FRIDAY_NOON = paris("vendredi 2026-11-20 11:00")
"""Monday’s lunch closed an hour ago, Tuesday’s closes on Monday."""
MONDAY, TUESDAY = on("lundi 2026-11-23"), on("mardi 2026-11-24")
ILL = {"children": ["clara"], "first": "2026-11-23", "last": "2026-11-24", "reason": "illness"}


class Clock:
    now = FRIDAY_NOON


@pytest.fixture
def clock(table: str, monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(wiring, "now", lambda: clock.now)
    open_town(reglement=a_town())
    settle()
    return clock


@pytest.fixture
def marc(clock: Clock) -> Browser:
    return Browser(app, cookie=log_in(MARC, now=NOW))


def lunch(day: Any = MONDAY, child: str = "clara") -> Slot:
    return Slot(day, "restauration", child)


def plain(texts: list[str]) -> list[str]:
    return [text.replace("\u00a0", " ").replace("\u202f", " ") for text in texts]


def slots(answer: Any) -> list[dict[str, str]]:
    return [{name: line[name] for name in ("child", "service", "date")} for line in answer["lines"]]


def week_of(browser: Browser, *, child: str = "clara") -> dict[str, str]:
    cells = browser.get(f"{FAMILY}/planning?start=2026-11-23&end=2026-11-24&child={child}").json["cells"]
    return {cell["date"]: cell["state"] for cell in cells if cell["service"] == "restauration"}


def test_it_is_said_in_euros_before_it_is_done_and_done_once(marc: Browser) -> None:
    book(lunch(), lunch(TUESDAY), lunch(child="guilhem"))
    preview = marc.post(f"{FAMILY}/absence-periods/preview", ILL).json
    assert [line["fate"] for line in preview["lines"]] == ["declared", "cancelled"]
    assert plain(preview["summary"]) == [
        "1 réservation sera annulée : 3,45 € ne seront pas facturés.",
        "1 réservation ne peut plus être annulée : l’absence sera déclarée, 3,45 € restent facturés.",
        "Avec un justificatif envoyé avant mercredi soir à minuit, rien n’est facturé.",
    ]
    assert preview["confirm"] == "Annuler 1 réservation et déclarer 1 absence pour Clara"
    assert week_of(marc) == {"2026-11-23": "locked", "2026-11-24": "validated"}, "nothing was written"
    body = {"slots": slots(preview), "reason": "illness"}
    done = marc.post(f"{FAMILY}/absence-periods", body, key="k" * 16)
    assert done.status == 200, done.json
    assert marc.post(f"{FAMILY}/absence-periods", body, key="k" * 16).json["lines"] == done.json["lines"]
    assert [line["sentence"] for line in done.json["lines"]][1] == "Annulé\u00a0: rien n’est facturé."
    assert week_of(marc) == {"2026-11-23": "locked", "2026-11-24": "late"}
    assert week_of(marc, child="guilhem")["2026-11-23"] == "locked", "the brother still comes"
    [absence] = marc.get(f"{FAMILY}/absences").json["absences"]
    assert [day["date"] for day in absence["days"]] == ["2026-11-23"]
    acts = [line.act for line in journal.lines("lisse", "testmp")]
    assert acts.count("absence_declared") == 1
    kinds = [each.value.kind for each in outbox.waiting()]
    assert kinds.count(MessageKind.BOOKINGS_VALIDATED) == 1, (
        "of the booking: one mail tells what was cancelled and declared"
    )
    [told] = [each.value for each in outbox.waiting() if each.value.kind is MessageKind.ABSENCE_DECLARED]
    assert told.data["account"] == MARC
    assert [told.data["cancelled"], told.data["acts"]] == done.json["acts"]


def test_only_what_was_seen_is_touched_and_another_family_is_not_reached(marc: Browser) -> None:
    book(lunch(), lunch(TUESDAY))
    seen = slots(marc.post(f"{FAMILY}/absence-periods/preview", ILL).json)
    marc.post(f"{FAMILY}/absence-periods", {"slots": seen[:1], "reason": "illness"})
    assert week_of(marc)["2026-11-24"] == "validated"
    settle(a_family("voisin", children=("leo",), members=(JULIE,)), [a_child("leo", ("voisin",))])
    of_another = {"slots": [{**seen[0], "child": "leo"}], "reason": "illness"}
    assert marc.post(f"{FAMILY}/absence-periods", of_another).status == 404
    assert marc.post(f"{FAMILY}/absence-periods/preview", {**ILL, "children": ["leo"]}).status == 404
    assert (
        marc.post(f"{FAMILY}/absence-periods", {"slots": seen, "reason": "grippe"}).json["code"]
        == "unknown_reason"
    )


def test_an_absence_goes_on_into_the_next_month_and_a_year_is_cut_into_parts(
    marc: Browser, clock: Clock
) -> None:
    days = [on("lundi 2026-11-30"), on("mardi 2026-12-01"), on("lundi 2027-01-11"), on("lundi 2027-03-22")]
    book(*(lunch(day) for day in days))
    clock.now = paris("lundi 2026-11-30 13:00")
    marc = Browser(app, cookie=log_in(MARC, now=clock.now))
    asked = {**ILL, "first": "2026-11-30", "last": "2027-06-30"}
    preview = marc.post(f"{FAMILY}/absence-periods/preview", asked).json
    assert "lines" in preview, preview
    assert [line["fate"] for line in preview["lines"]] == ["declared", "declared", "cancelled", "cancelled"]
    done = marc.post(f"{FAMILY}/absence-periods", {"slots": slots(preview), "reason": "illness"}).json
    assert [line["fate"] for line in done["lines"]] == [line["fate"] for line in preview["lines"]]
    [absence] = marc.get(f"{FAMILY}/absences").json["absences"]
    assert [day["date"] for day in absence["days"]] == ["2026-11-30", "2026-12-01"]


def test_a_period_too_long_is_not_said_to_end_before_it_begins(marc: Browser) -> None:
    for last, code in (("2026-11-22", "range_backwards"), ("2027-11-25", "range_too_long")):
        refused = marc.post(f"{FAMILY}/absence-periods/preview", {**ILL, "last": last})
        assert (refused.status, refused.json["code"], refused.json["field"]) == (422, code, "last")


def validated(marc: Browser, *lines: tuple[Any, str]) -> Any:
    add = [
        {"child": "clara", "service": "restauration", "date": str(day), "action": action}
        for day, action in lines
    ]
    basket = marc.post(f"{FAMILY}/basket/changes", {"add": add}).json["basket"]
    seen = [
        {name: line[name] for name in ("child", "service", "date", "action", "price_cents")}
        for line in basket["lines"]
    ]
    return marc.post(f"{FAMILY}/bookings", {"lines": seen}).json


def undo(marc: Browser, done: Any, **headers: str) -> Any:
    lines = [{name: line[name] for name in ("child", "service", "date")} for line in done["accepted"]]
    return marc.post(f"{FAMILY}/bookings/undo", {"acts": done["acts"], "slots": lines}, **headers)


@pytest.mark.parametrize(("cents", "again"), [(300, 300), (400, None)])
def test_what_was_cancelled_is_put_back_at_a_lower_price_and_never_at_a_higher_one(
    marc: Browser, clock: Clock, cents: int, again: int | None
) -> None:
    clock.now = NOW
    book(lunch())
    done = validated(marc, (MONDAY, "cancel"))
    town = a_town()
    lunches = a_tariff(CANTEEN_CODE, cents)
    tariffs = tuple(lunches if tariff.code == CANTEEN_CODE else tariff for tariff in town.tariffs)
    publish_reglement("lisse", replace(town, tariffs=tariffs), now=NOW)
    answer = undo(marc, done).json
    assert [line["price_cents"] for line in answer["accepted"]] == ([] if again is None else [again])
    assert [line["code"] for line in answer["refused"]] == (["price_changed"] if again is None else [])


def test_a_validation_is_undone_both_ways_within_ten_minutes(marc: Browser, clock: Clock) -> None:
    clock.now = NOW
    book(lunch())
    done = validated(marc, (MONDAY, "cancel"), (TUESDAY, "reserve"))
    assert week_of(marc) == {"2026-11-23": "bookable", "2026-11-24": "validated"}
    clock.now = NOW + timedelta(minutes=9)
    answer = undo(marc, done)
    assert answer.status == 200, answer.json
    assert week_of(marc) == {"2026-11-23": "validated", "2026-11-24": "bookable"}
    assert [(line["date"], line["action"]) for line in answer.json["accepted"]] == [
        ("2026-11-23", "reserve"),
        ("2026-11-24", "cancel"),
    ]
    again = undo(marc, done).json
    assert (again["accepted"], len(again["refused"])) == ([], 2), "it is undone already"
    clock.now = NOW + timedelta(minutes=10)
    assert undo(marc, done).json["code"] == "undo_too_late"


def missed(marc: Browser, *days: date) -> Any:
    asked = [{"child": "clara", "service": "restauration", "date": str(day)} for day in days]
    return marc.post(f"{FAMILY}/absence-periods", {"slots": asked, "reason": "illness"}).json


def absent_days(marc: Browser) -> list[list[str]]:
    answer = marc.get(f"{FAMILY}/absences").json
    assert "absences" in answer, answer
    return [[day["date"] for day in each["days"]] for each in answer["absences"]]


def test_an_illness_is_taken_back_within_ten_minutes_and_what_was_declared_before_stays(
    marc: Browser, clock: Clock
) -> None:
    """Monday has begun when it is declared; Tuesday prolongs it, and is taken back alone, then Monday too."""
    book(lunch(), lunch(TUESDAY), now=NOW)
    clock.now = paris("lundi 2026-11-23 13:00")
    marc = Browser(app, cookie=log_in(MARC, now=clock.now))
    first = missed(marc, MONDAY)
    assert [line["fate"] for line in first["lines"]] == ["declared"]
    clock.now += timedelta(minutes=1)
    later = missed(marc, TUESDAY)
    assert absent_days(marc) == [["2026-11-23", "2026-11-24"]]
    for _ in range(2):
        answer = taken_back(marc, later, key="t" * 16)
        assert answer.status == 200, answer.json
        assert (answer.json["absences"], answer.json["refused"]) == (1, [])
        assert absent_days(marc) == [["2026-11-23"]]
    assert taken_back(marc, first).json["absences"] == 1
    assert absent_days(marc) == []
    assert week_of(marc) == {"2026-11-23": "locked", "2026-11-24": "locked"}, "the child is expected again"
    assert taken_back(marc, first).json["absences"] == 0, "it is taken back already"
    clock.now += timedelta(minutes=10)
    assert taken_back(marc, later).json["code"] == "undo_too_late"


def test_on_another_device_and_to_the_other_parent_the_portal_offers_to_take_it_back(
    marc: Browser, clock: Clock
) -> None:
    """Marc declared on his phone; Julie opens the computer. What is taken back is offered to nobody any more."""
    later = on("lundi 2026-11-30")
    book(lunch(), lunch(later), now=NOW)
    done = missed(marc, MONDAY, later)
    assert [line["fate"] for line in done["lines"]] == ["declared", "cancelled"]
    clock.now += timedelta(minutes=4)
    julie = Browser(app, cookie=log_in(JULIE, now=clock.now))
    screens = [(who, f"{FAMILY}/{screen}") for who in (marc, julie) for screen in ("home", "absences")]
    offers = [who.get(path).json["undo"] for who, path in screens]
    assert plain([offer["sentence"] for offer in (offers[0], offers[2])]) == [
        "Enregistré à 11 h : absence de Clara, le lundi 23 et le lundi 30 novembre.",
        "Enregistré à 11 h par un autre parent : absence de Clara, le lundi 23 et le lundi 30 novembre.",
    ]
    assert offers[0] == offers[1] and offers[2] == offers[3]
    assert (sorted(offers[2]["acts"]), offers[2]["slots"]) == (sorted(done["acts"]), slots(done))
    assert offers[2]["seconds"] == 360
    answer = julie.post(f"{FAMILY}/bookings/undo", {name: offers[2][name] for name in ("acts", "slots")})
    assert (len(answer.json["accepted"]), answer.json["absences"]) == (1, 1), answer.json
    assert absent_days(marc) == []
    assert [who.get(path).json["undo"] for who, path in screens] == [None] * 4
    again = missed(marc, MONDAY)
    assert marc.get(f"{FAMILY}/home").json["undo"]["acts"] == again["acts"]
    [absence] = marc.get(f"{FAMILY}/absences").json["absences"]
    marc.delete(f"{FAMILY}/absences/{absence['id']}")
    assert marc.get(f"{FAMILY}/home").json["undo"] is None, "all of it was taken back otherwise"
    missed(marc, MONDAY)
    clock.now += timedelta(minutes=10)
    assert marc.get(f"{FAMILY}/home").json["undo"] is None, "too late"


def taken_back(marc: Browser, done: Any, **headers: str) -> Any:
    body = {"acts": done["acts"], "slots": slots(done)}
    return marc.post(f"{FAMILY}/bookings/undo", body, **headers)


def test_what_cannot_be_undone_says_why_and_the_rest_is(marc: Browser, clock: Clock) -> None:
    """The limit passes in between; the place that was given back is taken."""
    clock.now = paris("jeudi 2026-11-19 09:57")
    book(lunch(TUESDAY), now=NOW)
    done = validated(marc, (TUESDAY, "cancel"), (on("jeudi 2026-11-26"), "reserve"))
    clock.now = paris("jeudi 2026-11-19 10:01")
    answer = undo(marc, done).json
    assert [line["date"] for line in answer["accepted"]] == ["2026-11-26"]
    [refused] = answer["refused"]
    assert (refused["date"], refused["code"]) == ("2026-11-24", "deadline_passed")
    julie = Browser(app, cookie=log_in(JULIE, now=NOW))
    assert undo(julie, done).status == 404, "another login's act"
