"""What a deployment asks for before it touches anything."""

from typing import Any

import pytest

from infra.deploy import checks
from infra.deploy.checks import CLOUDFRONT_REGION, Missing, Wanted
from infra.deploy.stage import Account
from tests.support.aws import backend

NAME = "familles.lisse.example"


def test_who_deploys_is_told_apart_by_the_account_and_the_region(aws_account: Account) -> None:
    found = checks.account()
    assert (found.number, found.region) == (aws_account.number, aws_account.region)


def test_a_region_out_of_the_union_is_refused(aws_account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, "us-east-1")
    with pytest.raises(Missing, match="hors de l’Union"):
        checks.account()


def test_a_region_that_is_there_and_empty_is_none(
    aws_account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, "")
    with pytest.raises(Missing, match="AWS_REGION=eu-west-3"):
        checks.account()


def test_without_credentials_nothing_begins(aws_account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name)
    with pytest.raises(Missing, match="AWS ne vous reconnaît pas"):
        checks.account()


@pytest.fixture
def acm(aws_account: Account) -> Any:
    return aws_account.client("acm", CLOUDFRONT_REGION)


def issued(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moto.settings.ACM_VALIDATION_WAIT", -1)


def test_a_name_of_ones_own_waits_for_its_certificate(
    aws_account: Account, acm: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Wanted(domains=NAME, certificate=acm.request_certificate(DomainName=NAME)["CertificateArn"])
    with pytest.raises(Missing, match="pas encore délivré"):
        checks.check_certificate(aws_account, wanted)
    issued(monkeypatch)
    checks.check_certificate(aws_account, wanted)


def test_a_certificate_is_for_each_of_the_names(
    aws_account: Account, acm: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued(monkeypatch)
    made = acm.request_certificate(DomainName="*.lisse.example", SubjectAlternativeNames=["aubray.example"])
    for domains in (NAME, "aubray.example", f"{NAME},aubray.example"):
        checks.check_certificate(aws_account, Wanted(domains=domains, certificate=made["CertificateArn"]))
    other = Wanted(domains=f"{NAME},familles.aubray.example", certificate=made["CertificateArn"])
    with pytest.raises(Missing, match=r"ne vaut pas pour : familles\.aubray\.example"):
        checks.check_certificate(aws_account, other)


def test_a_certificate_of_another_region_is_no_use(aws_account: Account) -> None:
    here = aws_account.client("acm").request_certificate(DomainName=NAME)["CertificateArn"]
    with pytest.raises(Missing, match=f"n’existe pas dans {CLOUDFRONT_REGION}"):
        checks.check_certificate(aws_account, Wanted(domains=NAME, certificate=here))


@pytest.mark.parametrize(
    "certificate", ["x", "familles.lisse.example", "arn:aws:acm:us-east-1:1:certificate/0"]
)
def test_what_is_no_certificates_name_is_said_so(aws_account: Account, certificate: str) -> None:
    with pytest.raises(Missing, match="certificat"):
        checks.check_certificate(aws_account, Wanted(domains=NAME, certificate=certificate))


def test_a_sender_that_ses_knows_is_not_verified_until_its_owner_did_what_ses_asks(
    aws_account: Account,
) -> None:
    client = aws_account.client("sesv2")
    assert not checks.identity_exists(aws_account, "preau.example")
    client.create_email_identity(EmailIdentity="preau.example")
    assert checks.identity_exists(aws_account, "preau.example")
    assert not checks.verified(client, "preau.example")
    known = backend(aws_account, "sesv2").get_email_identity("preau.example")
    known.verified_for_sending_status = True
    assert checks.verified(client, "preau.example")
