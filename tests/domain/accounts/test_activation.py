"""What the four steps show, and what a parent's corrections tell each town."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.activation import (
    Activation,
    ActivationExpired,
    ActivationUsed,
    ChildName,
    CodeUse,
    FamilyFile,
    GuardianAnswer,
    corrections,
    family_sheet,
)
from functions.domain.families.family import Civility
from functions.domain.families.file_corrections import Correction
from tests.support.builders import CLARA, GUILHEM, a_child, a_family, paris

JULIE = "julie@famille.example"
FILE = FamilyFile(FamilyRef("lisse", "testmp"), a_family(), (CLARA, GUILHEM))
NINO = a_child("nino", last_name="TESTMP")
CLUB = FamilyFile(
    FamilyRef("val", "testmp"),
    a_family(phone="01 99 00 99 99", children=("clara", "nino")),
    (replace(CLARA, last_name="TESTMP", first_name="CLARA"), NINO),
)


def test_the_invited_parent_comes_first_on_the_sheet() -> None:
    assert [one.first_name for one in family_sheet([FILE], "marc@famille.example").guardians] == [
        "Marc",
        "Julie",
    ]
    assert [one.first_name for one in family_sheet([FILE], "JULIE@famille.example").guardians] == [
        "Julie",
        "Marc",
    ]


def test_two_towns_make_one_sheet_with_each_child_once() -> None:
    shown = family_sheet([FILE, CLUB], JULIE)
    assert [child.first_name for child in shown.children] == ["Clara", "Guilhem", "Nino"]
    assert shown.phone == FILE.family.phone


def test_towns_spell_a_child_in_several_ways_and_a_family_may_have_two_of_one_name() -> None:
    zoe = a_child("zoe", first_name="Zoé")
    here = replace(FILE, children=(zoe, replace(zoe, id="other")))
    club = replace(CLUB, children=(replace(zoe, id="theirs", first_name="ZOE"),))
    assert [child.first_name for child in family_sheet([here, club], JULIE).children] == ["Zoé", "Zoé"]


def test_a_sheet_sent_back_unchanged_asks_for_nothing_even_where_towns_differ() -> None:
    shown = family_sheet([FILE, CLUB], JULIE)
    assert corrections(FILE, shown=shown, given=shown, email=JULIE) == ()
    assert corrections(CLUB, shown=shown, given=shown, email=JULIE) == ()


def test_a_correction_reaches_each_town_with_what_its_own_file_says() -> None:
    shown = family_sheet([FILE, CLUB], JULIE)
    given = replace(shown, phone="06 39 98 00 01")
    assert corrections(FILE, shown=shown, given=given, email=JULIE) == (
        Correction("phone", "01 99 00 56 78", "06 39 98 00 01"),
    )
    assert corrections(CLUB, shown=shown, given=given, email=JULIE) == (
        Correction("phone", "01 99 00 99 99", "06 39 98 00 01"),
    )


def test_a_town_that_already_knows_is_asked_nothing() -> None:
    shown = family_sheet([FILE, CLUB], JULIE)
    given = replace(shown, phone=CLUB.family.phone)
    assert corrections(CLUB, shown=shown, given=given, email=JULIE) == ()


def test_a_town_hears_nothing_of_a_child_it_does_not_know() -> None:
    shown = family_sheet([FILE, CLUB], JULIE)
    clara, guilhem, nino = shown.children
    given = replace(shown, children=(clara, guilhem, replace(nino, first_name="Nina")))
    assert corrections(FILE, shown=shown, given=given, email=JULIE) == ()
    assert corrections(CLUB, shown=shown, given=given, email=JULIE) == (
        Correction("children.2.first_name", "Nino", "Nina", "nino"),
    )


def test_an_added_child_and_an_added_parent_are_asked_for() -> None:
    shown = family_sheet([FILE], JULIE)
    given = replace(
        shown,
        guardians=(*shown.guardians, GuardianAnswer(Civility.MADAME, "Marchal", "Odile")),
        children=(*shown.children, ChildName("Testmp", "Zoé")),
    )
    asked = {one.field: one.after for one in corrections(FILE, shown=shown, given=given, email=JULIE)}
    assert asked == {
        "guardians.2.civility": "madame",
        "guardians.2.last_name": "Marchal",
        "guardians.2.first_name": "Odile",
        "children.2.last_name": "Testmp",
        "children.2.first_name": "Zoé",
    }


def test_a_removed_parent_is_told_as_nothing_after() -> None:
    shown = family_sheet([FILE], JULIE)
    given = replace(shown, guardians=shown.guardians[:1])
    asked = {
        one.field: (one.before, one.after) for one in corrections(FILE, shown=shown, given=given, email=JULIE)
    }
    assert asked["guardians.1.first_name"] == ("Marc", "")


@given(phone=st.text(max_size=12), city=st.text(max_size=12))
def test_corrections_name_what_differs_and_nothing_else(phone: str, city: str) -> None:
    shown = family_sheet([FILE], JULIE)
    given = replace(shown, phone=phone, address=replace(shown.address, city=city))
    found = corrections(FILE, shown=shown, given=given, email=JULIE)
    assert all(one.before != one.after for one in found)
    assert ("phone" in {one.field for one in found}) == (phone != shown.phone)
    assert ("address.city" in {one.field for one in found}) == (city != shown.address.city)


def test_an_invitation_is_open_for_thirty_days_to_the_second() -> None:
    invitation = Activation(JULIE, "issue", (FILE.ref,), paris("lundi 2026-11-16 09:00"))
    invitation.check_open(now=paris("mercredi 2026-12-16 08:59"))
    with pytest.raises(ActivationExpired):
        invitation.check_open(now=paris("mercredi 2026-12-16 09:00"))


def test_a_used_invitation_says_so_even_when_it_is_old() -> None:
    used = Activation(
        JULIE, "issue", (FILE.ref,), paris("lundi 2026-11-16 09:00"), CodeUse("a", "key", "request")
    )
    with pytest.raises(ActivationUsed):
        used.check_open(now=paris("mercredi 2026-12-16 09:00"))
