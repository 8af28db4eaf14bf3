"""Long passwords of any composition, that nobody would guess first."""

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.accounts.leaked_words import has_leaked
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
        "une autre phrase longue",
        "Tr0ubadour-fenouil-9",
        "maison bateau fenouil",
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


@pytest.mark.parametrize(
    "password",
    [
        "Printemps2026!",
        "automne-2026!!",
        "Hiver2025-2026",
        "Septembre2026!",
        "Decembre1982!!",
        "Mercredi-2026!",
        "Christophe75!!",
        "st3phanie19820",
        "Timothée150417",
        "JulesEtLea2015",
        "EmmaLouise2018",
        "motdepasse32026",
        "m0tdep@sse1034",
        "p@ssw0rd!!2026",
        "S0l3il-2013-34",
        "M1chel-1-2-3-4",
        "azertyqsdfgh12",
        "wxcvbnazerty!!",
        "aqwzsxedcrfv12",
        "Poiuytreza2026",
        "nhytgbvfrcde12",
        "abcdefghijklm1",
        "AubraySurLisse",
        "aubray-lisse-2026",
        "JeTaimeMaman75",
        "LoulouDoudou12",
        "Cantine-2026!!",
        "Garderie-Ecole1",
        "ClaraGuilhem26",
        "guilhem.clara!",
    ],
)
def test_what_people_here_choose_first_is_refused(password: str) -> None:
    """Seasons and months with a year, first names, the town, keyboard walks, with the usual digits and substitutions."""
    with pytest.raises(PasswordCommon):
        check_password(password, own=(*OWN, "Clara", "Guilhem"))


@pytest.mark.parametrize(
    "password",
    ["Liverpool-2026", "ch3lsea-123456", "trustno1trustno1", "butterfly!1234", "1q2w3e4r5t6y7u8i9o0p"],
)
def test_what_leaked_elsewhere_is_refused_whatever_the_digits_around_it(password: str) -> None:
    with pytest.raises(PasswordCommon):
        check_password(password)


def test_nearly_no_password_that_nobody_leaked_is_taken_for_one_that_leaked() -> None:
    """Four random letters' worth of hash: six in a million, whatever the spelling."""
    words = (hashlib.sha256(f"{number}".encode()).hexdigest() for number in range(20_000))
    letters = ("".join(chr(97 + int(digit, 16)) for digit in word[:24]) for word in words)
    assert sum(map(has_leaked, letters)) <= 2


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
