"""An invoice on paper: the mentions of a régie's payment order, each line and why, and how to pay."""

from pathlib import Path
from typing import Any

from functions.domain.invoice_parts import Alike, ChildPart, ServicePart, parts_of
from functions.domain.invoices import Invoice
from functions.french import invoices as french
from functions.french.dates import date_long, date_short
from functions.french.money import euros
from functions.french.spaces import spaced
from functions.publishing.documents.letterhead import letterhead
from functions.publishing.documents.typeset import qr_code


def invoice_data(invoice: Invoice, *, root: Path, colour: str, online: bool, link: str) -> dict[str, Any]:
    """`link`: the screen of the invoice, where it is paid. `online`: whether the régie can be paid there."""
    issue = invoice.issue
    issued = f"{date_short(issue.issued_on)} {issue.issued_on.year}"
    head = letterhead(
        issue.issuer,
        invoice.debtor,
        title=french.title(issue.period),
        reference=f"n° {invoice.number.label}, émise le {issued}",
        made_on=issue.issued_on,
        root=root,
        colour=colour,
    )
    return head | {
        "total": euros(invoice.total_cents),
        "due": f"À payer au plus tard le {date_long(issue.due_on)}",
        "concerns": spaced(f"Période : {french.period(issue.period)}. Lieu : {issue.issuer.contact.city}."),
        "children": [_child(child) for child in parts_of(invoice.lines)],
        "ways": french.how_to_pay(issue.issuer, due_on=issue.due_on, online=online, on_paper=True),
        "otherwise": french.OTHERWISE,
        "link": link,
        "qr": qr_code(link) if online else None,
        "qr_alt": f"Code à scanner avec un téléphone : il ouvre la page de la facture, {link}",
    }


def _child(child: ChildPart) -> dict[str, Any]:
    lines = [_line(service, alike) for service in child.services for alike in service.prices]
    return {"name": child.name, "amount": euros(child.amount_cents), "lines": lines}


def _line(service: ServicePart, alike: Alike) -> dict[str, str]:
    first = alike.first
    return {
        "service": french.what(service.name, first.kind),
        "days": french.day_list_short(line.day for line in alike.lines),
        "why": french.why(first),
        "times": f"{alike.quantity} × {euros(first.unit_price_cents)}",
        "amount": euros(alike.amount_cents),
    }
