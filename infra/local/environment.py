"""The variables of the local run: where the engine is, and what functions/settings.py asks for."""

import json
import os
from hashlib import sha256

from functions.gateways.push.encryption import to_base64
from infra.local.engine import ACCESS_KEY, REGION
from infra.local.events import ACCOUNT
from infra.push_key import public_key

PAGES_BUCKET = "preau-pages"
PAYZEN_SHOP = "12345678"
PAYZEN_KEYS = {"signing": "clef-de-demonstration", "password": "mot-de-passe-de-demonstration"}
"""Of the fake bank, where no money moves."""
DOCUMENTS_BUCKET = "preau-documents"
UPLOADS_BUCKET = "preau-uploads"
INVOICING_QUEUE = "preau-invoicing"
"""As `functions/jobs/invoicing.py` names it: a test says so."""
MAIL_RETURNS_QUEUE = "preau-mail-returns"
"""As `functions/jobs/mail_returns.py` names it: likewise."""
# Everyone's, and the same at each start: another engine's table may outlive us.
_KEY = sha256("Préau, the local run".encode()).hexdigest()
PUSH_KEY = to_base64(sha256("Préau, the local run: push".encode()).digest())
PUSH_SERVICE = "/dev/push/"


def environment(
    engine: str, *, origin: str = "http://localhost:8000", table: str = "preau", dynamodb: str | None = None
) -> dict[str, str]:
    """Variables under which boto3 and Préau use the engine at that address, and can reach no real account.

    `dynamodb` is the address of another engine for DynamoDB alone.
    """
    return {
        "AWS_ENDPOINT_URL": engine,
        "AWS_ENDPOINT_URL_DYNAMODB": dynamodb or engine,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": ACCESS_KEY,
        "AWS_SESSION_TOKEN": "",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "PREAU_TABLE": table,
        "PREAU_ORIGIN": origin,
        "PREAU_PAGES_BUCKET": PAGES_BUCKET,
        "PREAU_DOCUMENTS_BUCKET": DOCUMENTS_BUCKET,
        "PREAU_UPLOADS_BUCKET": UPLOADS_BUCKET,
        "PREAU_INVOICING_QUEUE": f"{engine}/{ACCOUNT}/{INVOICING_QUEUE}",
        "PREAU_MAIL_FROM": "Préau <ne-pas-repondre@preau.example>",
        "PREAU_SECRET_KEY": _KEY,
        "PREAU_PAYFIP_ENDPOINT": f"{origin}/dev/payfip/tpa/services/securite",
        "PREAU_PAYFIP_PAGES": f"{origin}/dev/payfip/tpa/paiementws.web",
        "PREAU_PAYZEN_PAGE": f"{origin}/dev/payzen/vads-payment/",
        "PREAU_PAYZEN_SERVICE": f"{origin}/dev/payzen/api-payment/V4",
        "PREAU_PAYZEN_KEYS": json.dumps({PAYZEN_SHOP: PAYZEN_KEYS}),
        "PREAU_PUSH_KEY": PUSH_KEY,
        "PREAU_PUSH_PUBLIC_KEY": public_key(PUSH_KEY),
        "PREAU_PUSH_SERVICE": f"{origin}{PUSH_SERVICE}",
    }
