"""The secrets of a stage: made once, never shown, never written over."""

import secrets as random
from collections.abc import Callable
from typing import Final

from infra import push_key
from infra.deploy.stage import Account, Stage
from infra.template.runtime import SECRETS

EDGE: Final = "edge-secret"
_MADE: Final[dict[str, Callable[[], str]]] = {
    SECRETS["PREAU_SECRET_KEY"]: lambda: random.token_hex(32),
    SECRETS["PREAU_PAYZEN_KEYS"]: lambda: "{}",
    SECRETS["PREAU_PUSH_KEY"]: push_key.new_key,
    EDGE: lambda: random.token_urlsafe(32),
}
"""Without its secret key a table is worth nothing: who writes it over has lost every login. `infra/secret_key.py` rotates it."""


def prepare(account: Account, stage: Stage) -> dict[str, str]:
    """Make what is not there yet; what of it is a parameter of the template: the edge's secret, and the public half of the push key."""
    client = account.client("ssm")
    for name, made in _MADE.items():
        try:
            client.put_parameter(
                Name=stage.secret(name), Value=made(), Type="SecureString", Overwrite=False, Tier="Standard"
            )
        except client.exceptions.ParameterAlreadyExists:
            continue

    def kept(name: str) -> str:
        value: str = client.get_parameter(Name=stage.secret(name), WithDecryption=True)["Parameter"]["Value"]
        return value

    public = push_key.public_key(kept(SECRETS["PREAU_PUSH_KEY"]))
    return {"EdgeSecret": kept(EDGE), "PushPublicKey": public}


def forget(account: Account, stage: Stage) -> None:
    """With the data, never before it."""
    account.client("ssm").delete_parameters(Names=[stage.secret(name) for name in _MADE])
