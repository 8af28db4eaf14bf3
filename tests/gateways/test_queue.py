"""Each piece of work is one message of SQS, whole; what SQS refuses is raised, and what went before it went."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from functions.gateways.queue import Queue
from infra.deploy.stage import Account

MOST_BYTES = 1 << 20
"""https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html"""


@pytest.fixture
def sqs(aws_account: Account) -> Any:
    return aws_account.client("sqs")


@pytest.fixture
def url(sqs: Any) -> str:
    return sqs.create_queue(QueueName="preau-invoicing")["QueueUrl"]


def received(sqs: Any, url: str) -> list[str]:
    """All that waits, ten at most a time."""
    bodies: list[str] = []
    while found := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        bodies += [one["Body"] for one in found]
    return bodies


def test_more_pieces_than_one_batch_may_hold_all_arrive(sqs: Any, url: str) -> None:
    sent = [f'{{"commune":"saint-andré","shard":{shard}}}' for shard in range(25)]
    Queue(sqs, url).send(iter(sent))
    assert sorted(received(sqs, url)) == sorted(sent)


def test_nothing_to_do_is_no_message(sqs: Any, url: str) -> None:
    Queue(sqs, url).send([])
    assert received(sqs, url) == []


def test_a_piece_that_is_too_long_is_raised_and_what_went_before_it_went(sqs: Any, url: str) -> None:
    with pytest.raises(ClientError, match="shorter than 1048576"):
        Queue(sqs, url).send(["a", "b" * (MOST_BYTES + 1), "c"])
    assert received(sqs, url) == ["a"]


def test_a_queue_that_is_not_there_loses_nothing_silently(sqs: Any, url: str) -> None:
    with pytest.raises(sqs.exceptions.QueueDoesNotExist):
        Queue(sqs, f"{url}-of-another-stage").send(["a"])
