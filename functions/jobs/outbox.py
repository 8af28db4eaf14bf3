"""Deliver the outbox, every minute: what is urgent by a function of its own, so that it never waits behind bulk."""

import logging
from datetime import datetime, timedelta

from chalice.app import Blueprint, Rate

from functions import wiring
from functions.domain.messages import Lane, Message, MessageKind
from functions.domain.planning.other_home_acts import SETTLED
from functions.jobs.job import job
from functions.jobs.pages import publish_pages
from functions.jobs.waiting import give_places, sweep_commune
from functions.storage.accounts import mail_standings
from functions.storage.table.ids import made_at
from functions.usecases.absences.tell_called_off import tell_families
from functions.usecases.accounts.undelivered_invitation import note_undelivered_invitation
from functions.usecases.informing.spread_announcement import spread_announcement
from functions.usecases.messages.deliver_messages import (
    AddressUnreachable,
    Deliver,
    NotBefore,
    Outcome,
    deliver_messages,
)
from functions.usecases.messages.fan_out_to_members import fan_out_to_devices, fan_out_to_members
from functions.usecases.news.publish_due_news import publish_due_news

blueprint = Blueprint(__name__)

_log = logging.getLogger(__name__)

BUDGET = timedelta(seconds=40)
"""The function may run for sixty."""
URGENT_AT_ONCE = 4
"""Mails are waited for in SES, a tenth of a second each."""


def _mail(message: Message, now: datetime) -> None:
    """Send the letter of a message. One that has nothing to say any more is not sent, nor one to an address that does not receive
    our mails: every mail of the portal leaves here."""
    from functions.jobs.letters import letter
    from functions.jobs.letters.mails import rendered

    written = letter(message, now=now)
    if written is None:
        return
    because = mail_standings.why_none(written.to)
    if because is not None:
        raise AddressUnreachable(f"address_{because.value}")
    wiring.mailer().send(rendered(written))


def _mail_members(message: Message, now: datetime) -> None:
    if "account" in message.data:
        _mail(message, now)
    else:
        fan_out_to_members(message, now)


def _mail_members_once_settled(message: Message, now: datetime) -> None:
    at = made_at(str(message.data["act"]))
    if at is not None and now < at + SETTLED:
        raise NotBefore(at + SETTLED)
    _mail_members(message, now)


def _mail_and_devices(message: Message, now: datetime) -> None:
    if not fan_out_to_devices(message):
        _mail(message, now)


DELIVERIES: dict[MessageKind, Deliver] = {
    MessageKind.ACTIVATION: _mail,
    MessageKind.PASSWORD_RESET: _mail,
    MessageKind.ACCOUNT_CREATED: _mail,
    MessageKind.ADDRESS_CHANGE: _mail,
    MessageKind.ADDRESS_CHANGED: _mail,
    MessageKind.PASSWORD_CHANGED: _mail,
    MessageKind.PASSKEY_ADDED: _mail,
    MessageKind.PASSKEY_REMOVED: _mail,
    MessageKind.SECOND_FACTOR_SET: _mail,
    MessageKind.SECOND_FACTOR_RESET: _mail,
    MessageKind.RECOVERY_CODE_USED: _mail,
    MessageKind.WRONG_CODES_GIVEN: _mail,
    MessageKind.BOOKINGS_VALIDATED: _mail,
    MessageKind.BOOKED_BY_TOWN: _mail_members,
    MessageKind.OTHER_HOME_BOOKED: _mail_members_once_settled,
    MessageKind.PLACES_FREED: give_places,
    MessageKind.PLACES_CHANGED: sweep_commune,
    MessageKind.PLACE_GIVEN: _mail_members,
    MessageKind.WAITING_ENDED: _mail_members,
    MessageKind.BOOKING_REQUEST_ANSWERED: _mail_members,
    MessageKind.CALLED_OFF_CHANGED: tell_families,
    MessageKind.CALLED_OFF: _mail_members,
    MessageKind.ABSENCE_DECLARED: _mail,
    MessageKind.ABSENCE_REFUSED: _mail_members,
    MessageKind.BOOKING_REMINDER: _mail_members,
    MessageKind.HOLD_RELEASED: _mail_members,
    MessageKind.INVOICE_ISSUED: _mail_members,
    MessageKind.PAYMENT_RECEIVED: _mail_members,
    MessageKind.PAYMENT_REJECTED: _mail_members,
    MessageKind.CREDIT_NOTE_ISSUED: _mail_members,
    MessageKind.INVOICE_REMINDER: _mail_members,
    MessageKind.INVOICE_HANDED_OVER: _mail_members,
    MessageKind.ACCESS_ENDED: _mail,
    MessageKind.AGENT_APPOINTED: _mail,
    MessageKind.AGENT_ENDED: _mail,
    MessageKind.REGISSEUR_APPOINTED: _mail,
    MessageKind.CORRECTION_ANSWERED: _mail_and_devices,
    MessageKind.REQUEST_ANSWERED: _mail_members,
    MessageKind.ANNOUNCEMENT_WRITTEN: spread_announcement,
    MessageKind.ANNOUNCEMENT: _mail,
    MessageKind.ANNOUNCEMENT_TRIAL: _mail,
    MessageKind.ERASURE_ASKED: _mail,
    MessageKind.MEAL_ORDER: _mail,
    MessageKind.MEAL_ORDER_WAITS: _mail,
    MessageKind.PAGES_CHANGED: publish_pages,
}
"""What is done with each kind of message, in either lane: what an earlier version put in the other one is delivered too. A kind that is
not here waits in the outbox."""


def _announce_news(now: datetime) -> None:
    """Nothing that goes wrong here keeps a mail from leaving; the log sets off the alarm, and the next minute tries again."""
    try:
        publish_due_news(now=now)
    except Exception:
        _log.exception("news that is due not announced")


@blueprint.schedule(Rate(1, unit=Rate.MINUTES), name="outbox")
@job
def outbox(_: datetime) -> Outcome:
    """Send mails and render pages. The clock is read for each message: a delivery takes its time."""
    return deliver_messages(DELIVERIES, clock=wiring.now, budget=BUDGET, given_up=note_undelivered_invitation)


@blueprint.schedule(Rate(1, unit=Rate.MINUTES), name="urgent_outbox")
@job
def urgent_outbox(now: datetime) -> Outcome:
    """Send the mails that somebody waits for, and render the news, whatever the other lane is busy with.

    News whose hour has come is announced first, so that its pages are rendered with the rest.
    """
    _announce_news(now)
    return deliver_messages(
        DELIVERIES,
        clock=wiring.now,
        budget=BUDGET,
        lane=Lane.URGENT,
        at_once=URGENT_AT_ONCE,
        given_up=note_undelivered_invitation,
    )
