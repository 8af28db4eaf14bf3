"""One request in, one answer out: the form's page, the REST service, the notifications."""

import base64
import json
import threading
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode

from infra.local.environment import PAYZEN_KEYS, PAYZEN_SHOP
from infra.local.payzen import pages
from infra.local.payzen.shop import PAID, FormRefused, Order, Shop, Try, signed

PAGE_PATH = "/dev/payzen/vads-payment/"
DECIDE_PATH = "/dev/payzen/choix"
SERVICE_PATH = "/dev/payzen/api-payment/V4"
HANG_SECONDS = 30.0
STATUSES = {"payer": PAID, "refuser": "REFUSED", "abandonner": "ABANDONED"}

Response = tuple[int, dict[str, str], bytes]
Deliver = Callable[[str, dict[str, str]], None]


@dataclass
class Failures:
    """What goes wrong from now on; a new `Failures()` mends everything."""

    hang: bool = False
    http_status: int | None = None
    error_code: str | None = None
    """The REST service answers that error: PSP_010, INT_905…"""
    status: str | None = None
    """Every result has that status, of which nobody was told."""
    amount_cents: int | None = None
    notifications: int = 1
    forged: bool = False
    """Notifications are signed with another key."""


class FakePayZen:
    """`now` gives aware instants; `deliver(url, fields)` posts one notification, by default from a thread."""

    def __init__(
        self, *, now: Callable[[], datetime] = lambda: datetime.now(UTC), deliver: Deliver | None = None
    ) -> None:
        self.failures = Failures()
        self.shop = Shop(PAYZEN_SHOP, PAYZEN_KEYS["signing"], PAYZEN_KEYS["password"], now)
        self._deliver = deliver or _deliver_from_a_thread

    def handle(
        self, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> Response:
        """Answer a request under `/dev/payzen/`."""
        if path == PAGE_PATH and method == "POST":
            return self._show(dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)))
        if path == DECIDE_PATH and method == "POST":
            return self._decide(query.get("commande", ""), dict(parse_qsl(body.decode("utf-8", "replace"))))
        if path == f"{SERVICE_PATH}/Order/Get" and method == "POST":
            return self._serve(headers, body)
        return pages.not_found()

    def _show(self, fields: dict[str, str]) -> Response:
        try:
            return pages.payment(self.shop.receive(fields), DECIDE_PATH)
        except FormRefused as refused:
            return pages.refused(str(refused))

    def _decide(self, order_id: str, form: Mapping[str, str]) -> Response:
        choice = form.get("decision", "")
        status = STATUSES.get(choice.removesuffix("-sans-notification").removesuffix("-sans-retour"))
        if status is None or self.shop.find(order_id) is None:
            return pages.not_found()
        order, changed = self.shop.decide(order_id, status)
        if changed and "sans" not in choice:
            for _ in range(self.failures.notifications):
                self._deliver(order.fields["vads_url_check"], self.notification(order))
        if choice.endswith("-sans-retour"):
            return pages.left_behind(order)
        return 303, {"Location": order.fields["vads_url_return"], "Cache-Control": "no-store"}, b""

    def notification(self, order: Order) -> dict[str, str]:
        """What the platform posts of the order's last try, signed."""
        last = order.tries[-1]
        fields = {
            **{name: value for name, value in order.fields.items() if name.startswith("vads_")},
            "vads_amount": str(self._amount(last)),
            "vads_auth_number": order.authorisation if last.status == PAID else "",
            "vads_effective_creation_date": last.at.strftime("%Y%m%d%H%M%S"),
            "vads_operation_type": "DEBIT",
            "vads_trans_status": self.failures.status or last.status,
            "vads_url_check_src": "PAY",
        }
        key = "une-autre-clef" if self.failures.forged else self.shop.key
        return {**fields, "signature": signed(fields, key)}

    def _serve(self, headers: Mapping[str, str], body: bytes) -> Response:
        patience = time.monotonic() + HANG_SECONDS
        while self.failures.hang and time.monotonic() < patience:
            time.sleep(0.02)
        if self.failures.http_status:
            return self.failures.http_status, {"Content-Type": "text/html"}, b"<h1>?</h1>"
        given = {name.lower(): value for name, value in headers.items()}.get("authorization", "")
        expected = base64.b64encode(f"{self.shop.site}:{self.shop.password}".encode()).decode()
        if given != f"Basic {expected}":
            return _error("INT_905")
        if self.failures.error_code:
            return _error(self.failures.error_code)
        order = self.shop.find(json.loads(body).get("orderId", ""))
        if order is None:
            return _error("PSP_010")
        transactions = [self._transaction(order, each) for each in order.tries]
        status = "PAID" if order.paid else "RUNNING" if not order.tries else "UNPAID"
        answer = {
            "orderId": order.fields["vads_order_id"],
            "orderStatus": status,
            "transactions": transactions,
        }
        return _json({"status": "SUCCESS", "mode": order.fields["vads_ctx_mode"], "answer": answer})

    def _transaction(self, order: Order, each: Try) -> dict[str, object]:
        authorised = {"authorizationNumber": order.authorisation} if each.status == PAID else {}
        return {
            "operationType": "DEBIT",
            "amount": self._amount(each),
            "currency": "EUR",
            "detailedStatus": self.failures.status or each.status,
            "creationDate": each.at.isoformat(timespec="seconds"),
            "transactionDetails": {"cardDetails": {"authorizationResponse": authorised}},
        }

    def _amount(self, each: Try) -> int:
        return each.amount if self.failures.amount_cents is None else self.failures.amount_cents


def _json(document: object) -> Response:
    return 200, {"Content-Type": "application/json"}, json.dumps(document).encode()


def _error(code: str) -> Response:
    return _json({"status": "ERROR", "answer": {"errorCode": code, "errorMessage": "?"}})


def _deliver_from_a_thread(url: str, fields: dict[str, str]) -> None:
    threading.Thread(target=_post, args=(url, fields), daemon=True).start()


def _post(url: str, fields: dict[str, str]) -> None:
    request = urllib.request.Request(url, data=urlencode(fields).encode(), method="POST")
    try:
        with urllib.request.urlopen(request, timeout=10):
            return
    except OSError:
        return  # the platform tries again later; here, the portal asks
