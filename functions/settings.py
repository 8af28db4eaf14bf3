"""What the environment says, read once and validated once. The secret is apart: functions/secrets.py."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
"""Where `templates/` and `site/` lie beside `functions/`, in the repository and in the package alike."""


@dataclass(frozen=True, slots=True)
class Settings:
    table: str
    """DynamoDB table."""
    pages_bucket: str
    documents_bucket: str
    """Private: invoices and other documents about families. Nothing in it is public, ever."""
    uploads_bucket: str
    """Private too, and short-lived: what families send."""
    mail_from: str
    payfip_endpoint: str
    payfip_pages: str
    payzen_page: str = "https://secure.payzen.eu/vads-payment/"
    """SystemPay and the other banks' brands have addresses of their own; the forms are the same."""
    payzen_service: str = "https://api.payzen.eu/api-payment/V4"
    region: str = "eu-west-3"
    """Where the data is kept, as AWS names it: Lambda says it, and the legal pages."""
    mail_configuration_set: str = ""
    """Of SES: how mails travel. Without one, as the account does by default."""
    invoicing_queue: str = ""
    """Address of the queue that steps of invoicing runs wait in."""
    push_public_key: str = ""
    """With which browsers subscribe to notifications (VAPID); without one, no device is told of anything."""
    push_service: str = ""
    """How addresses of the local run's own push service begin. Deployed, there is none."""
    origin: str = ""
    """Scheme and host of the portal as the mails write it, without a trailing slash. The deployed API has none: a portal may
    have several names, and CloudFront says with each request which one was asked (functions/web/api/edge.py)."""
    edge_secret: str = ""
    """What CloudFront alone sends; without it, whatever reaches the API came through the edge (the local run, the tests)."""


class SettingMissing(Exception):
    """Says which variables are missing, all at once, and never their values."""


@cache
def settings() -> Settings:
    """The settings of this process. Raises SettingMissing."""
    names = {
        "table": "PREAU_TABLE",
        "pages_bucket": "PREAU_PAGES_BUCKET",
        "documents_bucket": "PREAU_DOCUMENTS_BUCKET",
        "uploads_bucket": "PREAU_UPLOADS_BUCKET",
        "mail_from": "PREAU_MAIL_FROM",
        "payfip_endpoint": "PREAU_PAYFIP_ENDPOINT",
        "payfip_pages": "PREAU_PAYFIP_PAGES",
    }
    missing = [variable for variable in names.values() if not os.environ.get(variable)]
    origin, edge_secret = os.environ.get("PREAU_ORIGIN", ""), os.environ.get("PREAU_EDGE_SECRET", "")
    if not origin and not edge_secret:
        missing.append("PREAU_ORIGIN")
    if missing:
        raise SettingMissing(", ".join(missing))
    values = {name: os.environ[variable] for name, variable in names.items()}
    elsewhere = {
        "region": "AWS_REGION",
        "mail_configuration_set": "PREAU_MAIL_CONFIGURATION_SET",
        "invoicing_queue": "PREAU_INVOICING_QUEUE",
        "payzen_page": "PREAU_PAYZEN_PAGE",
        "payzen_service": "PREAU_PAYZEN_SERVICE",
        "push_public_key": "PREAU_PUSH_PUBLIC_KEY",
        "push_service": "PREAU_PUSH_SERVICE",
    }
    values |= {name: os.environ[variable] for name, variable in elsewhere.items() if os.environ.get(variable)}
    return Settings(origin=origin.rstrip("/"), edge_secret=edge_secret, **values)
