"""Check what a device made of a passkey. `webauthn`, and `cryptography` under it, are only imported here, with the first passkey."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from functions.domain.passkeys.passkey import Passkey, PasskeyRefused, PasskeyUnreadable

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PasskeyMade:
    """A new passkey (`navigator.credentials.create`), as the browser hands it over; all in base64url."""

    credential: str
    client_data: str
    attestation: str


@dataclass(frozen=True, slots=True)
class PasskeyAnswer:
    """What a passkey signed (`navigator.credentials.get`), likewise."""

    credential: str
    client_data: str
    authenticator_data: str
    signature: str
    user_handle: str
    """Which login the device says that it opens: nothing is concluded from it but where to look."""


@dataclass(frozen=True, slots=True)
class KeyMade:
    credential: str
    public_key: str
    counter: int


class _ClientData(msgspec.Struct, rename="camel"):
    challenge: str
    cross_origin: bool = False


def site_of(origin: str) -> str:
    """The host that the passkeys of the portal at `origin` belong to (`rpId`)."""
    return urlsplit(origin).hostname or origin


def challenge_of(client_data: str) -> str:
    """What was signed, or says so. "" where it cannot be read, or was signed in a frame of another site: no such was asked."""
    from webauthn.helpers import base64url_to_bytes

    try:
        said = msgspec.json.decode(base64url_to_bytes(client_data), type=_ClientData)
    except (ValueError, msgspec.DecodeError):
        return ""
    return "" if said.cross_origin else said.challenge


def account_of(user_handle: str) -> str:
    """The login that the device names: 26 letters and digits. Raises PasskeyRefused."""
    from webauthn.helpers import base64url_to_bytes

    try:
        account = base64url_to_bytes(user_handle).decode("ascii")
    except ValueError as error:
        raise PasskeyRefused from error
    if len(account) != 26 or not account.isalnum():
        raise PasskeyRefused
    return account


def user_handle_of(account: str) -> str:
    from webauthn.helpers import bytes_to_base64url

    return bytes_to_base64url(account.encode())


def check_made(made: PasskeyMade, *, challenge: str, origin: str) -> KeyMade:
    """ES256 or RS256, with a finger or a PIN. Who built the device is not asked. Raises PasskeyUnreadable."""
    from webauthn import verify_registration_response
    from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
    from webauthn.helpers.cose import COSEAlgorithmIdentifier
    from webauthn.helpers.structs import AuthenticatorAttestationResponse, RegistrationCredential

    def check() -> KeyMade:
        response = AuthenticatorAttestationResponse(
            base64url_to_bytes(made.client_data), base64url_to_bytes(made.attestation)
        )
        found = verify_registration_response(
            credential=RegistrationCredential(made.credential, base64url_to_bytes(made.credential), response),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site_of(origin),
            expected_origin=origin,
            require_user_verification=True,
            supported_pub_key_algs=[
                COSEAlgorithmIdentifier.ECDSA_SHA_256,
                COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
            ],
        )
        if found.credential_id != base64url_to_bytes(made.credential):
            raise ValueError("the passkey calls itself otherwise than the browser does")
        return KeyMade(made.credential, bytes_to_base64url(found.credential_public_key), found.sign_count)

    return _or(PasskeyUnreadable, check)


def check_answer(
    answer: PasskeyAnswer, passkey: Passkey, *, challenge: str, origin: str, answered_before: bool
) -> int:
    """How often the device has signed, by its own count. A count that does not go up is refused, unless the device never counts, or this very
    answer was taken before (`answered_before`). Raises PasskeyRefused."""
    from webauthn import verify_authentication_response
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.structs import AuthenticationCredential, AuthenticatorAssertionResponse

    def check() -> int:
        response = AuthenticatorAssertionResponse(
            base64url_to_bytes(answer.client_data),
            base64url_to_bytes(answer.authenticator_data),
            base64url_to_bytes(answer.signature),
        )
        found = verify_authentication_response(
            credential=AuthenticationCredential(
                answer.credential, base64url_to_bytes(answer.credential), response
            ),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=passkey.site,
            expected_origin=origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=0 if answered_before else passkey.counter,
            require_user_verification=True,
        )
        return int(found.new_sign_count)

    if passkey.site != site_of(origin):
        raise PasskeyRefused
    return _or(PasskeyRefused, check)


def _or(refusal: type[PasskeyRefused | PasskeyUnreadable], check: Callable[[], T]) -> T:
    """What a stranger sends may be anything: whatever the check meets in it is a refusal. The log says which, without what was sent."""
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        return check()
    except (WebAuthnException, ValueError, TypeError, KeyError, IndexError, OverflowError) as error:
        _log.info("%s: %s", refusal.code, type(error).__name__)
        raise refusal from error
