"""The books of one shop: orders, and the tries to pay each."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import RLock

PAGE_OPENS_WITHIN = timedelta(minutes=15)
NEEDED = [
    "vads_action_mode",
    "vads_amount",
    "vads_ctx_mode",
    "vads_currency",
    "vads_order_id",
    "vads_page_action",
    "vads_payment_config",
    "vads_site_id",
    "vads_trans_date",
    "vads_trans_id",
    "vads_version",
]
PAID = "AUTHORISED"


class FormRefused(Exception):
    """The page shows an error with the number of the field, as the real one does; `00` is the signature."""


def signed(fields: Mapping[str, str], key: str) -> str:
    """As the platform computes it: written again here, so that a mistake of the client's is seen."""
    ordered = sorted((name, value) for name, value in fields.items() if name[:5] == "vads_")
    message = "".join(value + "+" for _, value in ordered) + key
    return base64.b64encode(hmac.digest(key.encode(), message.encode(), hashlib.sha256)).decode()


@dataclass
class Try:
    status: str
    at: datetime
    amount: int


@dataclass
class Order:
    fields: Mapping[str, str]
    opened_at: datetime
    tries: list[Try] = field(default_factory=list)

    @property
    def paid(self) -> bool:
        return any(each.status in (PAID, "CAPTURED") for each in self.tries)

    @property
    def authorisation(self) -> str:
        return f"{int(hashlib.sha256(self.fields['vads_order_id'].encode()).hexdigest(), 16) % 10**6:06d}"


class Shop:
    def __init__(self, site: str, key: str, password: str, now: Callable[[], datetime]) -> None:
        self.site, self.key, self.password = site, key, password
        self._clock = now
        self._orders: dict[str, Order] = {}
        self._transactions: dict[tuple[str, str], str] = {}
        self._lock = RLock()

    def receive(self, fields: Mapping[str, str]) -> Order:
        """The payer arrives with the form. Raises FormRefused."""
        if fields.get("signature") != signed(fields, self.key):
            raise FormRefused("00")
        if any(not fields.get(name) for name in NEEDED) or fields["vads_site_id"] != self.site:
            raise FormRefused("02")
        if not (fields["vads_amount"].isdigit() and fields["vads_currency"] == "978"):
            raise FormRefused("09")
        written = datetime.strptime(fields["vads_trans_date"], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        if abs(self.now() - written) > PAGE_OPENS_WITHIN:
            raise FormRefused("04")
        number, order_id = fields["vads_trans_id"], fields["vads_order_id"]
        if not (len(number) == 6 and number.isalnum()):
            raise FormRefused("03")
        with self._lock:
            known = self._transactions.setdefault((fields["vads_trans_date"][:8], number), order_id)
            if known != order_id:
                raise FormRefused("03")
            return self._orders.setdefault(order_id, Order(dict(fields), self.now()))

    def decide(self, order_id: str, status: str) -> tuple[Order, bool]:
        """The payer's choice; False when the order was paid already. Raises KeyError."""
        with self._lock:
            order = self._orders[order_id]
            if order.paid:
                return order, False
            order.tries.append(Try(status, self.now(), int(order.fields["vads_amount"])))
            return order, True

    def find(self, order_id: str) -> Order | None:
        with self._lock:
            return self._orders.get(order_id)

    def now(self) -> datetime:
        return self._clock().astimezone(UTC)
