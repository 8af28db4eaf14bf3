"""What a function reads of Parameter Store, and what it says when it cannot."""

from collections.abc import Iterator

import pytest

from functions.secrets import KeyRing, SecretUnavailable, forget_key_ring, key_ring, secret
from functions.settings import SettingMissing
from infra.deploy.stage import Account
from infra.local.payfip.serve import serve

PARAMETER = "/preau/preau-essai/secret-key"


@pytest.fixture(autouse=True)
def in_lambda(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process that has read nothing yet, and is told which parameter to read."""
    monkeypatch.setenv("PREAU_SECRET_KEY_PARAMETER", PARAMETER)
    secret.cache_clear()
    forget_key_ring()
    yield
    secret.cache_clear()
    forget_key_ring()


def put(account: Account, value: str) -> None:
    account.client("ssm").put_parameter(Name=PARAMETER, Value=value, Type="SecureString", Overwrite=True)


def test_the_key_comes_decrypted(aws_account: Account) -> None:
    put(aws_account, "0f" * 32)
    assert key_ring() == KeyRing(b"\x0f" * 32, (b"\x0f" * 32,))


def test_one_that_is_not_there_is_named_and_read_as_soon_as_it_is(aws_account: Account) -> None:
    with pytest.raises(SecretUnavailable, match=f"ParameterNotFound for {PARAMETER}"):
        key_ring()
    put(aws_account, "0f" * 32)
    assert key_ring() == KeyRing(b"\x0f" * 32, (b"\x0f" * 32,))


@pytest.mark.parametrize("value", ["0f" * 31, "un mot de passe que personne ne devine", "0f" * 31 + "é"])
def test_what_is_no_key_is_said_so_and_is_not_shown(aws_account: Account, value: str) -> None:
    put(aws_account, value)
    with pytest.raises(SettingMissing, match="32 bytes") as refused:
        key_ring()
    assert value not in str(refused.value)


def test_where_nobody_answers_it_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(SecretUnavailable, match="EndpointConnectionError"):
        key_ring()


def test_without_credentials_it_is_unavailable(aws_account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name)
    with pytest.raises(SecretUnavailable, match="NoCredentialsError"):
        key_ring()


def test_an_answer_that_is_not_of_aws_is_told_by_its_status(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(lambda *_: (503, {}, b"<html>")) as origin:
        monkeypatch.setenv("AWS_ENDPOINT_URL", origin)
        with pytest.raises(SecretUnavailable, match=f"503 for {PARAMETER}"):
            key_ring()
