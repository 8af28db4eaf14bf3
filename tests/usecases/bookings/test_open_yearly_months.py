"""The months of what is booked all year are written once, whoever crashes or comes at the same moment."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions import wiring
from functions.domain.families.family import Enrolment
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action, Mode, Rule
from functions.domain.reglement.reglement import Places
from functions.jobs.open_months import open_months
from functions.storage.table import journal
from functions.storage.table.transaction import Contended, Transaction
from functions.usecases.bookings.open_yearly_months import open_months_of_commune
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.families.update_family_file import update_family_file
from tests.support.builders import (
    CANTEEN,
    CLARA,
    EVENING,
    GUILHEM,
    JULIE,
    MONDAY,
    NOW,
    a_child,
    a_family,
    a_reglement,
    acting,
    on,
    open_town,
    put_in_basket,
    seen_lines,
    settle,
)
from tests.support.ledger import counters, rows, tally
from tests.support.meanwhile import meanwhile

MONTHS = ("2026-11", "2026-12", "2027-01")
ENROLMENT = Enrolment("restauration", "testmp", on("mardi 2026-09-01"), None, (1, 4))


def town(places: int = 30, *, enrolled: bool = True) -> None:
    canteen = replace(CANTEEN, reserve=Rule(mode=Mode.ALWAYS), places=(Places(places),))
    open_town(reglement=a_reglement(services=(canteen, EVENING)))
    settle(children=(replace(CLARA, enrolments=(ENROLMENT,) if enrolled else ()), GUILHEM))


def planned(*children: str) -> dict[Slot, Any]:
    return rows(children or ("clara", "guilhem"), MONTHS)


def test_three_months_are_written_once(table: str) -> None:
    town()
    first = open_months_of_commune("lisse", by="job", now=NOW)
    found = planned()
    assert (first.booked, first.full, first.failed) == (len(found), 0, 0)
    assert {slot.date.isoweekday() for slot in found} == {1, 4}
    assert {slot.month for slot in found} == set(MONTHS)
    assert counters(["restauration"], MONTHS) == tally(found)
    assert open_months_of_commune("lisse", by="job", now=NOW + timedelta(1)).booked == 0
    lines = [line for line in journal.lines("lisse", "testmp") if line.act == "month_opened"]
    assert sorted(str(line.detail["month"]) for line in lines) == list(MONTHS)


def test_a_parent_cancels_a_day_of_it_and_it_stays_cancelled(table: str) -> None:
    town()
    open_months_of_commune("lisse", by="job", now=NOW)
    lunch = Slot(MONDAY, "restauration", "clara")
    put_in_basket(acting(), lunch, action=Action.CANCEL)
    validated, _ = validate_basket(acting(), seen_lines(acting()), key="cancel-0001", now=NOW)
    assert [each.price_cents for each in validated.accepted] == [345]
    open_months_of_commune("lisse", by="job", now=NOW)
    assert lunch not in planned()


def test_a_weekday_that_the_town_adds_is_booked_at_once_in_the_months_that_are_open(table: str) -> None:
    town()
    open_months_of_commune("lisse", by="job", now=NOW)
    added = {"clara": (replace(ENROLMENT, weekdays=(1, 2, 4)),)}
    update_family_file(
        "lisse", "testmp", file_complete=True, enrolments=added, by="agent", key="adds-0001", now=NOW
    )
    found = planned()
    assert {slot.date.isoweekday() for slot in found} == {1, 2, 4}
    assert {slot.month for slot in found if slot.date.isoweekday() == 2} == set(MONTHS)
    assert counters(["restauration"], MONTHS) == tally(found)


def test_a_crash_between_two_months_is_taken_up_where_it_stopped(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    town()
    commit, left = Transaction.commit, [True, False]

    def crashing(transaction: Transaction) -> None:
        if left and not left.pop():
            raise RuntimeError("the power went")
        commit(transaction)

    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "commit", crashing)
        assert open_months_of_commune("lisse", by="job", now=NOW).failed == 1
    some = planned()
    open_months_of_commune("lisse", by="job", now=NOW)
    found = planned()
    assert len(found) > len(some)
    assert counters(["restauration"], MONTHS) == tally(found)


def test_two_runs_at_once_write_each_month_once(table: str) -> None:
    town()
    with meanwhile(lambda: open_months_of_commune("lisse", by="other", now=NOW)):
        open_months_of_commune("lisse", by="job", now=NOW)
    found = planned()
    assert counters(["restauration"], MONTHS) == tally(found)
    assert len([line for line in journal.lines("lisse", "testmp") if line.act == "month_opened"]) == 3


def test_the_last_place_is_given_once_and_who_comes_second_is_told_full(table: str) -> None:
    town(places=1)
    tom = replace(ENROLMENT, family="durand")
    child = a_child("tom", ("durand",), enrolments=(tom,))
    settle(a_family("durand", name="Durand", children=("tom",), members=(JULIE,)), [child])
    counted = open_months_of_commune("lisse", by="job", now=NOW)
    found = planned("clara", "tom")
    assert counted.full == counted.booked == len(found)
    taken = counters(["restauration"], MONTHS)
    assert max(taken.values()) == 1
    assert len({slot.date for slot in found}) == len(found)


def test_enrolling_a_child_writes_its_months_at_once(table: str) -> None:
    town(enrolled=False)
    assert open_months_of_commune("lisse", by="job", now=NOW).booked == 0
    for _ in range(2):
        update_family_file(
            "lisse",
            "testmp",
            file_complete=True,
            enrolments={"clara": (ENROLMENT,)},
            by="agent",
            key="file-0001",
            now=NOW,
        )
    assert {slot.child for slot in planned()} == {"clara"}
    assert counters(["restauration"], MONTHS) == tally(planned())


def test_each_night_every_commune(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    town()
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    event = dict.fromkeys(("version", "account", "region", "detail-type", "source", "time", "id"), "")
    open_months(event | {"detail": {}, "resources": []}, None)
    assert len(planned()) > 0


def test_a_town_without_such_a_service_reads_no_family(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_town()

    def unread(*_: object) -> None:
        raise Contended

    monkeypatch.setattr("functions.storage.families.families.all_families", unread)
    assert open_months_of_commune("lisse", by="job", now=NOW).booked == 0
