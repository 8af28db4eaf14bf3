"""A town whose mornings are paid when they are booked."""

from dataclasses import replace
from uuid import uuid4

from functions.domain.billing.to_pay import ToPay
from functions.domain.invoices.receivable import Receivable
from functions.domain.planning.child_month import Booking, Slot
from functions.domain.reglement.reglement import Places
from functions.gateways.payments.port import PaymentProvider
from functions.storage.invoices import invoices
from functions.storage.regie.online_payments import Place
from functions.usecases.bookings.validate_basket import Validated, validate_basket
from functions.usecases.payments.open_payment import PaymentAsked, PaymentOpened, open_payment
from functions.usecases.payments.settle_payment import settle_payment
from functions.usecases.prepayment.end_holds import Ended, end_holds
from tests.gateways.treasury import Treasury
from tests.support.builders import (
    CLARA,
    JULIE,
    MARC,
    MORNING,
    SERVICES,
    a_family,
    a_reglement,
    acting,
    open_account,
    open_town,
    paris,
    put_in_basket,
    seen_lines,
    settle,
)
from tests.support.ledger import rows

MONTHS = ("2026-11",)
DAYS = ("2026-11-23", "2026-11-24", "2026-11-26")
PREPAID = replace(MORNING, prepaid=True, places=(Places(1),))


class PrepaidTown:
    """A town whose mornings are paid when they are booked; one place a day. It is lundi 2026-11-02, 18 h."""

    def __init__(self, treasury: Treasury) -> None:
        self.treasury = treasury
        self.provider: PaymentProvider = treasury.client(connect_seconds=1, answer_seconds=1)
        services = tuple(PREPAID if service is MORNING else service for service in SERVICES)
        open_town(reglement=a_reglement(services=services))
        open_account()
        settle()
        settle(
            a_family("voisins", name="Voisins", members=(JULIE,), children=("tom",)),
            [replace(CLARA, id="tom", families=("voisins",))],
        )

    def slots(self, child: str = "clara") -> list[Slot]:
        return [
            Slot(paris(f"{name} {day} 00:00").date(), MORNING.code, child)
            for name, day in zip(("lundi", "mardi", "jeudi"), DAYS, strict=True)
        ]

    def book(self, child: str = "clara", *, key: str | None = None, **who: str) -> Validated:
        parent = acting(**who)
        put_in_basket(parent, *self.slots(child), now=self.treasury.clock.now)
        lines = seen_lines(parent, now=self.treasury.clock.now)
        return validate_basket(parent, lines, key=key or uuid4().hex, now=self.treasury.clock.now)[0]

    def pay(self, asked: ToPay) -> PaymentOpened:
        return open_payment(
            PaymentAsked("lisse", "testmp", (asked.invoice,), MARC, uuid4().hex),
            provider=self.provider,
            return_url=lambda place: f"https://preau.example/espace/paiement/?id={place.attempt}",
            api_url="https://preau.example/api",
            now=self.treasury.clock.now,
        )

    def choose(self, opened: PaymentOpened, decision: str = "payer") -> None:
        idop = opened.redirect_url.partition("?idop=")[2]
        self.treasury.visit(idop)
        self.treasury.choose(idop, decision)

    def settle(self, opened: PaymentOpened) -> None:
        place = Place("lisse", "testmp", opened.payment)
        settle_payment(place, provider=self.provider, now=self.treasury.clock.now)

    def sweep(self) -> Ended:
        return end_holds(provider=self.provider, now=self.treasury.clock.now)

    def booked(self, *children: str) -> dict[Slot, Booking]:
        return rows(children or ("clara", "guilhem", "tom"), MONTHS)

    def debt(self, asked: ToPay) -> Receivable:
        return invoices.receivable("lisse", "testmp", asked.invoice).value
