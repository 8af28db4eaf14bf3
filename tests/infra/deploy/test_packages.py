"""The bucket of packages: closed to everybody else, and each zip put once."""

from hashlib import sha256
from pathlib import Path

import pytest

from infra.deploy import packages
from infra.deploy.stage import Account
from infra.package.build import Made, Package
from infra.package.target import target


@pytest.fixture
def package(tmp_path: Path) -> Package:
    def made(name: str) -> Made:
        file = tmp_path / name
        file.write_bytes(name.encode())
        return Made(file, sha256(name.encode()).hexdigest())

    layers = {name: made(name) for name in ("libraries", "documents")}
    return Package(tmp_path / "template.json", made("code"), layers, target(None), tmp_path / "sbom.cdx.json")


def objects(account: Account) -> set[str]:
    found = account.client("s3").list_objects_v2(Bucket=account.packages_bucket)
    return {one["Key"] for one in found.get("Contents", [])}


def test_each_zip_lies_under_its_hash_where_the_template_looks(
    aws_account: Account, package: Package
) -> None:
    parameters = packages.upload(aws_account, package)
    assert parameters.pop("PackagesBucket") == aws_account.packages_bucket
    assert set(parameters.values()) == objects(aws_account)
    hashes = {package.code.sha256, *(made.sha256 for made in package.layers.values())}
    assert objects(aws_account) == {f"{one}.zip" for one in hashes}


def test_what_is_there_is_not_put_again(aws_account: Account, package: Package) -> None:
    packages.upload(aws_account, package)
    place = {"Bucket": aws_account.packages_bucket, "Key": f"{package.code.sha256}.zip"}
    client = aws_account.client("s3")
    client.put_object(**place, Body=b"left alone")
    packages.upload(aws_account, package)
    assert client.get_object(**place)["Body"].read() == b"left alone"


def test_a_bucket_that_an_attempt_left_open_is_closed_by_the_next(
    aws_account: Account, package: Package
) -> None:
    client = aws_account.client("s3")
    client.create_bucket(
        Bucket=aws_account.packages_bucket,
        CreateBucketConfiguration={"LocationConstraint": aws_account.region},
    )
    packages.upload(aws_account, package)
    closed = client.get_public_access_block(Bucket=aws_account.packages_bucket)
    assert set(closed["PublicAccessBlockConfiguration"].values()) == {True}


def test_a_template_is_read_at_the_regions_own_address(aws_account: Account, package: Package) -> None:
    packages.upload(aws_account, package)
    assert packages.put_template(aws_account, "{}", "essai.json") == (
        f"https://{aws_account.packages_bucket}.s3.{aws_account.region}.amazonaws.com/essai.json"
    )
    assert "essai.json" in objects(aws_account)
