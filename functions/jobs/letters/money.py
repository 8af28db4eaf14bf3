"""Letters about invoices and payments: a number and a link, never an amount."""

from datetime import date, datetime

from functions.domain.invoices.receivable import Receivable
from functions.domain.messages import Message, MessageKind
from functions.french.words.dates import date_short
from functions.jobs.letters.letter import Letter, Write, account_of, family_link, family_of, text, town_of
from functions.storage.table import keys
from functions.storage.table.reading import read_one


def _invoice_issued(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), town_of(message)
    due_on = date.fromisoformat(text(message, "due_on"))
    debt = read_one(keys.receivable(*family_of(message), text(message, "invoice")), Receivable)
    return Letter(
        account.email,
        "invoice_issued",
        {
            "to_pay": int(debt is None or debt.value.owed_cents > 0),
            "first_name": account.first_name,
            "town": town.name,
            "number": text(message, "number"),
            "due_on": f"{date_short(due_on)} {due_on.year}",
            "link": family_link("/espace/facture/", message, id=text(message, "invoice")),
        },
    )


def _payment_received(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), town_of(message)
    debt = read_one(keys.receivable(*family_of(message), text(message, "invoice")), Receivable)
    # There is no receipt of what is paid in part.
    page = "/espace/recu/" if debt is None or debt.value.balance_cents <= 0 else "/espace/facture/"
    return Letter(
        account.email,
        "payment_received",
        {
            "first_name": account.first_name,
            "town": town.name,
            "number": text(message, "number"),
            "credited": int(message.data.get("credited_cents", 0)),
            "receipt": int(page == "/espace/recu/"),
            "link": family_link(page, message, id=text(message, "invoice")),
        },
    )


def _payment_rejected(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), town_of(message)
    return Letter(
        account.email,
        "payment_rejected",
        {
            "first_name": account.first_name,
            "town": town.name,
            "number": text(message, "number"),
            "link": family_link("/espace/facture/", message, id=text(message, "invoice")),
        },
    )


def _credit_note_issued(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), town_of(message)
    return Letter(
        account.email,
        "credit_note_issued",
        {
            "first_name": account.first_name,
            "town": town.name,
            "number": text(message, "number"),
            "invoice_number": text(message, "invoice_number"),
            "link": family_link("/espace/facture/", message, id=text(message, "invoice")),
        },
    )


def _invoice_reminder(message: Message, now: datetime) -> Letter | None:
    debt = read_one(keys.receivable(*family_of(message), text(message, "invoice")), Receivable)
    if debt is None or not debt.value.owed_cents:
        return None  # Paid since.
    account, town = account_of(message), town_of(message)
    due_on = date.fromisoformat(text(message, "due_on"))
    return Letter(
        account.email,
        "invoice_reminder",
        {
            "first_name": account.first_name,
            "town": town.name,
            "number": text(message, "number"),
            "due_on": f"{date_short(due_on)} {due_on.year}",
            "last": int(message.data["last"]),
            "link": family_link("/espace/facture/", message, id=text(message, "invoice")),
        },
    )


def _invoice_handed_over(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), town_of(message)
    return Letter(
        account.email,
        "invoice_handed_over",
        {
            "first_name": account.first_name,
            "town": town.name,
            "number": text(message, "number"),
            "link": family_link("/espace/facture/", message, id=text(message, "invoice")),
        },
    )


LETTERS: dict[MessageKind, Write] = {
    MessageKind.INVOICE_ISSUED: _invoice_issued,
    MessageKind.PAYMENT_RECEIVED: _payment_received,
    MessageKind.PAYMENT_REJECTED: _payment_rejected,
    MessageKind.CREDIT_NOTE_ISSUED: _credit_note_issued,
    MessageKind.INVOICE_REMINDER: _invoice_reminder,
    MessageKind.INVOICE_HANDED_OVER: _invoice_handed_over,
}
