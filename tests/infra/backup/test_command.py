"""The command that an operator types, at the worst moment of the year."""

from typing import Any
from uuid import uuid4

import pytest

from functions.domain.accounts.account import FamilyRef
from functions.domain.planning.child_month import Slot
from functions.storage.families import families
from functions.usecases.families.end_access import EndAccess, end_access
from functions.usecases.privacy.erase_family import ErasureAsked, erase_again
from infra.backup import totals
from infra.backup.__main__ import main
from infra.backup.ended import ended_in, put_out_again
from infra.backup.erased import erased_in
from infra.deploy.stage import Account
from tests.infra.backup.conftest import Shell, remove
from tests.infra.backup.test_restore import coming_second
from tests.support.accounts import an_account
from tests.support.builders import (
    JULIE,
    MONDAY,
    NOW,
    a_family,
    book,
    open_account,
    open_town,
    settle,
)
from tests.support.ledger import rows

LUNCH = Slot(MONDAY, "restauration", "clara")


@pytest.fixture
def kept(shell: Shell, live: str, bucket: str) -> str:
    """The address of a backup of a town with one booking."""
    open_town()
    open_account()
    settle()
    book(LUNCH)
    at = coming_second().isoformat()
    return shell.run("export", "--table", live, "--bucket", bucket, "--at", at)[-1]


def test_a_backup_says_where_it_lies_and_can_be_counted(shell: Shell, kept: str) -> None:
    assert kept.startswith("s3://")
    [figures] = [line for line in shell.run("totals", "--from", kept) if line.startswith("lisse :")]
    assert "bookings 1" in figures and "booked cents 345" in figures


def test_a_restore_into_a_new_table_is_compared_and_says_how_to_use_it(
    shell: Shell, kept: str, dynamodb: Any
) -> None:
    into = f"restored-{uuid4().hex}"
    try:
        said = shell.run("restore", "--from", kept, "--into", into)
        assert said[-1].endswith(f"TABLE={into}")
        assert "exactement" in shell.run("compare", "--from", kept, "--table", into)[-1]
    finally:
        remove(dynamodb, into)


def test_what_differs_is_told_in_figures(shell: Shell, kept: str, live: str) -> None:
    book(Slot(MONDAY, "restauration", "guilhem"))
    said = shell.run("compare", "--from", kept, "--table", live, code=1)
    assert "lisse: bookings 1 → 2" in said


def test_one_family_is_put_back_only_when_asked_to(shell: Shell, kept: str, live: str) -> None:
    book(Slot(MONDAY, "restauration", "guilhem"))
    words = ("part", "--from", kept, "--table", live, "--commune", "lisse", "--family", "testmp")
    assert any("-2026-11-23 restauration" in line for line in shell.run(*words))
    assert len(rows(["clara", "guilhem"], ["2026-11"])) == 2
    assert shell.run(*words, "--apply")[-1] == "C’est fait."
    assert set(rows(["clara", "guilhem"], ["2026-11"])) == {LUNCH}


def test_a_backup_that_is_not_there_is_said_so(
    aws_account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    aws_account.client("s3").create_bucket(
        Bucket="sauvegardes", CreateBucketConfiguration={"LocationConstraint": aws_account.region}
    )
    for address in ("s3://sauvegardes/rien", "s3://ailleurs/rien"):
        assert main(["totals", "--from", address]) == 1
        assert capsys.readouterr().err.startswith(f"Échec : no manifest under {address}")


def test_what_aws_refuses_is_said_without_a_traceback(
    aws_account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--table", "nulle-part", "--bucket", "sauvegardes"]) == 1
    assert capsys.readouterr().err.startswith("Échec, AWS refuse : ")


def test_without_a_region_it_is_asked_for(
    aws_account: Account, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name)
    assert main(["totals", "--table", "preau"]) == 1
    assert "AWS_REGION=eu-west-3" in capsys.readouterr().err


def test_an_instant_without_its_offset_is_refused() -> None:
    with pytest.raises(SystemExit):
        main(["export", "--table", "t", "--bucket", "b", "--at", "2026-11-24T10:30:00"])


@pytest.mark.parametrize(
    "words", [["export"], ["restore", "--from", "s3://b/p"], ["compare", "--from", "s3://b/p"]]
)
def test_what_neither_the_command_nor_a_stage_names_is_asked_for(
    aws_account: Account, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    with pytest.raises(SystemExit):
        main(words)
    assert "--stage, ou --" in capsys.readouterr().err


def test_a_family_that_was_erased_since_the_backup_is_erased_in_what_is_restored(
    shell: Shell, kept: str, live: str, dynamodb: Any
) -> None:
    settle(a_family("partis", name="Partis", children=(), members=()), [])
    an_account(JULIE, "julie@famille.example", families=(FamilyRef("lisse", "testmp"),))
    for family in ("testmp", "partis"):
        erase_again(ErasureAsked("lisse", family, "command", NOW), addresses=())
    into = f"restored-{uuid4().hex}"
    try:
        said = shell.run("restore", "--from", kept, "--into", into, "--live", live)
        assert "2 familles effacées depuis la sauvegarde : effacées ici aussi." in said
        named = [item["pk"]["S"] for item in totals.scan(dynamodb, into) if "Testmp" in str(item)]
        assert named == []
        assert rows(["clara"], ["2026-11"]) == {}
        erased = erased_in(totals.scan(dynamodb, into))
        assert erased.keys() == {("lisse", "testmp"), ("lisse", "partis")}
        assert not any(item["pk"]["S"].startswith("A#") for item in totals.scan(dynamodb, into))
    finally:
        remove(dynamodb, into)


def test_who_was_put_out_since_the_backup_is_out_of_what_is_restored(
    shell: Shell, kept: str, live: str, dynamodb: Any
) -> None:
    known = families.family("lisse", "testmp").value
    [marc, *_] = known.members
    end_access(EndAccess("lisse", "testmp", marc, "agent", "end-marc", NOW))
    into = f"restored-{uuid4().hex}"
    try:
        said = shell.run("restore", "--from", kept, "--into", into, "--live", live)
        assert "Accès terminés depuis la sauvegarde, dans 1 famille : terminés ici aussi." in said
        restored = families.family("lisse", "testmp").value
        assert (marc in known.members, marc in restored.members) == (True, False)
        assert {one.account for one in restored.ended} == {marc}
        assert put_out_again(into, ended_in(totals.scan(dynamodb, into)), by="again", now=NOW) == 0
    finally:
        remove(dynamodb, into)


def test_without_the_live_table_it_is_said_that_erasures_are_to_be_done_again(
    shell: Shell, kept: str, dynamodb: Any
) -> None:
    into = f"restored-{uuid4().hex}"
    try:
        said = shell.run("restore", "--from", kept, "--into", into, "--live", "gone")
        assert [line for line in said if "sont à effacer à nouveau" in line]
    finally:
        remove(dynamodb, into)
