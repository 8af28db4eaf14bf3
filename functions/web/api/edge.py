"""What CloudFront says of a request. It writes these headers whatever the browser sent, and nobody else is listened to."""

from hmac import compare_digest
from ipaddress import ip_address, ip_network
from typing import Final

from chalice.app import Request

from functions.settings import settings
from functions.web.api.problems import Elsewhere

NETWORK_BITS: Final = {4: 24, 6: 48}
"""By the version of the Internet's protocol, what is kept of an address: some hundred neighbours share it."""


def check_edge(request: Request) -> None:
    """Raises Elsewhere for what reached API Gateway by its own address: its other headers could say anything."""
    secret = settings().edge_secret
    if secret and not compare_digest(request.headers.get("x-preau-edge", "").encode(), secret.encode()):
        raise Elsewhere


def origin_of(request: Request) -> str:
    """Scheme and host of the portal as this browser sees it: infra/template/viewer_request.js."""
    if not settings().edge_secret:
        return settings().origin
    origin: str = request.headers.get("x-preau-origin", "")
    return origin


def address_of(request: Request) -> str:
    """The visitor's address on the Internet; API Gateway's own `sourceIp` is CloudFront's.

    `198.51.100.10:46532`, `2001:db8::1:46532`: the port comes last, and brackets may stand around IPv6.
    https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
    """
    viewer = request.headers.get("cloudfront-viewer-address", "").rpartition(":")[0].strip("[]")
    source: str = request.context.get("identity", {}).get("sourceIp", "")
    return viewer or source


def network_of(request: Request) -> str:
    """The visitor's address without what tells one household from its neighbours, as a log may hold it: `198.51.100.0/24`."""
    try:
        address = ip_address(address_of(request))
    except ValueError:
        return ""
    return str(ip_network((address, NETWORK_BITS[address.version]), strict=False))
