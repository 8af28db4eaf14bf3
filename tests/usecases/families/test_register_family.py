"""What the town knows of a family is written together, and again without harm."""

from dataclasses import replace

import pytest

from functions.domain.errors import NotFound
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.family import Child, FileMoved
from functions.storage.families import families
from functions.storage.families.children import children
from functions.storage.table import journal
from functions.usecases.families.register_family import WrongChildren, register_family
from functions.usecases.families.share_child import share_child
from tests.support.builders import CLARA, GUILHEM, JULIE, MARC, NOW, a_family, open_town, settle, versions

pytestmark = pytest.mark.usefixtures("table")


def test_a_family_and_its_children_are_found_again() -> None:
    open_town()
    settle()
    assert families.family("lisse", "testmp").value == a_family()
    assert [child.value for child in children("lisse", ("clara", "guilhem")).values()] == [CLARA, GUILHEM]
    assert [line.act for line in journal.lines("lisse", "testmp")] == ["family_registered"]


def test_families_are_listed_by_name() -> None:
    open_town()
    settle()
    settle(a_family("abel", name="Abel", children=(), members=()), ())
    assert [stored.value.id for stored in families.all_families("lisse")] == ["abel", "testmp"]


def test_a_child_of_two_families_stays_in_both() -> None:
    open_town()
    settle()
    other = a_family("durand", name="Durand", children=("clara",), members=(JULIE,))
    settle(other, (replace(CLARA, families=("durand",)),))
    settle()
    homes = {
        child.value.id: child.value.families for child in children("lisse", ("clara", "guilhem")).values()
    }
    assert homes == {"clara": ("testmp", "durand"), "guilhem": ("testmp",)}


def test_a_child_that_the_family_no_longer_lists_leaves_it_and_stays_in_the_other() -> None:
    open_town()
    settle()
    other = a_family("durand", name="Durand", children=("clara",), members=(JULIE,))
    settle(other, (replace(CLARA, families=("durand",)),))
    for _ in range(2):
        settle(a_family(children=()), ())
    homes = {child.value.id: child.value for child in children("lisse", ("clara", "guilhem")).values()}
    assert homes == {
        "clara": replace(CLARA, families=("durand",)),
        "guilhem": replace(GUILHEM, families=()),
    }
    assert len(journal.lines("lisse", "testmp")) == 2
    settle()
    [clara, guilhem] = children("lisse", ("clara", "guilhem")).values()
    assert (clara.value.families, guilhem.value.families) == (("durand", "testmp"), ("testmp",))


def test_registering_again_corrects_the_file_and_keeps_the_logins() -> None:
    open_town()
    settle()
    untold = tuple(replace(guardian, account=None) for guardian in a_family().guardians)
    settle(a_family(phone="01 99 00 00 00", guardians=untold, members=()))
    family = families.family("lisse", "testmp").value
    assert family.phone == "01 99 00 00 00"
    assert family.members == (MARC, JULIE)
    assert [guardian.account for guardian in family.guardians] == [MARC, JULIE]


def test_a_family_of_an_unknown_commune_is_refused() -> None:
    with pytest.raises(NotFound):
        settle()


def test_registering_again_with_nothing_new_writes_nothing() -> None:
    open_town()
    settle()
    settle()
    assert families.family("lisse", "testmp").version == 1
    assert [child.version for child in children("lisse", ("clara", "guilhem")).values()] == [1, 1]
    assert len(journal.lines("lisse", "testmp")) == 1


def test_what_was_written_since_the_file_was_read_is_not_overwritten() -> None:
    open_town()
    settle()
    seen = versions("lisse", a_family())
    agreed = Sharing(NOW.date(), (Part("testmp"),))
    share_child("lisse", "clara", agreed, by="agent", key="k", now=NOW)
    older = (replace(CLARA, first_name="Klara"), GUILHEM)
    with pytest.raises(FileMoved):
        register_family("lisse", a_family(), older, seen=seen, by="import", now=NOW)
    [clara, _] = children("lisse", ("clara", "guilhem")).values()
    assert (clara.value.first_name, clara.value.sharing) == ("Clara", (agreed,))
    after = register_family(
        "lisse",
        a_family(),
        (replace(clara.value, first_name="Klara"), GUILHEM),
        seen=versions("lisse", a_family()),
        by="import",
        now=NOW,
    )
    assert after == versions("lisse", a_family()) == {"testmp": 1, "clara": 3, "guilhem": 1}


@pytest.mark.parametrize("given", [(), (CLARA,), (CLARA, GUILHEM, GUILHEM)], ids=["none", "one", "twice"])
def test_the_children_given_are_those_of_the_family(given: tuple[Child, ...]) -> None:
    open_town()
    with pytest.raises(WrongChildren):
        register_family("lisse", a_family(), given, seen={}, by="import", now=NOW)
