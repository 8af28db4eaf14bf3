"""Of the pages of a deployment, those that changed are put; CloudFront forgets those addresses and no other."""

from typing import Any

import pytest

from functions.publishing.pages import IMMUTABLE, Page
from infra.deploy import pages
from infra.deploy.stage import Account

BUCKET = "preau-pages"


def page(path: str, body: bytes = b"", cache: str = "public, max-age=0") -> Page:
    return Page(path, body, "text/html; charset=utf-8", cache)


@pytest.fixture
def s3(aws_account: Account) -> Any:
    client = aws_account.client("s3")
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": aws_account.region})
    return client


def paths(uploaded: list[Page]) -> list[str]:
    return [one.path for one in uploaded]


def test_what_pages_link_is_put_before_them_and_the_service_worker_after_all(s3: Any) -> None:
    wanted = [page("sw.js"), page("index.html"), page("assets/css/page.css"), page("aide/index.html")]
    assert paths(pages.upload(wanted, s3, BUCKET)) == [
        "assets/css/page.css",
        "index.html",
        "aide/index.html",
        "sw.js",
    ]


def test_only_what_is_new_or_changed_is_put(s3: Any) -> None:
    pages.upload([page("index.html", b"1"), page("aide/index.html", b"1")], s3, BUCKET)
    again = [page("index.html", b"1"), page("aide/index.html", b"2"), page("404.html", b"1")]
    assert paths(pages.upload(again, s3, BUCKET)) == ["aide/index.html", "404.html"]
    assert pages.upload(again, s3, BUCKET) == []


def test_what_a_page_somebody_keeps_open_needs_stays(s3: Any) -> None:
    pages.upload([page("assets/js/old.js")], s3, BUCKET)
    pages.upload([page("assets/js/new.js")], s3, BUCKET)
    found = s3.list_objects_v2(Bucket=BUCKET)["Contents"]
    assert {one["Key"] for one in found} == {"assets/js/old.js", "assets/js/new.js"}


def test_a_bucket_of_more_than_one_page_of_a_listing_is_known_whole(
    s3: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTO_S3_DEFAULT_MAX_KEYS", "2")
    wanted = [page(f"aide/{number}.html") for number in range(5)]
    pages.upload(wanted, s3, BUCKET)
    assert pages.upload(wanted, s3, BUCKET) == []


@pytest.fixture
def cloudfront(aws_account: Account) -> Any:
    return aws_account.client("cloudfront")


@pytest.fixture
def distribution(cloudfront: Any) -> str:
    origin = {
        "Id": "pages",
        "DomainName": f"{BUCKET}.s3.amazonaws.com",
        "S3OriginConfig": {"OriginAccessIdentity": ""},
    }
    made = cloudfront.create_distribution(
        DistributionConfig={
            "CallerReference": "1",
            "Origins": {"Quantity": 1, "Items": [origin]},
            "DefaultCacheBehavior": {"TargetOriginId": "pages", "ViewerProtocolPolicy": "redirect-to-https"},
            "Comment": "",
            "Enabled": True,
        }
    )
    return made["Distribution"]["Id"]


def forgotten(cloudfront: Any, distribution: str) -> list[list[str]]:
    """The paths of each invalidation."""
    listed = cloudfront.list_invalidations(DistributionId=distribution)["InvalidationList"].get("Items", [])
    found = (cloudfront.get_invalidation(DistributionId=distribution, Id=one["Id"]) for one in listed)
    return [one["Invalidation"]["InvalidationBatch"]["Paths"]["Items"] for one in found]


def test_addresses_are_forgotten_but_those_that_change_with_their_content(
    cloudfront: Any, distribution: str
) -> None:
    changed = [page("index.html"), page("assets/css/page.0123456789.css", cache=IMMUTABLE), page("404.html")]
    pages.invalidate(changed, cloudfront, distribution)
    assert forgotten(cloudfront, distribution) == [["/404.html", "/index.html"]]


def test_beyond_a_hundred_all_are_forgotten_as_one(cloudfront: Any, distribution: str) -> None:
    pages.invalidate([page(f"{number}.html") for number in range(101)], cloudfront, distribution)
    assert forgotten(cloudfront, distribution) == [["/*"]]


def test_nothing_changed_asks_nothing(cloudfront: Any, distribution: str) -> None:
    pages.invalidate([page("assets/css/page.0123456789.css", cache=IMMUTABLE)], cloudfront, distribution)
    assert forgotten(cloudfront, distribution) == []
