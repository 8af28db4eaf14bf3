"""What leads to each kind of mail, and the mail as it leaves. What is said of days is said of lundi 2026-11-23 and mardi 2026-11-24."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from functions.domain.absences.declaration import Declaration
from functions.domain.agents.staff import Role
from functions.domain.bookings.booking_requests import AskedLine, BookingRequest, LineState
from functions.domain.bookings.town_booking import TownTerms
from functions.domain.bookings.validation import SeenLine
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.file_corrections import Correction, CorrectionState, Request, RequestKind
from functions.domain.journal import JournalLine
from functions.domain.kitchen.meals import MealLine
from functions.domain.kitchen.orders import MealOrder, OrderRef, SentOrders
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import HomePrice, Slot
from functions.domain.planning.town_act import Over
from functions.domain.reglement.deadline_rules import Action
from functions.domain.requests.threads import ThreadKind, ThreadMessage, thread_of
from functions.gateways.mail import Mail
from functions.jobs.letters import letter
from functions.jobs.letters.mails import rendered
from functions.storage.bookings import booking_requests
from functions.storage.families import requests
from functions.storage.kitchen import meal_orders
from functions.storage.requests import threads
from functions.storage.table import journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.declare_absence import declare_absence
from functions.usecases.accounts.change_address import ask_address
from functions.usecases.accounts.invite import invite
from functions.usecases.accounts.reset_password import ask_reset
from functions.usecases.bookings.book_for_family import ForFamily, book_for_family
from tests.support.absences import a_declared
from tests.support.accounts import EMAIL, PASSWORD, REF, messages
from tests.support.builders import (
    CLARA,
    EVENING,
    GUILHEM,
    MARC,
    MONDAY,
    NOW,
    a_booking,
    a_month,
    appoint,
    book,
    on,
    paris,
    put_month,
    settle,
)

TUESDAY = on("mardi 2026-11-24")
LUNCH = Slot(MONDAY, "restauration", "clara")
NEXT_LUNCH = Slot(TUESDAY, "restauration", "clara")
SEVEN = paris("mercredi 2026-11-18 19:00")
DAYS: dict[str, object] = {"clara": {"restauration": {MONDAY.isoformat(): 345}}}


def of_family(kind: MessageKind, **data: str | int) -> Message:
    return Message(new_id(NOW), kind, "lisse", "testmp", {"account": MARC, **data})


def of_login(kind: MessageKind, **data: str | int) -> Message:
    return Message(new_id(NOW), kind, data={"account": MARC, **data})


def left_by_the_act(kind: MessageKind) -> Message:
    [message] = messages(kind)
    return message


def an_invitation() -> Message:
    invite("nouveau@famille.example", [REF], by="mairie", now=NOW)
    return left_by_the_act(MessageKind.ACTIVATION)


def a_reset() -> Message:
    ask_reset(EMAIL, place="home", idempotency_key="reset", now=NOW)
    return left_by_the_act(MessageKind.PASSWORD_RESET)


def a_move() -> Message:
    ask_address(MARC, "marc@ailleurs.example", PASSWORD, place="home", idempotency_key="move", now=NOW)
    return left_by_the_act(MessageKind.ADDRESS_CHANGE)


def two_bookings() -> Message:
    book(LUNCH, Slot(TUESDAY, EVENING.code, "guilhem"))
    return left_by_the_act(MessageKind.BOOKINGS_VALIDATED)


def a_place() -> Message:
    put_month(a_month("clara", "2026-11", {(23, "restauration"): a_booking(act="given")}))
    return of_family(
        MessageKind.PLACE_GIVEN, act="given", child="clara", service="restauration", date=MONDAY.isoformat()
    )


def an_answer() -> Message:
    lines = (
        AskedLine(BasketLine(LUNCH, Action.RESERVE), 345, state=LineState.ACCEPTED),
        AskedLine(
            BasketLine(NEXT_LUNCH, Action.RESERVE), 345, state=LineState.REFUSED, reason="Sortie scolaire."
        ),
    )
    put_month(a_month("clara", "2026-11", {(23, "restauration"): a_booking()}))
    transaction = Transaction()
    request = BookingRequest("asked", "testmp", MARC, NOW, lines)
    booking_requests.put(
        transaction, "lisse", Stored(keys.booking_request("lisse", "testmp", "asked"), request, 0)
    )
    transaction.commit()
    return of_family(MessageKind.BOOKING_REQUEST_ANSWERED, request="asked", act="a")


def booked_by_the_town() -> Message:
    late = replace(LUNCH, date=on("jeudi 2026-11-19"))
    book_for_family(
        ForFamily("lisse", "testmp", "0" * 25 + "a"),
        [SeenLine(late, Action.RESERVE, 345)],
        TownTerms(frozenset({Over.LIMIT}), reason="Oubli signalé par téléphone."),
        tell=True,
        key="for-family",
        now=NOW,
    )
    left = left_by_the_act(MessageKind.BOOKED_BY_TOWN)
    return replace(left, data={**left.data, "account": MARC})


def a_declaration() -> Message:
    put_month(
        a_month(
            "clara",
            "2026-11",
            {(day, code): a_booking() for day in (23, 24) for code in ("restauration", EVENING.code)},
        )
    )
    told = Declaration("clara", MONDAY, TUESDAY, "illness", ("restauration",))
    declare_absence(AbsenceAct("lisse", "testmp", MARC, "declare", NOW), told)
    return left_by_the_act(MessageKind.ABSENCE_DECLARED)


def a_refused_proof() -> Message:
    absence = a_declared([MONDAY], id="2026-11.clara.a")
    put_month(a_month("clara", "2026-11", {(23, "restauration"): a_booking()}).with_absence(absence))
    return of_family(MessageKind.ABSENCE_REFUSED, absence=absence.id, why="illegible")


def a_forgotten_week() -> Message:
    used = {(9, "restauration"): a_booking(), (12, "restauration"): a_booking()}
    put_month(a_month("clara", "2026-11", used))
    return of_family(MessageKind.BOOKING_REMINDER, evening="2026-11-18")


def access_ended() -> Message:
    """As it is delivered: to somebody who acts for the family no more."""
    return of_family(MessageKind.ACCESS_ENDED)


def of_agents(kind: MessageKind, *roles: Role, **data: str) -> Callable[[], Message]:
    """Once Marc, who is a parent too, works there in these roles; in none, no more."""

    def message() -> Message:
        appoint(MARC, *roles)
        return Message(new_id(NOW), kind, "lisse", None, {"account": MARC, **data})

    return message


def corrections_answered() -> Message:
    corrections = (
        Correction("phone", "01", "02", state=CorrectionState.ACCEPTED),
        Correction("name", "T", "D", state=CorrectionState.REFUSED, reason="Il faut un justificatif."),
        Correction("address.city", "A", "B"),
    )
    transaction = Transaction()
    request = Request("corrected", RequestKind.CORRECTION, "testmp", MARC, NOW, corrections)
    requests.add(transaction, "lisse", request)
    transaction.commit()
    return of_family(MessageKind.CORRECTION_ANSWERED, request="corrected", act="a")


def an_answer_that_waits() -> Message:
    message = ThreadMessage("001", "agent", True, NOW, "Oui, et un goûter.")
    thread = thread_of("thread", ThreadKind.QUESTION, "testmp", "Allergie", message)
    transaction = Transaction()
    threads.put(transaction, "lisse", Stored(keys.thread("lisse", "testmp", "thread"), thread, 0))
    transaction.commit()
    return of_family(MessageKind.REQUEST_ANSWERED, request="thread", message="001")


def places_given_back() -> Message:
    transaction = Transaction()
    journal.add(
        transaction,
        "lisse",
        "testmp",
        JournalLine("lapsed", "prepayment_lapsed", "job", NOW, {}, {"released": DAYS}),
    )
    transaction.commit()
    return of_family(MessageKind.HOLD_RELEASED, number="2026-000042", act="lapsed")


def a_strike() -> Message:
    transaction = Transaction()
    detail: dict[str, object] = {"called_off": {"clara": {"restauration": {"2026-11-23": "grève"}}}}
    journal.add(
        transaction, "lisse", "testmp", JournalLine("strike", "told_called_off", "job", NOW, {}, detail)
    )
    transaction.commit()
    return of_family(MessageKind.CALLED_OFF, act="strike")


def paid_of_the_other_home() -> Message:
    """The other home of Clara booked Monday's lunch half an hour ago, of which Marc pays half."""
    act = new_id(NOW - timedelta(minutes=30))
    half = (Part("maman", 50), Part("testmp", 50))
    shared = replace(CLARA, families=("testmp", "maman"), sharing=(Sharing(on("mardi 2026-09-01"), half),))
    settle(None, [shared, GUILHEM])
    own = HomePrice("testmp", 345, "T2")
    booking = replace(a_booking(520, payer="maman", act=act), others=(own,))
    put_month(a_month("clara", "2026-11", {(23, "restauration"): booking}))
    transaction = Transaction()
    line = JournalLine(act, "bookings_validated", "julie", NOW, {}, {"reserved": DAYS})
    journal.add(transaction, "lisse", "maman", line)
    transaction.commit()
    return of_family(MessageKind.OTHER_HOME_BOOKED, home="maman", act=act)


def of_the_invoice(kind: MessageKind, **data: str | int) -> Callable[[], Message]:
    return lambda: of_family(kind, invoice="i42", number="2026-000042", **data)


def meals_ordered(kind: MessageKind = MessageKind.MEAL_ORDER) -> Message:
    """Of two days that closed at once; of one mail, whichever letter tells of it."""
    sent = SentOrders(
        "0" * 26,
        "restauration",
        NOW,
        "commande@resto.example",
        "Resto Vert",
        (OrderRef(MONDAY, 1), OrderRef(TUESDAY, 1)),
    )
    transaction = Transaction()
    key = keys.sent_orders("lisse", sent.id)
    known = meal_orders.sent("lisse", sent.id)
    meal_orders.put_sent(transaction, "lisse", Stored(key, sent, known.version if known else 0))
    if known is None:
        for day, lines in ((MONDAY, (MealLine("ferry", from6=1),)), (TUESDAY, ())):
            meal_orders.put_order(
                transaction, "lisse", MealOrder("restauration", day, 1, NOW, lines, sent.id)
            )
    transaction.commit()
    data: dict[str, str | int] = {"sent": sent.id, "account": MARC}
    return Message(new_id(NOW), kind, "lisse", data=data)


def mailed(message: Message) -> Mail:
    written = letter(message, now=SEVEN if message.kind is MessageKind.BOOKING_REMINDER else NOW)
    assert written is not None, message.kind
    return rendered(written)
