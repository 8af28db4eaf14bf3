"""Billed lines on paper, child by child."""

from collections.abc import Iterable
from typing import Any

from functions.domain.invoices.invoice_layout import Alike, ChildPart, ServicePart, parts_of
from functions.domain.invoices.invoice_lines import InvoiceLine
from functions.french.invoices import invoices as french
from functions.french.words.money import euros


def by_child(lines: Iterable[InvoiceLine], *, why: bool = True) -> list[dict[str, Any]]:
    """As `by-child` of `templates/documents/parts.typ` takes them; with `why` each costs what it does."""
    return [_child(child, why) for child in parts_of(lines)]


def _child(child: ChildPart, why: bool) -> dict[str, Any]:
    lines = [_line(service, alike, why) for service in child.services for alike in service.prices]
    return {"name": child.name, "amount": euros(child.amount_cents), "lines": lines}


def _line(service: ServicePart, alike: Alike, why: bool) -> dict[str, str]:
    first = alike.first
    return {
        "service": french.what(service.name, first.kind),
        "days": french.day_list_short(alike.days),
        "why": french.why(first) if why else "",
        "times": french.times(alike.quantity, first.unit_price_cents, unit=first.unit, days=len(alike.lines)),
        "amount": euros(alike.amount_cents),
    }
