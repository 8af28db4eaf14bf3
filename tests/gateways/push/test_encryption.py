"""Against the example of RFC 8291, and as a browser decrypts."""

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec

from functions.gateways.push.encryption import (
    DeviceKeys,
    KeysUnusable,
    encrypt,
    of_base64,
    raw_point,
    to_base64,
)
from infra.local.push.receiver import Receiver

# RFC 8291, section 5 and appendix A.
TEXT = b"When I grow up, I want to be a watermelon"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
RECEIVER = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
KEYS = DeviceKeys(
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "BTBZMqHH6r4Tts7J_aSIgg",
)
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
    "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
    "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def private(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(of_base64(text)), ec.SECP256R1())


def test_the_example_of_the_rfc_comes_out_to_the_byte() -> None:
    body = encrypt(TEXT, KEYS, sender=private(SENDER), salt=of_base64(SALT), padded_to=0)
    assert to_base64(body) == BODY


def test_a_receiver_reads_the_example_of_the_rfc() -> None:
    receiver = Receiver(private(RECEIVER), of_base64(KEYS.auth))
    assert receiver.keys == KEYS
    assert receiver.read(of_base64(BODY)) == TEXT


def test_what_is_sent_is_read_by_its_receiver_alone_and_is_never_the_same_twice() -> None:
    receiver, other = Receiver.new(), Receiver.new()
    once, again = encrypt(TEXT, receiver.keys), encrypt(TEXT, receiver.keys)
    assert receiver.read(once) == receiver.read(again) == TEXT
    assert once != again
    with pytest.raises(InvalidTag):
        other.read(once)


def test_the_length_tells_nothing() -> None:
    receiver = Receiver.new()
    assert len({len(encrypt(b"x" * length, receiver.keys)) for length in (0, 1, 80, 1023)}) == 1


@pytest.mark.parametrize(
    "keys",
    [
        DeviceKeys("", KEYS.auth),
        DeviceKeys("é", KEYS.auth),
        DeviceKeys(KEYS.p256dh[:-4], KEYS.auth),
        DeviceKeys(to_base64(b"\x04" + b"\x01" * 64), KEYS.auth),  # no point of the curve
        DeviceKeys(KEYS.p256dh, "BTBZ"),
        DeviceKeys(to_base64(raw_point(private(SENDER).public_key())[1:]), KEYS.auth),
    ],
)
def test_keys_that_are_none_are_refused(keys: DeviceKeys) -> None:
    with pytest.raises(KeysUnusable):
        encrypt(TEXT, keys)
