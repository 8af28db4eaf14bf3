"""The fake bank as a test holds it: its server, its clock, and the hands of a payer on its page."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from functions.gateways.payments.payzen import Keys, PayZen
from functions.gateways.payments.port import OpenedPayment
from infra.local.environment import PAYZEN_KEYS, PAYZEN_SHOP
from infra.local.payzen.fake import DECIDE_PATH, PAGE_PATH, SERVICE_PATH, FakePayZen
from tests.gateways.treasury import REQUEST, Clock

ORDER = replace(
    REQUEST, client=PAYZEN_SHOP, notification_url="https://preau.example/api/payzen/notifications"
)


@dataclass
class Bank:
    fake: FakePayZen
    clock: Clock
    origin: str = ""
    notified: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def client(self, **options: float) -> PayZen:
        keys = Keys(PAYZEN_KEYS["signing"].encode(), PAYZEN_KEYS["password"])
        return PayZen(
            page=self.origin + PAGE_PATH, service=self.origin + SERVICE_PATH, keys=lambda _: keys, **options
        )

    def open(self, **changes: object) -> OpenedPayment:
        return self.client().open_payment(replace(ORDER, asked_at=self.clock.now, **changes))  # type: ignore[arg-type]

    def visit(self, opened: OpenedPayment) -> int:
        """The browser posts the form."""
        return self.fake.handle("POST", PAGE_PATH, {}, {}, urlencode(opened.form or {}).encode())[0]

    def choose(self, opened: OpenedPayment, decision: str) -> int:
        order = opened.provider_id.partition("-")[2]
        form = f"decision={decision}".encode()
        return self.fake.handle("POST", DECIDE_PATH, {"commande": order}, {}, form)[0]

    def pay(self, opened: OpenedPayment) -> None:
        assert (self.visit(opened), self.choose(opened, "payer")) == (200, 303)
