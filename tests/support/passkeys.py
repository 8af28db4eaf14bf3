"""A device that makes passkeys and signs with them, as WebAuthn level 2 says, with as much wrong as a test wants."""

import hashlib
import json
import struct
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from webauthn.helpers import bytes_to_base64url as b64
from webauthn.helpers import encode_cbor

from functions.domain.passkeys.passkey import Passkey
from functions.settings import settings
from functions.storage.passkeys import passkeys
from functions.usecases.passkeys.add_passkey import add_passkey, ask_new_passkey
from functions.usecases.passkeys.sign_in_with_passkey import ask_passkey
from functions.usecases.passkeys.signatures import PasskeyAnswer, PasskeyMade, site_of
from tests.support.accounts import HOME
from tests.support.acts.accounts import session_of
from tests.support.builders import MARC, NOW, log_in

_PRESENT, _VERIFIED, _ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Device:
    """`verifies`: it asks for a finger or a PIN. `counter` None: it never counts."""

    credential: bytes = b"a passkey of Marc's phone"
    algorithm: Literal["ES256", "RS256", "ES384"] = "ES256"
    verifies: bool = True
    counter: int | None = None
    account: str = MARC
    _key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | None = field(default=None, repr=False)

    def makes(
        self,
        challenge: str,
        *,
        origin: str | None = None,
        site: str | None = None,
        calls_it: bytes | None = None,
    ) -> PasskeyMade:
        """`calls_it`: the name that the browser gives, where it is not the device's."""
        if self.algorithm == "RS256":
            self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        else:
            self._key = ec.generate_private_key(
                ec.SECP256R1() if self.algorithm == "ES256" else ec.SECP384R1()
            )
        attested = bytes(16) + struct.pack(">H", len(self.credential)) + self.credential + self._public_key()
        data = self._data(site or site_of(settings().origin), _ATTESTED) + attested
        statement = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        said = client_data("webauthn.create", challenge, origin)
        return PasskeyMade(b64(calls_it or self.credential), b64(said), b64(statement))

    def answers(
        self,
        challenge: str,
        *,
        origin: str | None = None,
        site: str | None = None,
        account: str | None = None,
        in_frame: bool = False,
    ) -> PasskeyAnswer:
        if self.counter is not None:
            self.counter += 1
        data = self._data(site or site_of(settings().origin), 0)
        said = client_data("webauthn.get", challenge, origin, in_frame=in_frame)
        signed = data + hashlib.sha256(said).digest()
        if isinstance(self._key, rsa.RSAPrivateKey):
            signature = self._key.sign(signed, padding.PKCS1v15(), hashes.SHA256())
        else:
            assert self._key is not None, "it made no passkey yet"
            signature = self._key.sign(signed, ec.ECDSA(hashes.SHA256()))
        handle = (account or self.account).encode()
        return PasskeyAnswer(b64(self.credential), b64(said), b64(data), b64(signature), b64(handle))

    def _data(self, site: str, flags: int) -> bytes:
        flags |= _PRESENT | (_VERIFIED if self.verifies else 0)
        return hashlib.sha256(site.encode()).digest() + struct.pack(">BI", flags, self.counter or 0)

    def _public_key(self) -> bytes:
        assert self._key is not None
        if isinstance(self._key, rsa.RSAPrivateKey):
            numbers = self._key.public_key().public_numbers()
            return encode_cbor({1: 3, 3: -257, -1: numbers.n.to_bytes(256), -2: numbers.e.to_bytes(3)})
        point, size = self._key.public_key().public_numbers(), self._key.key_size // 8
        curve, algorithm = (1, -7) if size == 32 else (2, -35)
        x, y = point.x.to_bytes(size), point.y.to_bytes(size)
        return encode_cbor({1: 2, 3: algorithm, -1: curve, -2: x, -3: y})


def client_data(kind: str, challenge: str, origin: str | None = None, *, in_frame: bool = False) -> bytes:
    said = {
        "type": kind,
        "challenge": challenge,
        "origin": origin or settings().origin,
        "crossOrigin": in_frame,
    }
    return json.dumps(said).encode()


def asked(*, now: datetime = NOW) -> str:
    """What the sign-in page has a passkey sign."""
    return ask_passkey(place=HOME.place, now=now)


def asked_for_one_more(cookie: str, *, now: datetime = NOW) -> str:
    """What « Mon compte » has a new passkey made of. The cookie is that of a session of Marc's."""
    question = ask_new_passkey(session_of(cookie), None, origin=settings().origin, place=HOME.place, now=now)
    return question.challenge


def a_passkey(device: Device | None = None, *, name: str = "iPhone de Marc", now: datetime = NOW) -> Device:
    """Marc's, who is signed in for it."""
    device, cookie = device or Device(), log_in(MARC, now=now)
    made = device.makes(asked_for_one_more(cookie, now=now))
    key = f"adding-{device.credential.hex()[:40]}"
    add_passkey(session_of(cookie), made, name, origin=settings().origin, idempotency_key=key, now=now)
    return device


def held(account: str = MARC) -> tuple[Passkey, ...]:
    return passkeys.of_login(account).value.held
