"""What a family has to pay, what each cent of it is for, and paying it."""

from datetime import datetime
from urllib.parse import urlencode

from chalice.app import Blueprint

from functions import wiring
from functions.domain.errors import NotFound
from functions.domain.invoices.credit import left_cents
from functions.domain.invoices.invoice import Invoice
from functions.domain.invoices.invoice_history import PaymentDays
from functions.domain.invoices.receivable import Receivable
from functions.domain.invoices.yearly_statement import years
from functions.domain.regie.online_payments import Attempt, AttemptState
from functions.domain.town.commune import Commune
from functions.french.invoices.invoices import payment_outcome, treasury_silent
from functions.gateways.payments.port import ProviderUnavailable
from functions.storage.invoices import invoices
from functions.storage.regie import online_payments
from functions.storage.regie.online_payments import Place
from functions.storage.table.reading import together
from functions.storage.table.stored import Stored
from functions.usecases.payments.open_payment import PaymentAsked, open_payment
from functions.usecases.payments.settle_payment import Settled, settle_payment
from functions.usecases.prepayment.confirm_hold import confirm_hold
from functions.web.api.endpoint import Routes
from functions.web.api.paths import FAMILY
from functions.web.callers.members import MEMBER, MEMBER_OF_TOWN, Member, MemberOfTown
from functions.web.invoices import answers
from functions.web.invoices.types import (
    InvoiceDetail,
    Invoices,
    PaymentOpened,
    PaymentOutcome,
    Receipt,
    TogetherAsked,
)

routes = Routes(Blueprint(__name__))


_SHOWN = {
    AttemptState.OPENING: "open",
    AttemptState.OPEN: "open",
    AttemptState.PAID: "paid",
    AttemptState.REFUSED: "refused",
    AttemptState.CANCELLED: "cancelled",
    AttemptState.EXPIRED: "cancelled",
    AttemptState.FAILED: "cancelled",
    AttemptState.HELD: "held",
}


@routes.route("GET", f"{FAMILY}/invoices", MEMBER_OF_TOWN, answers=Invoices)
def list_invoices(caller: MemberOfTown) -> Invoices:
    """What is to pay, what is paid, the family's credit, and the years there is something to tell of."""
    return invoices_of(caller.town, caller.family.value.id, now=caller.ask.now)


def invoices_of(commune: Commune, family: str, *, now: datetime) -> Invoices:
    """One round trip."""
    today = commune.day_of(now)
    debts, credits_ = together(
        lambda: invoices.receivables(commune.id, family), lambda: invoices.credits_of(commune.id, family)
    )
    to_pay = sorted(
        (debt for debt in debts if debt.balance_cents > 0), key=lambda debt: (debt.due_on, debt.number.rank)
    )
    online = [debt for debt in to_pay if debt.owed_cents > 0]
    return Invoices(
        to_pay=[answers.summary(debt, commune, today) for debt in to_pay],
        paid=[answers.summary(debt, commune, today) for debt in debts if debt.balance_cents <= 0],
        credit_cents=left_cents(credits_),
        years=years(debts, PaymentDays(commune.clock, {})),
        together=answers.together(online, commune),
        in_a_row=answers.in_a_row(online, commune),
    )


@routes.route("GET", f"{FAMILY}/invoices/{{invoice}}", MEMBER_OF_TOWN, answers=InvoiceDetail)
def read_invoice(caller: MemberOfTown) -> InvoiceDetail:
    """An invoice that explains itself: each child, service, day and price, and why."""
    (invoice, debt), attempts = _with_attempts(caller)
    return answers.detail(invoice, debt.value, attempts, caller.town, caller.today)


@routes.route("GET", f"{FAMILY}/invoices/{{invoice}}/receipt", MEMBER_OF_TOWN, answers=Receipt)
def read_receipt(caller: MemberOfTown) -> Receipt:
    """The receipt of an invoice, once it is wholly paid."""
    (invoice, debt), attempts = _with_attempts(caller)
    paid = answers.paid_on(debt.value, caller.town, caller.today)
    if paid is None:
        raise NotFound
    return answers.receipt(invoice, debt.value, attempts, caller.town, paid)


def _with_attempts(caller: MemberOfTown) -> tuple[tuple[Invoice, Stored[Receivable]], list[Attempt]]:
    """The invoice of the address, and what the family tried to pay online. Raises NotFound."""
    family, invoice = caller.family.value.id, caller.ask.path["invoice"]
    return together(
        lambda: invoices.invoice(caller.commune, family, invoice),
        lambda: online_payments.of_family(caller.commune, family),
    )


@routes.route(
    "POST",
    f"{FAMILY}/invoices/{{invoice}}/payments",
    MEMBER,
    answers=PaymentOpened,
    status=201,
    keyed=True,
    sends=True,
)
def pay_invoice(caller: Member) -> PaymentOpened:
    """Open a payment with the treasury, and say where to send the payer."""
    return _opened(caller, (caller.ask.path["invoice"],))


@routes.route(
    "POST",
    f"{FAMILY}/payments",
    MEMBER,
    takes=TogetherAsked,
    answers=PaymentOpened,
    status=201,
    keyed=True,
    sends=True,
)
def pay_together(caller: Member, asked: TogetherAsked) -> PaymentOpened:
    """Open one payment for several invoices, where the régie's provider takes them."""
    return _opened(caller, tuple(dict.fromkeys(asked.invoices)), seen_cents=asked.amount_cents)


def _opened(caller: Member, wanted: tuple[str, ...], *, seen_cents: int | None = None) -> PaymentOpened:
    ask, origin = caller.ask, caller.ask.origin
    who = PaymentAsked(
        caller.commune, caller.family.value.id, wanted, caller.account, ask.idempotency_key, seen_cents
    )
    opened = open_payment(
        who,
        provider=wiring.payments(),
        return_url=lambda place: f"{origin}/espace/paiement/?{_return_query(place)}",
        api_url=f"{origin}/api",
        now=ask.now,
    )
    return PaymentOpened(opened.payment, opened.redirect_url, opened.form)


@routes.route(
    "POST",
    f"{FAMILY}/payments/{{payment}}/check",
    MEMBER_OF_TOWN,
    answers=PaymentOutcome,
    keyed=True,
    sends=True,
)
def check_payment(caller: MemberOfTown) -> PaymentOutcome:
    """Ask the treasury what became of a payment: coming back from its page proves nothing."""
    place = Place(caller.commune, caller.family.value.id, caller.ask.path["payment"])
    try:
        settled = settle_payment(place, provider=wiring.payments(), now=caller.ask.now)
    except ProviderUnavailable:
        attempt = online_payments.attempt(place).value
        return answers.outcome(attempt, _debts(caller), caller.town, _SHOWN[attempt.state], treasury_silent())
    if settled.attempt.state is AttemptState.PAID:
        for invoice in settled.attempt.asked_cents:
            confirm_hold(place.commune, place.family, invoice, by=caller.account, now=caller.ask.now)
    late = settled.attempt.state is AttemptState.OPEN and settled.attempt.overdue(caller.ask.now)
    state = _shown(settled, late=late)
    sentence = payment_outcome(settled.attempt, state=state, late=late)
    return answers.outcome(settled.attempt, _debts(caller), caller.town, state, sentence)


def _return_query(place: Place) -> str:
    """All that the page needs to ask: it may open in a browser that knows nothing else."""
    return urlencode({"id": place.attempt, "famille": f"{place.commune}/{place.family}"}, safe="/")


def _shown(settled: Settled, *, late: bool) -> str:
    if settled.refused:
        return "refused"
    return "cancelled" if settled.gave_up or late else _SHOWN[settled.attempt.state]


def _debts(caller: MemberOfTown) -> list[Receivable]:
    """All of the family, as they are after what was just written."""
    return invoices.receivables(caller.commune, caller.family.value.id)
