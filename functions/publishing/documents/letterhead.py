"""What the head and the foot of every document say."""

from datetime import date
from pathlib import Path
from typing import Any

from functions.domain.invoices.invoice import Debtor, Issuer
from functions.french.words import parties
from functions.publishing.palette import ink


def letterhead(
    issuer: Issuer, debtor: Debtor, *, title: str, reference: str, made_on: date, root: Path, colour: str
) -> dict[str, Any]:
    """`reference`: the line under the title, number and day of issue."""
    contact = issuer.contact
    return {
        "title": title,
        "reference": reference,
        "subject": f"{title}, {reference}",
        "made_on": [made_on.year, made_on.month, made_on.day],
        "accent": ink(root, colour),
        "foot": f"{issuer.name} – {issuer.regie} – {title}, {reference}",
        "issuer": {
            "name": issuer.name,
            "regie": issuer.regie,
            "siret": parties.siret(issuer.siret),
            "lines": [contact.service, *parties.address(contact)],
            "phone": contact.phone,
            "phone_link": parties.phone_link(contact.phone),
            "email": contact.email,
        },
        "debtor": [*parties.people(debtor), *parties.address(debtor.address)],
    }
