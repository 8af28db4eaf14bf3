"""Where each item lies. The commune's id, and the family's, are in every key of their data.

Ids come from `functions/storage/ids.py` or from the commune's file; both are URL-safe and hold no `#`.
"""

import hashlib
import hmac
from typing import NamedTuple

from functions.settings import settings


class Key(NamedTuple):
    pk: str
    sk: str


def keyed_hash(text: str) -> str:
    """What stands in a key for an address or a code: nobody reads it back without the secret."""
    return hmac.new(settings().secret_key, text.strip().casefold().encode(), hashlib.sha256).hexdigest()


def commune(commune_id: str) -> Key:
    return Key(f"C#{commune_id}", "COMMUNE")


COMMUNES = "COMMUNES"


def reglement_head(commune_id: str) -> Key:
    return Key(f"C#{commune_id}", "REGLEMENT")


def reglement(commune_id: str, version: int) -> Key:
    return Key(f"C#{commune_id}", f"REGLEMENT#{version:06}")


def news(commune_id: str, article: str) -> Key:
    return Key(f"C#{commune_id}#NEWS", article)


def family(commune_id: str, family_id: str) -> Key:
    return Key(f"C#{commune_id}#F#{family_id}", "FAMILY")


def families(commune_id: str) -> str:
    return f"C#{commune_id}#FAMILIES"


def of_family(commune_id: str, family_id: str, sort: str) -> Key:
    """An item of the family's own partition, by its sort key (`BASKET#…`, `INVOICE#…`, …)."""
    return Key(f"C#{commune_id}#F#{family_id}", sort)


def basket(commune_id: str, family_id: str, account_id: str) -> Key:
    return of_family(commune_id, family_id, f"BASKET#{account_id}")


def done(commune_id: str, family_id: str, idempotency_key: str) -> Key:
    return of_family(commune_id, family_id, f"KEY#{idempotency_key}")


def journal(commune_id: str, family_id: str, line: str) -> Key:
    return of_family(commune_id, family_id, f"JOURNAL#{line}")


def child(commune_id: str, child_id: str) -> Key:
    return Key(f"C#{commune_id}#K#{child_id}", "CHILD")


def child_month(commune_id: str, child_id: str, month: str) -> Key:
    return Key(f"C#{commune_id}#K#{child_id}", f"MONTH#{month}")


def children_of_month(commune_id: str, month: str) -> str:
    return f"C#{commune_id}#MONTH#{month}"


def service_month(commune_id: str, service: str, month: str) -> Key:
    return Key(f"C#{commune_id}#S#{service}", f"MONTH#{month}")


def account(account_id: str) -> Key:
    return Key(f"A#{account_id}", "ACCOUNT")


def session(account_id: str, secret_hash: str) -> Key:
    return Key(f"A#{account_id}", f"SESSION#{secret_hash}")


def of_address(email: str, sort: str) -> Key:
    """An item reached by an e-mail address: `LOGIN`, `ACTIVATION`, `RESET`, `ADDRESS`."""
    return Key(f"L#{keyed_hash(email)}", sort)


def outbox(shard: int, message: str) -> Key:
    return Key(f"OUTBOX#{shard}", message)
