"""`python -m infra.on STAGE infra.secret_key rotate [--leaked]`: derive codes under another key from now on.

Nobody is signed out and no login is lost. Links that were mailed before serve on, and so do the addresses of calendars; `--leaked` ends
them, because whoever has the earlier key could make them: docs/decisions/0032-rotating-the-secret-key.md.
"""

import json
import os
import secrets
import sys
from argparse import ArgumentParser
from typing import Any

import boto3

from functions.secrets import LEAST_BYTES, KeyRing, parsed

PARAMETER = "PREAU_SECRET_KEY_PARAMETER"
MOST_KEYS = 8
"""Beyond, the oldest goes, and with it the calendar addresses that are as old. Parameter Store takes 4096 characters."""


def main(arguments: list[str], ssm: Any = None) -> int:
    parser = ArgumentParser(prog="python -m infra.secret_key")
    parser.add_argument("act", choices=["rotate"])
    parser.add_argument(
        "--leaked",
        action="store_true",
        help="la clé est connue d’un autre : les liens déjà envoyés ne servent plus",
    )
    options = parser.parse_args(arguments)
    name = os.environ.get(PARAMETER)
    if name is None:
        print(
            "Ceci se lance sur un portail déployé : python -m infra.on ÉTAPE infra.secret_key rotate",
            file=sys.stderr,
        )
        return 2
    client = ssm or boto3.client("ssm")
    before = parsed(client.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"])
    after = rotated(before, secrets.token_bytes(LEAST_BYTES), leaked=options.leaked)
    client.put_parameter(
        Name=name, Value=written(after), Type="SecureString", Overwrite=True, Tier="Standard"
    )
    print("La clé est changée ; toutes les fonctions la connaissent dans les cinq minutes.")
    if options.leaked:
        print(
            "Les liens envoyés jusqu’ici, les adresses d’agenda et les téléphones des agents ne servent plus. "
            "Les sessions restent ouvertes. Les agents entrent par un code de secours, ou après : "
            "infra.staff --commune … --email … --reset-factor"
        )
    print("Gardez la nouvelle valeur hors d’AWS, à la place de l’ancienne.")
    return 0


def rotated(ring: KeyRing, new: bytes, *, leaked: bool) -> KeyRing:
    """The key of addresses stays: the logins lie under it."""
    earlier = () if leaked else ring.codes[: MOST_KEYS - 1]
    return KeyRing(ring.addresses, (new, *earlier))


def written(ring: KeyRing) -> str:
    """As `functions/secrets.py` reads it."""
    return json.dumps({"addresses": ring.addresses.hex(), "codes": [key.hex() for key in ring.codes]})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
