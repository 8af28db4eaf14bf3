"""Every provider behind one port: a payment's own id says whose it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from functions.gateways.payments.payfip import PayFip
from functions.gateways.payments.payzen import PayZen
from functions.gateways.payments.port import OpenedPayment, PaymentProvider, PaymentRequest, PaymentResult

_SHOP = re.compile(r"[0-9]{8}(-[A-Za-z0-9]+-[A-Za-z0-9]+)?")
"""PayZen's shops have eight digits, and its orders begin with them here; PayFiP's contracts have six, and its ids are UUIDs."""


@dataclass(frozen=True, slots=True)
class Providers:
    payfip: PayFip
    payzen: PayZen

    def open_payment(self, request: PaymentRequest) -> OpenedPayment:
        return self._of(request.client).open_payment(request)

    def ask(self, provider_id: str) -> PaymentResult:
        return self._of(provider_id).ask(provider_id)

    def read_notification(self, fields: Mapping[str, str]) -> PaymentResult:
        """Of PayZen, which signs what it sends. Raises Forged."""
        return self.payzen.read_notification(fields)

    def _of(self, client_or_id: str) -> PaymentProvider:
        return self.payzen if _SHOP.fullmatch(client_or_id) else self.payfip
