"""Letters about invoices and payments: what it is about, how much, and until when."""

from datetime import date, datetime

from functions.domain.billing.prepayment import Hold
from functions.domain.invoices.receivable import Receivable
from functions.domain.messages import Message, MessageKind
from functions.french.invoices.periods import of_label
from functions.french.words.dates import date_full, date_hour, listing
from functions.french.words.money import euros
from functions.jobs.letters.letter import Letter, Write, account_of, family_link, family_of, text, town_of
from functions.storage.table import keys
from functions.storage.table.reading import read_one


def _invoice_issued(message: Message, now: datetime) -> Letter | None:
    debt = _debt(message)
    hold = read_one(keys.hold(*family_of(message), text(message, "invoice")), Hold)
    until = "" if hold is None else date_hour(hold.value.until.astimezone(town_of(message).clock))
    return _about(
        message,
        "invoice_issued",
        to_pay=int(debt is None or debt.owed_cents > 0),
        held_until=until,
        period=_period(message, debt),
        amount=_euros(message, "total_cents"),
        due_on=date_full(date.fromisoformat(text(message, "due_on"))),
    )


def _payment_received(message: Message, now: datetime) -> Letter | None:
    debt = _debt(message)
    numbers = text(message, "number").split(", ")
    several = len(numbers) > 1
    # There is no receipt of what is paid in part.
    whole = debt is None or debt.balance_cents <= 0
    page = "/espace/recu/" if whole else "/espace/facture/"
    return _about(
        message,
        "payment_received",
        page="/espace/factures/" if several else page,
        invoices=f"les factures {listing(numbers)}" if several else f"la facture {numbers[0]}",
        several=int(several),
        receipt=int(whole),
        amount=_euros(message, "amount_cents"),
        credited=_euros(message, "credited_cents"),
        left="" if debt is None or not debt.owed_cents else euros(debt.owed_cents),
    )


def _payment_rejected(message: Message, now: datetime) -> Letter | None:
    debt = _debt(message)
    return _about(
        message,
        "payment_rejected",
        amount=_euros(message, "amount_cents"),
        left="" if debt is None or not debt.owed_cents else euros(debt.owed_cents),
    )


def _credit_note_issued(message: Message, now: datetime) -> Letter | None:
    return _about(
        message,
        "credit_note_issued",
        invoice_number=text(message, "invoice_number"),
        amount=_euros(message, "total_cents"),
    )


def _invoice_reminder(message: Message, now: datetime) -> Letter | None:
    debt = _debt(message)
    if debt is None or not debt.owed_cents:
        return None  # Paid since.
    return _about(
        message,
        "invoice_reminder",
        due_on=date_full(date.fromisoformat(text(message, "due_on"))),
        amount=euros(debt.owed_cents),
        last=int(message.data["last"]),
    )


def _invoice_handed_over(message: Message, now: datetime) -> Letter | None:
    debt = _debt(message)
    amount = euros(debt.balance_cents) if debt is not None and debt.balance_cents > 0 else ""
    return _about(message, "invoice_handed_over", amount=amount)


def _about(message: Message, template: str, *, page: str = "/espace/facture/", **data: str | int) -> Letter:
    account, town = account_of(message), town_of(message)
    return Letter(
        account.email,
        template,
        {
            "first_name": account.first_name,
            "town": town.name,
            "number": text(message, "number"),
            "link": family_link(page, message, id=text(message, "invoice")),
            **data,
        },
        (town,),
    )


def _debt(message: Message) -> Receivable | None:
    stored = read_one(keys.receivable(*family_of(message), text(message, "invoice")), Receivable)
    return None if stored is None else stored.value


def _period(message: Message, debt: Receivable | None) -> str:
    """« d’octobre 2026 », « des vacances de la Toussaint 2026 »."""
    period = str(message.data.get("period", debt.period if debt is not None else ""))
    return of_label(period) if period else ""


def _euros(message: Message, name: str) -> str:
    """Nothing where there is nothing, or where an earlier version wrote the message without the sum."""
    cents = int(message.data.get(name, 0))
    return euros(cents) if cents else ""


LETTERS: dict[MessageKind, Write] = {
    MessageKind.INVOICE_ISSUED: _invoice_issued,
    MessageKind.PAYMENT_RECEIVED: _payment_received,
    MessageKind.PAYMENT_REJECTED: _payment_rejected,
    MessageKind.CREDIT_NOTE_ISSUED: _credit_note_issued,
    MessageKind.INVOICE_REMINDER: _invoice_reminder,
    MessageKind.INVOICE_HANDED_OVER: _invoice_handed_over,
}
