"""A queue of work: SQS, which hands each piece to a function at least once, in any order."""

from collections.abc import Iterable
from typing import Any


class Queue:
    def __init__(self, client: Any, url: str) -> None:
        self._client = client
        self._url = url

    def send(self, bodies: Iterable[str]) -> None:
        """Raises what boto3 raises. Sent again, nothing is done twice: who takes it may be told twice anyway."""
        for body in bodies:
            self._client.send_message(QueueUrl=self._url, MessageBody=body)
