"""Absences, days that are called off, attendance."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from functions.domain.absences.declaration import Declaration
from functions.domain.attendance.left_unmarked import DayAndService
from functions.domain.messages import MessageKind
from functions.domain.planning.called_off import CalledOff, CalledOffScope
from functions.domain.planning.child_month import Slot
from functions.domain.planning.declared_absence import NotAccepted
from functions.domain.planning.town_act import Over
from functions.storage.bookings import child_months
from functions.storage.table import journal, outbox
from functions.storage.town.communes import reglement_now
from functions.usecases.absences.absence_act import AbsenceAct, found_absence
from functions.usecases.absences.call_off import (
    CallOffAct,
    call_off,
    call_off_days,
    change_called_off,
    put_back,
    put_back_days,
)
from functions.usecases.absences.decide_absence import decide_absence
from functions.usecases.absences.declare_absence import declare_absence
from functions.usecases.absences.prove_absence import prove_absence
from functions.usecases.absences.tell_called_off import tell_families
from functions.usecases.absences.undo_absence import undo_absence
from functions.usecases.absences.withdraw_absence import withdraw_absence, withdraw_days
from functions.usecases.attendance.leave_unmarked import LeavingAct, leave_unmarked
from functions.usecases.attendance.list_day import DayListAsked
from functions.usecases.attendance.list_phones import list_phones
from functions.usecases.bookings.keep_child import KeepAsked, keep_child
from tests.support.absences import a_town
from tests.support.acts.act import KEY, Do, Store, writes
from tests.support.attendance import a_tap, send
from tests.support.builders import (
    MARC,
    MONDAY,
    a_booking,
    a_month,
    on,
    open_town,
    paris,
    put_month,
    settle,
)

BEFORE = paris("vendredi 2026-11-20 08:00")
AFTER = paris("mardi 2026-11-24 20:00")


def _absence_act(key: str = KEY, now: datetime = BEFORE) -> AbsenceAct:
    return AbsenceAct("lisse", "testmp", MARC, key, now)


def _lunch_booked() -> None:
    open_town(reglement=a_town())
    settle()
    put_month(a_month("clara", "2026-11", {(23, "restauration"): a_booking()}))


def _declared() -> str:
    _lunch_booked()
    return declare_absence(_absence_act("declare"), Declaration("clara", MONDAY, MONDAY, "illness")).absence


@writes("absences.absence_act", "absences.declare_absence")
def declaring_an_absence() -> Do:
    _lunch_booked()
    return lambda: declare_absence(_absence_act(), Declaration("clara", MONDAY, MONDAY, "illness"))


@writes("absences.absence_act", "absences.declare_absence")
def declaring_more_days_of_an_absence_whose_proof_waits() -> Do:
    absence, tuesday = _declared(), on("mardi 2026-11-24")
    booked = {(day, "restauration"): a_booking() for day in (23, 24)}
    [month] = child_months.months_of("lisse", ["clara"], "2026-11")
    put_month(replace(a_month("clara", "2026-11", booked), absences=month.value.absences))
    prove_absence(_absence_act("prove"), absence, b"%PDF-1.7 ...", store=Store())  # type: ignore[arg-type]
    return lambda: declare_absence(_absence_act(), Declaration("clara", tuesday, tuesday, "illness"))


@writes("absences.prove_absence")
def proving_an_absence() -> Do:
    absence, store = _declared(), Store()
    prove = partial(prove_absence, _absence_act(now=AFTER), absence, b"%PDF-1.7 ...")
    return lambda: prove(store=store)  # type: ignore[arg-type]


@writes("absences.decide_absence")
def refusing_a_proof() -> Do:
    absence, refused = _declared(), next(iter(NotAccepted))
    return lambda: decide_absence(_absence_act(now=AFTER), absence, refused, seen=BEFORE)


@writes("absences.withdraw_absence")
def withdrawing_an_absence() -> Do:
    absence = _declared()
    return lambda: withdraw_absence(_absence_act(), absence)


@writes("absences.withdraw_absence")
def withdrawing_the_only_day_of_the_month_that_an_absence_is_named_after() -> Do:
    """It goes on in December, and is found again all the same."""
    _lunch_booked()
    first, second = on("lundi 2026-11-30"), on("mardi 2026-12-01")
    for day in (first, second):
        put_month(a_month("clara", f"{day:%Y-%m}", {(day.day, "restauration"): a_booking()}))
    absence = declare_absence(_absence_act("declare"), Declaration("clara", first, second, "illness")).absence

    def withdraw() -> object:
        withdraw_days(_absence_act(), absence, [(first, "restauration")])
        return found_absence(_absence_act(), absence).all_days

    return withdraw


@writes("absences.undo_absence")
def taking_back_what_was_just_declared() -> Do:
    """Tuesday alone: Monday was declared before."""
    _declared()
    tuesday = on("mardi 2026-11-24")
    [month] = child_months.months_of("lisse", ["clara"], "2026-11")
    put_month(month.value.with_booking(Slot(tuesday, "restauration", "clara"), a_booking()))
    later = BEFORE + timedelta(minutes=1)
    told = Declaration("clara", tuesday, tuesday, "illness")
    declare_absence(_absence_act("the second key 16", later), told)
    [line] = [each for each in journal.lines("lisse", "testmp") if each.at == later]
    return lambda: undo_absence(_absence_act(now=later), line.id)


@writes("absences.call_off")
def calling_off() -> Do:
    open_town()
    what = CalledOffScope(MONDAY, "grève", ("restauration",))
    return lambda: call_off(CallOffAct("lisse", "agent", KEY, BEFORE), what)


@writes("absences.call_off")
def calling_off_two_months() -> Do:
    open_town()
    what = CalledOffScope(on("jeudi 2026-11-26"), "grève", ("restauration",), kept=("clara",))
    until = on("mercredi 2026-12-02")
    return lambda: call_off_days(CallOffAct("lisse", "agent", KEY, BEFORE), what, until)


@writes("absences.call_off")
def putting_several_days_back() -> Do:
    entry = _called_off()
    return lambda: put_back_days(CallOffAct("lisse", "agent", KEY, BEFORE), [("2026-11", entry.id)])


def _called_off() -> CalledOff:
    _lunch_booked()
    return call_off(CallOffAct("lisse", "agent", "earlier", BEFORE), CalledOffScope(MONDAY, "grève"))


@writes("absences.call_off")
def calling_off_less() -> Do:
    entry = _called_off()
    what = CalledOffScope(MONDAY, "grève", ("garderie-soir",))
    return lambda: change_called_off(CallOffAct("lisse", "agent", KEY, BEFORE), "2026-11", entry.id, what)


@writes("absences.call_off")
def putting_back() -> Do:
    entry = _called_off()
    return lambda: put_back(CallOffAct("lisse", "agent", KEY, BEFORE), "2026-11", entry.id)


@writes("bookings.book_for_family", "absences.call_off")
def keeping_a_child_who_had_booked_nothing() -> Do:
    entry = _called_off()
    asked = KeepAsked("2026-11", entry.id, "guilhem", "restauration", frozenset({Over.LIMIT}), "Grève")
    return lambda: keep_child(CallOffAct("lisse", "agent", KEY, BEFORE), asked)


@writes("absences.tell_called_off")
def telling_families_what_is_called_off() -> Do:
    _called_off()
    [message] = [each.value for each in outbox.waiting() if each.value.kind is MessageKind.CALLED_OFF_CHANGED]
    return lambda: tell_families(message, BEFORE)


@writes("attendance.record_events")
def sending_what_was_tapped() -> Do:
    _lunch_booked()
    booked = a_tap("clara", at=AFTER, day=MONDAY, service="restauration", name="one")
    unbooked = a_tap("guilhem", at=AFTER, day=MONDAY, service="restauration", name="two")
    return lambda: send(booked, unbooked, now=AFTER)


FORGOTTEN = [DayAndService(MONDAY, "restauration"), DayAndService(on("vendredi 2026-10-30"), "restauration")]


@writes("attendance.leave_unmarked")
def leaving_lists_of_two_months_unmarked() -> Do:
    _lunch_booked()
    return lambda: leave_unmarked(LeavingAct("lisse", "agent", KEY, AFTER), FORGOTTEN)


@writes("attendance.leave_unmarked")
def taking_lists_up_again() -> Do:
    leaving_lists_of_two_months_unmarked()()
    return lambda: leave_unmarked(LeavingAct("lisse", "agent", "back", AFTER), FORGOTTEN, back=True)


@writes("attendance.list_phones")
def reading_the_phones_of_the_day() -> Do:
    _lunch_booked()
    asked = DayListAsked("lisse", "restauration", MONDAY, "agent", False, AFTER)
    return lambda: list_phones(asked, reglement_now("lisse"))
