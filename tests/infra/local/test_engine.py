"""The engine keeps what DynamoDB promises, on which every booking rests."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from infra.local.engine import HOST, engine, free_port

PLACES = 30
THREADS = 16
CLICKS_EACH = 20


@pytest.fixture
def day(engine: str):
    """A client and a table that holds one day of thirty places."""
    client = boto3.client("dynamodb", config=Config(max_pool_connections=THREADS))
    name = f"test-{uuid4().hex}"
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
    )
    client.put_item(TableName=name, Item={"pk": {"S": "day"}, "taken": {"N": "0"}})
    yield client, name
    client.delete_table(TableName=name)


def _book(client, table: str, child: str) -> bool:
    """Take one place and write the row, as one conditional transaction."""
    try:
        client.transact_write_items(
            TransactItems=[
                {
                    "Put": {
                        "TableName": table,
                        "Item": {"pk": {"S": child}},
                        "ConditionExpression": "attribute_not_exists(pk)",
                    }
                },
                {
                    "Update": {
                        "TableName": table,
                        "Key": {"pk": {"S": "day"}},
                        "UpdateExpression": "ADD taken :one",
                        "ConditionExpression": "taken < :capacity",
                        "ExpressionAttributeValues": {":one": {"N": "1"}, ":capacity": {"N": str(PLACES)}},
                    }
                },
            ]
        )
    except ClientError as refused:
        code = refused.response["Error"]["Code"]
        assert code in ("TransactionCanceledException", "TransactionConflictException")
        return False
    return True


def test_sixteen_threads_on_thirty_places_book_exactly_thirty(day):
    client, table = day
    everyone = [f"child-{number}" for number in range(THREADS * CLICKS_EACH // 2)]
    children = everyone * 2  # each clicks twice
    random.Random(20261019).shuffle(children)
    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(lambda child: _book(client, table, child), children))

    items = client.scan(TableName=table, ConsistentRead=True)["Items"]
    counter = next(int(item["taken"]["N"]) for item in items if item["pk"]["S"] == "day")
    assert (sum(answers), counter, len(items) - 1) == (PLACES, PLACES, PLACES)


def test_the_engine_listens_on_one_loopback_address_only(engine):
    port = int(engine.rpartition(":")[2])
    assert _answers(port)
    assert not _answers(port, host="127.0.0.2"), "the engine listens on every interface"


def test_the_engine_ends_with_its_block():
    with engine() as address:
        port = int(address.rpartition(":")[2])
        assert _answers(port)
    assert not _answers(port)


def test_the_engine_ends_with_a_parent_that_was_killed():
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import time\nfrom infra.local.engine import engine\n"
            "with engine() as address:\n    print(address, flush=True)\n    time.sleep(60)",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    port = int(parent.stdout.readline().rpartition(":")[2])
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()

    until = time.monotonic() + 10
    while _answers(port) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _answers(port)


def test_a_free_port_can_be_listened_on():
    with socket.socket() as listener:
        listener.bind((HOST, free_port()))


def _answers(port: int, host: str = HOST) -> bool:
    with socket.socket() as visitor:
        visitor.settimeout(1)
        return visitor.connect_ex((host, port)) == 0
