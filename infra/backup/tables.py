"""What a table of ours is besides its items. An import brings back items and indexes; all else is set again here.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.HowItWorks.html
"""

import time
from typing import Any

from functions.storage.table.item import Item
from infra.template.parameters import PARAMETERS

CEILING = {
    "MaxReadRequestUnits": PARAMETERS["ReadUnitsAtMost"]["Default"],
    "MaxWriteRequestUnits": PARAMETERS["WriteUnitsAtMost"]["Default"],
}
"""Of what a fault or an attack can cost, as for the stack's own table."""
ENABLED_WITHIN_SECONDS = 60.0
TTL_ATTRIBUTE = "expires_at"
STREAM_VIEW = "KEYS_ONLY"


def creation(table: str) -> dict[str, Any]:
    """Keys and index of the model, as DynamoDB's requests want them."""
    schema = Item._get_schema()
    return {
        "TableName": table,
        "AttributeDefinitions": schema["attribute_definitions"],
        "KeySchema": schema["key_schema"],
        "BillingMode": "PAY_PER_REQUEST",
        "OnDemandThroughput": CEILING,
        "GlobalSecondaryIndexes": [
            {
                "IndexName": index["index_name"],
                "KeySchema": index["key_schema"],
                "Projection": index["projection"],
                "OnDemandThroughput": CEILING,
            }
            for index in schema["global_secondary_indexes"]
        ],
    }


def settle(dynamodb: Any, table: str) -> str:
    """Time to live, recovery, stream and protection, where they are not set yet; answers the stream's address."""
    ttl = dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
    if ttl["TimeToLiveStatus"] not in ("ENABLED", "ENABLING"):
        dynamodb.update_time_to_live(
            TableName=table, TimeToLiveSpecification={"Enabled": True, "AttributeName": TTL_ATTRIBUTE}
        )
    _enable_recovery(dynamodb, table)
    if not dynamodb.describe_table(TableName=table)["Table"].get("StreamSpecification"):
        stream = {"StreamEnabled": True, "StreamViewType": STREAM_VIEW}
        dynamodb.update_table(TableName=table, StreamSpecification=stream)
        dynamodb.get_waiter("table_exists").wait(TableName=table)
    dynamodb.update_table(TableName=table, DeletionProtectionEnabled=True)
    address: str = dynamodb.describe_table(TableName=table)["Table"]["LatestStreamArn"]
    return address


def _enable_recovery(dynamodb: Any, table: str) -> None:
    """A new table is a moment without backups that could be enabled.

    https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html
    """
    until = time.monotonic() + ENABLED_WITHIN_SECONDS
    while True:
        try:
            dynamodb.update_continuous_backups(
                TableName=table, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
            )
        except dynamodb.exceptions.ContinuousBackupsUnavailableException:
            if time.monotonic() > until:
                raise
            time.sleep(1)
        else:
            return
