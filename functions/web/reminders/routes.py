"""Whether a parent is reminded of limits: in their account, or by the word of a mail."""

from typing import Literal

from chalice.app import Blueprint
from msgspec import Struct, field

from functions.storage.accounts import accounts
from functions.usecases.reminders.choose_reminders import set_reminders, stop_reminders
from functions.web.api.callers import ANYONE, PARENT, Anyone, Parent
from functions.web.api.endpoint import Routes

routes = Routes(Blueprint(__name__))


class Reminders(Struct):
    wanted: bool


class OneClick(Struct):
    """What a mail program posts (RFC 8058)."""

    word: Literal["One-Click"] = field(name="List-Unsubscribe")


@routes.route("GET", "/me/reminders", PARENT, answers=Reminders)
def read_reminders(caller: Parent) -> Reminders:
    """Whether a mail comes the evening before a limit."""
    return Reminders(accounts.account(caller.account).value.reminders)


@routes.route("PUT", "/me/reminders", PARENT, takes=Reminders, answers=Reminders, keyed=True)
def choose_reminders(caller: Parent, asked: Reminders) -> Reminders:
    """Want reminders, or want none."""
    ask = caller.ask
    set_reminders(caller.account, wanted=asked.wanted, idempotency_key=ask.idempotency_key, now=ask.now)
    return asked


@routes.route(
    "POST", "/reminders/{token}", ANYONE, takes=OneClick, answers=None, status=204, from_elsewhere=True
)
def stop_reminders_of_a_mail(caller: Anyone, _: OneClick) -> None:
    """No more reminders for the login that the mail was sent to. Sent by mail programs and by the page of the mail's link."""
    stop_reminders(caller.ask.path["token"], now=caller.ask.now)
