"""The secret of this deployment: what nobody who reads the table, the template or a function's settings can know."""

import json
import os
from functools import cache
from typing import TYPE_CHECKING

from functions.settings import SettingMissing

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse

LEAST_BYTES = 32
_TIMEOUT_SECONDS = 5


class SecretUnavailable(Exception):
    """Parameter Store did not give the secret."""


@cache
def secret_key() -> bytes:
    """Keys the hashes of addresses and of codes. Raises SettingMissing, SecretUnavailable."""
    try:
        key = bytes.fromhex(secret("PREAU_SECRET_KEY"))
    except ValueError:
        key = b""
    if len(key) < LEAST_BYTES:
        raise SettingMissing(f"PREAU_SECRET_KEY must hold {LEAST_BYTES} bytes or more, in hexadecimal")
    return key


@cache
def secret(name: str) -> str:
    """Read at its first use, and kept as long as the process; empty where there is none.

    The variable of that name holds it on a developer's computer. In Lambda, `{name}_PARAMETER` names the SecureString that does:
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
