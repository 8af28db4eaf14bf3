"""A payment attempt: from the moment the provider is asked to open it until its outcome is certain."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from functions.domain.errors import Conflict, Unavailable
from functions.domain.town.commune import PaymentMode

MINIMUM_CENTS = 100
"""The smallest amount PayFiP takes."""
PAGE_OPENS_WITHIN = timedelta(minutes=15)
"""How long the provider's page waits for its payer, and a payer who gave up may come back to it."""
MARGIN = timedelta(minutes=2)
"""The provider's clock is not ours, and a redirect takes a moment."""
OUTCOME_WITHIN = timedelta(hours=2)
"""How long the provider may not know yet. After it another attempt may be opened; this one is still asked about."""
LOST_AFTER = timedelta(hours=24)
"""A provider that still does not know by then is not going to."""
OPENING_TAKES = timedelta(seconds=60)
"""Twice the longest a function lives: an attempt still opening after that was abandoned by a crash."""


class PaymentUnderWay(Conflict):
    """A payment of this invoice was begun and nobody knows its outcome yet. `until`: when another may be opened."""

    code = "payment_under_way"


class PaymentBeingChecked(Conflict):
    """What the provider said of the last payment is for a human to look at: money may have moved."""

    code = "payment_being_checked"


class PaidAtTheCounter(Conflict):
    """The régie has no contract for online payment."""

    code = "no_online_payment"


class TooSmallOnline(Conflict):
    """Less is owed than the provider takes."""

    code = "too_small_online"


class PaymentServiceDown(Unavailable):
    """The provider does not answer. No payment was opened."""

    code = "payment_service_down"


class PaymentNotOpened(Conflict):
    """The provider will not open this payment: a setting of the régie is wrong. The town must be told."""

    code = "payment_not_opened"


class EmailNotTaken(Conflict):
    """The provider does not take the payer's address."""

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
    """It could not be opened; nobody was sent to the page."""
    HELD = "held"
    """Nobody knows, and money may have moved: for a human to look at. Never shown as refused."""


CLOSED = frozenset({AttemptState.REFUSED, AttemptState.CANCELLED, AttemptState.EXPIRED, AttemptState.FAILED})
UNDER_WAY = frozenset({AttemptState.OPENING, AttemptState.OPEN, AttemptState.HELD})
"""Whatever is not certain: the sweep keeps asking."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was asked of the provider, and what it said. The amounts and references are compared before anything settles."""

    id: str
    commune: str
    family: str
    invoice: str
    account: str
    """Who clicked."""
    amount_cents: int
    reference: str
    opened_at: datetime
    state: AttemptState = AttemptState.OPENING
    provider_id: str | None = None
    redirect_url: str | None = None
    asked_at: datetime | None = None
    """When the provider last said something that was written down."""
    provider_code: str | None = None
    reported_cents: int | None = None
    """What the provider says was paid."""
    authorisation: str | None = None
    means: str | None = None
    """`card` or `direct_debit`."""
    paid_at: datetime | None = None
    mode: PaymentMode = PaymentMode.LIVE
    """As the régie's contract was when the provider was asked: a result in another mode settles nothing."""
    form: dict[str, str] | None = None
    """What the payer's browser posts to `redirect_url`; None: it only goes there."""
    credited_cents: int = 0
    """What of it was not owed any more, and became credit of the family."""
    rejected_at: datetime | None = None
    """When the régisseur recorded that the bank had taken it back after all."""

    def page_is_open(self, now: datetime) -> bool:
        """Whether the payer may still be sent to the provider's page."""
        return self.state is AttemptState.OPEN and now < self.opened_at + PAGE_OPENS_WITHIN - MARGIN

    def page_is_closed(self, now: datetime) -> bool:
        """Whether nobody can still begin to pay there."""
        return now >= self.opened_at + PAGE_OPENS_WITHIN + MARGIN

    def overdue(self, now: datetime) -> bool:
        """Whether the outcome should have been known by now."""
        return now >= self.opened_at + OUTCOME_WITHIN + MARGIN

    def lost(self, now: datetime) -> bool:
        """Whether waiting for an outcome makes no sense any more."""
        return now >= self.opened_at + LOST_AFTER

    def abandoned(self, now: datetime) -> bool:
        """Whether it stayed at its opening: its redirect was never given to anybody, so nobody can pay it."""
        return self.state is AttemptState.OPENING and now >= self.opened_at + OPENING_TAKES
