"""Files that look alike are told once each, the surest first, and two homes of a child are never among them."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.directory.directory_line import (
    DirectoryChild,
    DirectoryGuardian,
    DirectoryLine,
    DirectoryLogin,
)
from functions.domain.directory.files_alike import MOST_FILES, SameSign, files_alike
from tests.support.builders import on

BORN = on("jeudi 2017-05-04")


def a_line(family: str, **changes: object) -> DirectoryLine:
    return replace(DirectoryLine(family, family.title()), **changes)  # type: ignore[arg-type]


def with_child(family: str, first: str, child: str = "") -> DirectoryLine:
    child = child or f"{first}-{family}"
    return a_line(
        family, child_ids=(child,), children=(DirectoryChild(child, first, "D’Amico", BORN),), street="Rue"
    )


def test_a_child_an_address_or_a_phone_in_two_files_is_a_sign_and_the_child_is_the_surest() -> None:
    lines = [
        with_child("a", "Élia-Rose"),
        replace(with_child("b", "Elia Rose"), logins=(DirectoryLogin("x", "hash"),)),
        a_line("c", guardians=(DirectoryGuardian("Rosa", "D’Amico", "hash"),), phones=("0199",)),
        a_line("d", phones=("0199", "0200")),
        a_line("e"),
    ]
    found = [(pair.kept.family, pair.other.family, pair.why) for pair in files_alike(lines)]
    assert found == [
        ("b", "a", (SameSign.CHILD,)),
        ("b", "c", (SameSign.ADDRESS,)),
        ("c", "d", (SameSign.PHONE,)),
    ]
    assert files_alike(lines)[0].children[0].first_name == "Elia Rose", "as the kept file spells it"


def test_two_homes_of_one_child_an_erased_file_and_the_phone_of_a_whole_home_are_no_sign() -> None:
    assert files_alike([with_child("a", "Lou", "lou"), with_child("b", "Lou", "lou")]) == []
    assert files_alike([a_line("a", phones=("1",)), a_line("b", phones=("1",), name=None)]) == []
    many = [a_line(f"f{number}", phones=("1",)) for number in range(MOST_FILES + 1)]
    assert files_alike(many) == []


LINES = st.lists(
    st.builds(
        lambda phones, addresses, names: (tuple(phones), tuple(addresses), tuple(names)),
        *(st.sets(st.sampled_from("abc"), max_size=2),) * 3,
    ),
    max_size=MOST_FILES,
)


@given(LINES)
def test_a_pair_is_told_once_whatever_it_shares_and_only_if_it_shares_something(
    made: list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]],
) -> None:
    lines = [
        a_line(
            f"f{number}",
            phones=phones,
            guardians=tuple(DirectoryGuardian("R", "D", address) for address in addresses),
            child_ids=tuple(f"{name}{number}" for name in names),
            children=tuple(DirectoryChild(f"{name}{number}", name, "D", BORN) for name in names),
        )
        for number, (phones, addresses, names) in enumerate(made)
    ]
    found = [frozenset((pair.kept.family, pair.other.family)) for pair in files_alike(lines)]
    alike = {
        frozenset((f"f{one}", f"f{two}"))
        for one, two in combinations(range(len(made)), 2)
        if any(set(mine) & set(theirs) for mine, theirs in zip(made[one], made[two], strict=True))
    }
    assert len(found) == len(set(found)) and set(found) == alike
