"""Take a stage down. Its data stays, unless that was asked for twice."""

from typing import Any

from infra.deploy import access_logs, secrets
from infra.deploy.stack import TABLE, Stack
from infra.deploy.stage import Account, Stage


def destroy(account: Account, stage: Stage, *, with_data: bool) -> list[str]:
    """Delete the stack; the names of what held data. `with_data`: delete that too, for good.

    Raises DeployFailed.
    """
    stack = Stack(account.client("cloudformation"), stage)
    if stack.describe() is None:
        return []
    kept = stack.kept()
    if restored := stack.parameters().get("RestoredTable"):
        kept[restored] = TABLE
    access_logs.turn_off(account, stage)
    stack.delete()
    if with_data:
        for name, kind in kept.items():
            if kind == TABLE:
                _delete_table(account.client("dynamodb"), name)
            else:
                _delete_bucket(account.client("s3"), name)
        secrets.forget(account, stage)
    return sorted(kept)


def _delete_table(client: Any, name: str) -> None:
    """What somebody deleted by hand is no reason to leave the rest: the stack is gone, nobody comes back for it."""
    try:
        client.update_table(TableName=name, DeletionProtectionEnabled=False)
    except client.exceptions.ResourceNotFoundException:
        return
    client.get_waiter("table_exists").wait(TableName=name)  # active again
    client.delete_table(TableName=name)


def _delete_bucket(client: Any, name: str) -> None:
    """With every version of what it holds; likewise where it is gone."""
    try:
        _empty(client, name)
    except client.exceptions.NoSuchBucket:
        return
    client.delete_bucket(Bucket=name)


def _empty(client: Any, name: str) -> None:
    for page in client.get_paginator("list_object_versions").paginate(Bucket=name):
        found = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        versions = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in found]
        if versions:
            client.delete_objects(Bucket=name, Delete={"Objects": versions, "Quiet": True})
