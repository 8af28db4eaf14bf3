"""What the environment says, read once and validated once."""

import os
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Settings:
    table: str
    """DynamoDB table."""
    origin: str
    """Scheme and host of the portal as a browser sees it, without a trailing slash."""
    pages_bucket: str
    documents_bucket: str
    """Private: invoices and other documents about families. Nothing in it is public, ever."""
    mail_from: str
    secret_key: bytes
    """Keys the hashes of addresses and of codes: 32 bytes or more."""
    payfip_endpoint: str
    payfip_pages: str
    payzen_page: str = "https://secure.payzen.eu/vads-payment/"
    """SystemPay and the other banks' brands have addresses of their own; the forms are the same."""
    payzen_service: str = "https://api.payzen.eu/api-payment/V4"


class SettingMissing(Exception):
    """Says which variables are missing, all at once, and never their values."""


@cache
def settings() -> Settings:
    """The settings of this process. Raises SettingMissing."""
    names = {
        "table": "PREAU_TABLE",
        "origin": "PREAU_ORIGIN",
        "pages_bucket": "PREAU_PAGES_BUCKET",
        "documents_bucket": "PREAU_DOCUMENTS_BUCKET",
        "mail_from": "PREAU_MAIL_FROM",
        "secret_key": "PREAU_SECRET_KEY",
        "payfip_endpoint": "PREAU_PAYFIP_ENDPOINT",
        "payfip_pages": "PREAU_PAYFIP_PAGES",
    }
    missing = [variable for variable in names.values() if not os.environ.get(variable)]
    if missing:
        raise SettingMissing(", ".join(missing))
    values = {name: os.environ[variable] for name, variable in names.items()}
    elsewhere = {"payzen_page": "PREAU_PAYZEN_PAGE", "payzen_service": "PREAU_PAYZEN_SERVICE"}
    values |= {name: os.environ[variable] for name, variable in elsewhere.items() if os.environ.get(variable)}
    secret = bytes.fromhex(values.pop("secret_key"))
    if len(secret) < 32:
        raise SettingMissing("PREAU_SECRET_KEY must hold 32 bytes or more, in hexadecimal")
    origin = values.pop("origin").rstrip("/")
    return Settings(secret_key=secret, origin=origin, **values)
