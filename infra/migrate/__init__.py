"""What earlier releases wrote, carried over to where and how this one writes it, while the portal serves."""

from collections import Counter
from typing import Any

from infra.migrate import agents, directory, journal, places, proofs, schemas


def migrate(dynamodb: Any, table: str, *, apply: bool) -> Counter[str]:
    """How many items of each kind were behind. Without `apply`, nothing is written."""
    return (
        places.move(dynamodb, table, apply=apply)
        + agents.note(dynamodb, table, apply=apply)
        + journal.enlist(dynamodb, table, apply=apply)
        + schemas.rewrite(dynamodb, table, apply=apply)
        + proofs.list_waiting(dynamodb, table, apply=apply)
        + directory.follow(dynamodb, table, apply=apply)
    )
