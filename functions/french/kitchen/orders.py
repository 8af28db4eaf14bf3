"""How an order stands, as the cook and the secretary read it."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from functions.domain.kitchen.orders import MealOrder, SentOrders
from functions.domain.kitchen.settings import OrderSettings
from functions.french.kitchen.called_off_orders import call, told_until
from functions.french.words.dates import date_hour, date_weekday, hour_of
from functions.french.words.spaces import spaced


def order_sentence(
    orders: Sequence[MealOrder],
    sent: Sequence[SentOrders],
    closes_at: datetime | None,
    *,
    now: datetime,
    today: date,
    clock: ZoneInfo,
) -> str:
    """« Ouverte jusqu’à jeudi 26 novembre à 10 h. », « Commande n° 1 envoyée … »."""
    if orders:
        return _ordered(orders, sent, today, clock)
    if closes_at is None:
        return "Aucune limite ne ferme ce jour : rien n’est commandé, le compte est celui de maintenant."
    when = date_hour(closes_at, today=today)
    if now < closes_at:
        return f"Ouverte jusqu’au {when}."
    return f"Fermée depuis le {when} : la commande part dans quelques minutes."


def _ordered(orders: Sequence[MealOrder], sent: Sequence[SentOrders], today: date, clock: ZoneInfo) -> str:
    first, last = orders[0], sent[-1] if sent else None
    when = date_hour(first.at.astimezone(clock), today=today)
    if last is None or not last.email:
        return f"Commande arrêtée le {when}."
    said = f"Commande envoyée le {when} à {last.caterer or last.email}"
    if len(orders) == 1:
        return f"{said}. {_came(last, today, clock)}"
    changed = hour_of(orders[-1].at.astimezone(clock).time())
    if sent[0].acknowledged_at is None or last.acknowledged_at is not None:
        return f"{said}, dernier changement envoyé à {changed}. {_came(last, today, clock)}"
    return f"{said} et reçue. Le dernier changement envoyé, à {changed}, n’est pas encore confirmé."


def _came(sent: SentOrders, today: date, clock: ZoneInfo) -> str:
    if sent.acknowledged_at is None:
        return "Personne n’a encore dit l’avoir reçue."
    return f"Reçue : confirmé le {date_hour(sent.acknowledged_at.astimezone(clock), today=today)}."


def last_call_sentence(last_call: datetime, own: OrderSettings, *, now: datetime, today: date) -> str:
    """What becomes of a change."""
    if now >= last_call:
        at = hour_of(last_call.time())
        return f"Depuis {at}, ce qui change n’est plus envoyé à personne : il est à dire de vive voix."
    if not own.email:
        return f"Rien ne part par e-mail : si quelque chose change, {call(own)}."
    return spaced(told_until(last_call, own, today=today))


def after_title(leaves_by: datetime | None, own: OrderSettings, *, today: date) -> str:
    """Above what changed since the order: when it leaves by itself, or whom to call."""
    if not own.email or leaves_by is None:
        return f"Changé depuis la commande, et envoyé à personne : {call(own)}."
    at = hour_of(leaves_by.time())
    day = "" if leaves_by.date() == today else f"{date_weekday(leaves_by.date(), today=today)} "
    return f"Changé depuis la commande : partira tout seul, au plus tard {day}à {at}."


def next_order_sentence(day: date, *, today: date) -> str:
    """« commandés pour aujourd’hui », « commandés pour lundi 30 novembre »."""
    when = "aujourd’hui" if day == today else date_weekday(day, today=today)
    return f"commandés pour {when}"
