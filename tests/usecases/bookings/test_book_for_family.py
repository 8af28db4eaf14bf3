"""An agent books and cancels for a family: past what the règlement refuses to parents, exactly as named, once, and told."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions.domain.availability.agent_standing import PriceChoice
from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.billing.child_month_lines import by_payer, lines_of
from functions.domain.bookings.town_booking import OverDiffers, TownTerms
from functions.domain.bookings.validation import SeenLine
from functions.domain.errors import KeyReused, NotFound, ReasonMissing
from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.messages import MessageKind
from functions.domain.planning.called_off import CalledOffMonth, CalledOffScope
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.town_act import Over
from functions.domain.privacy.erasure import is_empty, without_all, without_days_to_come
from functions.domain.privacy.own_part import own_month, says_something
from functions.domain.reglement.deadline_rules import Action, Late, LateMode, Surcharge
from functions.domain.reglement.reglement import Places
from functions.domain.reglement.service_conditions import ServiceConditions
from functions.french.invoices.invoices import why
from functions.storage.bookings import child_months
from functions.storage.table import journal, outbox
from functions.usecases.absences.call_off import CallOffAct, call_off
from functions.usecases.bookings.book_for_family import (
    BookedForFamily,
    ForFamily,
    book_for_family,
    preview_for_family,
)
from tests.support import queues
from tests.support.builders import (
    CANTEEN,
    CLARA,
    GUILHEM,
    MONDAY,
    MORNING,
    NOW,
    a_family,
    a_reglement,
    book,
    on,
    open_town,
    paris,
    settle,
)
from tests.support.ledger import counters, rows, tally
from tests.support.meanwhile import meanwhile

AGENT = "0" * 25 + "a"
THURSDAY = on("jeudi 2026-11-19")
"""Its limit passed four days ago."""
LUNCH = Slot(THURSDAY, "restauration", "clara")
IN_TIME = Slot(MONDAY, "restauration", "clara")
WHY = "Oubli signalé par téléphone"


def town(*services: Any, children: Any = (CLARA, GUILHEM)) -> None:
    open_town(reglement=a_reglement(services=services or (CANTEEN, MORNING)))
    settle(children=children)


def act(
    *slots: Slot,
    action: Action = Action.RESERVE,
    over: tuple[Over, ...] = (),
    price: PriceChoice = PriceChoice.REGULAR,
    reason: str = WHY,
    key: str = "agent-0001",
    family: str = "testmp",
    tell: bool = True,
    cents: int | None = None,
) -> BookedForFamily:
    done, _ = book_for_family(
        ForFamily("lisse", family, AGENT),
        [SeenLine(slot, action, cents) for slot in slots],
        TownTerms(frozenset(over), price, reason),
        tell=tell,
        key=key,
        now=NOW,
    )
    return done


def month(child: str = "clara", name: str = "2026-11") -> ChildMonth:
    [stored] = child_months.months_of("lisse", [child], name)
    return stored.value


def mails() -> list[dict[str, str | int]]:
    return [each.value.data for each in outbox.waiting() if each.value.kind is MessageKind.BOOKED_BY_TOWN]


@pytest.mark.usefixtures("table")
def test_what_is_passed_over_is_written_with_the_booking_the_journal_and_the_mail_and_once() -> None:
    town(replace(CANTEEN, places=(Places(1),)))
    book(replace(IN_TIME, child="guilhem"))
    full = replace(IN_TIME, child="clara")
    for _ in range(2):
        done = act(LUNCH, full, over=(Over.LIMIT, Over.CAPACITY))
    assert [(each.slot, each.over) for each in done.done] == [
        (LUNCH, (Over.LIMIT,)),
        (full, (Over.CAPACITY,)),
    ]
    found = rows(["clara", "guilhem"], ["2026-11"])
    assert found.keys() == {LUNCH, full, replace(full, child="guilhem")}
    assert counters(["restauration"], ["2026-11"]) == tally(found)
    said = month().done_by_town(LUNCH, "testmp")
    assert said is not None and (said.past, said.reason) == ((Over.LIMIT,), WHY)
    [line] = [each for each in journal.lines("lisse", "testmp") if each.act == "bookings_by_town"]
    assert (line.by, line.id, line.detail["reason"]) == (AGENT, done.act, WHY)
    assert line.detail["over"] == [
        {"child": "clara", "service": "restauration", "date": "2026-11-19", "passes": ["limit"]},
        {"child": "clara", "service": "restauration", "date": "2026-11-23", "passes": ["capacity"]},
    ]
    assert mails() == [{"act": done.act}]
    with pytest.raises(KeyReused):
        act(LUNCH, over=(Over.LIMIT,), reason="Autre raison")


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize("named", [(), (Over.CAPACITY,), (Over.LIMIT, Over.CAPACITY)])
def test_what_is_named_is_exactly_what_is_passed_over_or_nothing_is_done(named: tuple[Over, ...]) -> None:
    town()
    with pytest.raises(OverDiffers) as refused:
        act(LUNCH, over=named)
    assert refused.value.over == ("limit",)
    assert rows(["clara"], ["2026-11"]) == {} and mails() == []


@pytest.mark.usefixtures("table")
def test_passing_over_asks_for_a_reason_and_booking_in_time_does_not() -> None:
    town()
    with pytest.raises(ReasonMissing):
        act(LUNCH, over=(Over.LIMIT,), reason=" ")
    assert act(IN_TIME, reason="", tell=False).done
    assert mails() == []
    with pytest.raises(NotFound):
        act(replace(IN_TIME, child="leo"), key="agent-0002")


@pytest.mark.usefixtures("table")
def test_a_condition_of_the_child_and_one_of_the_week_are_passed_over_by_name() -> None:
    asked = ServiceConditions(min_days_a_week=2, classes=("CE1",))
    town(replace(CANTEEN, conditions=asked))
    with pytest.raises(OverDiffers):
        act(IN_TIME)
    done = act(IN_TIME, over=(Over.CONDITION,))
    assert [each.over for each in done.done] == [(Over.CONDITION,)]


@pytest.mark.usefixtures("table")
def test_what_does_not_take_place_is_over_or_is_another_s_is_never_booked() -> None:
    town(CANTEEN, replace(MORNING, schools=("pasteur",)))
    call_off(CallOffAct("lisse", AGENT, "strike-01", NOW), CalledOffScope(MONDAY, "grève"))
    book(replace(IN_TIME, date=MONDAY + timedelta(1)))
    never = {
        IN_TIME: ObstacleCode.CLOSED,
        replace(LUNCH, date=on("vendredi 2026-11-13")): ObstacleCode.PAST,
        replace(LUNCH, date=on("mercredi 2026-11-18")): ObstacleCode.CLOSED,
        replace(IN_TIME, date=MONDAY + timedelta(1)): ObstacleCode.ALREADY_BOOKED,
        replace(IN_TIME, service=MORNING.code): ObstacleCode.NOT_CONCERNED,
        replace(IN_TIME, service="inconnu"): ObstacleCode.NOT_CONCERNED,
    }
    done = act(*never)
    assert done.done == () and mails() == []
    assert {each.line.slot: each.obstacle.code for each in done.refused} == never


@pytest.mark.usefixtures("table")
def test_the_last_place_goes_once_whoever_comes_in_the_middle() -> None:
    """The agent who saw a free place is told that it is taken, and decides again; the parent finds it taken."""
    town(replace(CANTEEN, places=(Places(1),)))
    parent = replace(IN_TIME, child="guilhem")
    with pytest.raises(OverDiffers) as refused, meanwhile(lambda: book(parent)):
        act(IN_TIME)
    assert refused.value.over == ("capacity",)
    assert rows(["clara", "guilhem"], ["2026-11"]).keys() == {parent}
    assert act(IN_TIME, over=(Over.CAPACITY,)).done
    # A place that came free meanwhile is a booking as any other: nothing is passed over any more.
    tuesday, other = (replace(slot, date=MONDAY + timedelta(1)) for slot in (IN_TIME, parent))
    book(other)
    with (
        pytest.raises(OverDiffers) as refused,
        meanwhile(lambda: act(other, action=Action.CANCEL, key="agent-free")),
    ):
        act(tuesday, over=(Over.CAPACITY,), key="agent-0002")
    assert refused.value.over == ()
    # The parent who validates while the agent books is the one who finds it full.
    with pytest.raises(AssertionError, match="full"), meanwhile(lambda: act(tuesday, key="agent-0003")):
        book(other)
    found = rows(["clara", "guilhem"], ["2026-11"])
    assert counters(["restauration"], ["2026-11"]) == tally(found)


@pytest.mark.usefixtures("table")
def test_a_child_who_waits_leaves_the_list_and_passes_before_the_others_by_name() -> None:
    reglement = queues.a_waiting_town(1, families="abc")
    queues.fill("a")
    queues.join("b")
    queues.join("c", now=NOW + timedelta(minutes=1))
    slot = queues.morning("c")
    done = act(slot, family="c", over=(Over.CAPACITY, Over.QUEUE))
    assert [each.slot for each in done.done] == [slot]
    assert queues.queue(reglement) == ["b"]
    assert counters(["garderie-matin"], ["2026-11"])[slot.service, MONDAY, None] == 2


def late_town(*late: Late) -> None:
    booked_late = replace(CANTEEN.reserve, late=late)
    cancelled_late = replace(CANTEEN.cancel, late=late)
    town(replace(CANTEEN, reserve=booked_late, cancel=cancelled_late))


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("late", "price", "booked", "kept"),
    [
        ((Late(LateMode.SURCHARGE, surcharge=Surcharge(cents=100)),), PriceChoice.REGULAR, 345, 0),
        ((Late(LateMode.SURCHARGE, surcharge=Surcharge(cents=100)),), PriceChoice.LATE, 445, 100),
        ((), PriceChoice.REGULAR, 345, 0),
        ((), PriceChoice.LATE, 345, 345),
        ((Late(LateMode.PHONE, None, Surcharge(cents=50), "01"),), PriceChoice.LATE, 395, 50),
    ],
)
def test_the_price_is_the_one_that_was_chosen_and_the_bill_says_why(
    late: tuple[Late, ...], price: PriceChoice, booked: int, kept: int
) -> None:
    late_town(*late)
    done = act(LUNCH, over=(Over.LIMIT,), price=price, cents=booked)
    assert [each.price_cents for each in done.done] == [booked]
    assert _billed() == booked
    reading = " ".join(_reasons())
    assert "Réservé par la mairie, après la limite : Oubli signalé par téléphone." in reading
    before = month()
    today = replace(LUNCH, date=NOW.date())
    act(today, over=(Over.LIMIT,), key="agent-today")
    gone = act(today, action=Action.CANCEL, over=(Over.LIMIT,), price=price, key="agent-gone")
    assert [each.kept_cents for each in gone.done] == [kept]
    assert _billed() == booked + kept
    said = month().done_by_town(today, "testmp")
    assert said is not None and (said.action, said.reason) == (Action.CANCEL, WHY)
    assert month().done_by_town(today, "voisins") is None
    if kept:
        assert "Annulé par la mairie, après la limite" in " ".join(_reasons(LineKind.LATE_CANCEL))
    assert month().days.keys() == before.days.keys()


def _billed() -> int:
    return sum(line.amount_cents for line in _lines())


def _lines() -> Any:
    reglement = a_reglement()
    owed = by_payer([month()]).get("testmp", [])
    off = {"2026-11": CalledOffMonth("2026-11")}
    return lines_of(a_family(), owed, children={"clara": CLARA}, reglement=reglement, called_off=off)


def _reasons(kind: LineKind = LineKind.BOOKING) -> list[str]:
    return [why(line).replace("\xa0", " ") for line in _lines() if line.kind is kind]


@pytest.mark.usefixtures("table")
def test_a_price_that_is_no_longer_the_one_that_was_seen_is_refused() -> None:
    town()
    done = act(IN_TIME, cents=110)
    assert [each.obstacle.code for each in done.refused] == [ObstacleCode.PRICE_CHANGED]
    assert rows(["clara"], ["2026-11"]) == {}


@pytest.mark.usefixtures("table")
def test_what_is_prepaid_is_not_asked_for_in_half_an_hour_of_who_booked_nothing() -> None:
    town(replace(CANTEEN, prepaid=True))
    act(IN_TIME)
    booking = month().booking(IN_TIME)
    assert booking is not None and booking.pay_by is None
    assert [each.act for each in journal.lines("lisse", "testmp")][:1] == ["bookings_by_town"]


@pytest.mark.usefixtures("table")
def test_a_parent_cancels_by_the_rules_of_parents_and_the_note_goes_with_it() -> None:
    town()
    act(IN_TIME)
    preview, _ = preview_for_family(
        ForFamily("lisse", "testmp", AGENT),
        [SeenLine(IN_TIME, Action.CANCEL, None)],
        TownTerms(),
        now=paris("vendredi 2026-11-20 11:00"),
    )
    assert preview.passes == {Over.LIMIT}
    act(IN_TIME, action=Action.CANCEL, key="agent-0002")
    assert month().done_by_town(IN_TIME, "testmp") is not None
    book(IN_TIME)
    assert month().done_by_town(IN_TIME, "testmp") is None


@pytest.mark.usefixtures("table")
def test_what_the_town_says_to_one_home_of_a_child_is_not_the_other_s_to_read_and_goes_with_the_family() -> (
    None
):
    town()
    act(LUNCH, over=(Over.LIMIT,))
    act(IN_TIME, key="agent-0002")
    act(IN_TIME, action=Action.CANCEL, key="agent-0003")
    held = month()
    assert held.done_by_town(LUNCH, "testmp") and held.done_by_town(IN_TIME, "testmp")
    assert own_month(held, "testmp").town_acts == held.town_acts
    theirs = own_month(held, "voisins")
    assert theirs.town_acts == {} and theirs.cancelled_by_town == {} and not says_something(theirs)
    left = without_days_to_come(held, "testmp", THURSDAY).month
    assert left.booking(LUNCH) is not None, "the other home's bills depend on it"
    assert left.town_acts == {} and left.cancelled_by_town == {}
    assert is_empty(without_all(held, ["testmp"]).month)
