"""A table with its stream on, and a bucket for its backups."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import boto3
import pytest

from functions.storage.create_table import use_table
from infra.backup import exports, restore, tables
from infra.backup.__main__ import main
from infra.local.engine import REGION
from tests.infra.backup.point_in_time import PointInTime


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine is quicker than AWS."""
    monkeypatch.setattr(exports, "ASK_EVERY_SECONDS", 0.05)
    monkeypatch.setattr(restore, "ASK_EVERY_SECONDS", 0.05)


@pytest.fixture
def s3(engine: str) -> Any:
    return boto3.client("s3")


@pytest.fixture
def bucket(s3: Any) -> Iterator[str]:
    name = f"backups-{uuid4().hex}"
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    yield name
    for stored in s3.list_objects_v2(Bucket=name).get("Contents", []):
        s3.delete_object(Bucket=name, Key=stored["Key"])
    s3.delete_bucket(Bucket=name)


@pytest.fixture
def live(dynamodb: Any) -> Iterator[str]:
    """The table of a deployment, which storage uses."""
    name = f"live-{uuid4().hex}"
    # Whole items, because the stream is also what exports are made of here.
    stream = {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    dynamodb.create_table(**tables.creation(name), StreamSpecification=stream)
    dynamodb.update_continuous_backups(
        TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    use_table(name)
    yield name
    remove(dynamodb, name)


def remove(dynamodb: Any, table: str) -> None:
    """Also one that is protected; nothing where there is none."""
    if table in dynamodb.list_tables()["TableNames"]:
        dynamodb.update_table(TableName=table, DeletionProtectionEnabled=False)
        dynamodb.delete_table(TableName=table)


@pytest.fixture
def backups(dynamodb: Any, s3: Any) -> PointInTime:
    return PointInTime(dynamodb, s3)


class Shell:
    def __init__(self, backups: PointInTime, s3: Any, capsys: pytest.CaptureFixture[str]) -> None:
        self._clients, self._capsys = (backups, s3), capsys

    def run(self, *words: str, code: int = 0) -> list[str]:
        assert main(list(words), *self._clients) == code
        said = self._capsys.readouterr()
        return (said.out + said.err).splitlines()


@pytest.fixture
def shell(backups: PointInTime, s3: Any, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(backups, s3, capsys)
