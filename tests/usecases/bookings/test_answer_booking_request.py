"""An agent's answer is one act: booked, counted, written down and told together, and once."""

from dataclasses import replace

import pytest

from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.bookings.booking_requests import BookingRequest, LineState
from functions.domain.errors import KeyReused, NotFound
from functions.domain.messages import MessageKind
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places
from functions.jobs.letters import letter
from functions.jobs.letters.mails import rendered
from functions.storage.bookings import booking_requests, child_months
from functions.storage.table import journal, outbox
from functions.usecases.bookings.answer_booking_request import Answered, answer_booking_request
from functions.usecases.bookings.validate_basket import validate_basket
from tests.support import builders
from tests.support.builders import (
    CANTEEN,
    JULIE,
    MARC,
    MONDAY,
    NOW,
    a_child,
    a_family,
    a_reglement,
    acting,
    open_account,
    open_town,
    put_in_basket,
    seen_lines,
    settle,
)
from tests.support.ledger import counters, rows, tally
from tests.support.meanwhile import meanwhile

LUNCH = Slot(MONDAY, "restauration", "clara")
GUILHEM = replace(LUNCH, child="guilhem")
RESERVE, CANCEL = Action.RESERVE, Action.CANCEL
AGENT = "0" * 25 + "a"


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    """The town confirms each lunch, and has one of them a day."""
    asked = replace(CANTEEN, reserve=replace(CANTEEN.reserve, confirmed_by_town=True), places=(Places(1),))
    open_town(reglement=a_reglement(services=(asked,)))
    settle()


def validate(*slots: Slot, account: str = MARC, family: str = "testmp", action: Action = RESERVE) -> None:
    who = acting(account, family=family)
    put_in_basket(who, *slots, action=action)
    key = f"key-{account}-{family}-{action}-{len(slots)}"
    validated, _ = validate_basket(who, seen_lines(who), key=key, now=NOW)
    assert validated.refused == ()


def waiting() -> list[BookingRequest]:
    return [stored.value for stored in booking_requests.open_requests("lisse", after=None, limit=50)]


def answered(
    request: BookingRequest,
    *,
    accept: tuple[Slot, ...] = (),
    refuse: tuple[Slot, ...] = (),
    key: str = "answer-0001",
    reason: str = "Plus de place.",
) -> Answered:
    given, _, _ = answer_booking_request(
        "lisse",
        request.family,
        request.id,
        accept=[BasketLine(slot, RESERVE) for slot in accept],
        refuse=[BasketLine(slot, RESERVE) for slot in refuse],
        reason=reason,
        by=AGENT,
        key=key,
        now=NOW,
    )
    return given


def told(kind: MessageKind) -> list[dict[str, str | int]]:
    return [each.value.data for each in outbox.waiting() if each.value.kind is kind]


def test_asking_writes_the_request_and_takes_no_place() -> None:
    validate(LUNCH, GUILHEM)
    assert rows(["clara", "guilhem"], ["2026-11"]) == {}
    assert counters(["restauration"], ["2026-11"]) == {}
    [request] = waiting()
    assert (request.family, request.by, len(request.lines)) == ("testmp", MARC, 2)
    [line] = [line for line in journal.lines("lisse", "testmp") if line.id == request.id]
    assert line.detail["asked"] == {
        "clara": {"restauration": {"2026-11-23": 345}},
        "guilhem": {"restauration": {"2026-11-23": 345}},
    }


def test_accepting_books_counts_and_tells_once() -> None:
    validate(LUNCH, GUILHEM)
    [request] = waiting()
    for _ in range(2):
        given = answered(request, accept=(LUNCH,), refuse=(GUILHEM,))
        assert [each.line.slot for each in given.accepted] == [LUNCH]
        assert [each.line.slot for each in given.refused] == [GUILHEM]
    found = rows(["clara", "guilhem"], ["2026-11"])
    assert set(found) == {LUNCH}
    assert counters(["restauration"], ["2026-11"]) == tally(found)
    assert waiting() == []
    assert len(told(MessageKind.BOOKING_REQUEST_ANSWERED)) == 1
    [line] = [line for line in journal.lines("lisse", "testmp") if line.act == "booking_request_answered"]
    assert line.by == AGENT and found[LUNCH].act == line.id
    with pytest.raises(KeyReused):
        answered(request, accept=(GUILHEM,))


def test_accepted_again_under_another_key_nothing_is_done_twice() -> None:
    validate(LUNCH)
    [request] = waiting()
    answered(request, accept=(LUNCH,))
    again = answered(request, accept=(LUNCH,), key="answer-0002")
    assert [each.obstacle.code for each in again.failed] == [ObstacleCode.NOT_ASKED]
    assert len(told(MessageKind.BOOKING_REQUEST_ANSWERED)) == 1


def test_a_place_taken_meanwhile_leaves_the_request_open() -> None:
    """The other family's answer comes after ours was decided, before it is written."""
    settle(a_family("durand", children=("tom",), members=(JULIE,)), [a_child("tom", ("durand",))])
    tom = replace(LUNCH, child="tom")
    validate(LUNCH)
    validate(tom, account=JULIE, family="durand")
    [ours] = [request for request in waiting() if request.family == "testmp"]
    [theirs] = [request for request in waiting() if request.family == "durand"]
    with meanwhile(lambda: answered(theirs, accept=(tom,), key="answer-0002")):
        given = answered(ours, accept=(LUNCH,))
    assert [each.obstacle.code for each in given.failed] == [ObstacleCode.FULL]
    assert set(rows(["clara", "tom"], ["2026-11"])) == {tom}
    assert [request.id for request in waiting()] == [ours.id]


def test_withdrawn_while_the_agent_answers_nothing_is_booked() -> None:
    validate(LUNCH)
    [request] = waiting()
    put_in_basket(acting(MARC), LUNCH, action=CANCEL)
    lines = seen_lines(acting(MARC))

    def withdraw() -> None:
        validated, _ = validate_basket(acting(MARC), lines, key="withdraw-0001", now=NOW)
        assert [each.withdrawn for each in validated.accepted] == [True]

    with meanwhile(withdraw):
        given = answered(request, accept=(LUNCH,))
    assert [each.obstacle.code for each in given.failed] == [ObstacleCode.NOT_ASKED]
    assert rows(["clara"], ["2026-11"]) == {}
    [stored] = booking_requests.requests("lisse", "testmp", [request.id])
    assert [each.state for each in stored.value.lines] == [LineState.WITHDRAWN]
    assert waiting() == []


def test_what_was_asked_for_a_child_who_left_the_family_can_be_refused_and_no_more() -> None:
    validate(LUNCH, GUILHEM)
    [request] = waiting()
    settle(a_family(children=("guilhem",)), [builders.GUILHEM])
    [failed] = answered(request, accept=(LUNCH,)).failed
    assert failed.obstacle.code is ObstacleCode.NOT_CONCERNED
    given = answered(request, accept=(GUILHEM,), refuse=(LUNCH,), key="answer-0002")
    assert ([each.line.slot for each in given.refused], given.failed) == ([LUNCH], ())
    assert waiting() == []
    [month] = child_months.months_of("lisse", ["clara"], "2026-11")
    assert month.value.asked == {}
    open_account()
    [message] = [
        each.value for each in outbox.waiting() if each.value.kind is MessageKind.BOOKING_REQUEST_ANSWERED
    ]
    written = letter(replace(message, data={**message.data, "account": MARC}), now=NOW)
    assert written is not None and "C’est refusé" in rendered(written).text


def test_no_such_request_is_not_found() -> None:
    validate(LUNCH)
    [request] = waiting()
    with pytest.raises(NotFound):
        answered(replace(request, family="durand"), accept=(LUNCH,))


def test_the_parent_reads_the_answer_and_its_reason() -> None:
    open_account()
    validate(LUNCH, GUILHEM)
    [sent] = [each.value for each in outbox.waiting() if each.value.kind is MessageKind.BOOKINGS_VALIDATED]
    written = letter(sent, now=NOW)
    assert written is not None
    mail = rendered(written)
    assert mail.subject == "Vos demandes sont envoyées à la mairie"
    assert "Vous avez demandé à la mairie" in mail.text and "enregistré" not in mail.text
    [request] = waiting()
    answered(request, accept=(LUNCH,), refuse=(GUILHEM,))
    [message] = [
        each.value for each in outbox.waiting() if each.value.kind is MessageKind.BOOKING_REQUEST_ANSWERED
    ]
    written = letter(replace(message, data={**message.data, "account": MARC}), now=NOW)
    assert written is not None
    text = rendered(written).text
    assert (
        text.index("C’est accepté") < text.index("Clara") < text.index("C’est refusé") < text.index("Guilhem")
    )
    assert text.index("Guilhem") < text.index("Raison\u00a0: Plus de place.")
    assert "attend" not in text
