"""What the routes of passkeys take and answer. Bytes are in base64url, as browsers write them (WebAuthn level 2)."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from functions.domain.passkeys.passkey import NAME_LENGTH
from functions.usecases.passkeys.signatures import PasskeyAnswer, PasskeyMade
from functions.web.accounts.types import Password

CredentialId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]+$", max_length=1366)]
"""1,023 bytes at most: WebAuthn level 2, 4."""
Bytes = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]+$", max_length=2048)]
Attestation = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]+$", max_length=16384)]


class PasskeyQuestion(Struct):
    """`PublicKeyCredentialRequestOptions`: any passkey of the site may answer."""

    challenge: str
    site: str
    seconds: int
    """For how long the answer is taken."""


class PasskeySignIn(Struct):
    id: CredentialId
    client_data: Bytes
    authenticator_data: Bytes
    signature: Bytes
    user_handle: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]+$", max_length=88)]

    def answer(self) -> PasskeyAnswer:
        return PasskeyAnswer(
            self.id, self.client_data, self.authenticator_data, self.signature, self.user_handle
        )


class PasskeySummary(Struct):
    id: str
    name: str
    site: str | None
    """The portal's other address that it opens, where it is not this one."""
    added_at: datetime
    last_used_at: datetime | None
    for_work: bool
    """Of an agent: it opens the town hall's side without a code."""


class MyPasskeys(Struct):
    passkeys: list[PasskeySummary]
    most: int
    device: str
    """What this one is, for a passkey that is added here to be called so."""


class ToAdd(Struct):
    password: Password | None = None


class NewPasskeyQuestion(Struct):
    """`PublicKeyCredentialCreationOptions`."""

    challenge: str
    site: str
    seconds: int
    user_handle: str
    email: str
    name: str
    known: list[str]
    algorithms: list[int]
    """COSE's numbers, the best first: ES256, RS256."""


class NewPasskey(Struct):
    id: CredentialId
    client_data: Bytes
    attestation: Attestation
    name: Annotated[str, Meta(pattern=r"\S", max_length=NAME_LENGTH)]

    def made(self) -> PasskeyMade:
        return PasskeyMade(self.id, self.client_data, self.attestation)


class ToRemove(Struct):
    id: Annotated[str, Meta(min_length=1, max_length=64)]
    password: Password | None = None
