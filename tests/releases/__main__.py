"""`python -m tests.releases`, which is `make keep-release`: keep a small town as the release writes it, for those to come.

CONTRIBUTING.md, « A release », says when.
"""

import json
import os
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3

from functions.version import VERSION
from infra.local.engine import engine
from infra.local.environment import environment
from infra.local.prepare import prepare_services, prepare_table

HERE = Path(__file__).parent
"""`{version}.jsonl`: an item a line, in DynamoDB's JSON, as its exports to S3 are."""


def keep(folder: Path) -> None:
    """Tell the story to an engine of its own, and write what is left of it to `folder`. Exits where that was done before."""
    kept = folder / f"{VERSION}.jsonl"
    if kept.exists():
        sys.exit(
            f"{kept.name} is there: what a release wrote is never written again. Is functions/version.py raised?"
        )
    with engine() as address:
        # Before anything of the portal is imported that reads the settings.
        os.environ.update(environment(address))
        prepare_services()
        prepare_table()
        from tests.releases.story import tell

        tell()
        lines = [_line(item) for item in _items()]
    kept.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} items in {kept}")


def _line(item: dict[str, Any]) -> str:
    return json.dumps(
        {"Item": item}, ensure_ascii=False, sort_keys=True, default=lambda binary: b64encode(binary).decode()
    )


def _items() -> Iterator[dict[str, Any]]:
    """All of the table, in the order of their keys."""
    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName=os.environ["PREAU_TABLE"])
    found = [item for page in pages for item in page["Items"]]
    yield from sorted(found, key=lambda item: (item["pk"]["S"], item["sk"]["S"]))


if __name__ == "__main__":
    keep(HERE)
