"""What a family asked about bookings, with what accepting it would do now: decided as the answer itself is, and nothing is written."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from functions.domain.availability.agent_standing import PriceChoice, agent_standing
from functions.domain.bookings.booking_requests import Answer, AskedLine, BookingRequest, LineState, answer
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.planning.other_home_acts import homes_that_pay
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import UnknownService
from functions.french.bookings.booking_requests import failed_sentence
from functions.french.inbox.subjects import accepting_sentences, caterer_sentence, line_sentence
from functions.french.words.dates import date_weekday
from functions.french.words.money import euros
from functions.storage.bookings import booking_facts
from functions.storage.bookings.booking_facts import Months
from functions.usecases.kitchen.orders_concerned import ordered_days
from functions.web.bookings.request_answers import RequestLine, shown_requests
from functions.web.inbox.types import InboxItem, LineEffect


def with_booking(commune: str, asked: BookingRequest, shown: InboxItem, *, now: datetime) -> InboxItem:
    """`shown`, with the request and its effect. Raises NotFound."""
    lines = [each for each in asked.lines if each.state is LineState.OPEN]
    slots = [each.line.slot for each in lines]
    children = {slot.child for slot in slots}
    facts, _ = booking_facts.fresh(commune, asked.family, asked.by, children, Months.of(slots))
    wanted = [each.line for each in lines]
    decided = answer(facts.situation(), asked, accept=wanted, refuse=[], reason="", act="")
    [shown.booking] = shown_requests(commune, [asked])
    named = {_line(each): each for each in shown.booking.lines}
    shown.lines = [_effect(decided, each, named[each.line].price_cents, now) for each in lines]
    failed = [f"{_said(named[each.line])}. {failed_sentence(each.obstacle)}" for each in decided.failed]
    shown.effect = accepting_sentences(
        _cents(decided.accepted, named, Action.RESERVE),
        _cents(decided.accepted, named, Action.CANCEL),
        failed,
        euros=euros,
        paid_elsewhere=_is_paid_elsewhere(decided, asked.family),
    )
    shown.effect += _to_caterer(commune, decided, now)
    return shown


def _is_paid_elsewhere(decided: Answer, family: str) -> bool:
    slots = [each.line.slot for each in decided.accepted]
    return bool(homes_that_pay(decided.before.children, slots, besides=family))


def _effect(decided: Answer, each: AskedLine, cents: int, now: datetime) -> LineEffect:
    slot = each.line.slot
    failed = next((one.obstacle for one in decided.failed if one.line == each.line), None)
    left = _places_left(decided, slot) if each.line.action is Action.RESERVE else None
    return LineEffect(
        slot.child,
        slot.service,
        slot.date,
        left,
        line_sentence(left, failed),
        each.line.action,
        failed is None,
        cents,
        failed is not None and each.line.action is Action.RESERVE and _may_be_booked(decided, slot, now),
    )


def _may_be_booked(decided: Answer, slot: Slot, now: datetime) -> bool:
    if slot.child not in decided.before.children:
        return False
    found = agent_standing(decided.before, slot, Action.RESERVE, PriceChoice.REGULAR, now=now)
    return found.standing.obstacle is None


def _places_left(decided: Answer, slot: Slot) -> int | None:
    """Before any of these lines takes one; None where the service has no limit."""
    before = decided.before
    child = before.children.get(slot.child)
    try:
        service = before.reglement.service(slot.service)
    except UnknownService:
        return None
    if child is None:
        return None
    counted = before.places[slot.service, slot.month]
    return counted.left(service, before.reglement.days.weekday(slot.date), slot.date.day, child.school)


def _to_caterer(commune: str, decided: Answer, now: datetime) -> list[str]:
    reglement = decided.before.reglement
    today = reglement.day_of(now)
    days = {(each.line.slot.service, each.line.slot.date) for each in decided.accepted}
    found = ordered_days(commune, reglement, {(code, day) for code, day in days if day >= today})
    return [
        caterer_sentence(
            reglement.name_of(each.service),
            each.day,
            each.own,
            last_call=each.last_call,
            now=now,
            today=today,
        )
        for each in found.values()
    ]


def _line(shown: RequestLine) -> BasketLine:
    return BasketLine(Slot(shown.date, shown.service, shown.child), shown.action)


def _said(shown: RequestLine) -> str:
    return ", ".join(filter(None, (shown.service_name, date_weekday(shown.date), shown.child_name)))


def _cents(
    accepted: Sequence[AskedLine], named: Mapping[BasketLine, RequestLine], action: Action
) -> list[int]:
    """What all homes of the children pay of them together."""
    return [named[each.line].price_cents for each in accepted if each.line.action is action]
