"""A table as it was at an instant, in files: DynamoDB writes them to S3 by itself, without reading the table.

The files are those of AWS: a manifest, and items as lines of DynamoDB's JSON in gzip
(https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html).
"""

import gzip
import json
import time
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from functions.storage.table.packing import unpacked

RawItem = dict[str, Any]
"""As boto3 gives it: `{"pk": {"S": "…"}}`."""
ASK_EVERY_SECONDS = 15.0


class ExportFailed(Exception):
    """DynamoDB could not write the files, or they are not all there. Its reason is the message."""


@dataclass(frozen=True, slots=True)
class Export:
    """`prefix`: where its manifest and its `data/` lie in the bucket. `at`: the instant whose state it holds."""

    bucket: str
    prefix: str
    table: str
    at: datetime
    items: int

    @property
    def address(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}"

    @property
    def data_prefix(self) -> str:
        return f"{self.prefix}/data/"


def export(
    dynamodb: Any, s3: Any, *, table: str, bucket: str, at: datetime | None = None, token: str | None = None
) -> Export:
    """Have the table written to the bucket as it was `at` (now, when None), and wait for it. Raises ExportFailed.

    The table needs point-in-time recovery; `at` may lie 35 days back. `token`: the same one asks for one export only.
    """
    arn = dynamodb.describe_table(TableName=table)["Table"]["TableArn"]
    asked: dict[str, Any] = {"TableArn": arn, "S3Bucket": bucket, "S3Prefix": table}
    if at is not None:
        asked["ExportTime"] = at
    if token is not None:
        asked["ClientToken"] = token
    begun = dynamodb.export_table_to_point_in_time(ExportFormat="DYNAMODB_JSON", **asked)["ExportDescription"]
    found = begun
    while found["ExportStatus"] == "IN_PROGRESS":
        time.sleep(ASK_EVERY_SECONDS)
        found = dynamodb.describe_export(ExportArn=begun["ExportArn"])["ExportDescription"]
    if found["ExportStatus"] != "COMPLETED":
        raise ExportFailed(found.get("FailureMessage") or found["ExportStatus"])
    return opened(s3, bucket, found["ExportManifest"].rpartition("/")[0])


def opened(s3: Any, bucket: str, prefix: str) -> Export:
    """The export that lies there, by its manifest. Raises ExportFailed."""
    try:
        summary = json.loads(_read(s3, bucket, f"{prefix.rstrip('/')}/manifest-summary.json"))
    except (s3.exceptions.NoSuchKey, s3.exceptions.NoSuchBucket) as missing:
        raise ExportFailed(f"no manifest under s3://{bucket}/{prefix}") from missing
    return Export(
        bucket=bucket,
        prefix=prefix.rstrip("/"),
        table=summary["tableArn"].rpartition("/")[2],
        at=datetime.fromisoformat(summary["exportTime"]).astimezone(UTC),
        items=summary["itemCount"],
    )


def parse_address(address: str) -> tuple[str, str]:
    """Bucket and prefix of `s3://bucket/prefix`. Raises ValueError."""
    bucket, _, prefix = address.removeprefix("s3://").partition("/")
    if not (address.startswith("s3://") and bucket and prefix):
        raise ValueError(address)
    return bucket, prefix


def items(s3: Any, found: Export) -> Iterator[RawItem]:
    """Every item of the export, its JSON in `body`. Raises ExportFailed when there are not as many as its manifest says."""
    seen = 0
    files = _read(s3, found.bucket, f"{found.prefix}/manifest-files.json").splitlines()
    for line in files:
        for row in gzip.decompress(_read(s3, found.bucket, json.loads(line)["dataFileS3Key"])).splitlines():
            seen += 1
            yield plain(item_of_line(row))
    if seen != found.items:
        raise ExportFailed(f"{found.address}: {seen} items in the files, {found.items} in the manifest")


def item_of_line(line: str | bytes) -> RawItem:
    """A line says binary values in base64."""
    item: RawItem = json.loads(line)["Item"]
    return {name: {"B": b64decode(value["B"])} if "B" in value else value for name, value in item.items()}


def plain(item: RawItem) -> RawItem:
    """The item with its JSON in `body`, whichever way it is kept. Every release that reads packed bodies reads this one too."""
    if "packed" not in item:
        return item
    rest = {name: value for name, value in item.items() if name != "packed"}
    return {"body": {"S": unpacked(item["packed"]["B"]).decode()}} | rest


def _read(s3: Any, bucket: str, key: str) -> bytes:
    body: bytes = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
    return body
