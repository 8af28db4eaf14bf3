"""The key pair by which push services know the portal (VAPID, RFC 8292): made once, by `make deploy` or for the local run.

Another one would put out every device that subscribed.
"""

from secrets import randbelow
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec

from functions.gateways.push.encryption import CURVE, of_base64, raw_point, to_base64

_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of P-256: NIST SP 800-186, section 3.2.1.3."""


def new_key() -> str:
    """The private one, 32 bytes in base64url."""
    return to_base64((randbelow(_ORDER - 1) + 1).to_bytes(32, "big"))


def public_key(key: str) -> str:
    """What belongs to it, and everybody may know: a point of 65 bytes, in base64url."""
    private = ec.derive_private_key(int.from_bytes(of_base64(key), "big"), CURVE)
    return to_base64(raw_point(private.public_key()))
