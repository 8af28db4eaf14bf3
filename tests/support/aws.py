"""An AWS account in the test's own process: moto answers as S3, SES, SQS, SSM, ACM and CloudFormation, and nothing leaves.

What needs IAM, exact transactions or the deployed template asks for the engine instead (docs/decisions/0002-local-engine.md).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

import boto3
from botocore.awsrequest import AWSPreparedRequest
from botocore.httpsession import URLLib3Session
from botocore.loaders import Loader, create_loader
from botocore.session import Session

from infra.deploy.stage import Account
from infra.local.engine import REGION

NUMBER = "123456789012"
"""moto knows no other account."""
_NOWHERE = "http://127.0.0.1:9"
_ENDPOINTS = ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_DYNAMODB")


class WouldLeave(AssertionError):
    """The address that a test would have reached."""


@contextmanager
def account_in_process() -> Iterator[Account]:
    """An empty account. Raises WouldLeave for a request that moto does not answer, also where the code swallowed it."""
    # Where they are used: moto is a third of a second to import, and one worker alone asks it.
    from moto import mock_aws
    from moto.core.config import DefaultConfig
    from moto.core.models import botocore_stubber

    config: DefaultConfig = {
        "core": {
            # The environment's credentials are nobody's already, and the session below is made once a worker.
            "mock_credentials": False,
            "reset_boto3_session": False,
            "passthrough": {"services": [], "urls": []},
        }
    }
    left: list[str] = []

    def answered(_: URLLib3Session, request: AWSPreparedRequest) -> Any:
        """What the code signs and sends without a client comes this way, and so does what moto does not know."""
        answer = botocore_stubber("before-send", request)
        if answer is None:
            left.append(request.url)
            raise WouldLeave(request.url)
        return answer

    # A process that a test starts knows nothing of moto: its proxy leads nowhere.
    apart = {name: value for name, value in os.environ.items() if name not in _ENDPOINTS}
    apart |= {"HTTPS_PROXY": _NOWHERE, "https_proxy": _NOWHERE}
    with (
        patch.dict(os.environ, apart, clear=True),
        patch("boto3.DEFAULT_SESSION", _session()),
        # The code makes sessions of its own too: the services' models are read once for all of them.
        patch("botocore.session.create_loader", lambda _: _loader()),
        patch.object(URLLib3Session, "send", answered),
        mock_aws(config=config),
    ):
        yield Account(NUMBER, REGION, _session())
    if left:
        raise WouldLeave(", ".join(left))


def backend(account: Account, service: str) -> Any:
    """What moto holds of a service, to bring it into a state that no call of AWS brings it into."""
    from moto.backends import get_backend

    return get_backend(service)[account.number][account.region]  # type: ignore[call-overload]


@cache
def _session() -> Any:
    """Made after moto was imported: an earlier one does not ask it."""
    core = Session()
    core.register_component("data_loader", _loader())
    return boto3.session.Session(botocore_session=core, region_name=REGION)


@cache
def _loader() -> Loader:
    return create_loader()
