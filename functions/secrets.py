"""The secret of this deployment: what nobody who reads the table, the template or a function's settings can know."""

import json
import os
import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from functions.settings import SettingMissing

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse

LEAST_BYTES = 32
READ_AGAIN_SECONDS = 300.0
"""How long after a rotation a function may still know the earlier ring only."""
_TIMEOUT_SECONDS = 5


class SecretUnavailable(Exception):
    """Parameter Store did not give the secret."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """What `PREAU_SECRET_KEY` holds: one key in hexadecimal, or `{"addresses": …, "codes": [newest, …, oldest]}` once it was rotated."""

    addresses: bytes
    """Keys the hashes that stand in the table's own keys. It is never changed: the items would not be found again."""
    codes: tuple[bytes, ...]
    """Codes are derived under the first, and recognised under any."""


class _Kept:
    """The ring that this process has read, and when."""

    ring: KeyRing | None = None
    read_at = 0.0


def key_ring(*, no_older_than: float = READ_AGAIN_SECONDS) -> KeyRing:
    """Read at its first use, and again once it was read so many seconds ago: it may have been rotated.

    If Parameter Store does not answer the second time, the ring that is known serves on. Raises SettingMissing, SecretUnavailable.
    """
    now = time.monotonic()
    if _Kept.ring is None or now >= _Kept.read_at + no_older_than:
        try:
            ring = parsed(_read("PREAU_SECRET_KEY"))
        except SecretUnavailable:
            if _Kept.ring is None:
                raise
            ring = _Kept.ring
        if ring != _Kept.ring:
            _Kept.ring = ring
        _Kept.read_at = now
    return _Kept.ring


def forget_key_ring() -> None:
    """Read it again at the next use."""
    _Kept.ring = None


def parsed(text: str) -> KeyRing:
    """Raises SettingMissing where a key is too short or not hexadecimal, or there is none."""
    try:
        written = json.loads(text) if text.startswith("{") else {"addresses": text, "codes": [text]}
        addresses, *codes = (bytes.fromhex(key) for key in (written["addresses"], *written["codes"]))
    except (ValueError, KeyError, TypeError):
        addresses, codes = b"", []
    if not codes or any(len(key) < LEAST_BYTES for key in (addresses, *codes)):
        raise SettingMissing(
            f"PREAU_SECRET_KEY must hold keys of {LEAST_BYTES} bytes or more, in hexadecimal"
        )
    return KeyRing(addresses, tuple(codes))


@cache
def secret(name: str) -> str:
    """Read at its first use, and kept as long as the process; empty where there is none. Raises SecretUnavailable."""
    return _read(name)


def _read(name: str) -> str:
    """The variable of that name holds it on a developer's computer. In Lambda, `{name}_PARAMETER` names the SecureString that does:
    neither the template nor a function's settings hold it. Raises SecretUnavailable.
    """
    parameter = os.environ.get(f"{name}_PARAMETER")
    return _parameter(parameter) if parameter else os.environ.get(name, "")


def _parameter(name: str) -> str:
    """The value of a SecureString. One signed request: a client of boto3 would first read 1.3 MB that describe the service.

    https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
    """
    from botocore.auth import SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.exceptions import BotoCoreError
    from botocore.httpsession import URLLib3Session
    from botocore.session import Session

    session = Session()
    region = os.environ["AWS_REGION"]
    endpoint = os.environ.get("AWS_ENDPOINT_URL") or f"https://ssm.{region}.amazonaws.com"
    request = AWSRequest(
        "POST",
        f"{endpoint}/",
        data=json.dumps({"Name": name, "WithDecryption": True}),
        headers={"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "AmazonSSM.GetParameter"},
    )
    try:
        SigV4Auth(session.get_credentials(), "ssm", region).add_auth(request)
        answer = URLLib3Session(timeout=_TIMEOUT_SECONDS).send(request.prepare())
    except BotoCoreError as error:
        raise SecretUnavailable(f"{type(error).__name__} for {name}") from error
    if answer.status_code != 200:
        raise SecretUnavailable(f"{_why(answer)} for {name}")
    value: str = json.loads(answer.content)["Parameter"]["Value"]
    return value


def _why(answer: "AWSResponse") -> str:
    """AWS's own word for it, as `ParameterNotFound`; what stands before AWS answers without one."""
    try:
        kind: str = json.loads(answer.content)["__type"]
    except (ValueError, KeyError, TypeError):
        return str(answer.status_code)
    return kind.rpartition("#")[2]
