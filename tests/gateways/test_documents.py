"""Documents about families lie in a private bucket; who may read one gets a link that soon ends.

Links are opened on the engine, which checks signatures and their hour as S3 does; moto opens any.
"""

import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from functions import wiring
from functions.gateways.documents import LINK_LASTS, DocumentStore
from infra.deploy.stage import Account

BUCKET = "preau-documents"
BODY = b"%PDF-1.7 un document"


@pytest.fixture
def store(documents_bucket: str) -> DocumentStore:
    return DocumentStore(boto3.client("s3"), documents_bucket)


@pytest.fixture
def private(aws_account: Account) -> Any:
    """An S3 client, and a bucket of documents."""
    client = aws_account.client("s3")
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": aws_account.region})
    return client


def test_what_was_put_is_read_back_and_is_for_no_cache(private: Any) -> None:
    DocumentStore(private, BUCKET).put("lisse/testmp/a.pdf", BODY, sha256=sha256(BODY).hexdigest())
    stored = private.get_object(Bucket=BUCKET, Key="lisse/testmp/a.pdf")
    assert stored["Body"].read() == BODY
    assert (stored["ContentType"], stored["CacheControl"]) == ("application/pdf", "private, no-store")


def test_whether_it_is_there_is_told_until_it_is_deleted(private: Any) -> None:
    store = DocumentStore(private, BUCKET)
    assert not store.has("lisse/testmp/a.pdf")
    store.put("lisse/testmp/a.pdf", BODY, sha256=sha256(BODY).hexdigest())
    assert store.has("lisse/testmp/a.pdf")
    private.delete_object(Bucket=BUCKET, Key="lisse/testmp/a.pdf")
    assert not store.has("lisse/testmp/a.pdf")


def test_a_bucket_that_is_not_there_loses_no_document_silently(private: Any) -> None:
    with pytest.raises(private.exceptions.NoSuchBucket):
        DocumentStore(private, "ailleurs").put("a.pdf", BODY, sha256=sha256(BODY).hexdigest())


def test_who_has_neither_a_link_nor_a_right_reads_nothing(private: Any, aws_account: Account) -> None:
    DocumentStore(private, BUCKET).put("lisse/testmp/a.pdf", BODY, sha256=sha256(BODY).hexdigest())
    anybody = aws_account.session.client("s3", config=Config(signature_version=UNSIGNED))
    with pytest.raises(ClientError, match="403"):
        anybody.get_object(Bucket=BUCKET, Key="lisse/testmp/a.pdf")


@pytest.mark.parametrize(("minutes", "opens"), [(1, True), (3, False)])
def test_a_link_opens_for_two_minutes(
    store: DocumentStore, monkeypatch: pytest.MonkeyPatch, minutes: int, opens: bool
) -> None:
    store.put("lisse/testmp/a.pdf", BODY, sha256=sha256(BODY).hexdigest())
    made_at = datetime.now(UTC) - timedelta(minutes=minutes)
    monkeypatch.setattr("botocore.auth.get_current_datetime", lambda: made_at)
    link = store.link("lisse/testmp/a.pdf", name="a.pdf")
    if opens:
        assert urllib.request.urlopen(link).read() == BODY
    else:
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(link)


def test_a_link_to_one_document_opens_no_other(store: DocumentStore) -> None:
    for name in ("a", "b"):
        store.put(f"lisse/testmp/{name}.pdf", BODY, sha256=sha256(BODY).hexdigest())
    link = store.link("lisse/testmp/a.pdf", name="a.pdf")
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(link.replace("/a.pdf", "/b.pdf"))


def test_a_link_downloads_under_a_sober_name(store: DocumentStore) -> None:
    store.put("lisse/testmp/a.pdf", BODY, sha256=sha256(BODY).hexdigest())
    with urllib.request.urlopen(store.link("lisse/testmp/a.pdf", name="facture-2026-000042.pdf")) as answer:
        assert answer.read() == BODY
        assert answer.headers["Content-Disposition"] == 'attachment; filename="facture-2026-000042.pdf"'
        assert answer.headers["Content-Type"] == "application/pdf"


def test_a_link_to_nothing_opens_nothing(store: DocumentStore) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(store.link("lisse/testmp/autre.pdf", name="a.pdf"))


def test_a_link_is_signed_for_the_region_and_ends_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """On AWS, where no other address is set: a redirect from the global address would lose the signature."""
    for variable in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-3")
    client = wiring._s3.__wrapped__()
    link = urlsplit(DocumentStore(client, "preau-documents").link("lisse/testmp/a.pdf", name="a.pdf"))
    query = parse_qs(link.query)
    assert (link.scheme, link.netloc) == ("https", "preau-documents.s3.eu-west-3.amazonaws.com")
    assert query["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
    assert query["X-Amz-Expires"] == [str(int(LINK_LASTS.total_seconds()))]
