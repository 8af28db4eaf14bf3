"""Send a parent to the provider's page, for one invoice or for several, so that none is ever paid twice.

An invoice has at most one payment under way: the receivable names that attempt, and the transaction that writes the name makes
sure that no other is there. The attempt is written before the provider is asked, so that a crash in between leaves a trace.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.errors import Busy
from functions.domain.invoices.receivable import AlreadyPaid, HandedOver, Receivable
from functions.domain.journal import JournalLine
from functions.domain.regie.counter_payments import Share
from functions.domain.regie.online_payments import (
    MARGIN,
    MINIMUM_CENTS,
    OUTCOME_WITHIN,
    PAGE_OPENS_WITHIN,
    AmountChanged,
    Attempt,
    AttemptState,
    EmailNotTaken,
    OneAtATime,
    PaidAtTheCounter,
    PaymentBeingChecked,
    PaymentNotOpened,
    PaymentServiceDown,
    PaymentUnderWay,
    TooSmallOnline,
)
from functions.domain.town.commune import Commune
from functions.gateways.payments.port import (
    OpenedPayment,
    PaymentProvider,
    PaymentRequest,
    ProviderRefused,
    ProviderUnavailable,
)
from functions.storage.accounts import accounts
from functions.storage.invoices import invoices
from functions.storage.regie import online_payments
from functions.storage.regie.online_payments import Place, place_of
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Contended, Transaction
from functions.storage.town import communes
from functions.usecases.payments.settle_payment import close_unopened, settle_payment
from functions.usecases.retry import when_moved

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PaymentOpened:
    payment: str
    redirect_url: str
    form: dict[str, str] | None = None
    """The fields that the browser posts to `redirect_url`; None if it only goes there."""


@dataclass(frozen=True, slots=True)
class PaymentAsked:
    """Who asks to pay what. `key` is the idempotency key of the click; `seen_cents`: what the parent was shown, where it must not be
    another sum."""

    commune: str
    family: str
    invoices: tuple[str, ...]
    account: str
    key: str
    seen_cents: int | None = None


def open_payment(
    asked: PaymentAsked,
    *,
    provider: PaymentProvider,
    return_url: Callable[[Place], str],
    api_url: str,
    now: datetime,
) -> PaymentOpened:
    """Open a payment of what is left to pay, or answer the one under way while its page still opens.

    `return_url`: gives the address that the provider sends the payer back to. `api_url`: the address under which the provider
    reaches the API from outside.

    Raises NotFound, AlreadyPaid, HandedOver, PaidAtTheCounter, OneAtATime, AmountChanged, TooSmallOnline, LedgerFull,
    PaymentUnderWay, PaymentBeingChecked, PaymentServiceDown, PaymentNotOpened, EmailNotTaken, KeyReused, Busy.
    """
    done = keys.done(asked.commune, asked.family, asked.key)
    request = ("open_payment", *asked.invoices)
    earlier = idempotency.earlier_answer(done, request, PaymentOpened)
    if earlier is not None:
        return earlier
    commune = communes.commune(asked.commune)
    if commune.regie.online_client is None:
        raise PaidAtTheCounter
    if len(asked.invoices) > 1 and not commune.regie.takes_several:
        raise OneAtATime
    attempt = when_moved(lambda: _begin(asked, commune, provider, now))
    if attempt.redirect_url is not None:
        return PaymentOpened(attempt.id, attempt.redirect_url, attempt.form)
    place = place_of(attempt)
    notification_url = f"{api_url}/{commune.regie.provider}/notifications"
    try:
        opened = provider.open_payment(_request(commune, asked, attempt, return_url(place), notification_url))
    except ProviderUnavailable as unavailable:
        close_unopened(place, code=unavailable.reason, now=now)
        raise PaymentServiceDown from unavailable
    except ProviderRefused as refused:
        close_unopened(place, code=refused.code, now=now)
        if refused.field == "payer_email":
            raise EmailNotTaken from refused
        _log.error(
            "payment not opened commune=%s attempt=%s field=%s", asked.commune, attempt.id, refused.field
        )
        raise PaymentNotOpened from refused
    return _opened(place, opened, done, request, now)


def _begin(asked: PaymentAsked, commune: Commune, provider: PaymentProvider, now: datetime) -> Attempt:
    """The payment under way while its page still opens; otherwise a new one, which keeps others from being opened."""
    debts = _debts(asked)
    if any(debt.value.attempt for debt in debts):
        under_way = _under_way(commune, [debt.value for debt in debts], provider, now)
        if under_way is not None:
            _check_seen(asked, under_way.amount_cents)
            return under_way
        debts = _debts(asked)
    left = [debt.value.balance_cents for debt in debts if _is_to_pay(debt.value)]
    if 0 < len(left) < len(debts):
        # One of several was paid or handed over since they were shown: the others are still to be paid, and come to another sum.
        raise AmountChanged(amount_cents=sum(left))
    for debt in debts:
        if debt.value.balance_cents <= 0:
            raise AlreadyPaid
        if debt.value.handed_over is not None:
            raise HandedOver
        debt.value.check_room()
    amount_cents = sum(debt.value.balance_cents for debt in debts)
    _check_seen(asked, amount_cents)
    if amount_cents < MINIMUM_CENTS:
        raise TooSmallOnline
    first = debts[0].value
    attempt = Attempt(
        id=new_id(now),
        commune=asked.commune,
        family=asked.family,
        invoice=first.invoice,
        account=asked.account,
        amount_cents=amount_cents,
        reference=first.number.reference,
        opened_at=now,
        mode=commune.regie.payment_mode,
        shares=_shares([debt.value for debt in debts]),
    )
    transaction = Transaction()
    online_payments.put(
        transaction, Stored(keys.payment(asked.commune, asked.family, attempt.id), attempt, 0)
    )
    for debt in debts:
        held = replace(debt.value, attempt=attempt.id)
        invoices.put(transaction, asked.commune, Stored(debt.key, held, debt.version))
    detail: dict[str, object] = {
        "payment": attempt.id,
        "invoices": list(attempt.asked_cents),
        "amount_cents": attempt.amount_cents,
    }
    line = JournalLine(new_id(now), "payment_opened", asked.account, now, detail=detail)
    journal.add(transaction, asked.commune, asked.family, line)
    transaction.commit()
    return attempt


def _is_to_pay(debt: Receivable) -> bool:
    return debt.balance_cents > 0 and debt.handed_over is None


def _check_seen(asked: PaymentAsked, amount_cents: int) -> None:
    """Nobody is sent to a page that asks for another sum than they were shown. Raises AmountChanged."""
    if asked.seen_cents is not None and asked.seen_cents != amount_cents:
        raise AmountChanged(amount_cents=amount_cents)


def _debts(asked: PaymentAsked) -> list[Stored[Receivable]]:
    """What is to be paid, what is due first in front."""
    debts = invoices.receivables_of(asked.commune, asked.family, asked.invoices)
    return sorted(debts, key=lambda debt: (debt.value.due_on, debt.value.number.rank))


def _shares(debts: list[Receivable]) -> tuple[Share, ...]:
    if len(debts) == 1:
        return ()
    return tuple(Share(debt.invoice, debt.number.label, debt.balance_cents) for debt in debts)


def _under_way(
    commune: Commune, debts: list[Receivable], provider: PaymentProvider, now: datetime
) -> Attempt | None:
    """The payment that the invoices name, if its page still opens; None when another may be opened. Where they name several,
    whichever is not over yet keeps the others waiting."""
    for name in dict.fromkeys(debt.attempt for debt in debts if debt.attempt is not None):
        place = Place(commune.id, debts[0].family, name)
        found = _still_open(commune, place, debts, provider, now)
        if found is not None:
            return found
    return None


def _still_open(
    commune: Commune, place: Place, debts: list[Receivable], provider: PaymentProvider, now: datetime
) -> Attempt | None:
    """The payment, if its page still opens and it is for just these debts; None where it is over.

    The provider is asked first: the payer may have paid, closed the tab, and come back to a page that does not know it yet.
    """
    try:
        settled = settle_payment(place, provider=provider, now=now)
    except ProviderUnavailable as unavailable:
        raise PaymentServiceDown from unavailable
    attempt = settled.attempt
    if attempt.state is AttemptState.OPENING:
        raise Contended  # another request for the same invoice is asking the provider at this moment
    if attempt.state is AttemptState.HELD:
        raise PaymentBeingChecked
    if attempt.state is not AttemptState.OPEN or attempt.overdue(now):
        return None
    if all(debt.balance_cents <= 0 for debt in debts):
        raise AlreadyPaid  # the family has paid at the counter meanwhile
    if attempt.page_is_open(now) and attempt.asked_cents == {
        debt.invoice: debt.balance_cents for debt in debts
    }:
        return attempt
    may_go_back = settled.gave_up or settled.refused
    until = attempt.opened_at + (PAGE_OPENS_WITHIN if may_go_back else OUTCOME_WITHIN) + MARGIN
    raise PaymentUnderWay(until=until.astimezone(commune.clock))


def _opened(
    place: Place, opened: OpenedPayment, done: keys.Key, request: tuple[str, ...], now: datetime
) -> PaymentOpened:
    """Write down where the payer is sent, before sending them there."""
    answer = PaymentOpened(place.attempt, opened.redirect_url, opened.form)

    def act() -> None:
        stored = online_payments.attempt(place)
        if stored.value.state is not AttemptState.OPENING:
            raise Busy  # the provider took so long that the attempt was given up meanwhile
        attempt = replace(
            stored.value,
            state=AttemptState.OPEN,
            provider_id=opened.provider_id,
            redirect_url=opened.redirect_url,
            form=opened.form,
        )
        transaction = Transaction()
        online_payments.put(transaction, Stored(stored.key, attempt, stored.version))
        online_payments.put_provider_id(transaction, attempt, opened.provider_id)
        idempotency.remember(transaction, done, request, answer, now=now)
        transaction.commit()

    when_moved(act)
    return answer


def _request(
    commune: Commune, asked: PaymentAsked, attempt: Attempt, return_url: str, notification_url: str
) -> PaymentRequest:
    account = accounts.account(asked.account)
    document, _ = invoices.invoice(asked.commune, asked.family, attempt.invoice)
    numbers = " ".join(share.number for share in attempt.shares) or document.number.label
    factures = "factures" if attempt.shares else "facture"
    return PaymentRequest(
        client=commune.regie.online_client or "",
        attempt=attempt.id,
        reference=attempt.reference,
        subject=f"{document.issue.issuer.regie} {factures} {numbers}",
        amount_cents=attempt.amount_cents,
        year=document.number.year,
        payer_email=account.value.email,
        return_url=return_url,
        notification_url=notification_url,
        asked_at=attempt.opened_at,
        mode=attempt.mode,
    )
