"""A commune, or a community of communes, as its families and its public pages know it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from functions.domain.town.counter_means import CounterMeans
from functions.domain.town.invoicing_policy import Invoicing


class PaymentMode(StrEnum):
    TEST = "test"
    """Looks like a payment and moves no money."""
    ACTIVATION = "activation"
    """The one real payment with which the treasury opens a régie's contract."""
    LIVE = "live"


class CommuneKind(StrEnum):
    COMMUNE = "commune"
    COMMUNITY = "community"
    """An *établissement public de coopération intercommunale*: several communes running services together."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a parent finds somebody. Parents are shown these texts as they are, so they are in French."""

    service: str
    line1: str
    postcode: str
    city: str
    phone: str
    email: str
    opening_hours: str
    line2: str = ""


@dataclass(frozen=True, slots=True)
class Regie:
    """The *régie de recettes* that collects, and its contract for online payment.

    `payfip_client` is the six-digit NUMCLI that the treasury gave the régie, `payzen_shop` the eight digits of a shop at its bank
    (PayZen, SystemPay), for a régie without PayFiP. Without either, families cannot pay online.
    """

    code: str
    name: str
    payfip_client: str | None = None
    days_to_pay: int = 30
    invoicing: Invoicing = field(default_factory=Invoicing)
    payzen_shop: str | None = None
    payment_mode: PaymentMode = PaymentMode.LIVE
    """TEST and ACTIVATION are the two steps by which a contract is opened; a payment made in them settles like another."""
    accepts: tuple[CounterMeans, ...] = ()
    """What its counter accepts, as the act that created the régie says; empty: invoices do not mention it."""
    reminder_days: tuple[int, ...] = (10, 25)
    """Days late after which each reminder leaves, growing."""
    imputation: str = ""
    """The account of the budget to which its takings go: `7067`."""
    imputations: dict[str, str] = field(default_factory=dict)
    """Accounts of the services that have one of their own, by the service's code."""

    @property
    def online_client(self) -> str | None:
        """The contract by which this régie is paid online: the treasury's where it has one, else the bank's."""
        return self.payfip_client or self.payzen_shop

    @property
    def provider(self) -> str | None:
        """Whose page families pay on: `payfip`, `payzen` or none. The address of notifications contains it."""
        if self.payfip_client:
            return "payfip"
        return "payzen" if self.payzen_shop else None

    @property
    def takes_several(self) -> bool:
        """Whether one payment online may be for several invoices. PayFiP's names one debt."""
        return self.provider == "payzen"


@dataclass(frozen=True, slots=True)
class Commune:
    id: str
    """URL-safe and public: it is the folder of the commune's pages."""
    name: str
    kind: CommuneKind
    colour: str
    """A name of the palette in `site/assets/css`, not a colour value: contrast is the palette's promise."""
    timezone: str
    siret: str
    contact: Contact
    regie: Regie
    data_protection_email: str
    publication_director: str

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def day_of(self, instant: datetime) -> date:
        """The day that the town's clock shows at `instant`."""
        return instant.astimezone(self.clock).date()
