"""One family's data never makes another's act fail: an item that cannot be read is passed by, and the others are served."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.bookings.booking_requests import AskedLine, BookingRequest
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.storage.bookings import booking_requests
from functions.storage.invoices import invoices
from functions.storage.table import keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.item import Item
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import MAX_BODY_BYTES, Transaction
from functions.usecases.bookings.open_yearly_months import open_months_of_commune
from functions.usecases.invoicing import plan_invoices
from functions.usecases.invoicing.advance_run import SomeInvoicesFailed, advance_run, steps_of
from functions.usecases.invoicing.begin_run import begin_run
from functions.usecases.invoicing.preview_invoices import preview_invoices
from functions.usecases.messages.deliver_messages import deliver_messages
from functions.usecases.regie.list_unpaid import list_unpaid
from functions.usecases.regie.send_debt_reminders import send_reminders
from functions.usecases.reminders import remind_of_limits as reminding
from functions.usecases.reminders.remind_of_limits import remind_of_limits
from functions.usecases.waiting_list.promote_waiting import promote_waiting
from functions.usecases.waiting_list.sweep_waiting import sweep_waiting
from tests.support.absences import a_town as a_town_of_absences
from tests.support.attendance import a_tap, codes, send
from tests.support.broken import break_item
from tests.support.builders import (
    CLARA,
    MARC,
    MONDAY,
    a_booking,
    a_child,
    a_family,
    a_month,
    appoint,
    log_in,
    on,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.client import Browser
from tests.support.queues import a_waiting_town, cancel, fill, join, queue
from tests.usecases.invoicing.test_issue_invoices import NOVEMBER, OCTOBER, a_town, debts, issue

pytestmark = pytest.mark.usefixtures("table")

AGENT = "0" * 25 + "a"
NOW = paris("lundi 2026-11-23 18:45")
CANTEEN = "restauration"


@pytest.fixture
def agent(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Clara and Guilhem of the usual family, Tom of the neighbours; all eat at the canteen on lundi 2026-11-23."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town(reglement=a_town_of_absences())
    settle()
    settle(a_family("voisins", name="Voisins", children=("tom",)), [a_child("tom", ("voisins",))])
    for child, family in (("clara", "testmp"), ("guilhem", "testmp"), ("tom", "voisins")):
        put_month(a_month(child, "2026-11", {(23, CANTEEN): a_booking(payer=family)}))
    appoint(AGENT, *Role)
    return Browser(app, cookie=log_in(AGENT, now=NOW))


BROKEN = {
    "the child's month": keys.child_month("lisse", "clara", "2026-11"),
    "the child's file": keys.child("lisse", "clara"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_attendance_is_written_down_of_the_others(agent: Browser, what: str) -> None:
    break_item(BROKEN[what])
    names = ("clara", "guilhem", "tom", "personne")
    done = send(*(a_tap(one, at=NOW, day=MONDAY, service=CANTEEN, name=one) for one in names), now=NOW)
    assert sorted(done.accepted) == ["guilhem", "tom"]
    assert codes(done) == {"clara": "cannot_be_read", "personne": "not_found"}


def test_attendance_of_a_family_that_cannot_be_read_fails_alone(agent: Browser) -> None:
    break_item(keys.family("lisse", "voisins"))
    names = ("clara", "tom")
    done = send(*(a_tap(one, at=NOW, day=MONDAY, service=CANTEEN, name=one) for one in names), now=NOW)
    assert (done.accepted, codes(done)) == (("clara",), {"tom": "cannot_be_read"})


@pytest.mark.parametrize("what", BROKEN)
def test_the_list_of_the_day_shows_the_others_and_says_who_is_missing(agent: Browser, what: str) -> None:
    break_item(BROKEN[what])
    shown = agent.get(f"/communes/lisse/day-list?service={CANTEEN}&date=2026-11-23").json
    assert [each["child"] for each in shown["children"]] == ["guilhem", "tom"]
    assert shown["unreadable"] == ["clara"]


@pytest.mark.parametrize("what", BROKEN)
def test_the_list_of_absences_shows_the_others_and_says_who_is_missing(agent: Browser, what: str) -> None:
    marc = Browser(app, cookie=log_in(MARC, now=NOW))
    for child in ("clara", "guilhem"):
        told = {"child": child, "first": "2026-11-23", "last": "2026-11-23", "reason": "illness"}
        assert marc.post("/communes/lisse/families/testmp/absences", told).status == 200
    break_item(BROKEN[what])
    shown = agent.get("/communes/lisse/absences?month=2026-11").json
    assert [each["child"] for each in shown["absences"]] == ["guilhem"]
    assert shown["unreadable"] == ["clara"]


def test_a_page_of_requests_is_full_and_names_the_next_though_one_cannot_be_read(agent: Browser) -> None:
    line = AskedLine(BasketLine(Slot(MONDAY, CANTEEN, "clara"), Action.RESERVE), 345)
    for number in range(27):
        request = BookingRequest(f"{number:026}", "testmp", MARC, NOW, (line,))
        transaction = Transaction()
        key = keys.booking_request("lisse", "testmp", request.id)
        booking_requests.put(transaction, "lisse", Stored(key, request, 0))
        transaction.commit()
    break_item(keys.booking_request("lisse", "testmp", f"{3:026}"))
    break_item(keys.family("lisse", "testmp"))
    shown = agent.get("/communes/lisse/booking-requests").json
    assert [int(each["id"]) for each in shown["requests"]] == [0, 1, 2, *range(4, 26)]
    assert shown["next"] == f"{25:026}"


def test_invoices_are_issued_to_the_others_and_the_fault_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    a_town(3)
    break_item(keys.child_month("lisse", "k1", OCTOBER))
    with caplog.at_level(logging.ERROR):
        run = issue()
    assert run.done_at is not None
    assert sorted(debt.family for debt in debts()) == ["f0", "f2"]
    assert [debt.number.rank for debt in debts()] == [1, 2]
    assert any(
        "family not read" in each.getMessage() and "f1" in each.getMessage() for each in caplog.records
    )


def test_a_family_file_that_cannot_be_read_keeps_no_run_from_beginning() -> None:
    a_town(3)
    break_item(keys.family("lisse", "f1"))
    break_item(keys.child("lisse", "k1"))
    assert issue().done_at is not None
    assert sorted(debt.family for debt in debts()) == ["f0", "f2"]
    assert preview_invoices("lisse", OCTOBER, by="a", key="key-00000001", now=NOVEMBER).looked_at == 1


def test_an_invoice_that_would_not_fit_takes_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """The third family has most lines."""
    a_town(3)
    monkeypatch.setattr(plan_invoices, "MOST_BYTES", 1000)
    run = issue()
    issued = sorted(debt.family for debt in debts())
    assert run.done_at is not None and "f2" not in issued and "f0" in issued
    assert [debt.number.rank for debt in debts()] == list(range(1, len(issued) + 1))
    assert plan_invoices.MOST_BYTES < MAX_BODY_BYTES


def test_an_invoice_that_cannot_be_written_keeps_no_other_from_its_family(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_town(3)
    run = begin_run("lisse", OCTOBER, by="job", now=NOVEMBER)
    [step] = steps_of("lisse", run)
    [writing] = advance_run(step, now=NOVEMBER)
    real = invoices.put_new

    def refusing(transaction: Any, commune: str, invoice: Any, **more: Any) -> None:
        if invoice.debtor.family == "f0":
            raise ValueError("it does not fit")
        real(transaction, commune, invoice, **more)

    monkeypatch.setattr(invoices, "put_new", refusing)
    with pytest.raises(SomeInvoicesFailed, match="f0"):
        advance_run(writing, now=NOVEMBER)
    assert sorted(debt.family for debt in debts()) == ["f1", "f2"]
    monkeypatch.setattr(invoices, "put_new", real)
    advance_run(writing, now=NOVEMBER)
    assert [debt.number.rank for debt in debts()] == [1, 2, 3]


def test_months_are_opened_and_unpaid_invoices_listed_for_the_others() -> None:
    a_town(3)
    issue()
    late = NOVEMBER + timedelta(60)
    document = next(debt for debt in debts() if debt.family == "f1")
    break_item(keys.invoice("lisse", "f1", document.invoice))
    assert sorted(each.family for each in list_unpaid("lisse", now=late)) == ["f0", "f2"]
    other = next(debt for debt in debts() if debt.family == "f0")
    break_item(keys.receivable("lisse", "f0", other.invoice))
    assert [each.family for each in list_unpaid("lisse", now=late)] == ["f2"]
    break_item(keys.family("lisse", "f0"))
    assert open_months_of_commune("lisse", by="job", now=NOVEMBER).failed == 0


def test_debts_that_fail_each_time_do_not_keep_those_behind_from_their_reminder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three of four fail whenever they are tried, and a run tries two."""
    a_town(4)
    issue()
    late = NOVEMBER + timedelta(45)
    real = invoices.receivable

    def failing(commune: str, family: str, invoice: str) -> Any:
        if family != "f3":
            raise ValueError("broken")
        return real(commune, family, invoice)

    monkeypatch.setattr(invoices, "receivable", failing)
    runs = [
        send_reminders("lisse", by="job", now=late + timedelta(hours=hour), at_most=2) for hour in range(24)
    ]
    assert sum(run.sent for run in runs) == 1
    assert all(run.more for run in runs[:1])


def test_a_place_goes_to_the_next_where_the_first_in_line_cannot_be_read() -> None:
    town = a_waiting_town(1)
    fill("a")
    join("b")
    join("c", now=NOW.replace(day=16))
    break_item(keys.child("lisse", "kid-b"))
    cancel("a", now=paris("lundi 2026-11-16 11:00"))
    service, day = town.services[0].code, MONDAY
    promote_waiting("lisse", service, day, now=paris("lundi 2026-11-16 12:00"))
    assert queue(town) == ["b"]
    swept = sweep_waiting(now=paris("lundi 2026-11-16 12:10"))
    assert swept.failed == 0


def test_a_message_that_cannot_be_read_is_in_nobodys_way_and_is_put_aside_in_the_end() -> None:
    ids = [new_id(NOW) for _ in range(2)]
    for name in ids:
        transaction = Transaction()
        outbox.add(transaction, Message(name, MessageKind.INVOICE_REMINDER, data={"account": MARC}))
        transaction.commit()
    [broken] = [stored.key for stored in outbox.waiting() if stored.value.id == ids[0]]
    break_item(broken)
    sent: list[str] = []

    def run(hours: int) -> None:
        deliver_messages(
            {MessageKind.INVOICE_REMINDER: lambda message, _: sent.append(message.id)},
            clock=lambda: NOW + timedelta(hours=hours),
            budget=timedelta(seconds=40),
        )

    run(0)
    assert sent == [ids[1]]
    for hour in range(1, outbox.UNREADABLE_TRIES + 2):
        run(hour)
    assert [item.sk for item in Item.query(keys.outbox_failed("").pk)] == [broken.sk]
    assert outbox.failed() == [] and outbox.waiting() == []


def test_the_evening_s_reminders_go_past_a_family_that_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_town()
    used = {(9, CANTEEN): a_booking(), (12, CANTEEN): a_booking()}
    for rank in range(4):
        family, child = f"f{rank}", f"k{rank}"
        settle(
            a_family(family, name=f"Famille {rank}", children=(child,)),
            [replace(CLARA, id=child, families=(family,))],
        )
        put_month(a_month(child, "2026-11", used))
    break_item(keys.family("lisse", "f0"))
    break_item(keys.child("lisse", "k1"))
    break_item(keys.child_month("lisse", "k2", "2026-11"))
    monkeypatch.setattr(reminding, "PAGE", 1)
    evening = paris("mercredi 2026-11-18 19:00")
    done = remind_of_limits(
        "lisse",
        evening=on("mercredi 2026-11-18"),
        clock=lambda: evening,
        until=evening + timedelta(minutes=4),
    )
    waiting = [stored.value for stored in outbox.waiting(limit_per_shard=100)]
    told = [each.family for each in waiting if each.kind is MessageKind.BOOKING_REMINDER]
    assert "f3" in told and done.reminded == len(told)
