"""Documents about families lie in a private bucket; who may read one gets a link that soon ends."""

import urllib.error
import urllib.request
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest

from functions import wiring
from functions.gateways.documents import LINK_LASTS, DocumentStore
from tests.publishing.documents.invoices import filed_at

BODY = b"%PDF-1.7 un document"


@pytest.fixture
def store(documents_bucket: str) -> DocumentStore:
    return DocumentStore(boto3.client("s3"), documents_bucket)


def test_what_was_put_is_read_back(store: DocumentStore) -> None:
    store.put("lisse/testmp/a.pdf", BODY, sha256=sha256(BODY).hexdigest())
    assert filed_at("lisse/testmp/a.pdf") == BODY


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
