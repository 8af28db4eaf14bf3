"""DynamoDB's calls take a short way through the engine; what it answers is what the long way answers."""

import json
import socket
from http.client import HTTPResponse
from itertools import pairwise
from typing import Any

import pytest

from infra.local.engine import HOST
from infra.local.short_way import VIA

BODY = json.dumps({"TableName": "none-é", "Key": {}}).encode()
KNOWN = json.dumps({}).encode()


def a_call(body: bytes = KNOWN, *, path: str = "/", target: str = "DynamoDB_20120810.ListTables") -> bytes:
    lines = (
        f"POST {path} HTTP/1.1",
        "Host: engine",
        f"X-Amz-Target: {target}",
        "Content-Type: application/x-amz-json-1.0",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def asked(connection: socket.socket, *pieces: bytes) -> tuple[int, str | None, bytes]:
    """The status, which way it took, the body."""
    for piece in pieces:
        connection.sendall(piece)
    answer = HTTPResponse(connection)
    answer.begin()
    return answer.status, answer.getheader("Via"), answer.read()


@pytest.fixture
def connection(engine: str):
    with socket.create_connection((HOST, int(engine.rpartition(":")[2])), timeout=10) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield connection


@pytest.mark.parametrize(
    ("body", "target"),
    [(KNOWN, "DynamoDB_20120810.ListTables"), (BODY, "DynamoDB_20120810.GetItem"), (b"{", "DynamoDB_20120810.PutItem")],
    ids=["done", "refused", "unreadable"],
)  # fmt: skip
def test_both_ways_answer_the_same(connection: socket.socket, body: bytes, target: str) -> None:
    status, via, answer = asked(connection, a_call(body, target=target))
    assert (via, answer[:1]) == (VIA, b"{")
    assert asked(connection, a_call(body, target=target, path="/?")) == (status, None, answer)


def test_a_call_may_come_in_pieces(connection: socket.socket) -> None:
    call = a_call()
    whole = asked(connection, call)
    assert whole[:2] == (200, VIA)
    head = call.index(b"\r\n\r\n") + 4
    for cut in (head, head + 1, len(call) - 1):
        assert asked(connection, call[:cut], call[cut:]) == whole
    assert (
        asked(connection, *(call[start:end] for start, end in pairwise((0, head, head + 1, len(call)))))
        == whole
    )


def test_a_head_in_pieces_takes_the_long_way(connection: socket.socket) -> None:
    call = a_call()
    status, _, answer = asked(connection, call[:30], call[30:])
    assert (status, answer) == asked(connection, call)[::2]


def test_what_the_tests_ask_of_dynamodb_takes_it(dynamodb: Any) -> None:
    answer = dynamodb.list_tables()["ResponseMetadata"]
    assert (answer["HTTPStatusCode"], answer["HTTPHeaders"]["via"]) == (200, VIA)
    with pytest.raises(dynamodb.exceptions.ResourceNotFoundException):
        dynamodb.describe_table(TableName="not-there")


def test_what_is_not_for_dynamodb_takes_the_long_way(connection: socket.socket) -> None:
    ready = b"GET /_ministack/ready HTTP/1.1\r\nHost: engine\r\n\r\n"
    assert asked(connection, ready)[:2] == (200, None)
    assert asked(connection, a_call(target="AmazonSQS.ListQueues"))[:2] == (200, None)
    assert asked(connection, a_call())[:2] == (200, VIA)
