"""DynamoDB's export, which the engine announces without writing a file: here from the table's own stream, to the second.

The files are laid out as AWS documents them. Everything else goes to the engine.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
"""

import gzip
import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3

SHARDS = 3
"""Files of an export: at least one a partition of the table."""


class PointInTime:
    """A client of DynamoDB whose exports are real. The table's stream must have been on since the table was made."""

    def __init__(self, dynamodb: Any, s3: Any) -> None:
        self._dynamodb, self._s3 = dynamodb, s3
        self._done: dict[str, dict[str, Any]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._dynamodb, name)

    def export_table_to_point_in_time(self, **asked: Any) -> dict[str, Any]:
        told = self._dynamodb.export_table_to_point_in_time(**asked)["ExportDescription"]
        at: datetime = asked.get("ExportTime") or datetime.now(UTC)
        export_id = told["ExportArn"].rpartition("/")[2]
        prefix = f"{asked['S3Prefix']}/AWSDynamoDB/{export_id}"
        self._write(asked["S3Bucket"], prefix, asked["TableArn"], at)
        self._done[told["ExportArn"]] = {
            **told,
            "ExportStatus": "COMPLETED",
            "ExportManifest": f"{prefix}/manifest-summary.json",
        }
        return {"ExportDescription": told}

    def describe_export(self, ExportArn: str) -> dict[str, Any]:  # noqa: N803  # boto3's own name
        return {"ExportDescription": self._done[ExportArn]}

    def _write(self, bucket: str, prefix: str, table_arn: str, at: datetime) -> None:
        held = list(self._as_of(table_arn, at))
        listed = []
        for shard in range(SHARDS):
            rows = held[shard::SHARDS]
            key = f"{prefix}/data/{hashlib.md5(f'{prefix}{shard}'.encode(), usedforsecurity=False).hexdigest()[:26]}.json.gz"
            text = "".join(json.dumps({"Item": item}, default=_base64) + "\n" for item in rows)
            self._s3.put_object(Bucket=bucket, Key=key, Body=gzip.compress(text.encode()))
            listed.append({"itemCount": len(rows), "dataFileS3Key": key})
        files = "".join(json.dumps(line) + "\n" for line in listed)
        self._s3.put_object(Bucket=bucket, Key=f"{prefix}/manifest-files.json", Body=files.encode())
        summary = {
            "version": "2020-06-30",
            "tableArn": table_arn,
            "exportTime": at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "s3Bucket": bucket,
            "manifestFilesS3Key": f"{prefix}/manifest-files.json",
            "itemCount": len(held),
            "outputFormat": "DYNAMODB_JSON",
            "exportType": "FULL_EXPORT",
        }
        self._s3.put_object(
            Bucket=bucket, Key=f"{prefix}/manifest-summary.json", Body=json.dumps(summary).encode()
        )

    def _as_of(self, table_arn: str, at: datetime) -> Iterator[dict[str, Any]]:
        """The items left by every change before the instant."""
        left: dict[tuple[str, str], dict[str, Any]] = {}
        for record in _records(
            self._dynamodb.describe_table(TableName=table_arn)["Table"]["LatestStreamArn"]
        ):
            change = record["dynamodb"]
            if change["ApproximateCreationDateTime"] >= at.replace(microsecond=0):
                continue
            key = (change["Keys"]["pk"]["S"], change["Keys"]["sk"]["S"])
            if record["eventName"] == "REMOVE":
                left.pop(key, None)
            else:
                left[key] = change["NewImage"]
        return iter(left.values())


def _base64(binary: bytes) -> str:
    return b64encode(binary).decode()


def _records(stream: str) -> Iterator[dict[str, Any]]:
    client = boto3.client("dynamodbstreams")
    for shard in client.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"]:
        iterator: str | None = client.get_shard_iterator(
            StreamArn=stream, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        while iterator:
            page = client.get_records(ShardIterator=iterator)
            if not page["Records"]:
                break
            yield from page["Records"]
            iterator = page.get("NextShardIterator")
