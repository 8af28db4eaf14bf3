"""Somebody else's code under a function's own role: it does what it is told, and says what AWS answered."""

import io
import json
import zipfile
from typing import Any
from uuid import uuid4

import boto3

from infra.package.target import target

_CODE = """
import boto3
from botocore.exceptions import ClientError

def handler(event, _):
    try:
        getattr(boto3.client(event["service"]), event["call"])(**event["with"])
    except ClientError as refused:
        return refused.response["Error"]["Code"] + ": " + refused.response["Error"]["Message"]
    return "done"
"""


class Probe:
    def __init__(self, role: str) -> None:
        """`role`: the ARN of a function's role."""
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as made:
            made.writestr("probe.py", _CODE)
        self._name = f"probe-{uuid4().hex[:8]}"
        boto3.client("lambda").create_function(
            FunctionName=self._name,
            Role=role,
            Runtime=target().runtime,
            Handler="probe.handler",
            Timeout=20,
            Code={"ZipFile": archive.getvalue()},
        )

    def call(self, service: str, call: str, **arguments: Any) -> str:
        """`done`, or the code and the message of the refusal."""
        event = {"service": service, "call": call, "with": arguments}
        answer = boto3.client("lambda").invoke(FunctionName=self._name, Payload=json.dumps(event).encode())
        said: str = json.loads(answer["Payload"].read())
        assert "FunctionError" not in answer, said
        return said
