"""What a town asks beyond hours, with the table: whole weeks, debts, the accepted règlement, the file."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions.domain.availability.constraints import BrokenCode
from functions.domain.calendar.rules import CalendarRules, Closure
from functions.domain.calendar.weeks import Weeks
from functions.domain.errors import NotFound
from functions.domain.families.family import Enrolment
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Reglement
from functions.domain.reglement.service_conditions import Need, ServiceConditions
from functions.storage.families.families import family as stored_family
from functions.storage.table import journal
from functions.usecases.bookings.validate_basket import Validated, validate_basket
from functions.usecases.families.accept_reglement import ReglementMoved, accept_reglement
from functions.usecases.families.update_family_file import update_family_file
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.builders import (
    CANTEEN,
    CLARA,
    EVENING,
    GUILHEM,
    JULIE,
    MARC,
    MONDAY,
    NOW,
    a_family,
    a_reglement,
    acting,
    book,
    on,
    open_town,
    paris,
    put_in_basket,
    seen_lines,
    settle,
)
from tests.support.ledger import rows
from tests.support.meanwhile import meanwhile
from tests.support.till import an_issued_invoice

LUNCH = Slot(MONDAY, "restauration", "clara")
WEEK = [on("lundi 2026-11-30"), on("mardi 2026-12-01"), on("jeudi 2026-12-03")]
OVER_TWO_MONTHS = [replace(LUNCH, date=day) for day in WEEK]


def asking(**conditions: Any) -> Reglement:
    return a_reglement(services=(replace(CANTEEN, conditions=ServiceConditions(**conditions)), EVENING))


def town(**conditions: Any) -> None:
    open_town(reglement=asking(**conditions))
    settle()


def validate(account: str = MARC, *, key: str = "key-00000001", now: Any = NOW) -> Validated:
    validated, _ = validate_basket(acting(account), seen_lines(acting(account), now=now), key=key, now=now)
    return validated


def reasons(validated: Validated) -> list[str]:
    return [each.obstacle.broken.code for each in validated.refused if each.obstacle.broken]


def test_a_week_over_two_months_is_judged_whole(table: str) -> None:
    town(min_days_a_week=3)
    put_in_basket(acting(), *OVER_TWO_MONTHS)
    assert validate().refused == ()
    put_in_basket(acting(), OVER_TWO_MONTHS[0], action=Action.CANCEL)
    assert reasons(validate(key="key-00000002")) == [BrokenCode.TOO_FEW_DAYS]
    put_in_basket(acting(), OVER_TWO_MONTHS[0], OVER_TWO_MONTHS[1], OVER_TWO_MONTHS[2], action=Action.CANCEL)
    assert validate(key="key-00000003").refused == ()
    assert rows(["clara"], ["2026-11", "2026-12"]) == {}


def test_two_parents_who_each_leave_enough_days_do_not_leave_too_few_together(table: str) -> None:
    """The days that each gives back are in another month: neither writes what the other decided from."""
    town(min_days_a_week=3)
    friday = replace(LUNCH, date=on("vendredi 2026-12-04"))
    book(*OVER_TWO_MONTHS, friday)
    put_in_basket(acting(MARC), OVER_TWO_MONTHS[0], action=Action.CANCEL)
    put_in_basket(acting(JULIE), friday, action=Action.CANCEL)
    others = []
    with meanwhile(lambda: others.append(validate(JULIE, key="key-00000002"))):
        assert reasons(validate()) == [BrokenCode.TOO_FEW_DAYS]
    assert others[0].refused == ()
    assert len(rows(["clara"], ["2026-11", "2026-12"])) == 3


def test_overdue_invoices_above_the_threshold_close_a_service_until_they_are_paid(table: str) -> None:
    an_issued_invoice()
    late = paris("lundi 2027-01-04 09:00")
    slot = replace(LUNCH, date=on("lundi 2027-01-11"))
    put_in_basket(acting(), slot, now=late)
    publish_reglement("lisse", asking(unpaid_over_cents=100), now=NOW)
    assert reasons(validate(now=late)) == [BrokenCode.UNPAID]
    publish_reglement("lisse", asking(unpaid_over_cents=10**6), now=NOW)
    assert validate(key="key-00000002", now=late).refused == ()


def test_an_invoice_that_is_not_due_yet_closes_nothing(table: str) -> None:
    an_issued_invoice()
    publish_reglement("lisse", asking(unpaid_over_cents=0), now=NOW)
    put_in_basket(acting(), LUNCH)
    assert validate().refused == ()


def test_a_parent_accepts_the_reglement_once_for_the_family(table: str) -> None:
    open_town(reglement=asking())
    settle()
    put_in_basket(acting(), LUNCH)
    publish_reglement("lisse", asking(needs=(Need.ACCEPTED_REGLEMENT,)), now=NOW)
    assert reasons(validate()) == [BrokenCode.NEED]
    for _ in range(2):
        assert accept_reglement(acting(JULIE), 2, key="accept-0001", now=NOW).version == 2
    assert validate(key="key-00000002").refused == ()
    lines = [line for line in journal.lines("lisse", "testmp") if line.act == "reglement_accepted"]
    assert [(line.by, line.decided_from["reglement"]) for line in lines] == [(JULIE, 2)]


def test_another_version_is_accepted_anew_but_not_for_a_strike(table: str) -> None:
    town(needs=(Need.ACCEPTED_REGLEMENT,))
    accept_reglement(acting(), 1, key="accept-0001", now=NOW)
    strike = CalendarRules(closures=(Closure("Grève", MONDAY, MONDAY),))
    asked = asking(needs=(Need.ACCEPTED_REGLEMENT,))
    assert publish_reglement("lisse", replace(asked, calendar=strike), now=NOW).accept_from == 1
    put_in_basket(acting(), replace(LUNCH, date=MONDAY + timedelta(1)))
    assert validate().refused == ()
    changed = asking(needs=(Need.ACCEPTED_REGLEMENT,), residents_only=True)
    assert publish_reglement("lisse", changed, now=NOW).accept_from == 3
    with pytest.raises(ReglementMoved):
        accept_reglement(acting(), 2, key="accept-0002", now=NOW)


def test_an_import_keeps_what_the_parents_accepted(table: str) -> None:
    town()
    accept_reglement(acting(), 1, key="accept-0001", now=NOW)
    settle(a_family(phone="01 99 00 00 00"))
    assert stored_family("lisse", "testmp").value.accepted_reglement == 1


def test_the_town_keeps_the_file_and_enrols_the_children(table: str) -> None:
    open_town(reglement=asking())
    other = Enrolment("restauration", "durand", on("mardi 2026-09-01"))
    settle(children=(replace(CLARA, enrolments=(other,)), GUILHEM))
    put_in_basket(acting(), LUNCH, replace(LUNCH, child="guilhem"))
    publish_reglement("lisse", asking(needs=(Need.COMPLETE_FILE, Need.ENROLMENT)), now=NOW)
    assert reasons(validate()) == [BrokenCode.NEED] * 2
    enrolment = Enrolment("restauration", "testmp", MONDAY, None, (1, 2), Weeks.EVEN)
    for _ in range(2):
        update_family_file(
            "lisse",
            "testmp",
            file_complete=True,
            enrolments={"clara": (enrolment,)},
            by="agent",
            key="file-0001",
            now=NOW,
        )
    validated = validate(key="key-00000002")
    assert [each.line.slot.child for each in validated.accepted] == ["clara"]
    facts, _ = acting().read((), also=acting().done_key("none"))
    assert facts.children["clara"].value.enrolments == (other, enrolment)
    with pytest.raises(NotFound):
        update_family_file(
            "lisse", "testmp", file_complete=True, enrolments={"tom": ()}, by="agent", key="f-2", now=NOW
        )
