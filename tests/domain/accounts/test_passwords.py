"""Long passwords of any composition, that nobody would guess first."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.accounts.passwords import (
    PasswordCommon,
    PasswordDigitsOnly,
    PasswordRefused,
    PasswordTooLong,
    PasswordTooShort,
    check_password,
    normalised,
)

OWN = ("marc.testmp@courriel.example", "Marc", "Testmp", "Aubray-sur-Lisse")


@pytest.mark.parametrize(
    "password",
    [
        "quatre tilleuls verts",
        "xk7Qp2vRm9Lz",
        "le chat de Clara dort ici",
        "soleil girafe tartine vélo",
        "ÀÉÎÕÜçñß-œuvre",
        "пароль для школы",
        "Testmp va à la plage lundi",
    ],
)
def test_a_pass_phrase_of_any_composition_is_accepted(password: str) -> None:
    check_password(password, own=OWN)


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("onze signes", PasswordTooShort),
        ("123456789012", PasswordDigitsOnly),
        ("06 39 98 11 22", PasswordDigitsOnly),
        ("12/04/2017-30/01/2020", PasswordDigitsOnly),
        ("motdepasse123", PasswordCommon),
        ("MotDePasse2026!", PasswordCommon),
        ("m0td3passe!!", PasswordCommon),
        ("Bonjour12345!", PasswordCommon),
        ("bonjourbonjour", PasswordCommon),
        ("azertyuiop12", PasswordCommon),
        ("aaaaaaaaaaaaaaa", PasswordCommon),
        ("P@ssw0rd2026!", PasswordCommon),
        ("Testmp-Marc-2026", PasswordCommon),
        ("marc.testmp@courriel.example", PasswordCommon),
        ("aubraysurlisse1", PasswordCommon),
        ("Testmp-Soleil-1", PasswordCommon),
        ("é" * 129, PasswordTooLong),
    ],
)
def test_what_is_tried_first_is_refused(password: str, refusal: type[PasswordRefused]) -> None:
    with pytest.raises(refusal) as refused:
        check_password(password, own=OWN, field="new_password")
    assert refused.value.field == "new_password"


def test_a_password_is_the_same_however_a_device_encodes_its_accents() -> None:
    composed, decomposed = "élève à l’école", unicodedata.normalize("NFD", "élève à l’école")
    assert composed != decomposed
    assert normalised(composed) == normalised(decomposed)


def test_characters_are_counted_once_composed() -> None:
    eleven = unicodedata.normalize("NFD", "ééééàààà!ùù")
    assert len(eleven) > 12
    with pytest.raises(PasswordTooShort):
        check_password(eleven)


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_is_accepted_or_refused_with_a_reason(password: str, own: list[str]) -> None:
    try:
        check_password(password, own=own)
    except PasswordRefused:
        return
    assert len(normalised(password)) >= 12 and len(normalised(password).encode()) <= 256


@given(st.integers(min_value=0, max_value=10**30))
def test_digits_alone_never_pass(number: int) -> None:
    with pytest.raises(PasswordRefused):
        check_password(str(number))
