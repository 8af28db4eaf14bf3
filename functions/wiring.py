"""The clock and the gateways of this process, built once."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from functions.settings import settings

if TYPE_CHECKING:
    from functions.gateways.mail import SesMailer
    from functions.gateways.payments.port import PaymentProvider
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
def payments() -> "PaymentProvider":
    """The treasury's payment page. Its client is imported at the first payment."""
    from functions.gateways.payments.payfip import PayFip

    return PayFip(endpoint=settings().payfip_endpoint, pages=settings().payfip_pages)


@cache
def mailer() -> "SesMailer":
    """Its client is built at the first mail."""
    from functions.gateways.mail import SesMailer

    return SesMailer(sender=settings().mail_from)


def put_pages(pages: "Iterable[Page]") -> None:
    """Write pages where CloudFront reads them."""
    from functions.publishing.output import put_bucket

    put_bucket(pages, _s3(), settings().pages_bucket)


@cache
def _s3() -> Any:
    import boto3

    return boto3.client("s3")
