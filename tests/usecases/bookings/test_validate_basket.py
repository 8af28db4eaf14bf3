"""*Valider*: one act, one transaction, one trace; what moved meanwhile is decided again."""

from dataclasses import replace
from typing import Any

import pytest

from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.bookings import batches
from functions.domain.bookings.validation import SeenLine
from functions.domain.bookings.week_grid import days_between
from functions.domain.errors import KeyReused, NotFound
from functions.domain.families.family import QuotientFamilial
from functions.domain.messages import MessageKind
from functions.domain.planning.basket import BasketFull, BasketLine
from functions.domain.planning.called_off import CalledOffScope
from functions.domain.planning.child_month import MOST_BOOKED, Slot
from functions.domain.reglement.closures import Closed, ClosedCode
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places
from functions.storage.families import families
from functions.storage.table import journal, outbox
from functions.storage.table.item import Item
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.absences.call_off import CallOffAct, call_off
from functions.usecases.bookings.change_basket import change_basket
from functions.usecases.bookings.validate_basket import Validated, validate_basket
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.builders import (
    CANTEEN,
    CLARA,
    EVENING,
    GUILHEM,
    JULIE,
    MARC,
    MONDAY,
    MORNING,
    NOW,
    a_booking,
    a_child,
    a_family,
    a_month,
    a_reglement,
    a_tariff,
    acting,
    book,
    on,
    open_town,
    put_in_basket,
    put_month,
    seen_lines,
    settle,
)
from tests.support.ledger import counters, rows, tally
from tests.support.meanwhile import meanwhile

LUNCH = Slot(MONDAY, "restauration", "clara")
EVENINGS = replace(LUNCH, service="garderie-soir")
ONE_PLACE = a_reglement(services=(replace(MORNING, places=(Places(1),)), CANTEEN, EVENING))
BEFORE_SCHOOL = replace(LUNCH, service="garderie-matin")


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    open_town()
    settle()


def in_basket(*slots: Slot, account: str = MARC, action: Action = Action.RESERVE) -> list[SeenLine]:
    put_in_basket(acting(account), *slots, action=action)
    return seen_lines(acting(account))


def validate(lines: list[SeenLine], *, account: str = MARC, key: str = "key-00000001") -> Validated:
    validated, _ = validate_basket(acting(account), lines, key=key, now=NOW)
    return validated


def codes(validated: Validated) -> list[ObstacleCode]:
    return [each.obstacle.code for each in validated.refused]


def planned() -> dict[Slot, Any]:
    return rows(("clara", "guilhem"), ("2026-11", "2026-12"))


def test_two_children_two_services_twenty_days_are_one_transaction() -> None:
    holidays = range(on("samedi 2026-12-19").toordinal(), on("lundi 2027-01-04").toordinal())
    days = [
        day
        for day in days_between(MONDAY, on("vendredi 2027-01-08"))
        if day.isoweekday() in (1, 2, 4, 5) and day.toordinal() not in holidays
    ]
    assert len(days) == 20
    lines = in_basket(
        *(
            Slot(day, service, child)
            for day in days
            for service in ("restauration", "garderie-soir")
            for child in ("clara", "guilhem")
        )
    )
    assert len(lines) == 80
    calls: list[int] = []
    client = Item._get_connection().connection.client
    note = lambda params, **_: calls.append(len(params["TransactItems"]))  # noqa: E731  # unregistered below
    client.meta.events.register("before-parameter-build.dynamodb.TransactWriteItems", note)
    try:
        done = validate(lines)
    finally:
        client.meta.events.unregister("before-parameter-build.dynamodb.TransactWriteItems", note)
    assert (len(done.accepted), done.refused) == (80, ())
    assert len(calls) == 1 and calls[0] <= 30
    found = rows(("clara", "guilhem"), ("2026-11", "2026-12", "2027-01"))
    assert len(found) == 80
    assert tally(found) == counters(("restauration", "garderie-soir"), ("2026-11", "2026-12", "2027-01"))


def test_an_act_leaves_one_line_in_the_journal_and_one_message() -> None:
    book(EVENINGS)
    lines = in_basket(LUNCH)
    lines += in_basket(EVENINGS, action=Action.CANCEL)
    validate(list(dict.fromkeys(lines)))
    act = planned()[LUNCH].act
    [line] = [line for line in journal.lines("lisse", "testmp") if line.id == act]
    assert (line.act, line.by, line.at) == ("bookings_validated", MARC, NOW)
    assert line.decided_from == {"reglement": 1, "family": 1, "child:clara": 1}
    assert line.detail == {
        "reserved": {"clara": {"restauration": {"2026-11-23": 345}}},
        "cancelled": {"clara": {"garderie-soir": {"2026-11-23": 220}}},
    }
    told = [stored.value for stored in outbox.waiting() if stored.value.data.get("act") == act]
    assert [(message.kind, message.family, message.data["account"]) for message in told] == [
        (MessageKind.BOOKINGS_VALIDATED, "testmp", MARC)
    ]


def test_nothing_accepted_leaves_no_trace_but_the_basket() -> None:
    before = len(journal.lines("lisse", "testmp")), len(outbox.waiting())
    lines = in_basket(LUNCH)
    refused = validate([replace(line, price_cents=1) for line in lines])
    assert codes(refused) == [ObstacleCode.PRICE_CHANGED]
    assert (len(journal.lines("lisse", "testmp")), len(outbox.waiting())) == before
    assert seen_lines(acting()) == lines
    assert validate([]) == Validated()


def test_the_same_request_again_gets_the_same_answer_and_does_nothing() -> None:
    lines = in_basket(LUNCH, EVENINGS)
    first = validate(lines)
    cancelling = in_basket(LUNCH, action=Action.CANCEL)
    validate(cancelling, key="key-00000002")
    assert validate(lines) == first
    assert validate(list(reversed(lines))) == first
    assert set(planned()) == {EVENINGS}


def test_a_key_that_comes_back_with_other_lines_is_refused() -> None:
    lines = in_basket(LUNCH, EVENINGS)
    validate(lines[:1])
    with pytest.raises(KeyReused):
        validate(lines)
    assert len(planned()) == 1


def test_a_key_that_comes_back_with_a_longer_request_that_begins_alike_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(batches, "MAX_ITEMS", 4)
    days = ["lundi 2026-11-23", "jeudi 2026-12-10", "jeudi 2027-01-07"]
    lines = in_basket(*(Slot(on(day), "restauration", "clara") for day in days))
    assert len(batches.cut_into_batches(lines)) == 3
    validate(lines[:1])
    with pytest.raises(KeyReused):
        validate(lines)
    assert len(validate(lines[1:], key="key-00000002").accepted) == 2
    with pytest.raises(KeyReused):
        validate(lines[1:2], key="key-00000002")
    assert len(planned()) == 2


def test_another_familys_child_is_no_child_at_all() -> None:
    neighbours = a_family("voisins", members=(JULIE,), children=("tom",))
    settle(neighbours, [a_child("tom", ("voisins",))])
    lines = in_basket(LUNCH)
    with pytest.raises(NotFound):
        validate([*lines, SeenLine(replace(LUNCH, child="tom"), Action.RESERVE, 345)])
    assert planned() == {}


def test_who_was_taken_out_of_the_family_meanwhile_does_nothing() -> None:
    lines, marc = in_basket(LUNCH), acting()

    def leave() -> None:
        stored = families.family("lisse", "testmp")
        left = replace(stored.value, members=(JULIE,))
        transaction = Transaction()
        families.put(transaction, "lisse", Stored(stored.key, left, stored.version))
        transaction.commit()

    with pytest.raises(NotFound), meanwhile(leave):
        validate_basket(marc, lines, key="key-00000001", now=NOW)
    assert planned() == {}


def test_the_other_parent_was_faster() -> None:
    """Both validate the same lunch; the second is told so, and nothing is booked or told twice."""
    book(*(replace(slot, date=on("mardi 2026-11-24"), child="guilhem") for slot in (LUNCH, EVENINGS)))
    marcs, julies = in_basket(LUNCH, EVENINGS), in_basket(LUNCH, account=JULIE)
    with meanwhile(lambda: validate(julies, account=JULIE, key="key-of-julie")):
        done = validate(marcs)
    assert codes(done) == [ObstacleCode.ALREADY_BOOKED]
    assert [each.line.slot for each in done.accepted] == [EVENINGS]
    assert seen_lines(acting()) == []
    assert planned()[LUNCH].booked_by == JULIE
    assert tally(planned()) == counters(("restauration", "garderie-soir"), ("2026-11",))


def test_the_last_place_went_meanwhile() -> None:
    """The line that lost its place is refused, not its neighbour, which is booked."""
    publish_reglement("lisse", ONE_PLACE, now=NOW)
    settle(a_family("voisins", members=(JULIE,), children=("tom",)), [a_child("tom", ("voisins",))])
    theirs = replace(BEFORE_SCHOOL, child="tom")
    book(replace(BEFORE_SCHOOL, date=on("mardi 2026-11-24")))
    lines = in_basket(LUNCH, BEFORE_SCHOOL)
    with meanwhile(lambda: book(theirs, account=JULIE, family="voisins")):
        done = validate(lines)
    assert [(each.line.slot, each.obstacle.code) for each in done.refused] == [
        (BEFORE_SCHOOL, ObstacleCode.FULL)
    ]
    assert [each.line.slot for each in done.accepted] == [LUNCH]
    assert [line.slot for line in seen_lines(acting())] == [BEFORE_SCHOOL]
    found = rows(("clara", "guilhem", "tom"), ("2026-11",))
    assert {slot for slot in found if slot.date == MONDAY} == {LUNCH, theirs}
    assert tally(found) == counters(("restauration", "garderie-matin"), ("2026-11",))


def test_prices_and_rules_that_moved_meanwhile_decide() -> None:
    lines = in_basket(LUNCH, EVENINGS)
    dearer = a_reglement(tariffs=(a_tariff("restauration", 400), a_tariff("garderie-soir", 220)))
    with meanwhile(lambda: publish_reglement("lisse", dearer, now=NOW)):
        done = validate(lines)
    assert [(each.line.slot, each.obstacle.price_cents) for each in done.refused] == [(LUNCH, 400)]
    assert set(planned()) == {EVENINGS}


def test_a_quotient_that_moved_meanwhile_decides() -> None:
    lines = in_basket(LUNCH)
    richer = a_family(quotients=(QuotientFamilial(2000, MONDAY),))
    with meanwhile(lambda: settle(richer)):
        done = validate(lines)
    assert codes(done) == [ObstacleCode.PRICE_CHANGED]
    assert planned() == {}


def test_a_child_who_changed_school_meanwhile_is_decided_again() -> None:
    of_ferry = a_reglement(services=(replace(CANTEEN, schools=("ferry",)), EVENING))
    publish_reglement("lisse", of_ferry, now=NOW)
    lines = in_basket(LUNCH, replace(LUNCH, child="guilhem"))
    moved = replace(CLARA, school="curie")
    with meanwhile(lambda: settle(a_family(), (moved, GUILHEM))):
        done = validate(lines)
    assert [(each.line.slot.child, each.obstacle.code) for each in done.refused] == [
        ("clara", ObstacleCode.NOT_CONCERNED)
    ]
    assert {slot.child for slot in planned()} == {"guilhem"}


def test_a_child_of_two_families_is_booked_and_cancelled_by_the_one_that_pays() -> None:
    settle(a_family("durand", children=("clara",), members=(JULIE,)), [CLARA])
    book(LUNCH, account=JULIE, family="durand")
    assert planned()[LUNCH].payer == "durand"
    line = SeenLine(LUNCH, Action.CANCEL, 345)
    assert codes(validate([line])) == [ObstacleCode.NOT_IN_BASKET]
    assert set(planned()) == {LUNCH}


def test_a_price_is_that_of_the_day_it_was_validated_whatever_the_town_decides_later() -> None:
    book(LUNCH)
    publish_reglement("lisse", a_reglement(tariffs=(a_tariff("restauration", 900),)), now=NOW)
    assert planned()[LUNCH].price_cents == 345
    [line] = in_basket(LUNCH, action=Action.CANCEL)
    assert line.price_cents == 345
    assert codes(validate([line])) == []
    assert planned() == {}


def test_a_basket_changed_on_the_phone_meanwhile_is_not_lost() -> None:
    lines = in_basket(LUNCH)
    with meanwhile(lambda: put_in_basket(acting(), EVENINGS)):
        validate(lines)
    assert set(planned()) == {LUNCH}
    assert [line.slot for line in seen_lines(acting())] == [EVENINGS]


def test_a_month_that_holds_as_many_bookings_as_it_may_takes_no_more_until_one_is_cancelled() -> None:
    lines = in_basket(LUNCH, EVENINGS)
    one_free = {(24, f"ancien-{number}"): a_booking() for number in range(MOST_BOOKED - 1)}
    put_month(a_month("clara", "2026-11", one_free))
    told = validate(lines)
    assert len(told.accepted) == 1
    assert [each.obstacle.code for each in told.refused] == [ObstacleCode.MONTH_FULL]
    [first] = [each.line.slot for each in told.accepted]
    put_in_basket(acting(MARC), first, action=Action.CANCEL)
    again = validate(seen_lines(acting(MARC)), key="key-00000002")
    assert len(again.accepted) == 2 and again.refused == ()


def test_a_change_of_the_basket_that_is_refused_line_by_line_still_has_its_answer() -> None:
    """Each line is a Sunday or a day of another service: all are refused, and the answer is kept with the act."""
    days = days_between(on("mardi 2026-09-01"), on("vendredi 2027-07-30"))
    lines = [
        BasketLine(Slot(day, f"aucun-service-de-ce-nom-{number}", child), Action.RESERVE)
        for day in days
        for child in ("clara", "guilhem")
        for number in range(2)
    ]
    told, _ = change_basket(acting(MARC), add=lines[:700], remove=(), key="key-00000001", now=NOW)
    assert len(told.refused) == 700
    with pytest.raises(BasketFull):
        change_basket(acting(MARC), add=lines[:701], remove=(), key="key-00000002", now=NOW)


def test_what_is_called_off_while_it_is_validated_is_refused() -> None:
    lines = in_basket(LUNCH, EVENINGS)
    strike = CalledOffScope(LUNCH.date, "grève", (LUNCH.service,))
    with meanwhile(lambda: call_off(CallOffAct("lisse", "agent", "key-of-the-agent", NOW), strike)):
        done = validate(lines)
    assert [each.line.slot for each in done.accepted] == [EVENINGS]
    [refused] = done.refused
    assert refused.obstacle.closed == Closed(ClosedCode.CALLED_OFF, "grève")
    assert set(planned()) == {EVENINGS}
