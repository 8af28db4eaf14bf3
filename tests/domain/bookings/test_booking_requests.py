"""What the town confirms is asked first: it takes no place and owes nothing until an agent says yes."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.bookings.booking_requests import (
    MOST_REASON_CHARACTERS,
    AskedLine,
    BookingRequest,
    LineState,
    ReasonTooLong,
    answer,
)
from functions.domain.bookings.validation import MOST_WITHDRAWN, Decision, SeenLine, decide, preview
from functions.domain.bookings.week_grid import State, cell
from functions.domain.errors import ReasonMissing
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.called_off import CalledOff, CalledOffMonth, CalledOffScope
from functions.domain.planning.child_month import Slot
from functions.domain.planning.service_month import Counter
from functions.domain.reglement.closures import Closed, ClosedCode
from functions.domain.reglement.deadline_rules import Action, Late, LateMode, Surcharge
from functions.domain.reglement.reglement import Places
from tests.support.builders import CANTEEN, MARC, MONDAY, NOW, a_reglement, paris
from tests.support.situations import a_situation, booked

RESERVE, CANCEL = Action.RESERVE, Action.CANCEL
LUNCH = Slot(MONDAY, "restauration", "clara")
GUILHEM = replace(LUNCH, child="guilhem")
LATE = paris("jeudi 2026-11-19 10:00")


def town(**changes: Any) -> Situation:
    """The town confirms each booking of the canteen, and each cancellation, of which there is one place."""
    service = replace(
        CANTEEN,
        reserve=replace(CANTEEN.reserve, confirmed_by_town=True),
        cancel=replace(CANTEEN.cancel, confirmed_by_town=True),
        places=(Places(1),),
    )
    return a_situation(reglement=a_reglement(services=(replace(service, **changes),)))


def validate(situation: Situation, *lines: BasketLine, act: str = "act-1", now: datetime = NOW) -> Decision:
    basket = Basket().with_lines(lines)
    shown = preview(situation, basket, now=now)
    seen = [SeenLine(line.slot, line.action, found.amount_cents) for line, found in shown.items()]
    return decide(situation, basket, seen, account=MARC, act=act, now=now)


def request_of(decision: Decision, act: str = "act-1") -> BookingRequest:
    lines = tuple(AskedLine(each.line, each.price_cents) for each in decision.asked())
    return BookingRequest(act, "testmp", MARC, NOW, lines)


def ask(situation: Situation, *slots: Slot, act: str = "act-1") -> tuple[Situation, BookingRequest]:
    decision = validate(situation, *(BasketLine(slot, RESERVE) for slot in slots), act=act)
    assert decision.refused == ()
    return decision.after, request_of(decision, act)


def shown(situation: Situation, slot: Slot = LUNCH, basket: Basket | None = None) -> tuple[State, bool]:
    found = cell(situation, basket or Basket(), slot, now=NOW)
    assert found is not None
    return found.state, found.standing.on_request


def taken(situation: Situation) -> int:
    return situation.places["restauration", "2026-11"].taken.get(Counter(23), 0)


def test_a_request_takes_no_place_and_owes_nothing() -> None:
    assert shown(town()) == (State.BOOKABLE, True)
    after, request = ask(town(), LUNCH)
    assert (after.booking(LUNCH), taken(after)) == (None, 0)
    assert shown(after) == (State.REQUESTED, False)
    assert [each.price_cents for each in request.lines] == [345]
    again = validate(after, BasketLine(LUNCH, RESERVE))
    assert [each.obstacle.code for each in again.refused] == [ObstacleCode.ALREADY_ASKED]
    assert again.basket == Basket()


def test_two_children_may_ask_for_the_last_place_and_one_of_them_gets_it() -> None:
    after, request = ask(town(), LUNCH, GUILHEM)
    decided = answer(
        after,
        request,
        accept=[BasketLine(LUNCH, RESERVE), BasketLine(GUILHEM, RESERVE)],
        refuse=[],
        reason="",
        act="b",
    )
    assert [each.line.slot for each in decided.accepted] == [LUNCH]
    assert [(each.line.slot, each.obstacle.code) for each in decided.failed] == [(GUILHEM, ObstacleCode.FULL)]
    assert taken(decided.after) == 1
    assert [each.state for each in decided.request.lines] == [LineState.ACCEPTED, LineState.OPEN]
    assert shown(decided.after) == (State.VALIDATED, True)
    assert shown(decided.after, GUILHEM) == (State.REQUESTED, False)


def test_an_accepted_request_is_booked_at_the_price_it_was_asked_at() -> None:
    after, request = ask(town(), LUNCH)
    cheaper = replace(after, family=replace(after.family, quotients=()))
    decided = answer(cheaper, request, accept=[BasketLine(LUNCH, RESERVE)], refuse=[], reason="", act="act-2")
    booking = decided.after.booking(LUNCH)
    assert booking is not None and (booking.price_cents, booking.act, booking.payer) == (
        345,
        "act-2",
        "testmp",
    )
    assert not decided.request.is_open and decided.after.asked(LUNCH) is None


def test_a_refusal_says_why_and_the_day_can_be_asked_again() -> None:
    after, request = ask(town(), LUNCH)
    with pytest.raises(ReasonMissing):
        answer(after, request, accept=[], refuse=[BasketLine(LUNCH, RESERVE)], reason=" ", act="b")
    decided = answer(
        after, request, accept=[], refuse=[BasketLine(LUNCH, RESERVE)], reason=" Complet ", act="b"
    )
    [line] = decided.request.lines
    assert (line.state, line.reason) == (LineState.REFUSED, "Complet")
    assert shown(decided.after) == (State.BOOKABLE, True)


def test_a_reason_that_no_item_could_hold_is_refused_with_how_long_it_may_be() -> None:
    after, request = ask(town(), LUNCH)
    most = MOST_REASON_CHARACTERS // len(request.lines)
    refuse = [line.line for line in request.lines]
    with pytest.raises(ReasonTooLong) as error:
        answer(after, request, accept=[], refuse=refuse, reason="é" * (most + 1), act="b")
    assert error.value.data["most"] == most
    assert answer(after, request, accept=[], refuse=refuse, reason="é" * most, act="b").request.lines


def test_what_was_answered_or_withdrawn_is_not_accepted() -> None:
    after, request = ask(town(), LUNCH)
    once = answer(after, request, accept=[BasketLine(LUNCH, RESERVE)], refuse=[], reason="", act="b")
    twice = answer(
        once.after, once.request, accept=[BasketLine(LUNCH, RESERVE)], refuse=[], reason="", act="c"
    )
    assert [each.obstacle.code for each in twice.failed] == [ObstacleCode.NOT_ASKED]
    assert twice.after == once.after
    withdrawn = validate(after, BasketLine(LUNCH, CANCEL), act="act-2")
    assert [(each.withdrawn, each.price_cents) for each in withdrawn.accepted] == [(True, 0)]
    assert withdrawn.withdrawn() == {"act-1": [LUNCH]}
    assert shown(withdrawn.after) == (State.BOOKABLE, True)
    late = answer(
        withdrawn.after, request, accept=[BasketLine(LUNCH, RESERVE)], refuse=[], reason="", act="d"
    )
    assert [each.obstacle.code for each in late.failed] == [ObstacleCode.NOT_ASKED]


def test_a_request_asked_again_is_not_the_one_that_was_withdrawn() -> None:
    after, first = ask(town(), LUNCH)
    after = validate(after, BasketLine(LUNCH, CANCEL), act="act-2").after
    after, second = ask(after, LUNCH, act="act-3")
    accept = [BasketLine(LUNCH, RESERVE)]
    assert answer(after, first, accept=accept, refuse=[], reason="", act="b").accepted == ()
    assert len(answer(after, second, accept=accept, refuse=[], reason="", act="b").accepted) == 1


def test_to_withdraw_what_was_accepted_meanwhile_cancels_nothing_unseen() -> None:
    after, request = ask(town(), LUNCH)
    basket = Basket().with_lines([BasketLine(LUNCH, CANCEL)])
    accepted = answer(
        after, request, accept=[BasketLine(LUNCH, RESERVE)], refuse=[], reason="", act="b"
    ).after
    seen = [SeenLine(LUNCH, CANCEL, 0)]
    decision = decide(accepted, basket, seen, account=MARC, act="act-3", now=NOW)
    assert [each.obstacle.code for each in decision.refused] == [ObstacleCode.PRICE_CHANGED]
    assert decision.after.booking(LUNCH) is not None


def test_a_cancellation_may_be_a_request_too() -> None:
    situation = booked(town(), LUNCH)
    decision = validate(situation, BasketLine(LUNCH, CANCEL))
    assert (decision.after.booking(LUNCH) is not None, taken(decision.after)) == (True, 1)
    assert shown(decision.after) == (State.CANCEL_REQUESTED, False)
    request = request_of(decision)
    taken_back = validate(decision.after, BasketLine(LUNCH, RESERVE), act="act-2")
    assert shown(taken_back.after) == (State.VALIDATED, True)
    decided = answer(
        decision.after, request, accept=[BasketLine(LUNCH, CANCEL)], refuse=[], reason="", act="act-3"
    )
    assert (decided.after.booking(LUNCH), taken(decided.after)) == (None, 0)


def test_late_on_request_keeps_the_surcharge_and_counts_once_accepted() -> None:
    late = (Late(LateMode.REQUEST, surcharge=Surcharge(cents=100, from_nth=2)),)
    situation = town(reserve=replace(CANTEEN.reserve, late=late), places=())
    situation = replace(situation, act="act-1")
    decision = validate(situation, BasketLine(LUNCH, RESERVE), now=LATE)
    assert decision.changed_late_years() == []
    request = request_of(decision)
    decided = answer(
        decision.after, request, accept=[BasketLine(LUNCH, RESERVE)], refuse=[], reason="", act="b"
    )
    assert [year.times for year in decided.changed_late_years()] == [{"restauration.reserve": 1}]
    second = validate(
        replace(decided.after, act="act-2"), BasketLine(GUILHEM, RESERVE), act="act-2", now=LATE
    )
    assert [each.price_cents for each in second.asked()] == [445]


@pytest.mark.parametrize("action", [RESERVE, CANCEL])
def test_what_was_asked_of_a_day_that_is_called_off_can_only_be_refused(action: Action) -> None:
    before = booked(town(), LUNCH) if action is CANCEL else town()
    decision = validate(before, BasketLine(LUNCH, action))
    request = request_of(decision)
    strike = CalledOffScope(MONDAY, "grève")
    month = CalledOffMonth("2026-11").with_entry(CalledOff("1", strike, "agent", NOW))
    off = replace(decision.after, called_off={"2026-11": month})
    line = BasketLine(LUNCH, action)
    [failed] = answer(off, request, accept=[line], refuse=[], reason="", act="act-2").failed
    assert failed.obstacle.closed == Closed(ClosedCode.CALLED_OFF, "grève")
    assert shown(off) == (State.CALLED_OFF, False)
    assert answer(off, request, accept=[], refuse=[line], reason="Grève.", act="act-2").failed == ()
    assert answer(decision.after, request, accept=[line], refuse=[], reason="", act="act-2").failed == ()


def test_the_other_household_sees_that_it_was_asked() -> None:
    after, _ = ask(town(), LUNCH)
    other = replace(after, family=replace(after.family, id="durand"))
    found = cell(other, Basket(), LUNCH, now=NOW)
    assert found is not None and found.standing.obstacle is not None
    assert (found.state, found.standing.obstacle.code) == (State.CLOSED, ObstacleCode.OTHER_HOUSEHOLD_ASKED)
    assert (found.standing.price_cents, found.standing.tranche) == (None, None)


def test_one_act_takes_back_no_more_requests_than_a_transaction_holds() -> None:
    situation = town(places=())
    days = [MONDAY + timedelta(number) for number in (0, 1, 3, 4, 7, 8, 10, 11, 14, 15, 17, 18)]
    for number, day in enumerate(days):
        situation, _ = ask(situation, replace(LUNCH, date=day), act=f"act-{number}")
    decision = validate(
        situation, *(BasketLine(replace(LUNCH, date=day), CANCEL) for day in days), act="act-99"
    )
    assert len(decision.accepted) == MOST_WITHDRAWN
    assert {each.obstacle.code for each in decision.refused} == {ObstacleCode.BUSY}
    assert len(decision.basket) == len(days) - MOST_WITHDRAWN


ACTS = st.lists(
    st.tuples(st.sampled_from(["ask", "withdraw", "accept", "refuse"]), st.sampled_from([LUNCH, GUILHEM])),
    max_size=14,
)


@given(ACTS)
def test_in_any_order_places_are_the_bookings_and_never_more_than_there_are(
    acts: list[tuple[str, Slot]],
) -> None:
    situation = town(cancel=CANTEEN.cancel)
    requests: dict[Slot, BookingRequest] = {}
    for number, (what, slot) in enumerate(acts):
        act = f"act-{number}"
        if what in ("ask", "withdraw"):
            line = BasketLine(slot, RESERVE if what == "ask" else CANCEL)
            decision = validate(situation, line, act=act)
            situation = decision.after
            if decision.asked():
                requests[slot] = request_of(decision, act)
        elif slot in requests:
            lines = [BasketLine(slot, RESERVE)]
            accept, refuse = (lines, []) if what == "accept" else ([], lines)
            decided = answer(situation, requests[slot], accept=accept, refuse=refuse, reason="non", act=act)
            situation, requests[slot] = decided.after, decided.request
            assert len(decided.accepted) + len(decided.refused) + len(decided.failed) == 1
        rows = [each for each in (LUNCH, GUILHEM) if situation.booking(each) is not None]
        assert taken(situation) == len(rows) <= 1
        for each in rows:
            assert situation.asked(each) is None
