"""An invoice on paper: the mentions of a régie's payment order, each line and why, and how to pay."""

from pathlib import Path
from typing import Any

from functions.domain.invoices.invoice import Invoice
from functions.french.invoices import invoices as french
from functions.french.words.dates import date_full, date_long
from functions.french.words.money import euros
from functions.publishing.documents.letterhead import letterhead
from functions.publishing.documents.lines import by_child
from functions.publishing.documents.typeset import qr_code


def invoice_data(
    invoice: Invoice, *, root: Path, colour: str, online: str | None, link: str, used_cents: int = 0
) -> dict[str, Any]:
    """`link`: the screen of the invoice, where it is paid. `online`: by which provider the régie is paid there.

    `used_cents`: what of it the family's credit had paid when it was issued.
    """
    issue = invoice.issue
    left = invoice.total_cents - used_cents
    head = letterhead(
        issue.issuer,
        invoice.debtor,
        title=french.title(issue.period),
        reference=f"n° {invoice.number.label}, émise le {date_full(issue.issued_on)}",
        made_on=issue.issued_on,
        root=root,
        colour=colour,
    )
    return head | {
        "total": euros(left),
        "due": f"À payer au plus tard le {date_long(issue.due_on)}" if left else "Rien à payer",
        "concerns": french.concerns(issue.period, place=issue.issuer.contact.city),
        "children": by_child(invoice.lines),
        "totals": french.totals(invoice, used_cents=used_cents),
        "ways": _ways(invoice, online=online) if left else [],
        "otherwise": french.OTHERWISE,
        "link": link,
        "qr": qr_code(link) if online is not None and left else None,
        "qr_alt": f"Code à scanner avec un téléphone : il ouvre la page de la facture, {link}",
    }


def _ways(invoice: Invoice, *, online: str | None) -> list[str]:
    return french.how_to_pay(invoice.issue.issuer, due_on=invoice.issue.due_on, online=online, on_paper=True)
