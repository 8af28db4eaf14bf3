"""The directory follows whatever is written of a family, in the same transaction."""

from dataclasses import replace

import pytest

from functions.domain.accounts.account import FamilyRef
from functions.domain.families.family import MOST_CHILDREN
from functions.storage.directory.following import write_again
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.usecases.families.register_family import register_family
from tests.support.builders import CLARA, GUILHEM, NOW, a_child, a_family, open_town, settle, versions
from tests.support.directories import line_of, the_directory_is_what_the_files_say

pytestmark = pytest.mark.usefixtures("table")


def test_a_home_of_thirty_children_is_found_under_all_of_their_names() -> None:
    """More words than a transaction takes: the rest is written right behind it."""
    open_town()
    children = [
        a_child(
            f"enfant{place:02}",
            first_name=f"Prénom{place}",
            last_name=f"Nom{place} de la Vallée{place}",
            school_class=f"Classe {place}",
        )
        for place in range(MOST_CHILDREN)
    ]
    home = a_family(children=tuple(child.id for child in children))
    settle(home, children)
    the_directory_is_what_the_files_say()
    renamed = [replace(child, last_name=f"Autre{place}") for place, child in enumerate(children)]
    seen = versions("lisse", home)
    register_family("lisse", home, renamed, seen=seen, by="import", now=NOW)
    the_directory_is_what_the_files_say()
    assert line_of().outdated == ()


def test_a_child_who_is_renamed_is_found_in_both_homes() -> None:
    open_town()
    settle()
    shared = replace(CLARA, families=("testmp", "autre"))
    settle(a_family("autre", name="Autre", children=("clara",), members=()), [shared])
    the_directory_is_what_the_files_say()
    family = a_family()
    renamed = [replace(CLARA, first_name="Claire"), GUILHEM]
    seen = versions("lisse", family)
    register_family("lisse", family, renamed, seen=seen, by="import", now=NOW)
    the_directory_is_what_the_files_say()
    assert "Claire" in {child.first_name for child in line_of("autre").children}


def test_what_earlier_releases_wrote_is_put_into_the_directory() -> None:
    open_town()
    settle()
    for item in Item.scan():
        if item.sk == "DIRECTORY" or "#FIND#" in item.pk:
            item.delete()
    ref = FamilyRef("lisse", "testmp")
    assert write_again(ref)
    the_directory_is_what_the_files_say()
    assert not write_again(ref), "nothing is left to write"


def test_an_entry_that_is_lost_is_written_again_when_one_asks_for_all() -> None:
    open_town()
    settle()
    place = keys.find("lisse", "cla#clara", "testmp")
    Item.get(*place).delete()
    ref = FamilyRef("lisse", "testmp")
    assert not write_again(ref)
    assert write_again(ref, entries_too=True)
    the_directory_is_what_the_files_say()
