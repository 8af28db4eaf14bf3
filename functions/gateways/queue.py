"""A queue of work: SQS, which hands each piece to a function at least once, in any order."""

from collections.abc import Sequence
from typing import Any

MOST_AT_ONCE = 10
"""https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html"""


class NotQueued(Exception):
    """SQS did not take some of it. Sent again, nothing is done twice: what takes it may be told twice anyway."""


class Queue:
    def __init__(self, client: Any, url: str) -> None:
        self._client = client
        self._url = url

    def send(self, bodies: Sequence[str]) -> None:
        """Raises NotQueued, and what boto3 raises of a network."""
        for first in range(0, len(bodies), MOST_AT_ONCE):
            entries = [
                {"Id": str(place), "MessageBody": body}
                for place, body in enumerate(bodies[first : first + MOST_AT_ONCE])
            ]
            answer = self._client.send_message_batch(QueueUrl=self._url, Entries=entries)
            if failed := answer.get("Failed"):
                raise NotQueued(", ".join(each["Code"] for each in failed))
