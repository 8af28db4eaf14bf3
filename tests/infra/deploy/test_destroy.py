"""A stage is taken down: its data stays, or goes to the last version of the last page."""

import pytest

from infra.deploy import secrets
from infra.deploy.destroy import destroy
from infra.deploy.stage import Account
from tests.infra.deploy.conftest import STAGE, Open


@pytest.fixture
def data(opened: Open, aws_account: Account) -> dict[str, str]:
    """The names of the table and of the bucket of a stage whose pages were put twice, and one deleted."""
    outputs = opened().outputs()
    s3 = aws_account.client("s3")
    # moto does not read this from a template.
    s3.put_bucket_versioning(Bucket=outputs["PagesBucket"], VersioningConfiguration={"Status": "Enabled"})
    for _ in range(2):
        for key in ("index.html", "aide/index.html"):
            s3.put_object(Bucket=outputs["PagesBucket"], Key=key, Body=b"")
    s3.delete_object(Bucket=outputs["PagesBucket"], Key="index.html")
    secrets.prepare(aws_account, STAGE)
    return outputs


def left(account: Account) -> set[str]:
    buckets = {bucket["Name"] for bucket in account.client("s3").list_buckets()["Buckets"]}
    parameters = {one["Name"] for one in account.client("ssm").describe_parameters()["Parameters"]}
    return buckets | parameters | set(account.client("dynamodb").list_tables()["TableNames"])


def test_where_there_is_no_stage_there_is_nothing_to_do(aws_account: Account) -> None:
    assert destroy(aws_account, STAGE, with_data=True) == []


def test_its_data_stays_with_the_secrets_without_which_it_is_worth_nothing(
    data: dict[str, str], aws_account: Account
) -> None:
    before = left(aws_account)
    assert set(destroy(aws_account, STAGE, with_data=False)) == set(data.values())
    assert left(aws_account) == before


def test_with_its_data_nothing_of_it_is_left(data: dict[str, str], aws_account: Account) -> None:
    assert set(destroy(aws_account, STAGE, with_data=True)) == set(data.values())
    assert left(aws_account) == set()


@pytest.mark.parametrize("gone", ["Table", "PagesBucket"])
def test_what_somebody_deleted_by_hand_keeps_nothing_else(
    data: dict[str, str], aws_account: Account, gone: str
) -> None:
    if gone == "Table":
        dynamodb = aws_account.client("dynamodb")
        dynamodb.update_table(TableName=data[gone], DeletionProtectionEnabled=False)
        dynamodb.delete_table(TableName=data[gone])
    else:
        s3 = aws_account.client("s3")
        found = s3.list_object_versions(Bucket=data[gone])
        for one in [*found["Versions"], *found["DeleteMarkers"]]:
            s3.delete_object(Bucket=data[gone], Key=one["Key"], VersionId=one["VersionId"])
        s3.delete_bucket(Bucket=data[gone])
    destroy(aws_account, STAGE, with_data=True)
    assert left(aws_account) == set()
