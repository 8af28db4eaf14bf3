"""What every test may ask for: the engine (one a worker) and a table of its own.

No test reaches AWS: until a test asks for the engine, the endpoint leads nowhere.
"""

import os
from collections.abc import Iterator
from uuid import uuid4

import boto3
import pytest

from infra.local.engine import engine as run_engine
from infra.local.environment import PAGES_BUCKET, environment
from infra.local.prepare import keep_expired, prepare_services

os.environ.update(environment("http://127.0.0.1:9"))


@pytest.fixture(scope="session")
def engine() -> Iterator[str]:
    """The address of an engine for DynamoDB, S3 and SES. `DYNAMODB_ENDPOINT` puts another one behind DynamoDB."""
    with run_engine() as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", address)
        patch.setenv("AWS_ENDPOINT_URL_DYNAMODB", os.environ.get("DYNAMODB_ENDPOINT", address))
        prepare_services()
        yield address


@pytest.fixture
def table(engine: str) -> Iterator[str]:
    """The name of an empty table of the test's own, which storage uses until the test ends."""
    from functions.storage.table import create_table, use_table

    name = f"test-{uuid4().hex}"
    use_table(name)
    create_table()
    keep_expired(name)
    yield name
    boto3.client("dynamodb").delete_table(TableName=name)


@pytest.fixture
def pages_bucket(engine: str) -> Iterator[str]:
    """The name of the bucket of pages, empty, which is emptied when the test ends."""
    yield PAGES_BUCKET
    client = boto3.client("s3")
    for stored in client.list_objects_v2(Bucket=PAGES_BUCKET).get("Contents", []):
        client.delete_object(Bucket=PAGES_BUCKET, Key=stored["Key"])
