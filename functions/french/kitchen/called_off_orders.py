"""What the caterer has of a day that is called off, and how they learn of it: beside the numbers, and beside what was done."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from functions.domain.kitchen.meals import Lines, to_cook
from functions.domain.kitchen.orders import MealOrder, SentOrders
from functions.domain.kitchen.settings import OrderSettings
from functions.french.kitchen.menus import changes_said, meals
from functions.french.words.dates import date_hour, date_weekday, hour_of, listing
from functions.french.words.spaces import spaced

SOON = timedelta(minutes=10)
"""In which a difference leaves: the job looks every five minutes."""
NOTHING_ORDERED = "Rien n’est encore commandé pour ces repas : la commande en tiendra compte."


def to_tell_said(
    service: str,
    day: date,
    own: OrderSettings,
    ordered: Lines,
    difference: Lines,
    schools: Mapping[str, str],
    *,
    last_call: datetime,
    now: datetime,
) -> str:
    """Before it is done: what they have, and how they will learn of the change."""
    has = f"{service}, {date_weekday(day)} : {meals(to_cook(ordered))} commandés à {who(own)}"
    what = changes_said(difference, schools)
    if not what:
        return spaced(f"{has}. Rien n’y change.")
    if now >= last_call:
        hour = hour_of(last_call.time())
        return spaced(
            f"{has}. Le dernier appel est passé ({hour}), rien ne part : {call(own)}, et dites {what}."
        )
    if not own.email:
        return spaced(f"{has}. Rien ne part par e-mail : {call(own)}, et dites {what}.")
    left = to_cook((*ordered, *difference))
    rest = _left(left, sum(line.adults for line in (*ordered, *difference)))
    return spaced(
        f"{has}. La différence part dans les cinq minutes, jusqu’au dernier appel : {what} ; {rest}."
    )


def _left(number: int, adults: int) -> str:
    """Of a day on which no child comes, the adults' meals are left: nobody is to think that two children are expected."""
    if not number:
        return "il n’en restera aucun"
    of_adults = "d’adulte" if adults == 1 else "d’adultes"
    if adults == number:
        return f"il restera {meals(number)} {of_adults}, à changer dans « Cuisine » s’ils ne mangent pas"
    return f"cela fera {meals(number)}" + (f", dont {adults} {of_adults}" if adults > 0 else "")


def told_said(
    service: str,
    day: date,
    own: OrderSettings,
    orders: Iterable[MealOrder],
    sent: Mapping[str, SentOrders],
    schools: Mapping[str, str],
    *,
    since: datetime,
    last_call: datetime,
    now: datetime,
    clock: ZoneInfo,
) -> str:
    """Once it is done, at `since`: the differences that left after it; or whom to call. Empty where nothing changes any more."""
    head = f"{service}, {date_weekday(day)}"
    gone = [order for order in orders if order.number > 1 and order.at >= since]
    if gone:
        return spaced(
            f"{head} : {listing([_difference(each, sent.get(each.sent), schools, clock) for each in gone])}."
        )
    if since >= last_call:
        return spaced(f"{head} : fait après le dernier appel ({hour_of(last_call.time())}), {call(own)}.")
    if not own.email:
        return spaced(f"{head} : rien ne part par e-mail, {call(own)}.")
    if now - since < SOON:
        return spaced(f"{head} : la différence part à {who(own)} dans les cinq minutes.")
    return ""


def _difference(
    order: MealOrder, mail: SentOrders | None, schools: Mapping[str, str], clock: ZoneInfo
) -> str:
    what = changes_said(order.lines, schools) or "les âges changent"
    if mail is None or not mail.email:
        return f"{what}, envoyé à personne"
    came = mail.acknowledged_at
    said = "" if came is None else f", reçue {hour_of(came.astimezone(clock).time())}"
    state = said or ", pas encore confirmée"
    return f"différence envoyée le {date_hour(order.at.astimezone(clock))} à {mail.caterer or mail.email}{state} ({what})"


def told_until(last_call: datetime, own: OrderSettings, *, today: date) -> str:
    """One hour for all that changes, on each screen that says it."""
    at = hour_of(last_call.time())
    when = at if last_call.date() == today else f"{date_weekday(last_call.date(), today=today)} à {at}"
    return f"Ce qui change avant {when} part tout seul comme une différence ; ensuite, {call(own)}."


def who(own: OrderSettings) -> str:
    return own.caterer or own.email or "la cuisine"


def call(own: OrderSettings) -> str:
    return f"téléphonez à {who(own)}" + (f" au {own.phone}" if own.phone else "")
