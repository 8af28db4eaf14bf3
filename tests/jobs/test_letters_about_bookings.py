"""A mail about bookings says which child, which days and how much, as it holds when the mail leaves."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.billing.prepayment import Hold
from functions.domain.bookings.absence_period import PeriodAsked
from functions.domain.journal import JournalLine
from functions.domain.messages import MessageKind
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.gateways.mail import Mail
from functions.jobs.letters import letter
from functions.jobs.letters.mails import rendered
from functions.storage.invoicing import holds
from functions.storage.table import journal
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.undo_absence import undo_absence
from functions.usecases.bookings.miss_period import miss_period
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.absences import a_town
from tests.support.accounts import messages
from tests.support.builders import (
    CLARA,
    GUILHEM,
    MARC,
    MONDAY,
    NOW,
    a_booking,
    a_family,
    a_month,
    acting,
    book,
    on,
    paris,
    put_in_basket,
    put_month,
    seen_lines,
    settle,
)
from tests.support.mailed import (
    LUNCH,
    NEXT_LUNCH,
    a_declaration,
    left_by_the_act,
    mailed,
    of_family,
    of_the_invoice,
)
from tests.support.spaces import plain


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
def test_of_one_illness_one_mail_tells_what_is_cancelled_and_what_is_declared() -> None:
    """Monday’s lunch closed an hour ago, Tuesday’s closes on Monday."""
    publish_reglement("lisse", a_town(), now=NOW)
    put_month(a_month("clara", "2026-11", {(day, "restauration"): a_booking() for day in (23, 24)}))
    now = paris("vendredi 2026-11-20 11:00")
    slots = [LUNCH, replace(LUNCH, date=on("mardi 2026-11-24"))]
    miss_period(acting(), slots, PeriodAsked("illness"), key="ill", now=now)
    assert messages(MessageKind.BOOKINGS_VALIDATED) == []
    message = left_by_the_act(MessageKind.ABSENCE_DECLARED)
    mail = mailed(message)
    said = plain(mail.text)
    assert mail.subject == "1 annulation validée et absence déclarée"
    assert (
        "ce que vous avez annulé :\n\nClara, Restauration scolaire :\n\n- mardi 24 novembre : 3,45 € en moins"
        in said
    )
    assert "- lundi 23 novembre : reste facturé" in said
    [declared] = [line for line in journal.lines("lisse", "testmp") if line.act == "absence_declared"]
    undo_absence(AbsenceAct("lisse", "testmp", MARC, "undo", now), declared.id)
    left = mailed(message)
    assert left.subject == "1 annulation validée" and "absence :" not in plain(left.text)


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
