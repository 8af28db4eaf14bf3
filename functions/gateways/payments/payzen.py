"""PayZen and SystemPay, Lyra's payment page as banks sell it: a signed form out, a signed notification back.

Form, fields and signature: https://payzen.io/fr-FR/form-payment/ (V2, HMAC-SHA-256). What became of an order is asked of the REST
service `Order/Get`, because a notification may never come: https://payzen.io/fr-FR/rest/V4.0/api/playground/Order/Get. Logs ids and
codes only.
"""

import base64
import hmac
import json
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from functions.domain.town.commune import PaymentMode
from functions.gateways.payments.http import post
from functions.gateways.payments.port import (
    Forged,
    Means,
    OpenedPayment,
    PaymentRequest,
    PaymentResult,
    PaymentState,
    ProviderRefused,
    ProviderUnavailable,
)

EURO = "978"
LARGEST_AMOUNT_CENTS = 9_999_999

_log = logging.getLogger(__name__)
_SHOP = re.compile(r"[0-9]{8}")
_ID = re.compile(r"(?P<shop>[0-9]{8})-(?P<order>(?P<reference>[A-Za-z0-9]{6,30})-[A-Za-z0-9]{1,30})")
_TRANSACTION_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MODES = {PaymentMode.TEST: "TEST", PaymentMode.LIVE: "PRODUCTION"}
_READ_MODES = {said: mode for mode, said in _MODES.items()}
_STATES = {
    "ACCEPTED": PaymentState.PAID,
    "AUTHORISED": PaymentState.PAID,
    "CAPTURED": PaymentState.PAID,
    "AUTHORISED_TO_VALIDATE": PaymentState.PENDING,
    "INITIAL": PaymentState.PENDING,
    "UNDER_VERIFICATION": PaymentState.PENDING,
    "WAITING_AUTHORISATION": PaymentState.PENDING,
    "WAITING_AUTHORISATION_TO_VALIDATE": PaymentState.PENDING,
    "WAITING_FOR_PAYMENT": PaymentState.PENDING,
    "REFUSED": PaymentState.REFUSED,
    "ABANDONED": PaymentState.EXPIRED,
    "CANCELLED": PaymentState.EXPIRED,
    "NOT_CREATED": PaymentState.EXPIRED,
    "EXPIRED": PaymentState.EXPIRED,
}
"""`vads_trans_status`, and REST's `detailedStatus`. Given up is over: the page does not open twice with one form. Any other (CAPTURE_FAILED, SUSPENDED, one of tomorrow) is held."""
_UNKNOWN_ORDER = "PSP_010"


@dataclass(frozen=True, slots=True)
class Keys:
    """Of one shop, from its back office. `signing`: for forms and notifications; `password`: for the REST service."""

    signing: bytes
    password: str

    def __repr__(self) -> str:
        return "Keys(…)"


class PayZen:
    """A `PaymentProvider`. `page` takes the form; `service` is the root of the REST service; `keys` gives those of a shop."""

    def __init__(
        self,
        *,
        page: str,
        service: str,
        keys: Callable[[str], Keys],
        connect_seconds: float = 5,
        answer_seconds: float = 10,
    ) -> None:
        self._page, self._service, self._keys = page, service.rstrip("/"), keys
        self._patience = {"connect_seconds": connect_seconds, "answer_seconds": answer_seconds}

    def open_payment(self, request: PaymentRequest) -> OpenedPayment:
        """Asks nobody anything: the signed form is the opening, and the payer brings it."""
        order = f"{request.reference}-{request.attempt}"
        provider_id = f"{request.client}-{order}"
        if not _SHOP.fullmatch(request.client):
            raise ProviderRefused("invalid", "client")
        if not _ID.fullmatch(provider_id):
            raise ProviderRefused("invalid", "reference")
        if not 1 <= request.amount_cents <= LARGEST_AMOUNT_CENTS:
            raise ProviderRefused("invalid", "amount_cents")
        if request.mode not in _MODES:
            raise ProviderRefused("invalid", "mode")
        fields = {
            "vads_action_mode": "INTERACTIVE",
            "vads_amount": str(request.amount_cents),
            "vads_ctx_mode": _MODES[request.mode],
            "vads_currency": EURO,
            "vads_cust_email": request.payer_email,
            "vads_language": "fr",
            "vads_order_id": order,
            "vads_page_action": "PAYMENT",
            "vads_payment_config": "SINGLE",
            "vads_return_mode": "NONE",
            "vads_site_id": request.client,
            "vads_trans_date": request.asked_at.astimezone(UTC).strftime("%Y%m%d%H%M%S"),
            "vads_trans_id": _transaction_id(request.attempt),
            "vads_url_check": request.notification_url,
            "vads_url_return": request.return_url,
            "vads_version": "V2",
        }
        form = {**fields, "signature": signature(fields, self._keys(request.client).signing)}
        _log.info("payzen opened order=%s", provider_id)
        return OpenedPayment(provider_id, self._page, form)

    def ask(self, provider_id: str) -> PaymentResult:
        match = _ID.fullmatch(provider_id)
        if match is None:
            return PaymentResult(provider_id, PaymentState.UNKNOWN_OR_PURGED)
        answer = self._call(match["shop"], "Order/Get", {"orderId": match["order"]})
        result = _of_order(provider_id, match["reference"], answer)
        level = logging.ERROR if result.state is PaymentState.HELD else logging.INFO
        code = (result.provider_code or "")[:30]
        _log.log(level, "payzen asked order=%s state=%s code=%r", provider_id, result.state.value, code)
        return result

    def read_notification(self, fields: Mapping[str, str]) -> PaymentResult:
        """What a notification says, once its signature is found to be the shop's own. Raises Forged."""
        shop = fields.get("vads_site_id", "")
        signed = {name: value for name, value in fields.items() if name.startswith("vads_")}
        match = _ID.fullmatch(f"{shop}-{fields.get('vads_order_id', '')}")
        if match is None:
            raise Forged(None)
        expected = signature(signed, self._keys(shop).signing)
        if not hmac.compare_digest(expected.encode(), fields.get("signature", "").encode()):
            raise Forged(match[0])
        return _result(
            match[0],
            match["reference"],
            status=fields.get("vads_trans_status", ""),
            is_debit=fields.get("vads_operation_type", "DEBIT") == "DEBIT",
            amount=fields.get("vads_amount", ""),
            currency=fields.get("vads_currency", ""),
            mode=fields.get("vads_ctx_mode", ""),
            authorisation=fields.get("vads_auth_number") or None,
            paid_at=_instant(fields.get("vads_effective_creation_date") or fields.get("vads_trans_date", "")),
        )

    def _call(self, shop: str, resource: str, argument: dict[str, str]) -> dict[str, Any]:
        credentials = base64.b64encode(f"{shop}:{self._keys(shop).password}".encode()).decode()
        headers = {"Content-Type": "application/json", "Authorization": f"Basic {credentials}"}
        body = json.dumps(argument).encode()
        status, raw = post(f"{self._service}/{resource}", body, headers, **self._patience)
        if status != 200:
            raise ProviderUnavailable(f"http {status}")
        try:
            answer = json.loads(raw)
        except ValueError as error:
            raise ProviderUnavailable("unreadable answer") from error
        if not isinstance(answer, dict) or not isinstance(answer.get("answer"), dict):
            raise ProviderUnavailable("unexpected answer")
        return answer


def signature(fields: Mapping[str, str], key: bytes) -> str:
    """Of the `vads_` values, by the order of their names, joined with the key by `+`: HMAC-SHA-256, in base 64."""
    values = [value for name, value in sorted(fields.items()) if name.startswith("vads_")]
    text = "+".join([*values, key.decode()])
    return base64.b64encode(hmac.new(key, text.encode(), sha256).digest()).decode()


def _transaction_id(attempt: str) -> str:
    """Six characters that no other payment of the shop may have that day: from the attempt, so that a retry has the same."""
    number = int.from_bytes(sha256(attempt.encode()).digest()[:8])
    letters = ""
    for _ in range(6):
        number, place = divmod(number, len(_TRANSACTION_LETTERS))
        letters += _TRANSACTION_LETTERS[place]
    return letters


def _of_order(provider_id: str, reference: str, answer: dict[str, Any]) -> PaymentResult:
    """The order's best debit: a payer may have been refused twice before they paid."""
    said = answer["answer"]
    if answer.get("status") != "SUCCESS":
        code = str(said.get("errorCode", ""))
        if code == _UNKNOWN_ORDER:
            return PaymentResult(provider_id, PaymentState.UNKNOWN_OR_PURGED, provider_code=code)
        if code.startswith(("INT_", "PSP_9")):
            raise ProviderUnavailable(
                code
            )  # credentials, or their own breakdown: says nothing about the payment
        return PaymentResult(provider_id, PaymentState.HELD, provider_code=code)
    debits = [each for each in said.get("transactions") or [] if each.get("operationType") == "DEBIT"]
    results = [_of_transaction(provider_id, reference, each, str(answer.get("mode", ""))) for each in debits]
    if not results:
        return PaymentResult(
            provider_id, PaymentState.PENDING, provider_code=str(said.get("orderStatus", ""))
        )
    return min(results, key=lambda result: _BEST.index(result.state))


_BEST = [
    PaymentState.HELD,
    PaymentState.PAID,
    PaymentState.PENDING,
    PaymentState.USED,
    PaymentState.CANCELLED,
    PaymentState.REFUSED,
    PaymentState.EXPIRED,
    PaymentState.UNKNOWN_OR_PURGED,
]
"""What counts of an order that was tried several times: what nobody expected first, then money, then what may become money."""


def _of_transaction(
    provider_id: str, reference: str, transaction: dict[str, Any], mode: str
) -> PaymentResult:
    card = (transaction.get("transactionDetails") or {}).get("cardDetails") or {}
    authorised = card.get("authorizationResponse") or {}
    return _result(
        provider_id,
        reference,
        status=str(transaction.get("detailedStatus", "")),
        is_debit=True,
        amount=str(transaction.get("amount", "")),
        currency=EURO if transaction.get("currency") == "EUR" else "",
        mode=mode,
        authorisation=authorised.get("authorizationNumber") or None,
        paid_at=_instant(str(transaction.get("creationDate", ""))),
    )


def _result(
    provider_id: str,
    reference: str,
    *,
    status: str,
    is_debit: bool,
    amount: str,
    currency: str,
    mode: str,
    authorisation: str | None,
    paid_at: datetime | None,
) -> PaymentResult:
    state = _STATES.get(status, PaymentState.HELD)
    amount_cents = int(amount) if re.fullmatch(r"[0-9]{1,11}", amount) else None
    readable = is_debit and currency == EURO and amount_cents is not None and paid_at is not None
    if state is PaymentState.PAID and not readable:
        state = PaymentState.HELD  # money moved, but we could not say which way, how much or when
    return PaymentResult(
        provider_id=provider_id,
        state=state,
        amount_cents=amount_cents,
        reference=reference,
        authorisation=authorisation if state is PaymentState.PAID else None,
        paid_at=paid_at if state is PaymentState.PAID else None,
        means=Means.BANK_CARD if state in (PaymentState.PAID, PaymentState.REFUSED) else None,
        mode=_READ_MODES.get(mode),
        provider_code=status,
    )


def _instant(text: str) -> datetime | None:
    """`20261102170300` of a form (UTC), or `2026-11-02T17:03:00+00:00` of the REST service."""
    try:
        if re.fullmatch(r"[0-9]{14}", text):
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
