"""CloudFront's log of each request, turned on in an engine that knows its three objects."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from infra.deploy import access_logs
from infra.deploy.checks import CLOUDFRONT_REGION
from infra.deploy.stage import Account, Stage
from infra.local.engine import engine as run_engine
from infra.local.environment import environment

STAGE = Stage("essai")
OUTPUTS = {"Distribution": "E1", "AccessLogsBucket": "preau-essai-accesslogsbucket-1"}


@pytest.fixture(scope="module")
def whole_engine() -> Iterator[None]:
    with run_engine(whole=True) as address, pytest.MonkeyPatch.context() as patch:
        for name, value in environment(address).items():
            patch.setenv(name, value)
        yield


@pytest.fixture
def account(whole_engine: None) -> Iterator[Account]:
    session = boto3.session.Session(region_name="eu-west-3")
    account = Account(session.client("sts").get_caller_identity()["Account"], "eu-west-3", session)
    yield account
    access_logs.turn_off(account, STAGE)


def deliveries(account: Account) -> list[dict[str, Any]]:
    client = account.client("logs", CLOUDFRONT_REGION)
    found: list[dict[str, Any]] = client.describe_deliveries()["deliveries"]
    return found


def source(account: Account) -> dict[str, Any]:
    client = account.client("logs", CLOUDFRONT_REGION)
    found: dict[str, Any] = client.get_delivery_source(name="preau-essai-eu-west-3")["deliverySource"]
    return found


def test_each_request_is_written_without_the_visitors_address_cookie_or_query(account: Account) -> None:
    access_logs.turn_on(account, STAGE, OUTPUTS)
    [delivery] = deliveries(account)
    never = {"c-ip", "c-port", "x-forwarded-for", "cs(Cookie)", "cs-uri-query", "cs(Referer)"}
    assert {"date", "time", "cs-method", "cs-uri-stem", "sc-status"} <= set(delivery["recordFields"])
    assert not never & set(delivery["recordFields"])


def test_it_is_of_the_stages_distribution_and_goes_to_the_stages_bucket(account: Account) -> None:
    access_logs.turn_on(account, STAGE, OUTPUTS)
    assert source(account)["resourceArns"] == [f"arn:aws:cloudfront::{account.number}:distribution/E1"]
    client = account.client("logs", CLOUDFRONT_REGION)
    [delivery] = deliveries(account)
    written = client.get_delivery_destination(name="preau-essai-eu-west-3")["deliveryDestination"]
    assert delivery["deliveryDestinationArn"] == written["arn"]
    configuration = written["deliveryDestinationConfiguration"]
    assert configuration == {"destinationResourceArn": f"arn:aws:s3:::{OUTPUTS['AccessLogsBucket']}"}


def test_a_second_deployment_leaves_it_as_it_is(account: Account) -> None:
    access_logs.turn_on(account, STAGE, OUTPUTS)
    before = deliveries(account)
    access_logs.turn_on(account, STAGE, OUTPUTS)
    assert deliveries(account) == before


def test_another_distribution_or_other_fields_are_taken_up(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    access_logs.turn_on(account, STAGE, OUTPUTS)
    access_logs.turn_on(account, STAGE, {**OUTPUTS, "Distribution": "E2"})
    assert source(account)["resourceArns"] == [f"arn:aws:cloudfront::{account.number}:distribution/E2"]
    monkeypatch.setattr(access_logs, "FIELDS", ("date", "time"))
    access_logs.turn_on(account, STAGE, {**OUTPUTS, "Distribution": "E2"})
    assert [delivery["recordFields"] for delivery in deliveries(account)] == [["date", "time"]]


def test_two_stages_are_in_nobodys_way(account: Account) -> None:
    other = Stage("autre")
    access_logs.turn_on(account, STAGE, OUTPUTS)
    access_logs.turn_on(account, other, {**OUTPUTS, "Distribution": "E3"})
    access_logs.turn_off(account, other)
    assert [delivery["deliverySourceName"] for delivery in deliveries(account)] == ["preau-essai-eu-west-3"]


def test_a_stage_that_is_taken_down_leaves_nothing_of_it(account: Account) -> None:
    access_logs.turn_on(account, STAGE, OUTPUTS)
    access_logs.turn_off(account, STAGE)
    access_logs.turn_off(account, STAGE)
    client = account.client("logs", CLOUDFRONT_REGION)
    assert deliveries(account) == []
    assert client.describe_delivery_sources()["deliverySources"] == []
    assert client.describe_delivery_destinations()["deliveryDestinations"] == []
