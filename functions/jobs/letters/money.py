"""Letters about invoices and payments: a number and a link, never an amount."""

from datetime import date, datetime

from functions.domain.messages import Message, MessageKind
from functions.french.dates import date_short
from functions.jobs.letters.letter import Letter, Write, account_of, family_link, text, town_of


def _invoice_issued(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), town_of(message)
    due_on = date.fromisoformat(text(message, "due_on"))
    return Letter(
        account.email,
        "invoice_issued",
        {
            "first_name": account.first_name,
            "town": town.name,
            "number": text(message, "number"),
            "due_on": f"{date_short(due_on)} {due_on.year}",
            "link": family_link("/espace/facture/", message, id=text(message, "invoice")),
        },
    )


def _payment_received(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), town_of(message)
    return Letter(
        account.email,
        "payment_received",
        {
            "first_name": account.first_name,
            "town": town.name,
            "number": text(message, "number"),
            "credited": int(message.data.get("credited_cents", 0)),
            "link": family_link("/espace/recu/", message, id=text(message, "invoice")),
        },
    )


LETTERS: dict[MessageKind, Write] = {
    MessageKind.INVOICE_ISSUED: _invoice_issued,
    MessageKind.PAYMENT_RECEIVED: _payment_received,
}
