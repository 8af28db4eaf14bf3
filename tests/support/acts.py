"""Every act that writes: what it needs on the table, and how it is done. `tests/usecases/test_faults_everywhere.py` breaks each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from functions.domain.absences.called_off import CalledOffScope
from functions.domain.absences.declaration import Declaration
from functions.domain.accounts.account import Session
from functions.domain.accounts.activation import Activation
from functions.domain.attendance.attendance import AttendanceEntry
from functions.domain.attendance.attendance_list import ChildEntry
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.family import Civility, Enrolment
from functions.domain.invoices.documents import DocumentKind, DocumentRef
from functions.domain.invoices.reissue import LineCorrection
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.attendance_record import Presence
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.planning.declared_absence import NotAccepted
from functions.domain.privacy.family_data import DataFolder
from functions.domain.regie.alerts import AlertKind
from functions.domain.regie.online_payments import AttemptState
from functions.domain.reglement.deadline_rules import Action, Mode, Rule
from functions.domain.reglement.reglement import Places
from functions.domain.town.agents import Role
from functions.domain.town.collection_policy import Collection
from functions.domain.town.invoicing_policy import Invoicing
from functions.gateways.payments.port import PaymentState
from functions.jobs.waiting import give_places
from functions.storage.accounts import activations
from functions.storage.accounts import sessions as stored_sessions
from functions.storage.bookings import booking_requests
from functions.storage.families import families
from functions.storage.regie import alerts, online_payments
from functions.storage.table import outbox
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.town import news
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.call_off import CallOffAct, call_off
from functions.usecases.absences.decide_absence import decide_absence
from functions.usecases.absences.declare_absence import declare_absence
from functions.usecases.absences.prove_absence import prove_absence
from functions.usecases.absences.withdraw_absence import withdraw_absence
from functions.usecases.accounts import sessions
from functions.usecases.accounts.activate import activate
from functions.usecases.accounts.agent_access import note_sign_in
from functions.usecases.accounts.change_address import ask_address, confirm_address
from functions.usecases.accounts.change_password import change_password
from functions.usecases.accounts.invite import invite
from functions.usecases.accounts.log_in import log_in
from functions.usecases.accounts.open_agent_login import open_agent_login
from functions.usecases.accounts.reset_password import ask_reset, confirm_reset
from functions.usecases.attendance.record_attendance import AttendanceAct, record_attendance
from functions.usecases.bookings.answer_booking_request import answer_booking_request
from functions.usecases.bookings.change_basket import change_basket
from functions.usecases.bookings.decline_place import decline_place
from functions.usecases.bookings.fill_range import Range, fill_range
from functions.usecases.bookings.open_yearly_months import open_months_of_commune
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.families.accept_reglement import accept_reglement
from functions.usecases.families.register_family import register_family
from functions.usecases.families.share_child import share_child
from functions.usecases.families.update_family_file import update_family_file
from functions.usecases.invoicing.ask_document import ask_document
from functions.usecases.invoicing.file_document import file_document
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.invoicing.preview_invoices import preview_invoices
from functions.usecases.messages.fan_out_to_members import fan_out_to_members
from functions.usecases.payments.close_alert import close_alert
from functions.usecases.payments.open_payment import PaymentAsked, open_payment
from functions.usecases.payments.raise_alert import raise_alert
from functions.usecases.payments.settle_payment import settle_payment
from functions.usecases.prepayment.end_holds import end_holds
from functions.usecases.privacy.ask_erasure import ErasureWish, ask_erasure, withdraw_erasure
from functions.usecases.privacy.erase_family import ErasureAsked, erase_family
from functions.usecases.privacy.export_family import ExportAsked, export_family
from functions.usecases.regie.close_statement import close_statement
from functions.usecases.regie.send_debt_reminders import send_reminders
from functions.usecases.reminders.calendar_feed import close_feed, open_feed
from functions.usecases.reminders.choose_reminders import set_reminders
from functions.usecases.reminders.remind_of_limits import remind_of_limits
from functions.usecases.town.appoint_agent import appoint_agent
from functions.usecases.town.choose_collection import choose_collection
from functions.usecases.town.choose_invoicing import choose_invoicing
from functions.usecases.town.open_commune import open_commune
from functions.usecases.town.publish_news import publish_news
from functions.usecases.town.publish_reglement import publish_reglement
from functions.usecases.waiting_list import give_freed_places
from functions.usecases.waiting_list.join_waiting_list import join_waiting_list, leave_waiting_list
from functions.usecases.waiting_list.promote_waiting import promote_waiting
from functions.usecases.waiting_list.sweep_waiting import sweep_waiting
from tests.support import accounts, desk, queues
from tests.support.absences import a_town
from tests.support.accounts import (
    EMAIL,
    HOME,
    PASSWORD,
    REF,
    SHEET,
    a_town_with_a_family,
    address_code,
    an_account,
    invited,
    reset_code,
)
from tests.support.bank import Bank
from tests.support.builders import (
    CANTEEN,
    CLARA,
    EVENING,
    GUILHEM,
    MARC,
    MONDAY,
    MORNING,
    NOW,
    a_booking,
    a_commune,
    a_family,
    a_month,
    a_reglement,
    acting,
    book,
    on,
    open_account,
    open_town,
    paris,
    put_in_basket,
    put_month,
    seen_lines,
    settle,
)
from tests.support.till import an_issued_invoice

Do = Callable[[], object]
KEY = "the-key-of-the-act"
LUNCH = Slot(MONDAY, "restauration", "clara")
LATER = "quatre peupliers verts"


@dataclass(frozen=True)
class Act:
    """`prepare` puts on the table what the act needs, and answers the act, which is the same one each time it is done."""

    modules: tuple[str, ...]
    """Of functions/usecases, whose writes it goes through."""
    prepare: Callable[[], Do]
    spares: tuple[str, ...] = ()
    """Keys of items that may be there once more, or say something else: what is counted, and what nobody reads any more."""
    check: Callable[[], None] | None = None
    """What must be so afterwards, where the table may differ."""

    @property
    def name(self) -> str:
        return self.prepare.__name__


ACTS: list[Act] = []

EXPIRES = ("C#lisse#PLAN#", "T#")
"""Drafts of a planning that died; tries, of which one more may be counted."""


def writes(
    *modules: str, spares: tuple[str, ...] = (), check: Callable[[], None] | None = None
) -> Callable[[Callable[[], Do]], Callable[[], Do]]:
    def register(prepare: Callable[[], Do]) -> Callable[[], Do]:
        ACTS.append(Act(modules, prepare, (*EXPIRES, *spares), check))
        return prepare

    return register


class Store:
    """Of documents, in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def put(self, place: str, body: bytes, **_: object) -> None:
        self.kept[place] = body

    def has(self, place: str) -> bool:
        return place in self.kept

    def read(self, place: str) -> bytes | None:
        return self.kept.get(place)

    def delete(self, place: str) -> None:
        self.kept.pop(place, None)

    def delete_under(self, folder: str) -> None:
        for place in [place for place in self.kept if place.startswith(folder)]:
            del self.kept[place]


# The régisseur


def _debt(*cents: int) -> str:
    an_issued_invoice()
    return desk.issue_month("2026-09", *cents).invoice


@writes("regie.record_payment", "regie.regie_act")
def recording_a_payment() -> Do:
    invoice = _debt(500, 300)
    return lambda: desk.pay(desk.cheque(900), invoice, key=KEY)


@writes("regie.reject_payment")
def rejecting_a_payment() -> Do:
    payment = desk.pay(desk.cheque(800), _debt(500)).payment
    return lambda: desk.reject(payment, key=KEY)


@writes("regie.issue_credit_note")
def crediting() -> Do:
    invoice = _debt(500)
    desk.pay(desk.cash(200), invoice)
    return lambda: desk.credit_note(invoice, key=KEY)


@writes("regie.reissue_invoice")
def issuing_again() -> Do:
    invoice = _debt(500, 300)
    return lambda: desk.reissue(invoice, {0: LineCorrection(quantity=0)}, key=KEY)


@writes("regie.write_off")
def writing_off() -> Do:
    invoice = _debt(500)
    return lambda: desk.write_off(invoice, 100, key=KEY)


@writes("regie.use_credit")
def using_credit() -> Do:
    desk.pay(desk.cheque(800), _debt(500))
    return lambda: desk.use(key=KEY)


@writes("regie.refund_credit")
def refunding() -> Do:
    desk.pay(desk.cheque(800), _debt(500))
    return lambda: desk.refund(200, key=KEY)


@writes("regie.hand_over_debts")
def handing_over() -> Do:
    invoice = _debt(1500)
    desk.remind_of_all()
    return lambda: desk.hand_over(invoice, key=KEY, now=desk.AFTER_REMINDERS)


@writes("regie.recall_debt")
def recalling() -> Do:
    invoice = _debt(1500)
    desk.remind_of_all()
    desk.hand_over(invoice, now=desk.AFTER_REMINDERS)
    return lambda: desk.recall(invoice, key=KEY, now=desk.AFTER_REMINDERS)


@writes("regie.send_debt_reminders")
def reminding_of_debts() -> Do:
    _debt(500)
    return lambda: _without_failures(send_reminders("lisse", by="job", now=desk.FIRST_REMINDER))


@writes("regie.close_statement")
def closing_a_statement() -> Do:
    desk.pay(desk.cheque(500), _debt(500))
    return lambda: close_statement(
        "lisse", desk.TODAY, key=KEY, by=desk.REGISSEUR, now=paris("mardi 2026-11-03 08:00")
    )


# Runs and documents


def _town_to_bill(families: int = 1) -> None:
    open_town()
    for number in range(families):
        child = f"child-{number}"
        settle(
            a_family(f"f{number}", children=(child,)), [replace(CLARA, id=child, families=(f"f{number}",))]
        )
        put_month(a_month(child, "2026-10", {(1, "restauration"): a_booking(payer=f"f{number}")}))


ISSUED_AT = paris("dimanche 2026-11-01 04:15")


@writes("invoicing.begin_run", "invoicing.advance_run", "invoicing.issue_invoices")
def issuing_invoices() -> Do:
    _town_to_bill(2)
    return lambda: issue_invoices("lisse", "2026-10", by="job", now=ISSUED_AT)


@writes("invoicing.preview_invoices")
def previewing() -> Do:
    _town_to_bill()
    preview_invoices("lisse", "2026-10", by="agent", key="the-preview-before", now=ISSUED_AT)
    return lambda: preview_invoices("lisse", "2026-10", by="agent", key=KEY, now=ISSUED_AT)


@writes("invoicing.file_document")
def filing_a_document() -> Do:
    open_town()
    ref, store = DocumentRef("lisse", "testmp", DocumentKind.STATEMENT, "2026"), Store()
    file = partial(file_document, ref, says="", typeset=lambda: b"%PDF", now=NOW)
    return lambda: file(store=store)  # type: ignore[arg-type]


@writes("invoicing.ask_document")
def asking_for_a_document() -> Do:
    open_town()
    ref = DocumentRef("lisse", "testmp", DocumentKind.STATEMENT, "2026")
    return lambda: ask_document(ref, now=NOW)


# Payments online


def _clicking(bank: Bank, invoice: str, key: str, now: datetime) -> object:
    return open_payment(
        PaymentAsked("lisse", "testmp", invoice, MARC, key),
        provider=bank,
        return_url=lambda place: f"https://preau.example/?id={place.attempt}",
        api_url="https://preau.example/api",
        now=now,
    )


def _one_is_open() -> None:
    """It holds the invoice; what was cut off before it was given up."""
    attempts = online_payments.of_family("lisse", "testmp")
    [opened] = [attempt for attempt in attempts if attempt.state is AttemptState.OPEN]
    assert all(attempt.state is AttemptState.FAILED for attempt in attempts if attempt != opened)
    assert desk.debt_of(opened.invoice).attempt == opened.id
    assert online_payments.behind(opened.provider_id or "") == online_payments.place_of(opened)


@writes("payments.open_payment", check=_one_is_open)
def opening_a_payment() -> Do:
    """What a click that was cut off left is given up after two minutes: whoever clicks again then is sent to pay."""
    invoice, bank, clicks = an_issued_invoice().invoice, Bank(), iter(range(1000))
    return lambda: _clicking(bank, invoice, KEY, desk.NOW + timedelta(minutes=3 * next(clicks)))


@writes("payments.settle_payment")
def settling_a_payment() -> Do:
    invoice, bank = an_issued_invoice().invoice, Bank()
    _clicking(bank, invoice, "click", desk.NOW)
    [attempt] = online_payments.of_family("lisse", "testmp")
    bank.decide(attempt.provider_id or "", PaymentState.PAID, at=desk.NOW)
    place = online_payments.place_of(attempt)
    return lambda: settle_payment(place, provider=bank, now=desk.NOW + timedelta(minutes=5))


@writes("payments.raise_alert")
def raising_an_alert() -> Do:
    invoice, bank = an_issued_invoice().invoice, Bank()
    _clicking(bank, invoice, "click", desk.NOW)
    place = online_payments.place_of(online_payments.of_family("lisse", "testmp")[0])
    return lambda: raise_alert(place, AlertKind.FORGED, code="", now=desk.NOW)


@writes("payments.close_alert")
def closing_an_alert() -> Do:
    raising_an_alert()()
    [alert] = alerts.open_alerts("lisse")
    return lambda: close_alert("lisse", alert.id, by="agent", note="Vu", key=KEY, now=desk.NOW)


def _hold() -> tuple[Bank, str]:
    prepaid = replace(MORNING, prepaid=True, places=(Places(1),))
    open_town(reglement=a_reglement(services=(prepaid, CANTEEN)))
    open_account()
    settle()
    who = acting()
    put_in_basket(who, replace(LUNCH, service=MORNING.code), now=NOW)
    validated, _ = validate_basket(who, seen_lines(who), key="valider", now=NOW)
    [asked] = validated.to_pay
    return Bank(), asked.invoice


@writes("prepayment.end_holds")
def releasing_a_hold() -> Do:
    bank, _ = _hold()
    return lambda: _without_failures(end_holds(provider=bank, now=NOW + timedelta(minutes=31)))


@writes("prepayment.confirm_hold")
def confirming_a_hold() -> Do:
    bank, invoice = _hold()
    desk.pay(desk.cash(150, NOW.date()), invoice, now=NOW)
    return lambda: _without_failures(end_holds(provider=bank, now=NOW + timedelta(minutes=5)))


class Failed(Exception):
    """A job that goes through many says how many failed: its next firing takes them up."""


def _without_failures(outcome: object) -> None:
    if getattr(outcome, "failed", 0):
        raise Failed


# Bookings


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


@writes("bookings.open_yearly_months")
def opening_months() -> Do:
    enrolment = Enrolment("restauration", "testmp", on("mardi 2026-09-01"), None, (1, 4))
    canteen = replace(CANTEEN, reserve=Rule(mode=Mode.ALWAYS))
    open_town(reglement=a_reglement(services=(canteen, EVENING)))
    settle(children=(replace(CLARA, enrolments=(enrolment,)), GUILHEM))
    return lambda: _without_failures(open_months_of_commune("lisse", by="job", now=NOW))


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
    return lambda: _without_failures(sweep_waiting(now=NOW))


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


# Absences and attendance

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


@writes("absences.prove_absence")
def proving_an_absence() -> Do:
    absence, store = _declared(), Store()
    prove = partial(prove_absence, _absence_act(now=AFTER), absence, b"%PDF-1.7 ...")
    return lambda: prove(store=store)  # type: ignore[arg-type]


@writes("absences.decide_absence")
def refusing_a_proof() -> Do:
    absence = _declared()
    return lambda: decide_absence(_absence_act(now=AFTER), absence, next(iter(NotAccepted)))


@writes("absences.withdraw_absence")
def withdrawing_an_absence() -> Do:
    absence = _declared()
    return lambda: withdraw_absence(_absence_act(), absence)


@writes("absences.call_off")
def calling_off() -> Do:
    open_town()
    what = CalledOffScope(MONDAY, "grève", ("restauration",))
    return lambda: call_off(CallOffAct("lisse", "agent", KEY, BEFORE), what)


@writes("attendance.record_attendance")
def recording_attendance() -> Do:
    _lunch_booked()
    entries = [ChildEntry("clara", AttendanceEntry(Presence.PRESENT))]
    return lambda: record_attendance(
        AttendanceAct("lisse", "restauration", MONDAY, "agent", KEY, AFTER), entries
    )


# Families and the town


@writes("families.register_family")
def registering_a_family() -> Do:
    open_town()
    return lambda: register_family("lisse", a_family(), [CLARA, GUILHEM], by="import", now=NOW)


@writes("families.update_family_file")
def keeping_a_file() -> Do:
    open_town()
    settle()
    kept = {"clara": (Enrolment("restauration", "testmp", on("mardi 2026-09-01"), None, (1, 4)),)}
    return lambda: update_family_file(
        "lisse", "testmp", file_complete=True, enrolments=kept, by="agent", key=KEY, now=NOW
    )


@writes("families.share_child")
def sharing_a_child() -> Do:
    open_town()
    settle()
    settle(a_family("voisins", children=("clara",)), [CLARA])
    agreed = Sharing(NOW.date(), (Part("testmp", 50), Part("voisins", 50)))
    return lambda: share_child("lisse", "clara", agreed, by="agent", key=KEY, now=NOW)


@writes("families.accept_reglement")
def accepting_the_reglement() -> Do:
    version = open_town().version
    settle()
    return lambda: accept_reglement(acting(), version, key=KEY, now=NOW)


@writes("town.open_commune")
def opening_a_commune() -> Do:
    return lambda: open_commune(a_commune(), now=NOW)


@writes("town.publish_reglement")
def publishing_a_reglement() -> Do:
    open_commune(a_commune(), now=NOW)
    return lambda: publish_reglement("lisse", a_reglement(), now=NOW)


def _the_article_is_there() -> None:
    """Who publishes again after a fault may find it there twice: no screen publishes news yet, and a command says what is there."""
    assert 1 <= len(news.latest("lisse")) <= 2


@writes("town.publish_news", check=_the_article_is_there)
def publishing_news() -> Do:
    open_town()
    return lambda: publish_news("lisse", title="Kermesse", summary="Samedi", body_markdown="Venez", now=NOW)


@writes("town.appoint_agent")
def appointing_an_agent() -> Do:
    open_town()
    an_account()
    return lambda: appoint_agent("lisse", MARC, (Role.SECRETARY,), by="deployer", now=NOW)


@writes("town.choose_collection")
def choosing_how_to_collect() -> Do:
    open_town()
    return lambda: choose_collection(
        "lisse", Collection(45, (5, 20), "7067", {}), by="agent", key=KEY, now=NOW
    )


@writes("town.choose_invoicing")
def choosing_how_to_invoice() -> Do:
    open_town()
    return lambda: choose_invoicing("lisse", Invoicing(day=5), by="agent", key=KEY, now=NOW)


# Reminders and messages


@writes("reminders.calendar_feed")
def opening_a_calendar() -> Do:
    session = _signed_in()
    return lambda: open_feed(session, idempotency_key=KEY, now=NOW)


@writes("reminders.calendar_feed")
def closing_a_calendar() -> Do:
    opening_a_calendar()()
    return lambda: close_feed(MARC, idempotency_key="close", now=NOW)


@writes("reminders.choose_reminders")
def choosing_reminders() -> Do:
    an_account()
    return lambda: set_reminders(MARC, wanted=False, idempotency_key=KEY, now=NOW)


@writes("reminders.remind_of_limits")
def reminding_of_limits() -> Do:
    seven = paris("mercredi 2026-11-18 19:00")
    open_town()
    settle()
    put_month(
        a_month("clara", "2026-11", {(9, "restauration"): a_booking(), (12, "restauration"): a_booking()})
    )
    return lambda: remind_of_limits(
        "lisse", evening=seven.date(), clock=lambda: seven, until=seven + timedelta(seconds=1)
    )


@writes("messages.fan_out_to_members")
def fanning_out_to_members() -> Do:
    open_town()
    settle()
    message = Message(new_id(NOW), MessageKind.PLACE_GIVEN, "lisse", "testmp", {"act": "1"})
    return lambda: fan_out_to_members(message, NOW)


# What a family is handed


@writes("privacy.export_family")
def exporting_a_family() -> Do:
    open_town()
    open_account()
    settle()
    asked, store = ExportAsked("lisse", "testmp", MARC, KEY, NOW), Store()
    export = partial(export_family, asked, folder_of=lambda _: DataFolder("export.zip", {}, {}, {}))
    return lambda: export(documents=store, uploads=store)  # type: ignore[arg-type]


# Logins


def _the_code_of_the_last_mail_is_right() -> None:
    """Who invites again after a fault sends another code, which replaces the first."""
    stored = read_one(activations.activation_key(EMAIL), Activation)
    mailed = [message.data["issue"] for message in accounts.messages("activation")]
    assert stored is not None and mailed.count(stored.value.issue) == 1 and len(mailed) <= 2


@writes("accounts.invite", check=_the_code_of_the_last_mail_is_right)
def inviting() -> Do:
    a_town_with_a_family()
    return lambda: invite(EMAIL, [REF], by="mairie", now=NOW)


@writes("accounts.activate", spares=("SESSION#",))
def activating() -> Do:
    a_town_with_a_family()
    code = invited()
    return lambda: activate(EMAIL, code, PASSWORD, SHEET, visitor=HOME, idempotency_key=KEY, now=NOW)


@writes("accounts.log_in", spares=("SESSION#",))
def logging_in() -> Do:
    an_account()
    return lambda: log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW)


@writes("accounts.open_agent_login")
def opening_an_agents_login() -> Do:
    return lambda: open_agent_login(
        "agent@lisse.example",
        civility=Civility.MADAME,
        first_name="Ana",
        last_name="Lisse",
        by="deployer",
        now=NOW,
    )


@writes("accounts.change_address")
def asking_for_another_address() -> Do:
    an_account()
    return lambda: ask_address(
        MARC, "autre@famille.example", PASSWORD, place=HOME.place, idempotency_key=KEY, now=NOW
    )


@writes("accounts.change_address")
def confirming_another_address() -> Do:
    asking_for_another_address()()
    code, session = address_code("autre@famille.example"), _session(_cookie())
    return lambda: confirm_address(
        session, "autre@famille.example", code, place=HOME.place, idempotency_key="confirm", now=NOW
    )


@writes("accounts.change_password")
def changing_the_password() -> Do:
    session = _signed_in()
    return lambda: change_password(session, PASSWORD, LATER, place=HOME.place, idempotency_key=KEY, now=NOW)


def _cookie() -> str:
    return log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW).cookie


def _signed_in() -> Stored[Session]:
    an_account()
    return _session(_cookie())


def _session(cookie: str) -> Stored[Session]:
    key = stored_sessions.session_key(cookie)
    [found] = [one for one in stored_sessions.sessions(MARC) if one.key == key]
    return found


@writes("accounts.reset_password")
def asking_for_a_reset() -> Do:
    an_account()
    return lambda: ask_reset(EMAIL, place=HOME.place, idempotency_key=KEY, now=NOW)


@writes("accounts.reset_password")
def confirming_a_reset() -> Do:
    asking_for_a_reset()()
    code = reset_code()
    return lambda: confirm_reset(EMAIL, code, LATER, place=HOME.place, idempotency_key="confirm", now=NOW)


@writes("accounts.agent_access")
def noting_that_an_agent_signed_in() -> Do:
    """By the first request of the session, or else by the next."""
    open_town()
    an_account()
    cookie = _cookie()
    return lambda: [note_sign_in(_session(cookie), "lisse", now=NOW) for _ in range(2)]


@writes("accounts.sessions")
def logging_out_everywhere_else() -> Do:
    kept = _signed_in()
    _cookie()
    return lambda: sessions.sweep_others(MARC, keep=kept.key)


# Personal data


def _wish(key: str) -> ErasureWish:
    return ErasureWish("lisse", families.family("lisse", "testmp"), MARC, key, NOW)


@writes("privacy.ask_erasure")
def asking_to_be_erased() -> Do:
    open_town()
    settle()
    wish = _wish(KEY)
    return lambda: ask_erasure(wish)


@writes("privacy.ask_erasure")
def wishing_to_stay_after_all() -> Do:
    asking_to_be_erased()()
    wish = _wish("withdraw")
    return lambda: withdraw_erasure(wish)


@writes("privacy.erase_family", "privacy.erase_login", "privacy.erase_children")
def erasing_a_family() -> Do:
    open_town()
    settle()
    an_account()
    _cookie()
    asked = ErasureAsked("lisse", "testmp", "command", NOW)
    return lambda: erase_family(asked, documents=Store(), uploads=Store())  # type: ignore[arg-type]
