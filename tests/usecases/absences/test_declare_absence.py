"""An absence is declared once, however often it is told, and keeps the rule the family was told."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest

from functions.domain.absences.declaration import (
    AbsenceBegun,
    AbsenceTooFar,
    Declaration,
    NothingToMiss,
    UnknownReason,
)
from functions.domain.errors import KeyReused, NotFound, RangeBackwards
from functions.domain.planning.called_off import CalledOffScope
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.declared_absence import DeclaredAbsence, NotAccepted
from functions.domain.reglement.absence_policy import AbsencePolicy
from functions.storage.bookings import child_months
from functions.storage.table import journal
from functions.usecases.absences.absence_act import AbsenceAct, Written
from functions.usecases.absences.call_off import CallOffAct, call_off
from functions.usecases.absences.decide_absence import decide_absence
from functions.usecases.absences.declare_absence import declare_absence
from functions.usecases.absences.withdraw_absence import withdraw_absence
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.absences import STRICT, a_town, seen
from tests.support.builders import (
    JULIE,
    MARC,
    a_booking,
    a_family,
    a_month,
    on,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.crashes import Calls, Killed, dying

CANTEEN = "restauration"
MONDAY = on("lundi 2026-11-23")
WEEK = (MONDAY, on("mardi 2026-11-24"), on("jeudi 2026-11-26"), on("vendredi 2026-11-27"))
NOW = paris("lundi 2026-11-23 08:00")


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    open_town(reglement=a_town())
    settle()
    bookings = {(day.day, CANTEEN): a_booking() for day in WEEK} | {(23, "garderie-soir"): a_booking(220)}
    put_month(a_month("clara", "2026-11", bookings))


def act(*, by: str = MARC, key: str = "", now: datetime = NOW, family: str = "testmp") -> AbsenceAct:
    return AbsenceAct("lisse", family, by, key or uuid4().hex, now)


def told(
    first: date = MONDAY, last: date | None = None, reason: str = "illness", **changes: Any
) -> Declaration:
    return replace(Declaration("clara", first, last or first, reason, (CANTEEN,)), **changes)


def month(name: str = "2026-11") -> ChildMonth:
    [stored] = child_months.months_of("lisse", ["clara"], name)
    return stored.value


def absences() -> list[DeclaredAbsence]:
    return list(month().absences.values())


def acts() -> list[str]:
    """Of one instant, in no order of their own."""
    lines = journal.lines("lisse", "testmp")
    return sorted(line.act for line in lines if line.act != "family_registered")


def test_the_booked_days_of_the_range_are_missed_and_the_others_are_not_there() -> None:
    declare_absence(act(), told(MONDAY, on("mercredi 2026-11-25")))
    [absence] = absences()
    assert absence.days == {CANTEEN: {WEEK[0]: NOW, WEEK[1]: NOW}}
    assert (absence.family, absence.by, absence.rules) == ("testmp", MARC, {CANTEEN: STRICT})
    assert acts() == ["absence_declared"]


def test_without_a_service_all_that_is_booked_is_missed() -> None:
    declare_absence(act(), told(services=()))
    assert set(absences()[0].days) == {CANTEEN, "garderie-soir"}


def test_told_twice_it_is_declared_once() -> None:
    first = declare_absence(act(), told(MONDAY, WEEK[1]))
    assert declare_absence(act(by=JULIE), told(MONDAY, WEEK[1])) == first
    [absence] = absences()
    assert absence.by == MARC and acts() == ["absence_declared"]


def test_the_same_key_gets_the_same_answer_and_another_request_is_refused() -> None:
    one = act(key="the-same-key")
    assert declare_absence(one, told()) == declare_absence(one, told())
    with pytest.raises(KeyReused):
        declare_absence(one, told(WEEK[1]))


def test_a_request_that_comes_late_does_not_declare_again_what_was_taken_back() -> None:
    thursday = act(key="a-slow-phone", now=NOW)
    answer = declare_absence(thursday, told(WEEK[2]))
    withdraw_absence(act(), answer.absence)
    assert declare_absence(thursday, told(WEEK[2])) == answer
    assert absences() == []


def test_an_absence_that_lasts_is_one_and_each_day_was_told_in_its_time() -> None:
    declare_absence(act(), told(MONDAY))
    tuesday = paris("mardi 2026-11-24 10:00")
    declare_absence(act(now=tuesday), told(WEEK[1], WEEK[2]))
    [absence] = absences()
    assert absence.days[CANTEEN] == {WEEK[0]: NOW, WEEK[1]: tuesday, WEEK[2]: tuesday}
    assert acts() == ["absence_declared", "absence_declared"]


def test_a_booked_day_in_between_or_another_reason_makes_another_absence() -> None:
    declare_absence(act(), told(MONDAY))
    declare_absence(act(), told(WEEK[2]))
    declare_absence(act(), told(WEEK[1], reason="family"))
    assert sorted(len(absence.all_days) for absence in absences()) == [1, 1, 1]


def test_a_day_of_two_absences_stays_in_the_first() -> None:
    declare_absence(act(), told(MONDAY, WEEK[1]))
    declare_absence(act(), told(WEEK[1], WEEK[2], reason="grève"))
    days = {absence.reason: absence.all_days for absence in absences()}
    assert days == {"illness": [WEEK[0], WEEK[1]], "grève": [WEEK[2]]}


def test_an_absence_across_two_months_is_whole_in_both() -> None:
    put_month(a_month("clara", "2026-12", {(1, CANTEEN): a_booking()}))
    declare_absence(act(), told(WEEK[2], on("mardi 2026-12-01")))
    [november] = absences()
    [december] = month("2026-12").absences.values()
    assert november == december
    assert november.all_days == [WEEK[2], WEEK[3], on("mardi 2026-12-01")]
    withdraw_absence(act(), november.id)
    assert absences() == [] and month("2026-12").absences == {}


def test_what_an_agent_did_not_accept_stays_one_absence_when_it_is_told_again() -> None:
    declare_absence(act(), told())
    [absence] = absences()
    decide_absence(act(by="agent"), absence.id, NotAccepted.REASON_UNFOUNDED, seen=absence.moved_at)
    [refused] = absences()
    assert declare_absence(act(), told()).absence == absence.id
    assert absences() == [refused]


def test_one_day_of_an_absence_across_two_months_may_be_told_again_alone() -> None:
    put_month(a_month("clara", "2026-10", {(30, CANTEEN): a_booking()}))
    october, thirtieth = paris("vendredi 2026-10-30 08:00"), on("vendredi 2026-10-30")
    declare_absence(act(now=october), told(thirtieth, WEEK[0]))
    assert declare_absence(act(), told(WEEK[0], self_declared=True)).absence == absences()[0].id
    [november] = absences()
    assert november.all_days == [thirtieth, WEEK[0]] and november.self_declared == (NOW,)
    assert list(month("2026-10").absences.values()) == [november]


def test_what_is_not_the_familys_to_miss_is_refused() -> None:
    with pytest.raises(NothingToMiss):
        declare_absence(act(), told(on("mercredi 2026-11-25")))
    put_month(a_month("clara", "2026-11", {(24, CANTEEN): a_booking(payer="papa")}))
    with pytest.raises(NothingToMiss):
        declare_absence(act(), told(WEEK[1]))
    with pytest.raises(NotFound):
        declare_absence(act(), told(child="lea"))


def test_a_day_on_which_the_child_was_seen_or_that_the_town_called_off_is_not_missed() -> None:
    put_month(month().with_attended(Slot(MONDAY, CANTEEN, "clara"), seen()))
    call_off(CallOffAct("lisse", "agent", uuid4().hex, NOW), CalledOffScope(WEEK[1], "grève"))
    declare_absence(act(), told(MONDAY, WEEK[3]))
    assert absences()[0].all_days == [WEEK[2], WEEK[3]]


def test_reasons_are_the_towns_words_or_a_class_of_motive() -> None:
    declare_absence(act(), told(reason="enseignant absent"))
    with pytest.raises(UnknownReason):
        declare_absence(act(), told(WEEK[1], reason="angine"))


def test_dates_are_in_order_and_near() -> None:
    with pytest.raises(RangeBackwards):
        declare_absence(act(), told(WEEK[1], MONDAY))
    with pytest.raises(AbsenceTooFar):
        declare_absence(act(), told(on("lundi 2026-09-21")))
    with pytest.raises(AbsenceTooFar):
        declare_absence(act(), told(MONDAY, on("lundi 2027-02-01")))


def test_a_later_reglement_judges_no_earlier_absence() -> None:
    declare_absence(act(), told())
    publish_reglement("lisse", a_town(AbsencePolicy(free_reasons=("neige",))), now=NOW)
    declare_absence(act(), told(WEEK[2]))
    assert sorted(absence.rules[CANTEEN].free_reasons for absence in absences()) == [
        ("grève", "enseignant absent"),
        ("neige",),
    ]


def test_a_parents_word_may_come_with_the_second_telling() -> None:
    declare_absence(act(), told())
    assert absences()[0].self_declared == ()
    declare_absence(act(), told(self_declared=True))
    assert absences()[0].self_declared == (NOW,)


def test_an_absence_is_taken_back_before_it_begins_and_never_after() -> None:
    thursday = declare_absence(act(), told(WEEK[2]))
    withdraw_absence(act(by=JULIE), thursday.absence)
    assert absences() == [] and acts() == ["absence_declared", "absence_withdrawn"]
    today = declare_absence(act(), told())
    with pytest.raises(AbsenceBegun):
        withdraw_absence(act(), today.absence)


def test_taken_back_twice_by_one_request_it_is_taken_back_once() -> None:
    """The first answer was lost on its way."""
    absence = declare_absence(act(), told(WEEK[2])).absence
    one = act()
    assert withdraw_absence(one, absence) == withdraw_absence(one, absence)
    with pytest.raises(NotFound):
        withdraw_absence(act(), absence)


def test_another_familys_absence_looks_like_none() -> None:
    settle(a_family("papa", members=("papa",), children=()), ())
    mine = declare_absence(act(), told(WEEK[2]))
    for absence in (mine.absence, "2026-11.clara.none", "nonsense", ""):
        with pytest.raises(NotFound):
            withdraw_absence(act(by="papa", family="papa"), absence)
    assert len(absences()) == 1


@pytest.mark.parametrize("done_first", [False, True], ids=["before", "after"])
def test_killed_at_any_call_and_sent_again_it_is_declared_once(done_first: bool) -> None:
    for at in range(1, 20):
        put_month(replace(month(), absences={}))
        lines, one, killed = len(acts()), act(key=f"killed-at-{at}-{done_first}"), False
        try:
            with dying(Calls(die_at=at, done_first=done_first)):
                declare_absence(one, told())
        except Killed:
            killed = True
        answer: Written = declare_absence(one, told())
        assert [absence.id for absence in absences()] == [answer.absence]
        assert len(acts()) == lines + 1
        if not killed:
            return
    raise AssertionError("never done without being killed")
