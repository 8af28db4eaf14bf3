"""Find out what became of a payment, and write it down once.

Neither the browser's return nor a notification proves anything: the provider is asked, its answer is compared with what it was
asked for, and one transaction writes the attempt, the debt, the journal and the message. A payment whose outcome is not certain
stays open. A payment with an answer that nobody expected is held for a human, and is called neither paid nor refused.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.invoices.credit import Credit
from functions.domain.invoices.receivable import Receivable, labels
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.regie.alerts import Alert, AlertKind
from functions.domain.regie.counter_payments import Share
from functions.domain.regie.online_payments import CLOSED, Attempt, AttemptState
from functions.domain.regie.till_movements import Movement, MovementKind
from functions.gateways.payments.port import PaymentProvider, PaymentResult, PaymentState
from functions.storage.invoices import invoices
from functions.storage.regie import alerts, online_payments, till
from functions.storage.regie.online_payments import Place
from functions.storage.table import journal, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.payments.raise_alert import raise_alert
from functions.usecases.retry import when_moved

BY = "payment_provider"
_FELL_THROUGH = frozenset(PaymentState) - {PaymentState.PAID, PaymentState.PENDING}
"""What a provider may say days later of a payment that it had called paid. Only the régisseur then changes the books."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settled:
    attempt: Attempt
    gave_up: bool = False
    """The payer left the provider's page without paying. They may still go back to it, so the attempt stays open."""
    refused: bool = False
    """The bank refused. The payer may try again on the page while it is open, so the attempt stays open."""


def settle_payment(
    place: Place, *, provider: PaymentProvider, now: datetime, told: PaymentResult | None = None
) -> Settled:
    """Ask the provider, and record what it says. Raises NotFound, ProviderUnavailable (nothing changed), Busy.

    `told`: what the provider said of its own accord, under its signature; it is then not asked again.

    A closed attempt is asked about too: if the provider then says that it was paid after all, the payment is recorded.
    """
    attempt = online_payments.attempt(place).value
    if attempt.abandoned(now):
        return Settled(close_unopened(place, code="abandoned", now=now))
    if attempt.state is AttemptState.PAID and told is not None and told.state in _FELL_THROUGH:
        raise_alert(place, AlertKind.FAILED_AFTERWARDS, code=told.provider_code or "", now=now)
    if attempt.state is AttemptState.PAID or attempt.provider_id is None:
        return Settled(attempt)
    result = told or provider.ask(attempt.provider_id)
    recorded = when_moved(lambda: _record(place, result, now))
    still_open = recorded.state is AttemptState.OPEN
    return Settled(
        recorded,
        gave_up=still_open and result.state is PaymentState.CANCELLED,
        refused=still_open and result.state is PaymentState.REFUSED,
    )


def close_unopened(place: Place, *, code: str, now: datetime) -> Attempt:
    """Close an attempt that was not opened, or whose page nobody was sent to, and free its invoice. Raises NotFound, Busy."""

    def act() -> Attempt:
        stored = online_payments.attempt(place)
        if stored.value.state is not AttemptState.OPENING:
            return stored.value
        failed = replace(stored.value, state=AttemptState.FAILED, provider_code=code, asked_at=now)
        _write(stored, failed, now)
        return failed

    return when_moved(act)


def verdict(attempt: Attempt, result: PaymentResult, now: datetime) -> AttemptState:
    """The state that an attempt takes, given what the provider says of it at that instant."""
    if attempt.state is AttemptState.PAID:
        return AttemptState.PAID
    said = _said(attempt, result, now)
    if said in (AttemptState.PAID, AttemptState.HELD):
        return said
    if attempt.state is AttemptState.HELD:
        # Only an explicit answer of the provider ends the hold, and none does once the provider has spoken of money.
        explicit = said in (AttemptState.REFUSED, AttemptState.CANCELLED)
        return said if explicit and attempt.reported_cents is None else AttemptState.HELD
    return attempt.state if attempt.state in CLOSED else said


def _said(attempt: Attempt, result: PaymentResult, now: datetime) -> AttemptState:
    if result.reference is not None and result.reference != attempt.reference:
        return AttemptState.HELD
    match result.state:
        case PaymentState.PAID:
            settles = result.settles(
                reference=attempt.reference, amount_cents=attempt.amount_cents, mode=attempt.mode
            )
            return AttemptState.PAID if settles else AttemptState.HELD
        case PaymentState.REFUSED:
            return AttemptState.REFUSED if attempt.page_is_closed(now) else AttemptState.OPEN
        case PaymentState.CANCELLED:
            return AttemptState.CANCELLED if attempt.page_is_closed(now) else AttemptState.OPEN
        case PaymentState.EXPIRED:
            return AttemptState.EXPIRED
        case PaymentState.UNKNOWN_OR_PURGED:
            return AttemptState.EXPIRED if attempt.overdue(now) else AttemptState.OPEN
        case PaymentState.USED:
            return AttemptState.HELD if attempt.overdue(now) else AttemptState.OPEN
        case PaymentState.PENDING:
            return AttemptState.HELD if attempt.lost(now) else AttemptState.OPEN
        case PaymentState.HELD:
            return AttemptState.HELD


def _record(place: Place, result: PaymentResult, now: datetime) -> Attempt:
    stored = online_payments.attempt(place)
    state = verdict(stored.value, result, now)
    told_before = stored.value.asked_at or stored.value.opened_at
    same_list = stored.value.watched(now) == stored.value.watched(told_before)
    if state is stored.value.state and state is not AttemptState.HELD and same_list:
        return stored.value
    attempt = replace(
        stored.value,
        state=state,
        asked_at=now,
        provider_code=result.provider_code,
        authorisation=result.authorisation,
        means=result.means.value if result.means is not None else None,
        paid_at=result.paid_at,
    )
    if result.state is PaymentState.PAID:
        attempt = replace(attempt, reported_cents=result.amount_cents)
    return _write(stored, attempt, now, received=state is AttemptState.PAID)


def _write(stored: Stored[Attempt], attempt: Attempt, now: datetime, *, received: bool = False) -> Attempt:
    """Write in one transaction the attempt, its debts, the credit for what was not owed, the till's book, the journal, the
    message and the alert."""
    paid_at = attempt.paid_at or now
    transaction = Transaction()
    owed, beyond = _settled(transaction, attempt, received=received, at=paid_at)
    attempt = replace(attempt, credited_cents=beyond)
    online_payments.put(transaction, Stored(stored.key, attempt, stored.version))
    if beyond:
        credit = Credit(attempt.id, beyond, attempt.invoice, attempt.id, paid_at)
        invoices.put_credit(transaction, attempt.commune, attempt.family, credit)
    if attempt.state is not stored.value.state:
        journal.add(transaction, attempt.commune, attempt.family, _line(attempt, now))
    if attempt.state is AttemptState.PAID:
        till.add(transaction, attempt.commune, owed[0].number.regie, _movement(attempt, owed, now))
        outbox.add(transaction, _message(attempt, owed, now))
    alert = _alert(stored.value, attempt, owed, now)
    if alert is not None:
        alerts.raise_alert(transaction, attempt.commune, alert)
    transaction.commit()
    _tell(stored.value, attempt)
    return attempt


def _settled(
    transaction: Transaction, attempt: Attempt, *, received: bool, at: datetime
) -> tuple[list[Receivable], int]:
    """The debts as the attempt leaves them, each with what was asked for it if that was received, and the cents beyond what was owed."""
    debts, beyond = [], 0
    asked = attempt.asked_cents
    for debt in invoices.receivables_of(attempt.commune, attempt.family, asked):
        cents = asked[debt.value.invoice] if received else 0
        owed, not_owed = debt.value.receive(cents, source=attempt.id, at=at)
        owed = replace(owed, attempt=_slot(owed, attempt))
        if owed != debt.value:
            invoices.put(transaction, attempt.commune, Stored(debt.key, owed, debt.version))
        debts.append(owed)
        beyond += not_owed
    return debts, beyond


def _alert(before: Attempt, after: Attempt, debts: list[Receivable], now: datetime) -> Alert | None:
    """The alert to raise: one when a payment becomes held, and one whenever more was paid than was owed; otherwise None."""
    if after.state is AttemptState.HELD and before.state is not AttemptState.HELD:
        kind, reported = AlertKind.PAYMENT_HELD, after.reported_cents
    elif after.credited_cents:
        kind, reported = AlertKind.PAID_BEYOND, after.credited_cents
    else:
        return None
    return Alert(
        id=new_id(now),
        kind=kind,
        at=now,
        family=after.family,
        invoice=after.invoice,
        payment=after.id,
        number=labels(debts),
        amount_cents=after.amount_cents,
        reported_cents=reported,
        code=after.provider_code or "",
    )


def _movement(attempt: Attempt, debts: list[Receivable], now: datetime) -> Movement:
    shares = (Share(debt.invoice, debt.number.label, debt.paid_by(attempt.id)) for debt in debts)
    return Movement(
        id=new_id(now),
        at=now,
        kind=MovementKind.RECEIVED,
        means=attempt.means or "",
        amount_cents=attempt.amount_cents,
        family=attempt.family,
        source=attempt.id,
        shares=tuple(share for share in shares if share.amount_cents),
        reference=attempt.reference,
        provider_id=attempt.provider_id or "",
        proof=attempt.authorisation or "",
    )


def _slot(debt: Receivable, attempt: Attempt) -> str | None:
    """The attempt that the debt names from now on. While its outcome is unknown, it keeps others from being opened."""
    if attempt.state is AttemptState.HELD:
        return debt.attempt or attempt.id
    return None if debt.attempt == attempt.id and attempt.state is not AttemptState.OPEN else debt.attempt


def _line(attempt: Attempt, now: datetime) -> JournalLine:
    detail: dict[str, object] = {
        "payment": attempt.id,
        "invoices": list(attempt.asked_cents),
        "state": attempt.state.value,
        "code": attempt.provider_code,
        "amount_cents": attempt.amount_cents,
        "reported_cents": attempt.reported_cents,
        "credited_cents": attempt.credited_cents,
    }
    return JournalLine(new_id(now), f"payment_{attempt.state.value}", BY, now, detail=detail)


def _message(attempt: Attempt, debts: list[Receivable], now: datetime) -> Message:
    data: dict[str, str | int] = {
        "payment": attempt.id,
        "invoice": attempt.invoice,
        "number": labels(debts),
        "amount_cents": attempt.amount_cents,
        "credited_cents": attempt.credited_cents,
    }
    return Message(new_id(now), MessageKind.PAYMENT_RECEIVED, attempt.commune, attempt.family, data)


def _tell(before: Attempt, after: Attempt) -> None:
    """Log what changed. A line at ERROR sets off the alarm: when a payment becomes held, or when more was paid than owed."""
    if after.state is AttemptState.HELD and before.state is not AttemptState.HELD:
        _log.error("payment held commune=%s payment=%s code=%r", after.commune, after.id, after.provider_code)
    elif after.credited_cents:
        _log.error("paid beyond what was owed commune=%s payment=%s", after.commune, after.id)
    elif after.state is not before.state:
        _log.info("payment commune=%s payment=%s state=%s", after.commune, after.id, after.state.value)
