"""An invoice of 42,50 € to pay, the real client, the fake treasury, and a parent's clicks."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from functions.domain.invoices.credit import Credit
from functions.domain.invoices.receivable import Receivable
from functions.domain.messages import MessageKind
from functions.domain.regie.online_payments import Attempt
from functions.gateways.payments.port import PaymentProvider
from functions.storage.invoices import invoices
from functions.storage.regie import online_payments
from functions.storage.regie.online_payments import Place
from functions.storage.table import journal, outbox
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.payments.open_payment import PaymentAsked, PaymentOpened, open_payment
from functions.usecases.payments.settle_payment import Settled, settle_payment
from functions.usecases.payments.sweep_payments import PaymentsSwept, sweep_payments
from tests.gateways.treasury import Treasury
from tests.support.beginnings import begin_with
from tests.support.builders import (
    MARC,
    a_booking,
    a_commune,
    a_family,
    a_month,
    open_account,
    open_town,
    paris,
    put_month,
    settle,
)

TOTAL = 4250


def an_issued_invoice(total_cents: int = TOTAL, **commune: Any) -> Receivable:
    """October's, of the usual family, issued the 1st of November."""
    open_town(a_commune(**commune))
    settle(a_family())
    open_account()
    put_month(a_month("clara", "2026-10", {(1, "restauration"): a_booking(total_cents)}))
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))
    [debt] = invoices.receivables("lisse", "testmp")
    return debt


def a_till(treasury: Treasury) -> "Till":
    """The till of an issued invoice, on an empty table."""
    begin_with(an_issued_invoice)
    [debt] = invoices.receivables("lisse", "testmp")
    return Till(treasury, debt.invoice)


@dataclass
class Till:
    treasury: Treasury
    invoice: str
    provider: PaymentProvider = field(init=False)

    def __post_init__(self) -> None:
        self.provider = self.treasury.client(connect_seconds=1, answer_seconds=1)

    @property
    def now(self) -> datetime:
        return self.treasury.clock.now

    def wait(self, **duration: float) -> None:
        self.treasury.clock.wait(**duration)

    def click(self, *, key: str | None = None, account: str = MARC) -> PaymentOpened:
        """The parent clicks on *Payer*."""
        return open_payment(
            PaymentAsked("lisse", "testmp", (self.invoice,), account, key or uuid4().hex),
            provider=self.provider,
            return_url=lambda place: f"https://preau.example/espace/paiement/?id={place.attempt}",
            api_url="https://preau.example/api",
            now=self.now,
        )

    def choose(self, opened: PaymentOpened, decision: str, means: str = "carte") -> int:
        """The parent reaches the treasury's page, and presses a button there."""
        idop = idop_of(opened)
        self.treasury.visit(idop)
        return self.treasury.choose(idop, decision, means)[0]

    def check(self, opened: PaymentOpened) -> Settled:
        return settle_payment(self.place(opened), provider=self.provider, now=self.now)

    def sweep(self) -> PaymentsSwept:
        return sweep_payments(provider=self.provider, now=self.now)

    def place(self, opened: PaymentOpened) -> Place:
        return Place("lisse", "testmp", opened.payment)

    def attempt(self, opened: PaymentOpened) -> Attempt:
        return online_payments.attempt(self.place(opened)).value

    def attempts(self) -> list[Attempt]:
        return online_payments.of_family("lisse", "testmp")

    @property
    def debt(self) -> Receivable:
        return invoices.receivable("lisse", "testmp", self.invoice).value

    @property
    def credits(self) -> list[Credit]:
        return invoices.credits_of("lisse", "testmp")

    def acts(self) -> list[str]:
        """Of the journal, by name: those of one instant have no order."""
        return sorted(line.act for line in journal.lines("lisse", "testmp") if line.act.startswith("payment"))

    def thanks(self) -> list[str]:
        """The payments for which a mail waits."""
        waiting = [stored.value for stored in outbox.waiting()]
        return [str(one.data["payment"]) for one in waiting if one.kind is MessageKind.PAYMENT_RECEIVED]


def idop_of(opened: PaymentOpened) -> str:
    return opened.redirect_url.partition("?idop=")[2]
