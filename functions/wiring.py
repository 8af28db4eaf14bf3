"""The clock and the gateways of this process, built once."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.utils import parseaddr
from functools import cache
from typing import TYPE_CHECKING, Any

from functions.settings import settings

if TYPE_CHECKING:
    from functions.gateways.documents import DocumentStore
    from functions.gateways.mail import SesMailer
    from functions.gateways.payments.providers import Providers
    from functions.gateways.push.push_service import PushServices
    from functions.gateways.queue import Queue
    from functions.gateways.site_files import SiteFiles
    from functions.publishing.pages import Page

_clock: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731  # replaced by use_clock


def now() -> datetime:
    """The instant, with an offset. Read once a request or a job, then handed down."""
    return _clock()


def use_clock(clock: Callable[[], datetime]) -> None:
    """Run at another time (the local run, the tests)."""
    global _clock
    _clock = clock


@cache
def payments() -> "Providers":
    """The treasury's payment page, and the banks'. Their clients are imported at the first payment."""
    from functions.gateways.payments.payfip import PayFip
    from functions.gateways.payments.payzen import PayZen
    from functions.gateways.payments.payzen_keys import keys_of
    from functions.gateways.payments.providers import Providers

    known = settings()
    return Providers(
        PayFip(endpoint=known.payfip_endpoint, pages=known.payfip_pages),
        PayZen(page=known.payzen_page, service=known.payzen_service, keys=keys_of),
    )


@cache
def mailer() -> "SesMailer":
    """Its client is built at the first mail."""
    from functions.gateways.mail import SesMailer

    known = settings()
    return SesMailer(sender=known.mail_from, configuration_set=known.mail_configuration_set or None)


@cache
def push_services() -> "PushServices":
    """What encrypts is imported at the first notification."""
    from functions.gateways.push.push_service import PushServices
    from functions.secrets import secret

    known = settings()
    contact = parseaddr(known.mail_from)[1]
    return PushServices(key=secret("PREAU_PUSH_KEY"), contact=contact, local=known.push_service)


@cache
def documents() -> "DocumentStore":
    """The bucket of documents about families."""
    from functions.gateways.documents import DocumentStore

    return DocumentStore(_s3(), settings().documents_bucket)


@cache
def uploads() -> "DocumentStore":
    """The bucket of what families send."""
    from functions.gateways.documents import DocumentStore

    return DocumentStore(_s3(), settings().uploads_bucket)


@cache
def site_files() -> "SiteFiles":
    """From the bucket of what is sent to that of the pages."""
    from functions.gateways.site_files import SiteFiles

    return SiteFiles(_s3(), settings().uploads_bucket, settings().pages_bucket)


@cache
def invoicing_queue() -> "Queue":
    """Its client is built with the first step that is handed over."""
    import boto3

    from functions.gateways.queue import Queue

    return Queue(boto3.client("sqs"), settings().invoicing_queue)


def put_pages(pages: "Iterable[Page]") -> None:
    """Write pages where CloudFront reads them."""
    from functions.publishing.output import put_bucket

    put_bucket(pages, _s3(), settings().pages_bucket)


@cache
def _s3() -> Any:
    import boto3
    from botocore.config import Config

    # Links to documents carry the region's own address: from the global one S3 redirects, and no signature survives that
    # (https://github.com/boto/boto3/issues/3015).
    options = Config(signature_version="s3v4", s3={"addressing_style": "virtual"}, max_pool_connections=16)
    return boto3.client("s3", config=options)
