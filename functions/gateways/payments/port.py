"""What the portal asks of a payment provider, in no provider's words.

Amounts are integer cents of euro, instants are timezone-aware. A provider holds no truth about an invoice: it says
what became of one payment, and the use case decides, with `PaymentResult.settles`, what that changes.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from functions.domain.town.commune import PaymentMode


class PaymentState(StrEnum):
    PAID = "paid"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    """The payer gave up. Not final in the payment's first 15 minutes: they may go back to the page and pay."""
    PENDING = "pending"
    """Not known yet: wait, and ask again. May last two hours (P5)."""
    EXPIRED = "expired"
    """Nobody came within 15 minutes; nobody can pay it any more (P4)."""
    USED = "used"
    """The provider says the payment was already used and tells no more: ask again (P3)."""
    UNKNOWN_OR_PURGED = "unknown_or_purged"
    """The provider does not know the payment, or forgot one that nobody went through with (P1)."""
    HELD = "held"
    """An answer we cannot read: hold and alert, never "refused". Money may have moved."""


class Means(StrEnum):
    CARD = "card"
    DIRECT_DEBIT = "direct_debit"
    BANK_CARD = "bank_card"
    """By card too, at the page of the régie's bank."""


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    client: str
    """The régie's contract: six digits for PayFiP, the eight of a shop for PayZen."""
    attempt: str
    """Which attempt at paying the debt this is, in letters and digits: a provider that counts orders gets one for each."""
    reference: str
    """The debt, as the régie's statement shows it: 6 to 30 letters and digits, without accents."""
    subject: str
    """What the payer reads, in French; may reach their bank, so nothing about health. Accents are transliterated."""
    amount_cents: int
    """From 100 to 9 999 999."""
    year: int
    """The budget year (*exercice*) of the debt."""
    payer_email: str
    """6 to 80 characters: the provider mails its own ticket there."""
    return_url: str
    """Where the payer's browser comes back, with `idop` in the query; under 250 characters."""
    notification_url: str
    """Where the provider says that something happened, without proof; under 250 characters."""
    asked_at: datetime
    mode: PaymentMode = PaymentMode.LIVE
    """A test is asked for, never fallen into: it would settle an invoice with no money."""


@dataclass(frozen=True, slots=True)
class OpenedPayment:
    provider_id: str
    redirect_url: str
    """Send the payer's browser there within 15 minutes."""
    form: dict[str, str] | None = None
    """Fields to send there by POST; None: the address alone says all."""


@dataclass(frozen=True, slots=True)
class PaymentResult:
    """What became of a payment. Beyond `state`, fields are None when the provider did not say."""

    provider_id: str
    state: PaymentState
    amount_cents: int | None = None
    reference: str | None = None
    authorisation: str | None = None
    """The bank's or the debit's number, for the encashment statement."""
    paid_at: datetime | None = None
    """When it was paid, Europe/Paris, to the minute; in the hour that comes twice in October, the first."""
    means: Means | None = None
    mode: PaymentMode | None = None
    provider_code: str | None = None
    """The provider's own code, for the journal and for support."""

    def settles(self, *, reference: str, amount_cents: int, mode: PaymentMode = PaymentMode.LIVE) -> bool:
        """Paid, for this debt, this amount and in this mode. Paid otherwise is for a human to look at: hold it."""
        return self.state is PaymentState.PAID and (self.reference, self.amount_cents, self.mode) == (
            reference,
            amount_cents,
            mode,
        )


class ProviderUnavailable(Exception):
    """No answer that can be used: timeout, connection, 5xx, its own breakdown. Says nothing about the payment."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ProviderRefused(Exception):
    """The provider will not open this payment, or would not: no money moved, trying again changes nothing.

    `code` is the provider's, or `invalid` when we refused before asking; `field` names a field of `PaymentRequest`,
    None when it is not known which.
    """

    def __init__(self, code: str, field: str | None) -> None:
        super().__init__(f"{code} {field}")
        self.code = code
        self.field = field


class Forged(Exception):
    """A notification that the provider did not sign. Nothing in it may be believed; `provider_id`: the payment it names."""

    def __init__(self, provider_id: str | None) -> None:
        super().__init__(provider_id)
        self.provider_id = provider_id


class PaymentProvider(Protocol):
    def open_payment(self, request: PaymentRequest) -> OpenedPayment:
        """Open a payment that one payer may make once. Moves no money.

        Asks once: an answer that got lost leaves a payment that nobody was sent to, and the provider forgets it.
        Nothing stops a debt from being paid through two of them: keep one open attempt an invoice.

        Raises ProviderRefused, ProviderUnavailable.
        """
        ...

    def ask(self, provider_id: str) -> PaymentResult:
        """What became of a payment. The browser's return proves nothing: ask the provider. Nor does a notification, unless
        the provider signed it.

        Changes nothing and may be asked as often as one likes. Raises ProviderUnavailable.
        """
        ...
