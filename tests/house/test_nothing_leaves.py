"""No test reaches AWS, also those that ask moto, whose clients know no address of an engine."""

import os
import subprocess
import sys

import boto3
import pytest

from infra.deploy.stage import Account
from infra.local.engine import ACCESS_KEY
from tests.support.aws import WouldLeave, account_in_process


def test_what_moto_does_not_answer_is_refused_before_it_leaves() -> None:
    with pytest.raises(WouldLeave, match=r"ailleurs\.example"), account_in_process() as account:
        account.session.client("s3", endpoint_url="https://ailleurs.example").list_buckets()


def test_a_test_fails_also_where_the_code_swallowed_the_refusal() -> None:
    with pytest.raises(WouldLeave, match=r"ailleurs\.example"), account_in_process() as account:
        elsewhere = account.session.client("s3", endpoint_url="https://ailleurs.example")
        with pytest.raises(AssertionError):
            elsewhere.list_buckets()


def test_a_process_that_a_test_starts_finds_no_way_out(aws_account: Account) -> None:
    asks = "import boto3; boto3.client('sts').get_caller_identity()"
    environment = os.environ | {"AWS_MAX_ATTEMPTS": "1"}
    run = subprocess.run([sys.executable, "-c", asks], env=environment, capture_output=True, text=True)
    assert "ProxyConnectionError" in run.stderr.splitlines()[-1]


def test_the_credentials_are_nobodys(aws_account: Account) -> None:
    for session in (boto3.session.Session(), aws_account.session):
        key = session.get_credentials()
        assert (key.access_key, key.secret_key, key.token or "") == (ACCESS_KEY, ACCESS_KEY, "")
