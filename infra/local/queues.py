"""Lambda's poller of SQS: takes messages from the engine's queues, and hands each to the function that waits for it."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boto3
from chalice.app import Chalice, SQSEventConfig

from infra.local.events import LambdaContext, sqs_event
from infra.local.scheduler import handler_of

TIMEOUT_SECONDS = 300.0
VISIBLE_AGAIN_SECONDS = 30
"""After which a message whose function failed is handed out again."""
_WAIT_SECONDS = 10

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reader:
    """A function, and the queue that it reads."""

    name: str
    queue: str
    handler: Callable[[Any, Any], Any]


def readers(app: Chalice) -> list[Reader]:
    return [
        Reader(source.name, source.queue, handler_of(source.handler_string))
        for source in app.event_sources
        if isinstance(source, SQSEventConfig) and source.queue is not None
    ]


def deliver(
    reader: Reader,
    client: Any,
    *,
    wait_seconds: int = 0,
    at_most: int = 10,
    again_after_seconds: int | None = None,
) -> int:
    """Hand out what is in the queue now, up to ten messages; answers how many were done."""
    url = client.get_queue_url(QueueName=reader.queue)["QueueUrl"]
    received = client.receive_message(
        QueueUrl=url,
        MaxNumberOfMessages=at_most,
        WaitTimeSeconds=wait_seconds,
        VisibilityTimeout=VISIBLE_AGAIN_SECONDS if again_after_seconds is None else again_after_seconds,
    )
    done = 0
    for message in received.get("Messages", []):
        try:
            reader.handler(sqs_event(reader.queue, message), LambdaContext(reader.name, TIMEOUT_SECONDS))
        except Exception:
            _log.exception("the function %s failed", reader.name)
            continue
        client.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        done += 1
    return done


def put(queue: str, body: str) -> None:
    """Put a message into a queue, as the service that fills it on AWS does."""
    client = boto3.client("sqs")
    client.send_message(QueueUrl=client.get_queue_url(QueueName=queue)["QueueUrl"], MessageBody=body)


def start(reader: Reader) -> None:
    """Hand out messages from a thread of its own until the process ends."""
    threading.Thread(target=_run, args=(reader,), daemon=True).start()


def _run(reader: Reader) -> None:
    client = boto3.client("sqs")
    while True:
        try:
            deliver(reader, client, wait_seconds=_WAIT_SECONDS)
        except Exception:
            _log.exception("the queue %s does not answer", reader.queue)
            time.sleep(_WAIT_SECONDS)
