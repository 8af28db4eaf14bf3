"""A push message as only the subscribed browser can read it: RFC 8291, in the content encoding `aes128gcm` of RFC 8188.

The push service that carries it (of the browser's maker) learns that something came, when, and how long it is: each is padded to one
length, so that not even that tells what.
"""

import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
RECORD_SIZE = 4096
"""One record holds it all: RFC 8291, section 4."""
PADDED_TO = 1024
"""Bytes of what is encrypted, its own end included. What is longer is not padded."""
LAST_RECORD = b"\x02"
AUTH_BYTES, POINT_BYTES, SALT_BYTES = 16, 65, 16


class KeysUnusable(Exception):
    """What a browser gave as its keys is no point of the curve, or no secret of sixteen bytes."""


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """Of a subscription, as the browser gives them, in base64url: its public point, and the secret that it shares with us."""

    p256dh: str
    auth: str


def encrypt(
    text: bytes,
    keys: DeviceKeys,
    *,
    sender: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
    padded_to: int = PADDED_TO,
) -> bytes:
    """The body of the request. `sender` and `salt` are fresh for each message, but for the examples of the RFC. Raises KeysUnusable."""
    point, secret = of_base64(keys.p256dh), of_base64(keys.auth)
    receiver = _point(point)
    if len(secret) != AUTH_BYTES:
        raise KeysUnusable
    sender = sender or ec.generate_private_key(CURVE)
    salt = salt or os.urandom(SALT_BYTES)
    ours = raw_point(sender.public_key())
    shared = sender.exchange(ec.ECDH(), receiver)
    key, nonce = content_key(shared, secret, salt, receiver=point, sender=ours)
    padding = b"\0" * max(0, padded_to - len(text) - len(LAST_RECORD))
    sealed = AESGCM(key).encrypt(nonce, text + LAST_RECORD + padding, None)
    return salt + struct.pack("!IB", RECORD_SIZE, len(ours)) + ours + sealed


def content_key(
    shared: bytes, secret: bytes, salt: bytes, *, receiver: bytes, sender: bytes
) -> tuple[bytes, bytes]:
    """The key and the nonce of the one record: RFC 8291, section 3.4. The same on both sides."""
    input_key = _derived(shared, secret, b"WebPush: info\0" + receiver + sender, 32)
    key = _derived(input_key, salt, b"Content-Encoding: aes128gcm\0", 16)
    return key, _derived(input_key, salt, b"Content-Encoding: nonce\0", 12)


def raw_point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def of_base64(text: str) -> bytes:
    """Of base64url, with its padding or without. Raises KeysUnusable."""
    try:
        return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except ValueError:
        raise KeysUnusable from None


def to_base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _point(raw: bytes) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, raw)
    except ValueError:
        raise KeysUnusable from None


def _derived(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length=length, salt=salt, info=info).derive(material)
