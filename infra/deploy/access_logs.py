"""What CloudFront writes of each request, into the stage's own bucket: not in the template, because CloudFront takes it in us-east-1 alone.

The visitor's address is not among the fields: CloudFront writes it whole or not at all, and cannot cut it to its network.
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
"""

from typing import Any, Final

from infra.deploy.checks import CLOUDFRONT_REGION
from infra.deploy.stage import Account, Stage

FIELDS: Final = (
    "date",
    "time",
    "x-edge-location",
    "cs-method",
    "x-host-header",
    "cs-uri-stem",
    "sc-status",
    "sc-bytes",
    "cs-bytes",
    "time-taken",
    "cs-protocol",
    "cs-protocol-version",
    "ssl-protocol",
    "ssl-cipher",
    "cs(User-Agent)",
    "x-edge-result-type",
    "x-edge-detailed-result-type",
    "x-edge-request-id",
    "asn",
)
"""`asn`: whose network the request came from, an Internet provider's or a data centre's: enough to see where a flood comes from.

No address and port, no cookie, no query (it holds what is searched), no referer.
"""
FOLDERS: Final = "{DistributionId}/{yyyy}/{MM}/{dd}"


def turn_on(account: Account, stage: Stage, outputs: dict[str, str]) -> None:
    """Nothing where it is on already, and says what it should; else anew."""
    client, name = _client(account), _name(account, stage)
    distribution = f"arn:aws:cloudfront::{account.number}:distribution/{outputs['Distribution']}"
    bucket = f"arn:aws:s3:::{outputs['AccessLogsBucket']}"
    if _is_on(client, name, distribution, bucket):
        return
    turn_off(account, stage)
    client.put_delivery_source(name=name, resourceArn=distribution, logType="ACCESS_LOGS")
    destination = client.put_delivery_destination(
        name=name,
        outputFormat="json",
        deliveryDestinationConfiguration={"destinationResourceArn": bucket},
    )["deliveryDestination"]
    client.create_delivery(
        deliverySourceName=name,
        deliveryDestinationArn=destination["arn"],
        recordFields=list(FIELDS),
        s3DeliveryConfiguration={"suffixPath": FOLDERS},
    )


def turn_off(account: Account, stage: Stage) -> None:
    """What was written stays where it lies."""
    client, name = _client(account), _name(account, stage)
    for delivery in _deliveries(client, name):
        client.delete_delivery(id=delivery["id"])
    for forget in (client.delete_delivery_source, client.delete_delivery_destination):
        try:
            forget(name=name)
        except client.exceptions.ResourceNotFoundException:
            continue


def _is_on(client: Any, name: str, distribution: str, bucket: str) -> bool:
    try:
        source = client.get_delivery_source(name=name)["deliverySource"]
        destination = client.get_delivery_destination(name=name)["deliveryDestination"]
    except client.exceptions.ResourceNotFoundException:
        return False
    written = destination["deliveryDestinationConfiguration"]["destinationResourceArn"]
    fields = [delivery["recordFields"] for delivery in _deliveries(client, name)]
    return source["resourceArns"] == [distribution] and written == bucket and fields == [list(FIELDS)]


def _deliveries(client: Any, name: str) -> list[dict[str, Any]]:
    pages = client.get_paginator("describe_deliveries").paginate()
    return [one for page in pages for one in page["deliveries"] if one["deliverySourceName"] == name]


def _client(account: Account) -> Any:
    return account.client("logs", CLOUDFRONT_REGION)


def _name(account: Account, stage: Stage) -> str:
    """The same stage may stand in a second region, and all of them write here."""
    return f"{stage.stack}-{account.region}"
