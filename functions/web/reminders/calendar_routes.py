"""A parent's calendar, under its secret address, and the making and revoking of that address."""

from chalice.app import Blueprint
from msgspec import Struct

from functions.usecases.reminders.calendar_feed import close_feed, open_feed
from functions.web.api.endpoint import File, Routes
from functions.web.api.paths import calendar_address
from functions.web.callers.asking import ANYONE, Anyone
from functions.web.callers.parents import PARENT, Parent
from functions.web.reminders.calendar_feed import feed

routes = Routes(Blueprint(__name__))


class CalendarAddress(Struct):
    address: str


@routes.route("PUT", "/me/calendar", PARENT, answers=CalendarAddress, keyed=True)
def renew_calendar_address(caller: Parent) -> CalendarAddress:
    """Make the address, or another one: the earlier one answers nothing any more."""
    ask = caller.ask
    token = open_feed(caller.session, idempotency_key=ask.idempotency_key, now=ask.now)
    return CalendarAddress(calendar_address(ask.origin, token))


@routes.route("DELETE", "/me/calendar", PARENT, answers=None, status=204, keyed=True)
def revoke_calendar_address(caller: Parent) -> None:
    """End the calendar."""
    close_feed(caller.account, idempotency_key=caller.ask.idempotency_key, now=caller.ask.now)


@routes.route("GET", "/calendar/{token}", ANYONE, answers=File, media="text/calendar")
def read_calendar(caller: Anyone) -> File:
    """Bookings and limits of every family of the login, for a calendar program: whoever knows the address reads it."""
    return feed(
        caller.ask.path["token"], known=caller.ask.if_none_match, origin=caller.ask.origin, now=caller.ask.now
    )
