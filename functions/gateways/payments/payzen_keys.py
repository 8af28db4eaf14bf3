"""The two keys of a shop, which its bank's back office shows. They are in no table and in no template."""

import json
from functools import cache

from functions.gateways.payments.payzen import Keys
from functions.gateways.payments.port import ProviderUnavailable
from functions.secrets import secret


@cache
def keys_of(shop: str) -> Keys:
    """Of a shop, by its eight digits. `PREAU_PAYZEN_KEYS` holds `{shop: {"signing": …, "password": …}}`.

    Raises ProviderUnavailable for a shop whose keys nobody entered.
    """
    known = json.loads(secret("PREAU_PAYZEN_KEYS") or "{}")
    if shop not in known:
        raise ProviderUnavailable("no keys for the shop")
    return Keys(known[shop]["signing"].encode(), known[shop]["password"])
