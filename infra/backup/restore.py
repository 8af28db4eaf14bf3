"""An export back into a new table, with everything that makes a table of ours, and every total compared."""

import time
from typing import Any

from infra.backup import tables, totals
from infra.backup.exports import Export, items
from infra.backup.totals import Totals

ASK_EVERY_SECONDS = 15.0


class RestoreFailed(Exception):
    """The import did not end well, or the table does not hold what the export does."""


def restore(dynamodb: Any, s3: Any, found: Export, *, into: str) -> Totals:
    """Import the export into the table `into`, which must not exist; answers what it holds. Raises RestoreFailed.

    An import bills the files' size, once, whatever the number of items; writing them one by one would cost some twenty times more.
    """
    asked = dynamodb.import_table(
        S3BucketSource={"S3Bucket": found.bucket, "S3KeyPrefix": found.data_prefix},
        InputFormat="DYNAMODB_JSON",
        InputCompressionType="GZIP",
        TableCreationParameters=tables.creation(into),
        ClientToken=f"{into}-{found.prefix.rpartition('/')[2]}"[:64],
    )["ImportTableDescription"]
    told = asked
    while told["ImportStatus"] == "IN_PROGRESS":
        time.sleep(ASK_EVERY_SECONDS)
        told = dynamodb.describe_import(ImportArn=asked["ImportArn"])["ImportTableDescription"]
    if told["ImportStatus"] != "COMPLETED":
        raise RestoreFailed(told.get("FailureMessage") or told["ImportStatus"])
    tables.settle(dynamodb, into)
    kept, restored = totals.of(items(s3, found)), totals.of(totals.scan(dynamodb, into))
    differing = kept.differences(restored)
    if differing:
        raise RestoreFailed("; ".join(differing))
    return restored
