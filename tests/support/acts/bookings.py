"""Bookings and waiting lists."""

from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.availability.agent_standing import PriceChoice
from functions.domain.bookings.absence_period import PeriodAsked
from functions.domain.bookings.town_booking import TownTerms
from functions.domain.bookings.validation import SeenLine
from functions.domain.calendar.weeks import Weeks
from functions.domain.families.family import Enrolment
from functions.domain.messages import MessageKind
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.planning.town_act import Over
from functions.domain.reglement.deadline_rules import Action, Mode, Rule
from functions.domain.reglement.reglement import Places
from functions.jobs.waiting import give_places
from functions.storage.bookings import booking_requests
from functions.storage.table import outbox
from functions.usecases.bookings.answer_booking_request import answer_booking_request
from functions.usecases.bookings.book_for_families import DayAsked, book_for_families
from functions.usecases.bookings.book_for_family import ForFamily, book_for_family
from functions.usecases.bookings.change_basket import change_basket
from functions.usecases.bookings.choose_children import ChildOfFamily
from functions.usecases.bookings.copy_week import copy_week
from functions.usecases.bookings.decline_place import decline_place
from functions.usecases.bookings.fill_range import Range, fill_range
from functions.usecases.bookings.keep_week_pattern import keep_week
from functions.usecases.bookings.miss_period import miss_period
from functions.usecases.bookings.open_yearly_months import open_months_of_commune
from functions.usecases.bookings.undo_validation import undo_validation
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.town.publish_reglement import publish_reglement
from functions.usecases.waiting_list import give_freed_places
from functions.usecases.waiting_list.join_waiting_list import join_waiting_list, leave_waiting_list
from functions.usecases.waiting_list.promote_waiting import promote_waiting
from functions.usecases.waiting_list.sweep_waiting import sweep_waiting
from tests.support import queues
from tests.support.absences import a_town
from tests.support.acts.act import KEY, Do, Failed, without_failures, writes
from tests.support.builders import (
    CANTEEN,
    CLARA,
    EVENING,
    GUILHEM,
    MONDAY,
    MORNING,
    NOW,
    a_child,
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

LUNCH = Slot(MONDAY, "restauration", "clara")


@writes("bookings.validate_basket")
def validating() -> Do:
    open_town()
    settle()
    who = acting()
    put_in_basket(who, LUNCH, replace(LUNCH, service="garderie-matin"))
    lines = seen_lines(who)
    return lambda: validate_basket(acting(), lines, key=KEY, now=NOW)


@writes("prepayment.ask_prepayment")
def validating_what_is_prepaid() -> Do:
    prepaid = replace(MORNING, prepaid=True, places=(Places(1),))
    open_town(reglement=a_reglement(services=(prepaid, CANTEEN)))
    settle()
    who = acting()
    put_in_basket(who, replace(LUNCH, service=MORNING.code))
    lines = seen_lines(who)
    return lambda: validate_basket(acting(), lines, key=KEY, now=NOW)


@writes("bookings.miss_period")
def missing_days_of_which_one_is_too_late_to_cancel() -> Do:
    """On the Friday before, after ten: Monday's lunch can be declared alone, Tuesday's is cancelled."""
    open_town(reglement=a_town())
    settle()
    tuesday = replace(LUNCH, date=on("mardi 2026-11-24"))
    book(LUNCH, tuesday)
    friday = paris("vendredi 2026-11-20 11:00")
    return lambda: miss_period(acting(), [LUNCH, tuesday], PeriodAsked("illness"), key=KEY, now=friday)


@writes("bookings.undo_validation")
def undoing_a_validation() -> Do:
    """It booked one lunch and cancelled another."""
    open_town()
    settle()
    book(LUNCH)
    who = acting()
    put_in_basket(who, replace(LUNCH, date=on("mardi 2026-11-24")))
    change_basket(who, add=[BasketLine(LUNCH, Action.CANCEL)], remove=[], key="cancel", now=NOW)
    done, _ = validate_basket(who, seen_lines(who), key="validate", now=NOW)
    slots = [each.line.slot for each in done.accepted]
    minutes = NOW + timedelta(minutes=5)
    return lambda: undo_validation(acting(), done.acts, slots, key=KEY, now=minutes)


@writes("bookings.change_basket")
def changing_the_basket() -> Do:
    open_town()
    settle()
    line = BasketLine(LUNCH, Action.RESERVE)
    return lambda: change_basket(acting(), add=[line], remove=[], key=KEY, now=NOW)


@writes("bookings.fill_range")
def filling_a_range() -> Do:
    open_town()
    settle()
    asked = Range(MONDAY, MONDAY + timedelta(20), (1, 2, 4, 5))
    return lambda: fill_range(
        acting(), asked, children=["clara"], services=["restauration"], key=KEY, now=NOW
    )


@writes("bookings.copy_week")
def filling_a_week_like_the_last() -> Do:
    open_town()
    settle()
    book(LUNCH, replace(LUNCH, child="guilhem"))
    later = MONDAY + timedelta(7)
    return lambda: copy_week(
        replace(acting(), reglement=1), later, children=["clara", "guilhem"], key=KEY, now=NOW
    )


@writes("bookings.keep_week_pattern")
def keeping_a_week_under_a_name() -> Do:
    open_town()
    settle()
    book(LUNCH)
    put_in_basket(acting(), replace(LUNCH, child="guilhem"))
    return lambda: keep_week(
        replace(acting(), reglement=1),
        "Semaine type",
        Weeks.ALL,
        MONDAY,
        children=["clara", "guilhem"],
        key=KEY,
        now=NOW,
    )


@writes("bookings.answer_booking_request")
def answering_a_request() -> Do:
    asked = replace(CANTEEN, reserve=replace(CANTEEN.reserve, confirmed_by_town=True))
    open_town(reglement=a_reglement(services=(asked,)))
    settle()
    book(LUNCH)
    [request] = booking_requests.open_requests("lisse", after=None, limit=5)
    return lambda: answer_booking_request(
        "lisse",
        "testmp",
        request.value.id,
        accept=[BasketLine(LUNCH, Action.RESERVE)],
        refuse=[],
        reason="",
        by="agent",
        key=KEY,
        now=NOW,
    )


@writes("bookings.book_for_family")
def booking_in_place_of_a_family() -> Do:
    """Past the limit and beyond the places, what the family had asked for, and one cancelled, whose place somebody may wait for."""
    full = replace(CANTEEN, places=(Places(1),))
    asked = replace(full, reserve=replace(full.reserve, confirmed_by_town=True))
    open_town(reglement=a_reglement(services=(asked, MORNING)))
    settle()
    book(LUNCH)
    publish_reglement("lisse", a_reglement(services=(full, MORNING)), now=NOW)
    book(replace(LUNCH, child="guilhem"), replace(LUNCH, service=MORNING.code))
    late = replace(LUNCH, date=on("jeudi 2026-11-19"))
    lines = [
        SeenLine(LUNCH, Action.RESERVE, None),
        SeenLine(late, Action.RESERVE, None),
        SeenLine(replace(LUNCH, service=MORNING.code), Action.CANCEL, None),
    ]
    terms = TownTerms(frozenset({Over.LIMIT, Over.CAPACITY}), PriceChoice.REGULAR, "Oubli")
    who = ForFamily("lisse", "testmp", "agent")
    return lambda: book_for_family(who, lines, terms, tell=True, key=KEY, now=NOW)


@writes("bookings.book_for_families")
def booking_in_place_of_two_families() -> Do:
    open_town()
    settle()
    neighbours = a_family("voisin", children=("leo",), members=("0" * 25 + "v",))
    settle(neighbours, [a_child("leo", ("voisin",))])
    days = [DayAsked(MONDAY, "restauration", Action.RESERVE)]
    children = [ChildOfFamily("testmp", "clara"), ChildOfFamily("voisin", "leo")]
    terms = TownTerms(reason="Sortie")

    def book_both() -> object:
        done = book_for_families("lisse", "agent", children, days, terms, tell=True, key=KEY, now=NOW)
        if any(one.busy for one in done):
            raise Failed
        return [one.booked for one in done]

    return book_both


@writes("bookings.open_yearly_months")
def opening_months() -> Do:
    enrolment = Enrolment("restauration", "testmp", on("mardi 2026-09-01"), None, (1, 4))
    canteen = replace(CANTEEN, reserve=Rule(mode=Mode.ALWAYS))
    open_town(reglement=a_reglement(services=(canteen, EVENING)))
    settle(children=(replace(CLARA, enrolments=(enrolment,)), GUILHEM))
    return lambda: without_failures(open_months_of_commune("lisse", by="job", now=NOW))


@writes("waiting_list.join_waiting_list")
def joining_a_waiting_list() -> Do:
    queues.a_waiting_town(1, families="ab")
    queues.fill("a")
    return lambda: join_waiting_list(
        acting(queues.parent("b"), family="b"), queues.morning("b"), key=KEY, now=NOW
    )


@writes("waiting_list.join_waiting_list")
def leaving_a_waiting_list() -> Do:
    joining_a_waiting_list()()
    return lambda: leave_waiting_list(
        acting(queues.parent("b"), family="b"), queues.morning("b"), key="leave", now=NOW
    )


def _freed() -> None:
    """A place that is free, and a child who waits for it: the act that freed it died before it gave it."""
    queues.a_waiting_town(1, families="abc")
    queues.fill("a")
    queues.join("b")
    queues.join("c", now=NOW + timedelta(minutes=1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(give_freed_places, "give", lambda *_, **__: None)
        queues.cancel("a")


@writes("waiting_list.promote_waiting")
def giving_a_place() -> Do:
    _freed()
    return lambda: promote_waiting("lisse", "garderie-matin", MONDAY, now=NOW)


@writes("waiting_list.sweep_waiting")
def sweeping_queues() -> Do:
    _freed()
    return lambda: without_failures(sweep_waiting(now=NOW))


@writes("bookings.decline_place", "waiting_list.give_freed_places")
def declining_a_place() -> Do:
    _freed()
    promote_waiting("lisse", "garderie-matin", MONDAY, now=NOW)

    def decline() -> object:
        who = acting(queues.parent("b"), family="b")
        decline_place(who, queues.morning("b"), key=KEY, now=NOW)
        for stored in outbox.waiting():
            if stored.value.kind is MessageKind.PLACES_FREED:
                give_places(stored.value, NOW)
        return None

    return decline
