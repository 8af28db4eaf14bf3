"""A commune, or a community of communes, as its families and its public pages know it."""

from dataclasses import dataclass
from enum import StrEnum


class CommuneKind(StrEnum):
    COMMUNE = "commune"
    COMMUNITY = "community"
    """An *établissement public de coopération intercommunale*: several communes running services together."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a parent finds somebody: the sentences are shown as they are, in French."""

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
    """The *régie de recettes* that collects, and its contract with PayFiP.

    `payfip_client` is the six-digit NUMCLI that the treasury gave the régie; without one, nothing is paid online.
    """

    code: str
    name: str
    payfip_client: str | None = None
    days_to_pay: int = 30


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
