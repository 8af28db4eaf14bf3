"""One POST to a provider: no retry, no redirect followed, no proxy read from the environment. Standard library only."""

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from functions.gateways.payments.port import ProviderUnavailable

_LARGEST_ANSWER_BYTES = 64 * 1024


def post(
    address: str, body: bytes, headers: Mapping[str, str], *, connect_seconds: float, answer_seconds: float
) -> tuple[int, bytes]:
    """Status and body; a body above 64 kB is cut, and will not parse. Raises ProviderUnavailable."""
    url = urlsplit(address)
    connect = HTTPSConnection if url.scheme == "https" else HTTPConnection
    connection = connect(url.netloc, timeout=connect_seconds)
    try:
        connection.connect()
        connection.sock.settimeout(answer_seconds)
        connection.request("POST", url.path, body, dict(headers))
        response = connection.getresponse()
        return response.status, response.read(_LARGEST_ANSWER_BYTES)
    except (OSError, HTTPException) as error:
        raise ProviderUnavailable(type(error).__name__) from error
    finally:
        connection.close()
