"""What families asked about bookings, as agents read it: in its list, and among all that waits."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct

from functions.domain.bookings.booking_requests import AskedLine, BookingRequest, LineState
from functions.domain.families.child_names import told_apart
from functions.domain.families.family import Child, Family
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import UnknownService
from functions.french.bookings.booking_requests import homes_pay
from functions.french.reglement.closures import closed_sentence
from functions.storage.families.children import sound_children
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.town import called_off, communes
from functions.usecases.bookings.read_asked_prices import AskedPrices


class RequestLine(Struct):
    child: str
    child_name: str
    service: str
    service_name: str
    date: date
    action: Action
    price_cents: int
    """What all homes of the child that pay it pay together, each at its own price."""
    homes: str
    """What each of them pays, where there are several, or it is not who asked; else empty."""
    late: bool
    """It was asked past its limit."""
    state: LineState
    reason: str
    closed: str | None
    """Why the service is closed to the child on that day, so that a reservation cannot be accepted; null if it opens."""


class RequestShown(Struct):
    id: str
    family: str
    family_name: str
    asked_at: datetime
    lines: list[RequestLine]


def shown_requests(commune: str, requests: Sequence[BookingRequest]) -> list[RequestShown]:
    """With the names of families, children and services as they are now."""
    if not requests:
        return []
    months = {each.line.slot.month for request in requests for each in request.lines}
    found = read(
        {
            *(keys.family(commune, request.family) for request in requests),
            *(keys.called_off(commune, month) for month in months),
            *(
                keys.child_month(commune, each.line.slot.child, each.line.slot.month)
                for request in requests
                for each in request.lines
            ),
        }
    )
    families = {
        request.family: file.value
        for request in requests
        if (file := found.get_sound(keys.family(commune, request.family), Family)) is not None
    }
    named = {child for family in families.values() for child in family.children}
    named |= {each.line.slot.child for request in requests for each in request.lines}
    children = sound_children(commune, sorted(named))
    head = communes.reglement_head(commune).value
    reglement = communes.reglement(commune, head.reglement)
    clock = reglement.clock
    open_days = OpenDays(
        reglement, {month: called_off.in_batch(found, commune, month).value for month in months}
    )
    files = {child: stored.value for child, stored in children.items()}
    prices = AskedPrices.read(commune, requests, files, found, {one.id: one for one in families.values()})
    return [
        RequestShown(
            request.id,
            request.family,
            family.name if (family := families.get(request.family)) is not None else "",
            request.at.astimezone(clock),
            list(_lines(children, _names(children, family, request.lines), open_days, request, prices)),
        )
        for request in requests
    ]


def _names(
    children: Mapping[str, Stored[Child]], family: Family | None, lines: Iterable[AskedLine]
) -> dict[str, str]:
    """Of the children of the lines, among those of their family."""
    ids = {*(() if family is None else family.children), *(each.line.slot.child for each in lines)}
    return told_apart(children[child].value for child in sorted(ids) if child in children)


def _lines(
    children: Mapping[str, Stored[Child]],
    names: Mapping[str, str],
    open_days: OpenDays,
    request: BookingRequest,
    prices: AskedPrices,
) -> Iterable[RequestLine]:
    for each in request.lines:
        paid = prices.of(request, each)
        slot = each.line.slot
        child = children.get(slot.child)
        yield RequestLine(
            child=slot.child,
            child_name=names.get(slot.child, ""),
            service=slot.service,
            service_name=open_days.reglement.name_of(slot.service),
            date=slot.date,
            action=each.line.action,
            price_cents=sum(paid.values()),
            homes=homes_pay(prices.homes(request, paid)),
            late=each.late,
            state=each.state,
            reason=each.reason,
            closed=None if child is None else _closed(open_days, each.line, child.value),
        )


def _closed(open_days: OpenDays, line: BasketLine, child: Child) -> str | None:
    try:
        service = open_days.reglement.service(line.slot.service)
    except UnknownService:
        return None
    closed = open_days.closed(service, line.slot.date, child)
    return None if closed is None else closed_sentence(closed)
