"""A payment provider at which everyone has already paid: how the demo's past invoices came to be settled."""

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


class EveryonePaid:
    """Answers as the port does. `paid_at` is when."""

    def __init__(self, paid_at: datetime) -> None:
        self._paid_at = paid_at
        self._asked: dict[str, PaymentRequest] = {}

    def open_payment(self, request: PaymentRequest) -> OpenedPayment:
        provider_id = str(uuid4())
        self._asked[provider_id] = request
        return OpenedPayment(provider_id, request.return_url)

    def ask(self, provider_id: str) -> PaymentResult:
        request = self._asked[provider_id]
        return PaymentResult(
            provider_id,
            PaymentState.PAID,
            amount_cents=request.amount_cents,
            reference=request.reference,
            authorisation=provider_id[:8],
            paid_at=self._paid_at,
            means=Means.CARD,
            mode=PaymentMode.LIVE,
        )
