"""An attempt to pay online, from the moment the provider is asked to open it until its outcome is certain."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from functions.domain.errors import Conflict, Unavailable
from functions.domain.regie.counter_payments import Share
from functions.domain.town.commune import PaymentMode

MINIMUM_CENTS = 100
"""The smallest amount that PayFiP accepts."""
PAGE_OPENS_WITHIN = timedelta(minutes=15)
"""How long the provider's page waits for the payer, who may leave it and come back in that time."""
MARGIN = timedelta(minutes=2)
"""The provider's clock is not ours, and a redirect takes a moment."""
OUTCOME_WITHIN = timedelta(hours=2)
"""How long the provider may take to know the outcome. After it, another attempt may be opened; the provider is
still asked about this one."""
MOST_INVOICES = 12
"""Invoices of one payment: a year of them."""
LOST_AFTER = timedelta(hours=24)
"""A provider that does not know the outcome by then never will."""
OPENING_TAKES = timedelta(seconds=60)
"""Twice the longest life of a function: an attempt that is still opening after that was abandoned by a crash."""


class PaymentUnderWay(Conflict):
    """A payment of this invoice was begun and its outcome is not known yet. `until` when is in the data."""

    code = "payment_under_way"


class PaymentBeingChecked(Conflict):
    """A person must look at what the provider said of the last payment: money may have moved."""

    code = "payment_being_checked"


class PaidAtTheCounter(Conflict):
    """The régie has no contract for online payment."""

    code = "no_online_payment"


class TooSmallOnline(Conflict):
    """The debt is below the smallest amount that the provider accepts."""

    code = "too_small_online"


class OneAtATime(Conflict):
    """The régie's provider takes one invoice a payment: the treasury's (PayFiP) names one debt in each operation."""

    code = "one_invoice_at_a_time"


class AmountChanged(Conflict):
    """What is left to pay is not what the parent was shown. `amount_cents` is in the data."""

    code = "amount_changed"


class PaymentServiceDown(Unavailable):
    """The provider does not answer. No payment was opened."""

    code = "payment_service_down"


class PaymentNotOpened(Conflict):
    """The provider will not open this payment: a setting of the régie is wrong. The town must be told."""

    code = "payment_not_opened"


class EmailNotTaken(Conflict):
    """The provider refuses the payer's mail address."""

    code = "email_not_taken"


class AttemptState(StrEnum):
    OPENING = "opening"
    """Written before the provider is asked: a crash in between leaves a trace."""
    OPEN = "open"
    """The payer may be on the provider's page."""
    PAID = "paid"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    """The payer gave up, and cannot go back to the page any more."""
    EXPIRED = "expired"
    """Nobody paid in time."""
    FAILED = "failed"
    """The payment could not be opened; nobody was sent to the page."""
    HELD = "held"
    """Nobody knows the outcome and money may have moved: a person must look at it. It is never shown as refused."""


CLOSED = frozenset({AttemptState.REFUSED, AttemptState.CANCELLED, AttemptState.EXPIRED, AttemptState.FAILED})
UNDER_WAY = frozenset({AttemptState.OPENING, AttemptState.OPEN, AttemptState.HELD})
"""The states whose outcome is not certain."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the provider was asked, and what it answered. Amounts and references must agree before anything settles."""

    id: str
    commune: str
    family: str
    invoice: str
    """Of several, the one due first: `shares` has all of them."""
    account: str
    """The account of the parent who clicked."""
    amount_cents: int
    reference: str
    opened_at: datetime
    state: AttemptState = AttemptState.OPENING
    provider_id: str | None = None
    redirect_url: str | None = None
    asked_at: datetime | None = None
    """When an answer of the provider was last written down."""
    provider_code: str | None = None
    reported_cents: int | None = None
    """What the provider says was paid."""
    authorisation: str | None = None
    means: str | None = None
    """`card` or `direct_debit`."""
    paid_at: datetime | None = None
    mode: PaymentMode = PaymentMode.LIVE
    """The mode of the régie's contract when the provider was asked: a result in another mode settles nothing."""
    form: dict[str, str] | None = None
    """The fields that the payer's browser posts to `redirect_url`; None: the browser only goes there."""
    credited_cents: int = 0
    """The part that was no longer owed and became credit of the family."""
    rejected_at: datetime | None = None
    """When the régisseur recorded that the bank had taken the payment back."""
    shares: tuple[Share, ...] = ()
    """What was asked for each invoice, where one payment is for several; empty: all of it is for `invoice`."""

    @property
    def asked_cents(self) -> dict[str, int]:
        """By invoice, the one due first in front."""
        several = {share.invoice: share.amount_cents for share in self.shares}
        return several or {self.invoice: self.amount_cents}

    def page_is_open(self, now: datetime) -> bool:
        """Whether the payer may still be sent to the provider's page."""
        return self.state is AttemptState.OPEN and now < self.opened_at + PAGE_OPENS_WITHIN - MARGIN

    def page_is_closed(self, now: datetime) -> bool:
        """Whether nobody can still begin to pay there."""
        return now >= self.opened_at + PAGE_OPENS_WITHIN + MARGIN

    def watched(self, now: datetime) -> bool:
        """Whether the sweep asks about it. Who was refused may try again on the page that they are on, for as long as it lets them,
        and nobody may tell of it: the debt is free for another attempt before that."""
        return self.state in UNDER_WAY or (self.state is AttemptState.REFUSED and not self.overdue(now))

    def overdue(self, now: datetime) -> bool:
        """Whether the outcome should have been known by now."""
        return now >= self.opened_at + OUTCOME_WITHIN + MARGIN

    def lost(self, now: datetime) -> bool:
        """Whether waiting for an outcome makes no sense any more."""
        return now >= self.opened_at + LOST_AFTER

    def abandoned(self, now: datetime) -> bool:
        """Whether it was never opened: nobody was given the address of the page, so nobody can pay."""
        return self.state is AttemptState.OPENING and now >= self.opened_at + OPENING_TAKES
