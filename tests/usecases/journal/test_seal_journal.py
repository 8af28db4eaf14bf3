"""The journal is sealed night after night; whatever is done to a sealed line is named by the command that proves it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions import wiring
from functions.domain import journal_seals
from functions.domain.journal import JournalLine
from functions.storage.journal import seals
from functions.storage.table import journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.item import Item
from functions.storage.table.stored import Stored, decode, item_of
from functions.storage.table.transaction import Transaction
from functions.usecases.journal.note_read import note_read
from functions.usecases.journal.seal_journal import seal_journal
from functions.usecases.privacy.erase_family import ErasureAsked, erase_again
from infra.journal import main
from tests.support.builders import JULIE, NOW, a_family, open_town, paris, settle

THURSDAY = paris("jeudi 2026-11-19 06:20")
"""The morning on which Wednesday is sealed; the town wrote on Monday."""


@pytest.fixture(autouse=True)
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: THURSDAY)
    open_town()
    settle()
    settle(a_family("voisins", name="Voisins", children=(), members=()), [])


def write(act: str = "file_edited", *, family: str = "testmp", hours: int = 1) -> str:
    at = NOW + timedelta(hours=hours)
    line, transaction = (
        JournalLine(new_id(at), act, JULIE, at, {"family": 3}, {"why": "déménagé"}),
        Transaction(),
    )
    journal.add(transaction, "lisse", family, line)
    transaction.commit()
    return line.id


def seal_until_thursday() -> None:
    for days in range(4):
        seal_journal("lisse", now=THURSDAY - timedelta(days=3 - days))


def audited(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    code = main(["--commune", "lisse", *more])
    said = capsys.readouterr()
    return code, (said.err + said.out).replace("\u00a0", " ")


def item(line: str, family: str = "testmp") -> Item:
    key = keys.journal("lisse", family, line)
    return Item.get(key.pk, key.sk, consistent_read=True)


def change(line: str) -> None:
    found = item(line)
    known = decode(found, JournalLine)
    changed = item_of(
        Stored(known.key, replace(known.value, by="0" * 26), known.version),
        listed=(found.list_pk, found.list_sk),
    )
    changed.save()


def move(line: str) -> None:
    found = item(line)
    found.delete()
    found.pk = keys.journal("lisse", "voisins", line).pk
    found.save()


def test_what_lies_as_it_was_sealed_is_proved_and_days_without_a_line_are_sealed_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write()
    write(hours=30)
    assert audited(capsys)[0] == 1, "nothing is sealed yet"
    seal_until_thursday()
    chain = seals.seals("lisse")
    assert [one.day.isoformat() for one in chain] == ["2026-11-15", "2026-11-16", "2026-11-17", "2026-11-18"]
    code, said = audited(capsys, "--known", chain[1].seal)
    assert code == 0 and "comme au jour du sceau" in said and chain[-1].seal in said
    assert seal_journal("lisse", now=THURSDAY) == 0, "twice in a night"
    assert audited(capsys, "--known", "0" * 32)[0] == 1


def test_a_night_that_was_missed_is_taken_up_by_the_next() -> None:
    seal_journal("lisse", now=THURSDAY - timedelta(days=3))
    assert seal_journal("lisse", now=THURSDAY) == 3


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (change, "a été changée"),
        (lambda line: item(line).delete(), "manque"),
        (lambda line: write(hours=2), "a été ajoutée après coup"),
        (move, "a changé de dossier"),
    ],
    ids=["changed", "taken out", "slipped in", "moved"],
)
def test_what_is_done_to_a_sealed_day_is_named(
    done: Callable[[str], Any], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = write()
    seal_until_thursday()
    added = done(line)
    named = added if isinstance(added, str) else line
    code, told = audited(capsys)
    assert code == 1 and said in told and named in told and "lundi 16 novembre 2026" in told


def test_a_seal_that_is_written_again_or_taken_out_breaks_the_chain(
    capsys: pytest.CaptureFixture[str],
) -> None:
    line = write()
    seal_until_thursday()
    change(line)
    key = keys.journal_seal("lisse", "2026-11-16", 1)
    found = decode(Item.get(key.pk, key.sk), journal_seals.JournalSeal)
    [other] = [one for one, _ in seals.lines_of_day("lisse", found.value.day) if one.id == line]
    lines = tuple(other if one.id == line else one for one in found.value.lines)
    forged = journal_seals.sealed(found.value.day, 1, lines, before=found.value.before, whole=True, at=NOW)
    item_of(Stored(key, forged, 1)).save()
    code, told = audited(capsys)
    assert code == 1 and "ne tient plus à celui d’avant" in told and "mardi 17 novembre" in told
    item_of(Stored(key, replace(forged, lines=()), 1)).save()
    assert "le sceau du lundi 16 novembre 2026 a été changé" in audited(capsys)[1].lower()
    Item(key.pk, key.sk).delete()
    assert "ne tient plus" in audited(capsys)[1]


def test_what_goes_with_an_erasure_or_in_its_time_is_no_fault_and_one_line_more_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    other = write(family="voisins")
    note_read("lisse", "voisins", by=JULIE, now=NOW)
    seal_until_thursday()
    erase_again(ErasureAsked("lisse", "testmp", "command", THURSDAY), addresses=())
    code, told = audited(capsys)
    assert code == 0 and "de familles effacées" in told
    [read] = [line for line in journal.lines("lisse", "voisins") if line.act == "file_read"]
    item(read.id, "voisins").delete()
    assert "manque" in audited(capsys)[1]
    monkeypatch.setattr(wiring, "now", lambda: THURSDAY + timedelta(days=400))
    code, told = audited(capsys)
    assert code == 0 and "au terme de leur conservation" in told
    item(other, "voisins").delete()
    assert audited(capsys)[0] == 1, "an act of a family that is there has no term"


def test_a_busy_day_has_several_seals_and_goes_on_where_it_died(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("functions.usecases.journal.seal_journal.MOST_SEALED", 2)
    for _ in range(5):
        write()
    seal_journal("lisse", now=THURSDAY - timedelta(days=3))
    real, calls = seals.put_new, list[int]()

    def dies(*args: Any) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError
        real(*args)

    with monkeypatch.context() as dying, pytest.raises(RuntimeError):
        dying.setattr(seals, "put_new", dies)
        seal_journal("lisse", now=THURSDAY)
    assert audited(capsys)[0] == 0, "half a day is no fault"
    seal_journal("lisse", now=THURSDAY)
    monday = [one for one in seals.seals("lisse") if one.day.isoformat() == "2026-11-16"]
    assert [one.part for one in monday] == [1, 2, 3] and [one.whole for one in monday] == [False, False, True]
    assert audited(capsys)[0] == 0
