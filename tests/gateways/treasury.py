"""The fake treasury as a test holds it: its server, its clock, and the hands of a payer on its page."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from functions.gateways.payments.payfip import PayFip
from functions.gateways.payments.port import OpenedPayment, PaymentProvider, PaymentRequest
from infra.local.payfip import FakePayFip
from infra.local.payfip.fake import PAGE_PATH, SERVICE_PATH

REQUEST = PaymentRequest(
    client="006270",
    attempt="01m6fzwdr0ha4cpfka618mxxjr",
    reference="2026C000042",
    subject="Facture de novembre 2026",
    amount_cents=4_250,
    year=2026,
    payer_email="marc.testmp@exemple.fr",
    return_url="https://preau.example/espace/paiement/?id=p1",
    notification_url="https://preau.example/api/payfip/notifications",
    asked_at=datetime(2026, 11, 2, 18, 0, tzinfo=ZoneInfo("Europe/Paris")),
)


@dataclass
class Clock:
    """lundi 2026-11-02, 18 h in Paris, until the test says otherwise."""

    now: datetime = datetime(2026, 11, 2, 18, 0, tzinfo=ZoneInfo("Europe/Paris"))

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **duration: float) -> None:
        self.now += timedelta(**duration)


@dataclass
class Treasury:
    fake: FakePayFip
    clock: Clock
    origin: str = ""
    notified: list[tuple[str, str]] = field(default_factory=list)

    @property
    def endpoint(self) -> str:
        return self.origin + SERVICE_PATH

    @property
    def pages(self) -> str:
        return self.origin + PAGE_PATH

    def client(self, **options: float) -> PayFip:
        return PayFip(endpoint=self.endpoint, pages=self.pages, **options)

    def open(self, **changes: object) -> OpenedPayment:
        provider: PaymentProvider = self.client()
        return provider.open_payment(replace(REQUEST, **changes))  # type: ignore[arg-type]

    def visit(self, idop: str) -> int:
        return self.fake.handle("GET", PAGE_PATH, {"idop": idop}, {}, b"")[0]

    def choose(self, idop: str, decision: str, means: str = "carte") -> tuple[int, dict[str, str], bytes]:
        form = f"decision={decision}&moyen={means}".encode()
        return self.fake.handle("POST", PAGE_PATH, {"idop": idop}, {}, form)
