"""The town's list speaks of a file that was merged into another: it finds the kept one, and brings nothing back."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from functions import wiring
from functions.domain.families.family import Family
from functions.domain.merging.merged_family import Choices
from functions.storage.families import children, families
from functions.storage.families.town_numbers import family_id
from functions.usecases.directory.find_families import FamiliesAsked, find_families
from functions.usecases.merging.merge_files import MergeAsked, merge_files
from tests.infra.families.test_import_cases import ZOE, Import, sheet, the_family
from tests.support.builders import NOW, open_town

FIRST = ZOE.replace("F1", "101").replace("Lisse;;oui", "Lisse;0199005678;oui")
SECOND = (
    FIRST.replace("101;", "102;", 1)
    .replace("1 rue des Essais", "8 rue du Double")
    .replace("0199005678", "0199005679")
)
NOE = SECOND.replace("Zoé;14/09/2018", "Noé;01/02/2020")
BOTH = sheet(FIRST, SECOND, NOE)


@pytest.fixture
def imported(
    table: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Import:
    open_town()
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    return Import(tmp_path / "familles.csv", capsys)


def named(family: Family) -> list[str]:
    return [one.value.first_name for one in children.children("lisse", family.children).values()]


def merge(kept: str, other: str) -> None:
    """The double of the child is said to be the same; of the rest, what the kept file says."""
    one, two = (families.family("lisse", family_id("lisse", code)) for code in (kept, other))
    files = children.children("lisse", (*one.value.children, *two.value.children))
    zoes = [child for child, file in files.items() if file.value.first_name == "Zoé"]
    same = {zoes[1]: zoes[0]} if zoes[0] in one.value.children else {zoes[0]: zoes[1]}
    seen = (one.version, two.version)
    merge_files(
        MergeAsked(
            "lisse", one.value.id, two.value.id, Choices({}, same), seen, "anne", f"{kept}{other}", NOW
        )
    )


def first_import(imported: Import, content: str) -> None:
    """The list brings the child twice, and nobody sees that it is one."""
    others = dict.fromkeys(re.findall(r"--other (\w{6})", imported(content)[1]))
    status, said = imported(content, "--apply", *(part for code in others for part in ("--other", code)))
    assert status == 0, said


def apply(imported: Import, content: str) -> str:
    status, said = imported(content, "--apply")
    assert status == 0, said
    return said


def test_the_same_list_again_says_of_the_kept_file_what_it_said_and_changes_nothing(
    imported: Import,
) -> None:
    first_import(imported, BOTH)
    merge("101", "102")
    once = the_family()
    assert named(once) == ["Zoé", "Noé"] and once.phone == "0199005678"
    said = apply(imported, BOTH)
    assert replace(the_family(), by_hand={}) == replace(once, by_hand={})
    for number in ("101", "102"):
        [found] = find_families(FamiliesAsked("lisse", NOW, number)).families
        assert found.line.family == once.id, "either number finds it"
    assert "102" in said and "réuni" in said, "the town reads why its line is not"
    assert families.family("lisse", family_id("lisse", "102")).value.merged_into == once.id


def test_a_list_that_names_only_the_file_that_went_finds_the_kept_one(imported: Import) -> None:
    first_import(imported, BOTH)
    merge("101", "102")
    before = the_family()
    apply(imported, sheet(SECOND, NOE))
    after = the_family()
    assert (after.phone, after.address, named(after)) == (before.phone, before.address, ["Zoé", "Noé"])
    _, said = imported(sheet(*(line.replace("0199005679", "0199005680") for line in (SECOND, NOE))))
    assert "0199005680" in said and "--take" in said, "a third thing is asked about"


def test_the_town_s_numbers_of_a_child_who_had_two_files_find_the_one_that_is_kept(imported: Import) -> None:
    first, second = (
        FIRST.replace(";MODELE;Zoé", "E1;MODELE;Zoé"),
        SECOND.replace(";MODELE;Zoé", "E2;MODELE;Zoé"),
    )
    first, second = (line.replace("E", ";E", 0) for line in (first, second))
    content = sheet(first, second, NOE)
    first_import(imported, content)
    merge("102", "101")
    once = the_family()
    assert len(once.children) == 2
    for listed in (content, sheet(first), sheet(second, NOE), content):
        _, said = imported(listed)
        assert "Nouvelle" not in said and "nouvel" not in said, said
        first_import(imported, listed)
        assert set(the_family().children) <= set(once.children)
