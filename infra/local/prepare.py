"""What the engine holds before anything runs: the table, the buckets, the queues, a sender that SES lets through."""

import os
from email.utils import parseaddr
from typing import Any

import boto3

from infra.local.environment import MAIL_RETURNS_QUEUE


def prepare_services() -> None:
    """Create the buckets and the queues, and let the sender through, where that is not done yet."""
    for variable in ("PREAU_PAGES_BUCKET", "PREAU_DOCUMENTS_BUCKET", "PREAU_UPLOADS_BUCKET"):
        _prepare_bucket(os.environ[variable])
    _let_browsers_send(os.environ["PREAU_UPLOADS_BUCKET"])
    _prepare_sender()
    _prepare_queues()


def prepare_table() -> bool:
    """Create the table the environment names. False when it was there already."""
    from functions.storage.create_table import create_table

    client = boto3.client("dynamodb")
    table = os.environ["PREAU_TABLE"]
    try:
        client.describe_table(TableName=table)
    except client.exceptions.ResourceNotFoundException:
        create_table()
        keep_expired(client, table)
        return True
    return False


def keep_expired(client: Any, table: str) -> None:
    """Switch the time to live off: the engine would delete by its own clock, which is not the local run's."""
    setting = {"Enabled": False, "AttributeName": "expires_at"}
    client.update_time_to_live(TableName=table, TimeToLiveSpecification=setting)


def _prepare_bucket(name: str) -> None:
    client = boto3.client("s3")
    try:
        client.create_bucket(
            Bucket=name,
            CreateBucketConfiguration={"LocationConstraint": os.environ["AWS_REGION"]},
        )
    except client.exceptions.BucketAlreadyOwnedByYou:
        return


def _let_browsers_send(bucket: str) -> None:
    """As the template does for the portal's own origins: here it is the loopback, at whatever port."""
    rule = {"AllowedMethods": ["POST"], "AllowedOrigins": ["http://localhost:*"], "AllowedHeaders": ["*"]}
    boto3.client("s3").put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": [rule]})


def _prepare_queues() -> None:
    """There already, with the same attributes, is no error of SQS."""
    for name in (os.environ["PREAU_INVOICING_QUEUE"].rpartition("/")[2], MAIL_RETURNS_QUEUE):
        boto3.client("sqs").create_queue(QueueName=name)


def _prepare_sender() -> None:
    client = boto3.client("sesv2")
    _, address = parseaddr(os.environ["PREAU_MAIL_FROM"])
    try:
        client.create_email_identity(EmailIdentity=address)
    except client.exceptions.AlreadyExistsException:
        return
