"""A browser that subscribed: it has the private key, and reads what comes (RFC 8291), as no library of ours does."""

import os
import struct

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from functions.gateways.push.encryption import (
    AUTH_BYTES,
    CURVE,
    POINT_BYTES,
    SALT_BYTES,
    DeviceKeys,
    content_key,
    raw_point,
    to_base64,
)

_SIZES = struct.Struct("!IB")


class Receiver:
    def __init__(self, private: ec.EllipticCurvePrivateKey, secret: bytes) -> None:
        self._private = private
        self._secret = secret
        self._point = raw_point(private.public_key())

    @classmethod
    def new(cls) -> "Receiver":
        return cls(ec.generate_private_key(CURVE), os.urandom(AUTH_BYTES))

    @property
    def keys(self) -> DeviceKeys:
        """What it gives to who may write to it."""
        return DeviceKeys(to_base64(self._point), to_base64(self._secret))

    def read(self, body: bytes) -> bytes:
        """Raises ValueError, or InvalidTag of what is not for it."""
        size, length = _SIZES.unpack_from(body, SALT_BYTES)
        begins = SALT_BYTES + _SIZES.size
        sender, sealed = body[begins : begins + length], body[begins + length :]
        if length != POINT_BYTES or len(sealed) > size:
            raise ValueError("more than one record")
        shared = self._private.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender)
        )
        key, nonce = content_key(shared, self._secret, body[:SALT_BYTES], receiver=self._point, sender=sender)
        text, end, padding = AESGCM(key).decrypt(nonce, sealed, None).rpartition(b"\x02")
        if not end or padding.strip(b"\0"):
            raise ValueError("no end of the last record")
        return text
