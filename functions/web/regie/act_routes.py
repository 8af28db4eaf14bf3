"""The acts of a régisseur on the debts of a family. Each is one transaction under its idempotency key."""

from collections.abc import Iterable

from chalice.app import Blueprint

from functions.domain.invoices.reissue import LineCorrection
from functions.domain.regie.counter_payments import MoneyReceived
from functions.usecases.regie.hand_over_debts import Handed, hand_over_debts
from functions.usecases.regie.issue_credit_note import Credited, issue_credit_note
from functions.usecases.regie.recall_debt import Recalled, recall_debt
from functions.usecases.regie.record_payment import Recorded, record_payment
from functions.usecases.regie.refund_credit import Refunded, refund_credit
from functions.usecases.regie.regie_act import Act
from functions.usecases.regie.reissue_invoice import Reissued, reissue_invoice
from functions.usecases.regie.reject_payment import Rejected, reject_payment
from functions.usecases.regie.use_credit import Used, use_credit
from functions.usecases.regie.write_off import WrittenOff, write_off_debt
from functions.web.api.endpoint import Routes
from functions.web.api.paths import REGIE_FAMILY
from functions.web.api.problems import Invalid
from functions.web.callers.agents import REGISSEUR, Agent
from functions.web.regie.types import (
    CounterPayment,
    CreditNoteAsked,
    CreditUseAsked,
    HandOverAsked,
    RecallAsked,
    RefundAsked,
    ReissueAsked,
    RejectionAsked,
    WriteOffAsked,
)

routes = Routes(Blueprint(__name__))

INVOICE = f"{REGIE_FAMILY}/invoices/{{invoice}}"


@routes.route(
    "POST",
    f"{INVOICE}/credit-notes",
    REGISSEUR,
    takes=CreditNoteAsked,
    answers=Credited,
    status=201,
    keyed=True,
    sends=True,
)
def credit_invoice(caller: Agent, asked: CreditNoteAsked) -> Credited:
    """Take an invoice back, whole or by line, with a numbered credit note."""
    lines = None
    if asked.lines is not None:
        _once(part.place for part in asked.lines)
        lines = {part.place: part.amount_cents for part in asked.lines}
    return issue_credit_note(_act(caller), caller.ask.path["invoice"], lines=lines, reason=asked.reason)


@routes.route(
    "POST",
    f"{INVOICE}/reissue",
    REGISSEUR,
    takes=ReissueAsked,
    answers=Reissued,
    status=201,
    keyed=True,
    sends=True,
)
def issue_again(caller: Agent, asked: ReissueAsked) -> Reissued:
    """Cancel an invoice by a credit note and issue it again, corrected."""
    _once(line.place for line in asked.lines)
    changes = {line.place: LineCorrection(line.quantity, line.unit_price_cents) for line in asked.lines}
    return reissue_invoice(_act(caller), caller.ask.path["invoice"], changes=changes, reason=asked.reason)


@routes.route(
    "POST",
    f"{INVOICE}/write-offs",
    REGISSEUR,
    takes=WriteOffAsked,
    answers=WrittenOff,
    status=201,
    keyed=True,
)
def give_up_debt(caller: Agent, asked: WriteOffAsked) -> WrittenOff:
    """Give up part of a debt, for a reason the commune voted."""
    invoice = caller.ask.path["invoice"]
    return write_off_debt(
        _act(caller), invoice, kind=asked.kind, amount_cents=asked.amount_cents, reason=asked.reason
    )


@routes.route(
    "POST",
    f"{REGIE_FAMILY}/payments",
    REGISSEUR,
    takes=CounterPayment,
    answers=Recorded,
    status=201,
    keyed=True,
)
def take_payment(caller: Agent, asked: CounterPayment) -> Recorded:
    """Record what was given at the counter, with a receipt."""
    received = MoneyReceived(
        asked.means, asked.amount_cents, asked.received_on, asked.bank.strip(), asked.reference.strip()
    )
    return record_payment(_act(caller), received, invoice_ids=tuple(asked.invoices), anyway=asked.anyway)


@routes.route(
    "POST",
    f"{REGIE_FAMILY}/payments/{{payment}}/rejection",
    REGISSEUR,
    takes=RejectionAsked,
    answers=Rejected,
    status=201,
    keyed=True,
    sends=True,
)
def take_payment_back(caller: Agent, asked: RejectionAsked) -> Rejected:
    """A bank did not honour a payment: what it paid is owed again."""
    return reject_payment(_act(caller), caller.ask.path["payment"], reason=asked.reason)


@routes.route(
    "POST",
    f"{REGIE_FAMILY}/credit/uses",
    REGISSEUR,
    takes=CreditUseAsked,
    answers=Used,
    status=201,
    keyed=True,
)
def spend_credit(caller: Agent, _: CreditUseAsked) -> Used:
    """Let the family's credit pay for what it owes, oldest first."""
    return use_credit(_act(caller))


@routes.route(
    "POST",
    f"{REGIE_FAMILY}/credit/refunds",
    REGISSEUR,
    takes=RefundAsked,
    answers=Refunded,
    status=201,
    keyed=True,
)
def give_credit_back(caller: Agent, asked: RefundAsked) -> Refunded:
    """Record that credit was given back in money."""
    return refund_credit(
        _act(caller), asked.amount_cents, means=asked.means, reference=asked.reference.strip()
    )


@routes.route(
    "POST",
    f"{REGIE_FAMILY}/hand-over",
    REGISSEUR,
    takes=HandOverAsked,
    answers=Handed,
    status=201,
    keyed=True,
    sends=True,
)
def give_to_treasury(caller: Agent, asked: HandOverAsked) -> Handed:
    """Hand debts over to the treasury, after their reminders."""
    return hand_over_debts(_act(caller), tuple(asked.invoices or ()))


@routes.route(
    "POST", f"{INVOICE}/recall", REGISSEUR, takes=RecallAsked, answers=Recalled, status=201, keyed=True
)
def take_back_from_treasury(caller: Agent, asked: RecallAsked) -> Recalled:
    """The treasury gives a debt back, or never got it: the régie collects it again."""
    return recall_debt(_act(caller), caller.ask.path["invoice"], reason=asked.reason)


def _act(caller: Agent) -> Act:
    return Act(
        caller.commune, caller.ask.path["family"], caller.account, caller.ask.idempotency_key, caller.ask.now
    )


def _once(places: Iterable[int]) -> None:
    """A line named twice is a mistake of the caller's."""
    named = list(places)
    if len(named) != len(set(named)):
        raise Invalid(field="lines")
