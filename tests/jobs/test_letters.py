"""Every mail says what happened and who writes, under a subject of its own."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.absences.declaration import Declaration
from functions.domain.agents.staff import Role
from functions.domain.billing.prepayment import Hold
from functions.domain.bookings.booking_requests import AskedLine, BookingRequest, LineState
from functions.domain.bookings.town_booking import TownTerms
from functions.domain.bookings.validation import SeenLine
from functions.domain.families.file_corrections import (
    Correction,
    CorrectionState,
    Request,
    RequestKind,
)
from functions.domain.journal import JournalLine
from functions.domain.kitchen.meals import MealLine
from functions.domain.kitchen.orders import MealOrder, OrderRef, SentOrders
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.planning.town_act import Over
from functions.domain.push.device import TOLD
from functions.domain.reglement.deadline_rules import Action
from functions.domain.requests.threads import ThreadKind, ThreadMessage, thread_of
from functions.gateways.mail import Mail
from functions.jobs.letters import LETTERS, letter
from functions.jobs.letters.mails import rendered
from functions.jobs.push import push_job
from functions.storage.bookings import booking_requests
from functions.storage.families import requests
from functions.storage.invoices import invoices
from functions.storage.invoicing import holds
from functions.storage.kitchen import meal_orders
from functions.storage.requests import threads
from functions.storage.table import journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.declare_absence import declare_absence
from functions.usecases.absences.undo_absence import undo_absence
from functions.usecases.accounts.change_address import ask_address
from functions.usecases.accounts.invite import invite
from functions.usecases.accounts.reset_password import ask_reset
from functions.usecases.bookings.book_for_family import ForFamily, book_for_family
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.push.tell_device import Notice
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.absences import a_declared, a_town
from tests.support.accounts import EMAIL, PASSWORD, REF, an_account, messages
from tests.support.builders import (
    CLARA,
    EVENING,
    GUILHEM,
    MARC,
    MONDAY,
    NOW,
    a_booking,
    a_commune,
    a_family,
    a_month,
    acting,
    appoint,
    book,
    on,
    open_town,
    paris,
    put_in_basket,
    put_month,
    seen_lines,
    settle,
)
from tests.support.debts import a_debt
from tests.support.informing import write_to

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


SAID: dict[MessageKind, tuple[Callable[[], Message], tuple[str, ...]]] = {
    MessageKind.ACTIVATION: (
        an_invitation,
        ("Un espace famille vous attend (Lisse)", "mercredi 16 décembre 2026"),
    ),
    MessageKind.ACCOUNT_CREATED: (
        lambda: of_login(MessageKind.ACCOUNT_CREATED, new=1),
        ("Votre compte est créé", "(Lisse)", EMAIL, "/espace/?famille=lisse/testmp"),
    ),
    MessageKind.PASSWORD_RESET: (a_reset, ("changer le mot de passe", "pendant une heure")),
    MessageKind.ADDRESS_CHANGE: (a_move, ("utiliser cette adresse",)),
    MessageKind.PASSKEY_ADDED: (
        lambda: of_login(MessageKind.PASSKEY_ADDED, name="iPhone de Marc"),
        (
            "« iPhone de Marc » vient d’être ajoutée",
            "toutes les clés d’accès sont alors retirées",
            "/espace/cles/",
        ),
    ),
    MessageKind.PASSKEY_REMOVED: (
        lambda: of_login(MessageKind.PASSKEY_REMOVED, name="iPhone de Marc"),
        ("« iPhone de Marc » vient d’être retirée", "supprimez-la aussi"),
    ),
    MessageKind.ADDRESS_CHANGED: (
        lambda: of_login(MessageKind.ADDRESS_CHANGED, email="ancienne@famille.example"),
        ("avec une autre adresse e-mail",),
    ),
    MessageKind.PASSWORD_CHANGED: (
        lambda: of_login(MessageKind.PASSWORD_CHANGED),
        ("Le mot de passe de votre espace famille vient d’être changé",),
    ),
    MessageKind.SECOND_FACTOR_SET: (
        lambda: of_login(MessageKind.SECOND_FACTOR_SET),
        ("Un téléphone vient d’être enregistré",),
    ),
    MessageKind.SECOND_FACTOR_RESET: (
        lambda: of_login(MessageKind.SECOND_FACTOR_RESET, at_once=0),
        ("Dans 24 heures", "la remise à zéro est alors annulée"),
    ),
    MessageKind.RECOVERY_CODE_USED: (
        lambda: of_login(MessageKind.RECOVERY_CODE_USED, left=9),
        ("Il vous en reste 9.",),
    ),
    MessageKind.WRONG_CODES_GIVEN: (
        lambda: of_login(MessageKind.WRONG_CODES_GIVEN),
        ("plusieurs codes faux", "Choisissez-en tout de suite un nouveau"),
    ),
    MessageKind.BOOKINGS_VALIDATED: (
        two_bookings,
        (
            "Clara, Restauration scolaire :",
            "- lundi 23 novembre : 3,45 €, annulable jusqu’au vendredi 20 novembre à 10 h",
            "Guilhem, Garderie du soir :",
            "- mardi 24 novembre : 2,20 €, annulable jusqu’au lundi 23 novembre à midi",
        ),
    ),
    MessageKind.PLACE_GIVEN: (
        a_place,
        (
            "réservée pour Clara",
            "Restauration scolaire, lundi 23 novembre (3,45 €, annulable jusqu’au vendredi 20 novembre à 10 h)",
        ),
    ),
    MessageKind.WAITING_ENDED: (
        lambda: of_family(
            MessageKind.WAITING_ENDED,
            service="restauration",
            days="2026-11-23",
            children="clara guilhem",
            ending="too_late",
        ),
        (
            "Clara et Guilhem attendaient une place",
            "Restauration scolaire, lundi 23 novembre",
            "avant la limite",
        ),
    ),
    MessageKind.BOOKING_REQUEST_ANSWERED: (
        an_answer,
        (
            "Clara, Restauration scolaire :",
            "- lundi 23 novembre : réservation, 3,45 €, annulable jusqu’au vendredi 20 novembre à 10 h",
            "- mardi 24 novembre : réservation. Raison : Sortie scolaire.",
        ),
    ),
    MessageKind.BOOKED_BY_TOWN: (
        booked_by_the_town,
        (
            "Lisse a réservé pour vous, après la limite :",
            "- jeudi 19 novembre : 3,45 €, annulable jusqu’au mercredi 18 novembre à 10 h",
            "La raison : Oubli signalé par téléphone.",
        ),
    ),
    MessageKind.CALLED_OFF: (
        a_strike,
        (
            "Restauration scolaire, le lundi 23 novembre, pour Clara : n’a pas lieu (grève).",
            "Ce jour ne vous est pas facturé",
        ),
    ),
    MessageKind.ABSENCE_DECLARED: (
        a_declaration,
        (
            "Lisse a bien reçu votre déclaration d’absence",
            "Clara, Restauration scolaire :",
            "- lundi 23 novembre : reste facturé",
            "- mardi 24 novembre : reste facturé",
            "« Mon enfant viendra »",
            "/espace/absences/",
        ),
    ),
    MessageKind.ABSENCE_REFUSED: (
        a_refused_proof,
        ("Clara, le lundi 23 novembre, Restauration scolaire", "n’a pas pu lire le justificatif"),
    ),
    MessageKind.BOOKING_REMINDER: (
        a_forgotten_week,
        (
            "Clara, Restauration scolaire, du lundi 23 au vendredi 27 novembre : jusqu’au jeudi 19 novembre à 10 h.",
        ),
    ),
    MessageKind.HOLD_RELEASED: (
        places_given_back,
        (
            "la facture 2026-000042 est annulée",
            "Clara, Restauration scolaire :",
            "- lundi 23 novembre : 3,45 €",
        ),
    ),
    MessageKind.INVOICE_ISSUED: (
        of_the_invoice(MessageKind.INVOICE_ISSUED, period="2026-10", total_cents=4250, due_on="2026-12-01"),
        ("La facture 2026-000042 d’octobre 2026", "Elle est de 42,50 €", "au plus tard le 1er décembre 2026"),
    ),
    MessageKind.PAYMENT_RECEIVED: (
        of_the_invoice(MessageKind.PAYMENT_RECEIVED, amount_cents=1000, credited_cents=0),
        ("votre paiement de 10,00 € pour la facture 2026-000042", "Il reste 42,50 € à payer"),
    ),
    MessageKind.PAYMENT_REJECTED: (
        of_the_invoice(MessageKind.PAYMENT_REJECTED, amount_cents=4250),
        ("votre paiement de 42,50 €", "2026-000042 est donc à nouveau à payer"),
    ),
    MessageKind.CREDIT_NOTE_ISSUED: (
        of_the_invoice(
            MessageKind.CREDIT_NOTE_ISSUED,
            invoice_number="2026-000041",
            total_cents=690,
        ),
        ("l’avoir 2026-000042 de 6,90 € sur votre facture 2026-000041",),
    ),
    MessageKind.INVOICE_REMINDER: (
        of_the_invoice(MessageKind.INVOICE_REMINDER, due_on="2026-11-01", last=0),
        ("à payer au plus tard le 1er novembre 2026", "Il reste 42,50 € à payer"),
    ),
    MessageKind.INVOICE_HANDED_OVER: (
        of_the_invoice(MessageKind.INVOICE_HANDED_OVER),
        ("transmise au Trésor public", "il reste 42,50 €"),
    ),
    MessageKind.ACCESS_ENDED: (
        access_ended,
        ("a mis fin à votre accès à une famille du portail", "elle peut vous inviter de nouveau"),
    ),
    MessageKind.AGENT_APPOINTED: (
        of_agents(MessageKind.AGENT_APPOINTED, Role.SECRETARY, Role.KITCHEN),
        ("pour : secrétariat et cuisine.", "Voit les repas à préparer", "/mot-de-passe-oublie/"),
    ),
    MessageKind.AGENT_ENDED: (
        of_agents(MessageKind.AGENT_ENDED),
        ("a mis fin à votre accès d’agent", "si vous y suivez une famille, rien ne change pour elle"),
    ),
    MessageKind.REGISSEUR_APPOINTED: (
        of_agents(MessageKind.REGISSEUR_APPOINTED, Role.REGISSEUR, appointed=MARC),
        ("a donné à Marc un accès à la régie", "appelez la mairie aujourd’hui"),
    ),
    MessageKind.CORRECTION_ANSWERED: (
        corrections_answered,
        (
            "Pris en compte : téléphone.",
            "Non retenu : nom de la famille. La raison donnée : Il faut un justificatif.",
            "Encore sans réponse : ville.",
        ),
    ),
    MessageKind.REQUEST_ANSWERED: (
        an_answer_that_waits,
        ("une de vos demandes", "/espace/demandes/?id=thread"),
    ),
    MessageKind.ANNOUNCEMENT: (
        lambda: of_family(MessageKind.ANNOUNCEMENT, announcement=write_to()),
        ("Bonjour Marc,", "Le car part à 9 h.", "Ne plus recevoir les messages à toutes les familles"),
    ),
    MessageKind.ANNOUNCEMENT_TRIAL: (
        lambda: replace(
            of_family(MessageKind.ANNOUNCEMENT_TRIAL, subject="Sortie", text="- un manteau", files=1),
            family=None,
        ),
        ("- un manteau",),
    ),
    MessageKind.MEAL_ORDER: (
        meals_ordered,
        (
            "- mardi 24 novembre : aucun repas.",
            "- lundi 23 novembre, école que le règlement ne nomme pas : 1 repas, dont 1 standard (1 de 6 ans et plus).",
            "jusqu’à 9 h 15 le jour même",
            "/commande/#code=",
            "/page",
        ),
    ),
    MessageKind.MEAL_ORDER_WAITS: (
        lambda: meals_ordered(MessageKind.MEAL_ORDER_WAITS),
        (
            "Bonjour Marc,",
            "pour lundi 23 novembre a été envoyée à Resto Vert",
            "/mairie/cuisine/?commune=lisse",
        ),
    ),
    MessageKind.ERASURE_ASKED: (
        lambda: of_family(MessageKind.ERASURE_ASKED),
        ("demande la suppression de ses données", "mercredi 16 décembre 2026"),
    ),
}
"""What leads to each kind of mail, and what the mail says of it."""


def plain(text: str) -> str:
    return re.sub(r"[\xa0\u202f ]", " ", text)


def mailed(message: Message) -> Mail:
    written = letter(message, now=SEVEN if message.kind is MessageKind.BOOKING_REMINDER else NOW)
    assert written is not None, message.kind
    return rendered(written)


@pytest.fixture
def town(table: str) -> None:
    open_town()
    settle()
    an_account()
    transaction = Transaction()
    invoices.put(transaction, "lisse", Stored(keys.receivable("lisse", "testmp", "i42"), a_debt(), 0))
    transaction.commit()


def test_each_kind_of_mail_is_walked_here() -> None:
    assert SAID.keys() == LETTERS.keys()


@pytest.mark.usefixtures("town")
def test_every_mail_says_what_happened_and_who_writes_under_a_subject_of_its_own() -> None:
    subjects = Counter[str]()
    for kind, (prepare, said) in SAID.items():
        mail = mailed(prepare())
        for text in (plain(mail.text), plain(re.sub(r"<li>", "- ", mail.html))):
            assert [each for each in said if each not in text] == [], kind
            assert "Lisse, Mairie, service enfance. Téléphone : 01 99 00 12 34." in text, kind
            assert "Adresse : 1 place de la Mairie, 00000 Lisse." in text, kind
        assert mail.reply_to == "enfance@lisse.example", kind
        assert not re.search(r"Clara|Guilhem|€|Testmp", mail.subject), "a subject is read on a lock screen"
        assert "Testmp" not in mail.text, "no family name and no child's"
        assert "http" in mail.text or kind in (MessageKind.ADDRESS_CHANGED, MessageKind.ERASURE_ASKED)
        assert_that_both_texts_say_the_same(mail)
        subjects[mail.subject] += 1
    assert max(subjects.values()) == 1
    assert all(10 < len(subject) < 60 for subject in subjects)


@pytest.mark.usefixtures("town")
def test_a_declared_absence_is_acknowledged_with_the_limit_of_its_proof_and_never_its_reason() -> None:
    publish_reglement("lisse", a_town(), now=NOW)
    message = a_declaration()
    said = plain(mailed(message).text)
    assert "Avec un justificatif envoyé jusqu’au mercredi 25 novembre" in said
    assert not re.search("malad|illness|raison", said)
    [line] = [each for each in journal.lines("lisse", "testmp") if each.act == "absence_declared"]
    undo_absence(AbsenceAct("lisse", "testmp", MARC, "undo", NOW + timedelta(minutes=1)), line.id)
    assert letter(message, now=NOW) is None, "taken back before the mail left"


@pytest.mark.usefixtures("town")
def test_of_each_mail_that_devices_are_told_of_too_the_locked_screen_says_nothing() -> None:
    for kind, pushed in TOLD.items():
        now = SEVEN if kind is MessageKind.BOOKING_REMINDER else NOW
        told = push_job.still(SAID[kind][0](), now)
        assert told is not None and told.link.startswith("/espace/"), kind
        said = push_job.written(Notice(pushed, a_commune(), told.link, "tag", None)).decode()
        assert not re.search(r"Clara|Guilhem|Marc|Testmp|€|[Rr]estauration|@|allerg|http", said), kind


def assert_that_both_texts_say_the_same(mail: Mail) -> None:
    assert mail.text.startswith("Bonjour") and "\n" not in mail.subject
    shown = re.sub(r"<style.*?</style>|<title>.*?</title>|<[^>]+>", " ", mail.html, flags=re.S)
    shown = " ".join(shown.replace("&#39;", "'").split())
    for paragraph in re.split(r"\n\n|\n- |^- ", mail.text.strip()):
        assert " ".join(paragraph.removeprefix("- ").partition("\u00a0:\nhttp")[0].split()) in shown
    assert not re.search(r" [:;?!]", mail.text), "no line begins with « : » or « ! »"
    assert "'" not in mail.subject + mail.text.replace("https://", ""), "a typographic apostrophe, please"
    for link in re.findall(r"^https?://\S+$", mail.text, flags=re.M):
        assert f'href="{link.replace("&", "&amp;")}"' in mail.html


def validated(*lines: tuple[Slot, Action]) -> Mail:
    before = {one.id for one in messages()}
    for slot, action in lines:
        put_in_basket(acting(), slot, action=action)
    validate_basket(acting(), seen_lines(acting()), key=new_id(NOW), now=NOW)
    [message] = [one for one in messages(MessageKind.BOOKINGS_VALIDATED) if one.id not in before]
    return mailed(message)


@pytest.mark.usefixtures("town")
def test_booking_and_cancelling_have_subjects_of_their_own() -> None:
    assert validated((LUNCH, Action.RESERVE)).subject == "1 réservation validée"
    cancelling = validated((LUNCH, Action.CANCEL))
    assert cancelling.subject == "1 annulation validée"
    assert "- lundi 23 novembre : 3,45 € en moins" in plain(cancelling.text)
    book(LUNCH)
    both = validated((LUNCH, Action.CANCEL), (NEXT_LUNCH, Action.RESERVE))
    assert both.subject == "1 réservation et 1 annulation validées"


@pytest.mark.usefixtures("town")
def test_a_mail_says_what_holds_when_it_leaves() -> None:
    book(LUNCH)
    message = left_by_the_act(MessageKind.BOOKINGS_VALIDATED)
    too_late = letter(message, now=paris("vendredi 2026-11-20 10:00"))
    assert too_late is not None and "3,45 €, trop tard pour l’annuler en ligne" in plain(
        rendered(too_late).text
    )
    put_month(a_month("clara", "2026-11", {}))
    assert "- lundi 23 novembre : 3,45 €\n" in plain(mailed(message).text), "cancelled since"


@pytest.mark.usefixtures("town")
def test_a_year_booked_at_once_makes_a_mail_that_can_be_read() -> None:
    days = {(MONDAY + timedelta(days=number)).isoformat(): 345 for number in range(90)}
    transaction = Transaction()
    line = JournalLine(
        "year", "bookings_validated", MARC, NOW, {}, {"reserved": {"clara": {"restauration": days}}}
    )
    journal.add(transaction, "lisse", "testmp", line)
    transaction.commit()
    mail = mailed(of_family(MessageKind.BOOKINGS_VALIDATED, act="year"))
    assert mail.subject == "90 réservations validées"
    assert (
        mail.text.count("3,45") == 60 and "Et 30 autres jours, à voir dans votre espace famille." in mail.text
    )


@pytest.mark.usefixtures("town")
def test_an_invoice_paid_at_once_says_until_when_the_places_are_kept() -> None:
    transaction = Transaction()
    holds.put_new(
        transaction, Hold("lisse", "testmp", "i42", (LUNCH,), "act", paris("lundi 2026-11-16 09:30"))
    )
    transaction.commit()
    message = of_the_invoice(
        MessageKind.INVOICE_ISSUED, period="2026-11", total_cents=345, due_on="2026-12-16"
    )()
    assert (
        "à payer avant le lundi 16 novembre à 9 h 30 : ensuite, les places réservées sont rendues"
        in plain(mailed(message).text)
    )


@pytest.mark.usefixtures("town")
def test_a_child_who_has_left_the_family_is_not_named() -> None:
    book(LUNCH)
    message = left_by_the_act(MessageKind.BOOKINGS_VALIDATED)
    settle(a_family(children=("guilhem",)), [GUILHEM])
    text = plain(mailed(message).text)
    assert "Votre enfant, Restauration scolaire :" in text and "Clara" not in text


@pytest.mark.usefixtures("town")
def test_a_mail_tells_two_children_of_one_first_name_apart() -> None:
    settle(a_family(), [CLARA, replace(GUILHEM, first_name="Clara", last_name="Autre")])
    book(LUNCH)
    text = plain(mailed(left_by_the_act(MessageKind.BOOKINGS_VALIDATED)).text)
    assert "Clara Testmp, Restauration scolaire :" in text
