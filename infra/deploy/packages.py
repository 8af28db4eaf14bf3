"""The bucket of packages: each zip under its hash, so a stage can go back to any of them."""

from typing import Any

from botocore.config import Config

from infra.deploy.stage import Account
from infra.package.build import Made, Package
from infra.template.native import code_key
from infra.template.runtime import layer_name


def upload(account: Account, package: Package) -> dict[str, str]:
    """Put what is not there yet; the parameters that say where it lies."""
    client = account.client("s3")
    _prepare(client, account)
    parameters = {"PackagesBucket": account.packages_bucket}
    zips = {"Code": package.code} | {layer_name(name): made for name, made in package.layers.items()}
    for name, made in zips.items():
        parameters[code_key(name)] = _put(client, account.packages_bucket, made)
    return parameters


def put_template(account: Account, template: str, name: str) -> str:
    """The template's address: in a request it may hold 51,200 bytes only."""
    # With the region's own address, which CloudFormation reads everywhere.
    regional = Config(signature_version="s3v4", s3={"addressing_style": "virtual"})
    client = account.session.client("s3", region_name=account.region, config=regional)
    client.put_object(Bucket=account.packages_bucket, Key=name, Body=template.encode())
    url: str = client.generate_presigned_url(
        "get_object", Params={"Bucket": account.packages_bucket, "Key": name}, ExpiresIn=900
    )
    return url.partition("?")[0]


def _put(client: Any, bucket: str, made: Made) -> str:
    key = f"{made.sha256}.zip"
    try:
        client.head_object(Bucket=bucket, Key=key)
    except client.exceptions.ClientError:
        client.upload_file(str(made.path), bucket, key)
    return key


def _prepare(client: Any, account: Account) -> None:
    """Private and encrypted, as the template's buckets are; it comes before any template. Closed also where an attempt died before that."""
    bucket = account.packages_bucket
    try:
        client.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": account.region})
    except (client.exceptions.BucketAlreadyOwnedByYou, client.exceptions.BucketAlreadyExists):
        client.head_bucket(Bucket=bucket, ExpectedBucketOwner=account.number)
    everything = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
    client.put_public_access_block(
        Bucket=bucket, PublicAccessBlockConfiguration=dict.fromkeys(everything, True)
    )
