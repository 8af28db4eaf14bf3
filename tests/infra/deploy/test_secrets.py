"""The secrets of a stage in Parameter Store: made once, read by its functions, gone with its data."""

from typing import Any

import pytest

from functions import secrets as functions_secrets
from infra.deploy import secrets
from infra.deploy.stage import Account
from infra.push_key import public_key
from tests.infra.deploy.conftest import STAGE


def values(account: Account) -> dict[str, str]:
    found = account.client("ssm").get_parameters_by_path(
        Path=f"/preau/{STAGE.stack}", WithDecryption=True, Recursive=True
    )
    return {one["Name"].rpartition("/")[2]: one["Value"] for one in found["Parameters"]}


def test_each_secret_is_encrypted_and_the_edges_is_handed_to_the_template(aws_account: Account) -> None:
    parameters = secrets.prepare(aws_account, STAGE)
    made = values(aws_account)
    assert made.keys() == {"secret-key", "payzen-keys", "push-key", "edge-secret"}
    assert (made["edge-secret"], made["payzen-keys"]) == (parameters["EdgeSecret"], "{}")
    assert parameters["PushPublicKey"] == public_key(made["push-key"])
    assert made["push-key"] not in parameters.values()
    described = aws_account.client("ssm").describe_parameters()["Parameters"]
    assert {one["Type"] for one in described} == {"SecureString"}


def test_prepared_again_none_is_written_over_and_one_that_is_missing_is_made(aws_account: Account) -> None:
    secrets.prepare(aws_account, STAGE)
    before = values(aws_account)
    aws_account.client("ssm").delete_parameter(Name=STAGE.secret("payzen-keys"))
    assert secrets.prepare(aws_account, STAGE) == {
        "EdgeSecret": before["edge-secret"],
        "PushPublicKey": public_key(before["push-key"]),
    }
    assert values(aws_account) == before


def test_forgotten_none_is_left_and_forgetting_again_is_no_error(aws_account: Account) -> None:
    secrets.prepare(aws_account, STAGE)
    secrets.forget(aws_account, STAGE)
    secrets.forget(aws_account, STAGE)
    assert values(aws_account) == {}


@pytest.fixture
def in_lambda(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Names the parameter, as a function of the template is told."""
    monkeypatch.setenv("PREAU_SECRET_KEY_PARAMETER", STAGE.secret("secret-key"))
    functions_secrets.secret.cache_clear()
    functions_secrets.forget_key_ring()
    yield
    functions_secrets.secret.cache_clear()
    functions_secrets.forget_key_ring()


@pytest.mark.usefixtures("in_lambda")
def test_the_functions_read_the_key_that_the_deployment_made(aws_account: Account) -> None:
    secrets.prepare(aws_account, STAGE)
    assert functions_secrets.key_ring().addresses.hex() == values(aws_account)["secret-key"]


@pytest.mark.usefixtures("in_lambda")
def test_the_key_is_read_once_a_process(aws_account: Account) -> None:
    secrets.prepare(aws_account, STAGE)
    first = functions_secrets.key_ring()
    secrets.forget(aws_account, STAGE)
    assert functions_secrets.key_ring() == first
