"""Where a notification may be sent: the push services of the browsers there are, and nowhere else.

The address comes from a browser, or from whoever says to be one. A function that posts wherever it is told would reach what only it can
reach (an address of its own network, the metadata of its machine): only public names of known services are let through.
"""

from typing import Final
from urllib.parse import urlsplit

from functions.domain.errors import InvalidRequest

SERVICES: Final = (
    "fcm.googleapis.com",  # Chrome, Edge on Android, Samsung Internet, Opera, Brave
    "push.services.mozilla.com",  # Firefox
    "push.apple.com",  # Safari, every browser of an iPhone
    "notify.windows.com",  # Edge
)
"""And the names below these."""
LONGEST: Final = 1000


class EndpointRefused(InvalidRequest):
    """No push service that is known."""

    code = "push_endpoint_refused"


def check_endpoint(endpoint: str, *, local: str = "") -> None:
    """`local`: how addresses of the local run's own service begin, if there is one. Raises EndpointRefused."""
    if len(endpoint) > LONGEST or not endpoint.isascii() or not endpoint.isprintable() or " " in endpoint:
        raise EndpointRefused
    if local and endpoint.startswith(local):
        return
    try:
        url = urlsplit(endpoint)
        elsewhere = url.scheme != "https" or url.port is not None or url.netloc != url.hostname
    except ValueError:
        raise EndpointRefused from None
    host = url.hostname or ""
    known = any(host == service or host.endswith(f".{service}") for service in SERVICES)
    if elsewhere or not known or len(url.path) < 2:
        raise EndpointRefused
