"""The régisseur's desk: acts on the usual family's debts, and the books that must agree after each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import uuid4

from functions.domain.invoices.credit import Credit
from functions.domain.invoices.invoice import Invoice, Issue, debtor_of, issuer_of
from functions.domain.invoices.invoice_lines import InvoiceLine, Reason
from functions.domain.invoices.receivable import EntryKind, Receivable
from functions.domain.invoices.reissue import LineCorrection
from functions.domain.regie.counter_payments import MoneyReceived
from functions.domain.regie.write_offs import WriteOffKind
from functions.domain.town.counter_means import CounterMeans
from functions.storage.invoices import invoices
from functions.storage.regie import counter_payments
from functions.storage.table import journal, numbers, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.regie.hand_over_debts import Handed, hand_over_debts
from functions.usecases.regie.issue_credit_note import Credited, issue_credit_note
from functions.usecases.regie.recall_debt import Recalled, recall_debt
from functions.usecases.regie.record_payment import Recorded, record_payment
from functions.usecases.regie.refund_credit import Refunded, refund_credit
from functions.usecases.regie.regie_act import Act
from functions.usecases.regie.reissue_invoice import Reissued, reissue_invoice
from functions.usecases.regie.reject_payment import Rejected, reject_payment
from functions.usecases.regie.send_debt_reminders import send_reminders
from functions.usecases.regie.use_credit import Used, use_credit
from functions.usecases.regie.write_off import WrittenOff, write_off_debt
from tests.support.builders import a_booking, a_commune, a_family, a_month, on, paris, put_month
from tests.support.table import numbers_of_year, till_book

REGISSEUR = "0" * 25 + "r"
NOW = paris("lundi 2026-11-02 18:00")
TODAY = on("lundi 2026-11-02")
IN_HAND = {"bank": "Banque postale", "reference": "0001234"}


def act(
    key: str | None = None, *, now: datetime = NOW, family: str = "testmp", commune: str = "lisse"
) -> Act:
    return Act(commune, family, REGISSEUR, key or uuid4().hex, now)


def cheque(cents: int, received_on: date = TODAY) -> MoneyReceived:
    return MoneyReceived(CounterMeans.CHEQUE, cents, received_on, **IN_HAND)


def cash(cents: int, received_on: date = TODAY) -> MoneyReceived:
    return MoneyReceived(CounterMeans.CASH, cents, received_on)


def pay(
    received: MoneyReceived,
    *invoice_ids: str,
    key: str | None = None,
    anyway: bool = False,
    now: datetime = NOW,
) -> Recorded:
    return record_payment(act(key, now=now), received, invoice_ids=invoice_ids, anyway=anyway)


def reject(payment: str, *, key: str | None = None, now: datetime = NOW) -> Rejected:
    return reject_payment(act(key, now=now), payment, reason="Sans provision")


def credit_note(
    invoice: str,
    lines: Mapping[int, int | None] | None = None,
    *,
    key: str | None = None,
    now: datetime = NOW,
) -> Credited:
    return issue_credit_note(act(key, now=now), invoice, lines=lines, reason="Erreur de tranche")


def write_off(invoice: str, cents: int, *, key: str | None = None, now: datetime = NOW) -> WrittenOff:
    return write_off_debt(
        act(key, now=now), invoice, kind=WriteOffKind.GRACE, amount_cents=cents, reason="Avis du CCAS"
    )


def use(*, key: str | None = None, now: datetime = NOW) -> Used:
    return use_credit(act(key, now=now))


def refund(cents: int, *, key: str | None = None, now: datetime = NOW) -> Refunded:
    return refund_credit(act(key, now=now), cents, means=CounterMeans.TRANSFER)


def reissue(
    invoice: str, changes: Mapping[int, LineCorrection], *, key: str | None = None, now: datetime = NOW
) -> Reissued:
    return reissue_invoice(act(key, now=now), invoice, changes=changes, reason="Erreur de tranche")


def hand_over(*invoice_ids: str, key: str | None = None, now: datetime = NOW) -> Handed:
    return hand_over_debts(act(key, now=now), invoice_ids)


def recall(invoice: str, *, key: str | None = None, now: datetime = NOW) -> Recalled:
    return recall_debt(act(key, now=now), invoice, reason="Transmise par erreur")


def remind(now: datetime) -> int:
    return send_reminders("lisse", by="job", now=now).sent


FIRST_REMINDER = paris("samedi 2026-12-12 09:40")
"""Ten days after the last day to pay of what was issued at NOW."""
LAST_REMINDER = paris("dimanche 2026-12-27 09:40")
AFTER_REMINDERS = paris("lundi 2026-12-28 10:00")


def remind_of_all() -> None:
    for moment in (FIRST_REMINDER, LAST_REMINDER):
        remind(moment)


def issue_month(month: str, *cents: int, now: datetime = NOW, commune: str = "lisse") -> Receivable:
    """An invoice of that month for the usual family, one line a day, numbered as a run does it. A run also pays it with the family's credit."""
    year, number = map(int, month.split("-"))
    days = [date(year, number, day) for day in range(1, len(cents) + 1)]
    lines = tuple(
        InvoiceLine(day, "clara", "Clara", "restauration", "Restauration", 1, amount, Reason(""))
        for day, amount in zip(days, cents, strict=True)
    )
    issue = Issue(issuer_of(a_commune()), month, now.date(), now.date() + timedelta(30))
    transaction = Transaction()
    [next_number] = numbers.next_documents(transaction, commune, "enfance", now.year, count=1)
    invoice = Invoice(new_id(now), next_number, issue, debtor_of(a_family()), lines)
    invoices.put_new(transaction, commune, invoice)
    transaction.commit()
    return invoices.receivable(commune, "testmp", invoice.id).value


def run_month(month: str, *cents: int, now: datetime = NOW) -> Receivable:
    """The usual family's invoice of that month as the run issues it, from a booking a day."""
    bookings = {(day, "restauration"): a_booking(amount) for day, amount in enumerate(cents, start=1)}
    put_month(a_month("clara", month, bookings))
    issue_invoices("lisse", month, by="job", now=now)
    [debt] = [debt for debt in debts() if debt.period == month]
    return debt


def debts() -> list[Receivable]:
    return invoices.receivables("lisse", "testmp")


def debt_of(invoice: str) -> Receivable:
    return invoices.receivable("lisse", "testmp", invoice).value


def purse() -> list[Credit]:
    return invoices.credits_of("lisse", "testmp")


def acts_told(*, family: str = "testmp") -> list[str]:
    return sorted(line.act for line in journal.lines("lisse", family))


def letters() -> list[str]:
    return sorted(one.value.kind.value for one in outbox.waiting(limit_per_shard=500))


def book() -> list[int]:
    """What went in and out of the till, in cents: what left it first, as a test's acts are all of one instant."""
    return sorted(movement.amount_cents for movement in till_book("lisse", "enfance"))


def receipts() -> list[int]:
    return sorted(one.number.rank for one in counter_payments.of_family("lisse", "testmp"))


MONEY = (EntryKind.PAYMENT, EntryKind.REJECTED, EntryKind.CREDIT_USED, EntryKind.CREDITED)


def check_books(
    families: Sequence[str] = ("testmp",), *, commune: str = "lisse", years: Sequence[int] = (2026,)
) -> None:
    """Sum of lines = total = entries + balance; money in = payments kept + credit left; numbers without gap or duplicate.

    An invoice whose corrections come to less than nothing gives credit too, without any money.
    """
    kept = left = given = 0
    receipts: defaultdict[int, list[int]] = defaultdict(list)
    for family in families:
        held = invoices.credits_of(commune, family)
        assert all(credit.left_cents >= 0 for credit in held)
        left += sum(credit.left_cents for credit in held)
        given += sum(credit.amount_cents for credit in held if credit.origin.value == "correction")
        by_credit = {credit.id: 0 for credit in held}
        for debt in invoices.receivables(commune, family):
            document, _ = invoices.invoice(commune, family, debt.invoice)
            entries = sum(entry.amount_cents for entry in debt.entries)
            assert document.total_cents == debt.total_cents == entries + debt.balance_cents
            assert debt.balance_cents >= 0
            assert sum(debt.credited.values()) == sum(
                entry.amount_cents for entry in debt.entries if entry.kind is EntryKind.CREDIT_NOTE
            )
            assert sum(debt.credited.values()) <= debt.total_cents
            kept += sum(entry.amount_cents for entry in debt.entries if entry.kind in MONEY)
            for entry in debt.entries:
                if entry.kind is EntryKind.CREDIT_USED:
                    by_credit[entry.source] += entry.amount_cents
        for credit in held:
            paid_with = sum(use.amount_cents for use in credit.uses if use.kind == "invoice")
            assert by_credit[credit.id] == paid_with
        for one in counter_payments.of_family(commune, family):
            receipts[one.number.year].append(one.number.rank)
    money = sum(movement.amount_cents for movement in till_book(commune, "enfance"))
    assert money + given == kept + left
    for ranks in receipts.values():
        assert sorted(ranks) == list(range(1, len(ranks) + 1))
    for year in years:
        numbers = [number.rank for number in numbers_of_year(commune, "enfance", year)]
        assert numbers == list(range(1, len(numbers) + 1))
