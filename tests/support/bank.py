"""A payment provider without a network: it says what the story decides of each payment."""

from datetime import datetime
from uuid import uuid4

from functions.domain.town.commune import PaymentMode
from functions.gateways.payments.port import (
    Means,
    OpenedPayment,
    PaymentRequest,
    PaymentResult,
    PaymentState,
)


class Bank:
    """Answers as the port does. `decide` is the payer's hand, and the bank's."""

    def __init__(self) -> None:
        self._asked: dict[str, PaymentRequest] = {}
        self._decided: dict[str, tuple[PaymentState, datetime]] = {}

    def open_payment(self, request: PaymentRequest) -> OpenedPayment:
        provider_id = str(uuid4())
        self._asked[provider_id] = request
        return OpenedPayment(provider_id, f"https://bank.example/?id={provider_id}")

    def decide(self, provider_id: str, state: PaymentState, *, at: datetime) -> None:
        """Once for all when it is paid."""
        known = self._decided.get(provider_id)
        if known is None or known[0] is not PaymentState.PAID:
            self._decided[provider_id] = (state, at)

    def ask(self, provider_id: str) -> PaymentResult:
        request = self._asked[provider_id]
        state, at = self._decided.get(provider_id, (PaymentState.PENDING, None))
        if state is not PaymentState.PAID:
            return PaymentResult(provider_id, state, reference=request.reference)
        return PaymentResult(
            provider_id,
            state,
            amount_cents=request.amount_cents,
            reference=request.reference,
            authorisation=provider_id[:8],
            paid_at=at,
            means=Means.CARD,
            mode=PaymentMode.LIVE,
        )

    def received_cents(self) -> int:
        """What payers really paid."""
        return sum(
            self._asked[provider_id].amount_cents
            for provider_id, (state, _) in self._decided.items()
            if state is PaymentState.PAID
        )
