"""What tests leave out of each call to DynamoDB, of which they make a hundred thousand: a signature, which the engine does not
check, and the names of the libraries that send it, which nobody reads. Together a third of what a call costs the caller."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.awsrequest import AWSRequest
from botocore.signers import RequestSigner
from botocore.useragent import UserAgentString


@contextmanager
def lean_requests(engine: str) -> Iterator[None]:
    """To the engine at that address; what is sent elsewhere, or to another service, is whole."""
    sign = RequestSigner.sign

    def sign_others(
        signer: RequestSigner, operation: str, request: AWSRequest, *args: Any, **more: Any
    ) -> None:
        if not (request.url.startswith(engine) and "DynamoDB" in request.headers.get("X-Amz-Target", "")):
            sign(signer, operation, request, *args, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RequestSigner, "sign", sign_others)
        patch.setattr(UserAgentString, "to_string", lambda _: "tests")
        yield
