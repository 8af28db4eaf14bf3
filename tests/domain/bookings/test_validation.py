"""*Valider* decides line by line: what holds is done together, what does not says why."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.bookings.validation import Decision, SeenLine, decide
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.planning.service_month import Counter, Taking
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places
from tests.support.builders import MARC, MONDAY, MORNING, NOW, a_reglement, paris
from tests.support.situations import a_situation, booked

RESERVE, CANCEL = Action.RESERVE, Action.CANCEL
LUNCH = Slot(MONDAY, "restauration", "clara")
MORNINGS = [
    Slot(MONDAY + timedelta(number), "garderie-matin", child)
    for number in (0, 1, 3)
    for child in ("clara", "guilhem")
]
TWO_PLACES = a_reglement(services=(replace(MORNING, places=(Places(1, (1,)), Places(2))),))


def holding(*lines: SeenLine) -> Basket:
    return Basket().with_lines(BasketLine(line.slot, line.action) for line in lines)


def validate(situation: Situation, *lines: SeenLine, basket: Basket | None = None, now: str = "") -> Decision:
    return decide(
        situation,
        holding(*lines) if basket is None else basket,
        lines,
        account=MARC,
        act="act-2",
        now=paris(now) if now else NOW,
    )


def codes(decision: Decision) -> list[ObstacleCode]:
    return [each.obstacle.code for each in decision.refused]


def test_a_booking_keeps_the_price_the_bracket_the_payer_and_who_booked_it() -> None:
    decision = validate(a_situation(), SeenLine(LUNCH, RESERVE, 345))
    assert decision.refused == () and decision.basket == Basket()
    booking = decision.after.booking(LUNCH)
    assert booking is not None
    assert (booking.price_cents, booking.tranche, booking.payer) == (345, "QF de 600 à 1 199", "testmp")
    assert (booking.booked_by, booking.booked_at, booking.act, booking.school) == (
        MARC,
        NOW,
        "act-2",
        "ferry",
    )


def test_a_price_that_moved_is_not_charged_unseen() -> None:
    decision = validate(a_situation(), SeenLine(LUNCH, RESERVE, 110))
    assert codes(decision) == [ObstacleCode.PRICE_CHANGED]
    assert decision.refused[0].obstacle.price_cents == 345
    assert decision.basket.action(LUNCH) is RESERVE
    assert decision.after == decision.before


def test_what_went_late_is_refused_and_the_rest_is_done() -> None:
    evening = replace(LUNCH, service="garderie-soir")
    decision = validate(
        a_situation(),
        SeenLine(LUNCH, RESERVE, 345),
        SeenLine(evening, RESERVE, 220),
        now="jeudi 2026-11-19 10:00",
    )
    assert codes(decision) == [ObstacleCode.DEADLINE_PASSED]
    assert [each.line.slot for each in decision.accepted] == [evening]
    assert list(decision.basket.slots()) == [LUNCH]


def test_what_is_so_already_leaves_the_basket_without_harm() -> None:
    situation = booked(a_situation(), LUNCH)
    tuesday = replace(LUNCH, date=MONDAY + timedelta(1))
    decision = validate(situation, SeenLine(LUNCH, RESERVE, 345), SeenLine(tuesday, CANCEL, 345))
    assert codes(decision) == [ObstacleCode.ALREADY_BOOKED, ObstacleCode.NOT_BOOKED]
    assert (decision.basket, decision.after) == (Basket(), situation)


def test_only_what_is_in_the_basket_is_validated() -> None:
    """A page left open must not book again what was cancelled from the phone meanwhile."""
    decision = validate(a_situation(), SeenLine(LUNCH, RESERVE, 345), basket=Basket())
    assert codes(decision) == [ObstacleCode.NOT_IN_BASKET]
    other_action = holding(SeenLine(LUNCH, CANCEL, None))
    assert codes(validate(booked(a_situation(), LUNCH), SeenLine(LUNCH, CANCEL, None), basket=Basket())) == [
        ObstacleCode.NOT_IN_BASKET
    ]
    assert codes(validate(a_situation(), SeenLine(LUNCH, RESERVE, 345), basket=other_action)) == [
        ObstacleCode.NOT_IN_BASKET
    ]


def test_a_line_sent_twice_is_done_once() -> None:
    line = SeenLine(LUNCH, RESERVE, 345)
    decision = validate(a_situation(), line, line)
    assert len(decision.accepted) == 1
    assert codes(decision) == [ObstacleCode.ALREADY_BOOKED]
    assert decision.after.places["restauration", "2026-11"].taken == {
        Counter(23): 1,
        Counter(23, "ferry"): 1,
    }


def test_the_place_a_sibling_leaves_is_there_for_the_other() -> None:
    guilhem, clara = replace(MORNINGS[0], child="guilhem"), MORNINGS[0]
    full = booked(a_situation(reglement=TWO_PLACES), guilhem, price_cents=150)
    decision = validate(full, SeenLine(clara, RESERVE, 150), SeenLine(guilhem, CANCEL, 150))
    assert decision.refused == ()
    assert decision.changed_places() == []
    assert {month.child for month in decision.changed_months()} == {"clara", "guilhem"}


def test_two_siblings_for_the_last_place_of_the_day_get_one() -> None:
    clara, guilhem = MORNINGS[:2]
    decision = validate(
        a_situation(reglement=TWO_PLACES), SeenLine(clara, RESERVE, 150), SeenLine(guilhem, RESERVE, 150)
    )
    assert [each.line.slot for each in decision.accepted] == [clara]
    assert codes(decision) == [ObstacleCode.FULL]
    [(_, takings)] = decision.changed_places()
    assert takings == {Counter(23): Taking(1, 1), Counter(23, "ferry"): Taking(1, None)}


def test_a_place_is_freed_in_the_school_where_it_was_taken() -> None:
    situation = booked(a_situation(), MORNINGS[0], school="curie")
    decision = validate(situation, SeenLine(MORNINGS[0], CANCEL, 345))
    [(_, takings)] = decision.changed_places()
    assert takings == {Counter(23): Taking(-1, 30), Counter(23, "curie"): Taking(-1, None)}


@settings(max_examples=200)
@given(
    st.sets(st.sampled_from(MORNINGS), max_size=4),
    st.lists(
        st.builds(SeenLine, st.sampled_from(MORNINGS), st.sampled_from(Action), st.sampled_from([150, 160]))
    ),
    st.sets(st.sampled_from(MORNINGS)),
)
def test_counters_are_the_bookings_and_no_line_is_lost(
    already: set[Slot], lines: list[SeenLine], in_basket: set[Slot]
) -> None:
    before = booked(a_situation(reglement=TWO_PLACES), *already, price_cents=150)
    basket = holding(*(line for line in lines if line.slot in in_basket))
    decision = validate(before, *lines, basket=basket)
    after = decision.after
    rows = [slot for slot in MORNINGS if after.booking(slot) is not None]
    for slot in MORNINGS:
        counted = after.places["garderie-matin", "2026-11"].taken.get(Counter(slot.date.day), 0)
        assert counted == sum(row.date == slot.date for row in rows)
        most = 1 if slot.date == MONDAY else 2
        at_start = sum(row.date == slot.date for row in already)
        assert counted <= max(most, at_start)
    assert len(decision.accepted) + len(decision.refused) == len(lines)
    done = [each.line.slot for each in decision.accepted]
    settled = {ObstacleCode.ALREADY_BOOKED, ObstacleCode.NOT_BOOKED}
    done += [each.line.slot for each in decision.refused if each.obstacle.code in settled]
    assert decision.basket == basket.without(done)
