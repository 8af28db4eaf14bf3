"""A responsable is who they are, not how they are spelled nor where their mails go."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.families.family import Civility, Guardian
from functions.domain.families.guardians import known_as, with_known_accounts
from tests.support.builders import JULIE, MARC, a_family

MARC_KNOWN, JULIE_KNOWN = a_family().guardians
KNOWN = (MARC_KNOWN, JULIE_KNOWN)


def listed(guardian: Guardian, **changes: str | None) -> Guardian:
    return replace(guardian, account=None, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "corrected",
    [
        listed(MARC_KNOWN),
        listed(MARC_KNOWN, email="Marc@Famille.example"),
        listed(MARC_KNOWN, email="marc.testmp@ailleurs.example"),
        listed(MARC_KNOWN, first_name="MARC", last_name="Test-mp", email="marc@ailleurs.example"),
        listed(MARC_KNOWN, first_name="Marcus", last_name="Dupont"),
        listed(MARC_KNOWN, last_name="Dupont", email="marc@ailleurs.example"),
        listed(MARC_KNOWN, email=None),
    ],
    ids=["unchanged", "capitals", "address", "spelled otherwise", "name", "married", "no address"],
)
def test_who_is_corrected_keeps_their_login_wherever_they_stand(corrected: Guardian) -> None:
    for new in ((corrected, listed(JULIE_KNOWN)), (listed(JULIE_KNOWN), corrected)):
        told = {one.first_name: one.account for one in with_known_accounts(new, KNOWN)}
        assert told == {corrected.first_name: MARC, "Julie": JULIE}


def test_somebody_new_gets_nobodys_login() -> None:
    new = Guardian(Civility.MONSIEUR, "Testmp", "Paul", "paul@famille.example")
    assert [one.account for one in with_known_accounts((new, listed(JULIE_KNOWN)), KNOWN)] == [None, JULIE]
    woman = Guardian(Civility.MADAME, "Autre", "Marc", "marc@autre.example")
    assert known_as((woman,), KNOWN) == [None], "a first name alone is of a civility"


def test_of_two_with_one_address_each_is_known_by_name() -> None:
    shared = tuple(replace(one, email="maison@famille.example") for one in KNOWN)
    apart = (listed(JULIE_KNOWN), listed(MARC_KNOWN, email="maison@famille.example"))
    assert [one.account for one in with_known_accounts(apart, shared)] == [JULIE, MARC]


def test_a_sign_that_fits_two_tells_nothing() -> None:
    twins = (replace(MARC_KNOWN, email="a@famille.example"), replace(MARC_KNOWN, email="b@famille.example"))
    assert known_as((listed(MARC_KNOWN, email="c@famille.example"),), twins) == [None]


PEOPLE = st.builds(
    Guardian,
    st.sampled_from(Civility),
    st.sampled_from(["Testmp", "TESTMP", "Dupont"]),
    st.sampled_from(["Marc", "Julie", "Zoé", "Zoe"]),
    st.sampled_from([None, "a@b.example", "c@d.example"]),
    st.sampled_from([None, MARC, JULIE]),
)


@given(st.lists(PEOPLE, max_size=4), st.lists(PEOPLE, max_size=4))
def test_one_login_is_never_given_to_two_people(new: list[Guardian], known: list[Guardian]) -> None:
    given_out = [one.account for one in with_known_accounts(new, known) if one.account is not None]
    assert len(given_out) == len(set(given_out))
    found = [id(one) for one in known_as(new, known) if one is not None]
    assert len(found) <= len(known)
