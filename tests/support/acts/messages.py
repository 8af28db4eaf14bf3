"""Reminders and messages."""

from datetime import timedelta

from functions.domain.accounts.mail_standing import MailReturn, NoMailBecause
from functions.domain.messages import Message, MessageKind
from functions.storage.table import keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.wanted_mails import MailsAtWill, set_wanted
from functions.usecases.messages.fan_out_to_members import fan_out_to_members
from functions.usecases.messages.note_mail_return import note_mail_return
from functions.usecases.messages.send_again import send_again
from functions.usecases.messages.set_mail_aside import set_mail_aside
from functions.usecases.messages.try_address_again import AddressTried, try_address_again
from functions.usecases.messages.unsent_mail_act import UnsentMailAct
from functions.usecases.reminders.calendar_feed import close_feed, open_feed
from functions.usecases.reminders.remind_of_limits import remind_of_limits
from tests.support.accounts import EMAIL, an_account
from tests.support.acts.accounts import signed_in
from tests.support.acts.act import KEY, Do, writes
from tests.support.builders import (
    MARC,
    NOW,
    a_booking,
    a_month,
    open_town,
    paris,
    put_month,
    settle,
)


@writes("reminders.calendar_feed")
def opening_a_calendar() -> Do:
    session = signed_in()
    return lambda: open_feed(session, idempotency_key=KEY, now=NOW)


@writes("reminders.calendar_feed")
def closing_a_calendar() -> Do:
    opening_a_calendar()()
    return lambda: close_feed(MARC, idempotency_key="close", now=NOW)


@writes("accounts.wanted_mails")
def choosing_reminders() -> Do:
    an_account()
    return lambda: set_wanted(MailsAtWill.REMINDERS, MARC, wanted=False, idempotency_key=KEY, now=NOW)


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


RETURNED = MailReturn(EMAIL, NoMailBecause.BOUNCE, NOW)


@writes("messages.note_mail_return")
def noting_that_a_mail_came_back() -> Do:
    open_town()
    settle()
    an_account()
    return lambda: note_mail_return(RETURNED, now=NOW) and None  # a second time, it says that nothing changed


@writes("messages.try_address_again")
def trying_an_address_again() -> Do:
    noting_that_a_mail_came_back()()
    tried = AddressTried("lisse", "testmp", keys.keyed_hash(EMAIL), "agent", NOW)
    return lambda: try_address_again(tried)


@writes("messages.set_mail_aside", "messages.unsent_mail_act")
def setting_aside_what_was_given_up() -> Do:
    given_up()
    return lambda: set_mail_aside(UnsentMailAct("lisse", "given-up", "agent", KEY, NOW))


@writes("messages.send_again", "messages.unsent_mail_act")
def sending_again_what_was_given_up() -> Do:
    given_up()
    return lambda: send_again(UnsentMailAct("lisse", "given-up", "agent", KEY, NOW))


def given_up() -> None:
    open_town()
    settle()
    transaction = Transaction()
    outbox.add(transaction, Message("given-up", MessageKind.INVOICE_REMINDER, "lisse", "testmp"))
    transaction.commit()
    [waiting] = [one for one in outbox.due(NOW) if one.value.id == "given-up"]
    taken = outbox.take(waiting, now=NOW, until=NOW + timedelta(minutes=2))
    assert taken is not None
    outbox.give_up(taken, cause="Timeout", now=NOW)


@writes("messages.fan_out_to_members")
def fanning_out_to_members() -> Do:
    open_town()
    settle()
    message = Message(new_id(NOW), MessageKind.PLACE_GIVEN, "lisse", "testmp", {"act": "1"})
    return lambda: fan_out_to_members(message, NOW)
