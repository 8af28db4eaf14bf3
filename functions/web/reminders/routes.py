"""Which mails a parent wants besides those about their own acts: in their account, or by the word of a mail."""

from typing import Literal

from chalice.app import Blueprint
from msgspec import Struct, field

from functions.usecases.accounts.wanted_mails import MailsAtWill, set_wanted, stop_with_token
from functions.web.api.endpoint import Routes
from functions.web.callers.asking import ANYONE, Anyone
from functions.web.callers.parents import PARENT, Parent

routes = Routes(Blueprint(__name__))


class MailsWanted(Struct):
    wanted: bool


class OneClick(Struct):
    """What a mail program posts (RFC 8058)."""

    word: Literal["One-Click"] = field(name="List-Unsubscribe")


@routes.route("PUT", "/me/reminders", PARENT, takes=MailsWanted, answers=MailsWanted, keyed=True)
def choose_reminders(caller: Parent, asked: MailsWanted) -> MailsWanted:
    """Want reminders, or want none."""
    return _choose(MailsAtWill.REMINDERS, caller, asked)


@routes.route("PUT", "/me/announcements", PARENT, takes=MailsWanted, answers=MailsWanted, keyed=True)
def choose_announcements(caller: Parent, asked: MailsWanted) -> MailsWanted:
    """Want them, or want none: what concerns a booking comes in any case."""
    return _choose(MailsAtWill.ANNOUNCEMENTS, caller, asked)


def _choose(mails: MailsAtWill, caller: Parent, asked: MailsWanted) -> MailsWanted:
    ask = caller.ask
    set_wanted(mails, caller.account, wanted=asked.wanted, idempotency_key=ask.idempotency_key, now=ask.now)
    return asked


@routes.route(
    "POST", "/reminders/{token}", ANYONE, takes=OneClick, answers=None, status=204, from_elsewhere=True
)
def stop_reminders_of_a_mail(caller: Anyone, _: OneClick) -> None:
    """No more reminders for the login that the mail was sent to. Sent by mail programs and by the page of the mail's link."""
    stop_with_token(MailsAtWill.REMINDERS, caller.ask.path["token"], now=caller.ask.now)


@routes.route(
    "POST", "/announcements/{token}", ANYONE, takes=OneClick, answers=None, status=204, from_elsewhere=True
)
def stop_announcements_of_a_mail(caller: Anyone, _: OneClick) -> None:
    """No more messages to all for the login that the mail was sent to."""
    stop_with_token(MailsAtWill.ANNOUNCEMENTS, caller.ask.path["token"], now=caller.ask.now)
