"""Two versions of Préau serve the same table: the newer reads what the older wrote, the older never overwrites the newer."""

import ast
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

import functions.domain
from functions.domain.accounts.account import Account, AddressChange, Session
from functions.domain.accounts.activation import Activation
from functions.domain.agents.staff import Staff
from functions.domain.families.family import Child, Family
from functions.domain.families.file_corrections import Request
from functions.domain.informing.announcement import Announcement, FamilyTold
from functions.domain.invoices.credit import Credit
from functions.domain.invoices.invoice import Invoice
from functions.domain.invoices.receivable import Receivable
from functions.domain.news.article import NewsArticle
from functions.domain.planning.basket import Basket
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import ChildMonth
from functions.domain.regie.online_payments import Attempt
from functions.domain.reglement.reglement import Reglement
from functions.domain.safety.child_safety import ChildSafety
from functions.domain.town.commune import Commune
from functions.storage.accounts import accounts, activations
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Refused, Transaction
from functions.storage.table.upgrades import HISTORIES, History, shape_of, unchanged, upgraded
from infra.migrate import migrate

pytestmark = pytest.mark.usefixtures("table")

KEY = Key("C#lisse#F#testmp", "NOTE#1")


@dataclass(frozen=True, slots=True)
class OldNote:
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """As the release after next knows it: the text became words, then an author came."""

    words: tuple[str, ...]
    author: str = "mairie"


def _words(body: dict[str, Any]) -> dict[str, Any]:
    return {"words": body["text"].split()}


@pytest.fixture(autouse=True)
def history(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(HISTORIES, Note.__name__, History("C/F", "NOTE#", (_words, unchanged)))
    yield


def put(stored: Stored[Any]) -> None:
    transaction = Transaction()
    transaction.put(stored, why="note")
    transaction.commit()


def schema() -> int:
    return int(Item.get(*KEY).schema)


def test_the_newer_version_reads_what_the_older_wrote_and_writes_it_anew() -> None:
    put(Stored(KEY, OldNote("deux mots"), 0))
    found = read_one(KEY, Note)
    assert found == Stored(KEY, Note(("deux", "mots")), 1)
    put(Stored(KEY, Note(("deux", "mots"), "Marc"), 1))
    assert (schema(), read_one(KEY, Note)) == (3, Stored(KEY, Note(("deux", "mots"), "Marc"), 2))


def test_the_older_version_is_refused_where_it_would_drop_what_it_does_not_know() -> None:
    put(Stored(KEY, Note(("deux", "mots")), 0))
    with pytest.raises(Refused):
        put(Stored(KEY, OldNote("un"), 1))
    assert read_one(KEY, Note) == Stored(KEY, Note(("deux", "mots")), 1)


def test_a_migration_rewrites_what_is_behind_once_and_keeps_its_version(dynamodb: Any, table: str) -> None:
    put(Stored(KEY, OldNote("deux mots"), 0))
    put(Stored(Key("C#lisse", "NOTE#1"), OldNote("d’une autre sorte"), 0))
    assert migrate(dynamodb, table, apply=False) == {"Note": 1}
    assert schema() == 1
    assert migrate(dynamodb, table, apply=True) == {"Note": 1}
    assert (schema(), read_one(KEY, Note)) == (3, Stored(KEY, Note(("deux", "mots")), 1))
    assert migrate(dynamodb, table, apply=True) == {}


def test_nothing_that_is_written_while_a_migration_runs_is_lost(dynamodb: Any, table: str) -> None:
    notes = [Key(KEY.pk, f"NOTE#{number:03}") for number in range(60)]
    for key in notes:
        put(Stored(key, OldNote("ancien"), 0))

    def write_all() -> None:
        for key in reversed(notes):
            put(Stored(key, Note(("nouveau",)), 1))

    writer = threading.Thread(target=write_all)
    writer.start()
    while migrate(dynamodb, table, apply=True):
        pass
    writer.join()
    assert {read_one(key, Note).value for key in notes} == {Note(("nouveau",))}  # type: ignore[union-attr]


def test_a_shape_is_a_key_without_its_ids() -> None:
    assert [shape_of(pk) for pk in ("C#lisse", "C#lisse#F#x", "A#y", "OUTBOX#2")] == [
        "C",
        "C/F",
        "A",
        "OUTBOX",
    ]


def test_what_lapsed_before_lapses_were_marked_is_told_by_its_missing_reason() -> None:
    def debt(**entry: str) -> bool:
        entries = [
            {"kind": "credit_note", "amount_cents": 450, "at": "2026-11-02T18:31:00Z", "source": "c"} | entry
        ]
        number = {"regie": "enfance", "year": 2026, "rank": 1}
        body = {"invoice": "i", "family": "f", "number": number, "period": "2026-11", "total_cents": 450}
        body |= {"issued_on": "2026-11-02", "due_on": "2026-11-02", "entries": entries}
        return msgspec.json.decode(upgraded(Receivable, 2, json.dumps(body)), type=Receivable).lapsed

    assert debt() and debt(reason="")
    assert not debt(reason="Erreur de tranche") and not debt(kind="payment")


def test_a_history_says_where_its_kind_lies() -> None:
    """Elsewhere, a migration would not find it."""
    lie = {
        ChildMonth: keys.child_month("c", "k", "2026-11"),
        Commune: keys.commune("c"),
        Family: keys.family("c", "f"),
        Basket: keys.basket("c", "f", "a"),
        Child: keys.child("c", "k"),
        Reglement: keys.reglement("c", 1),
        Invoice: keys.invoice("c", "f", "i"),
        Receivable: keys.receivable("c", "f", "i"),
        Credit: keys.credit("c", "f", "i"),
        Attempt: keys.payment("c", "f", "i"),
        Account: keys.account("a"),
        Session: keys.session("a", "s"),
        Staff: keys.staff("c"),
        AddressChange: accounts.address_change_key("a@b.example"),
        Activation: activations.activation_key("a@b.example"),
        Request: keys.request("c", "f", "r"),
        NewsArticle: keys.news("c", "n"),
        CalledOffMonth: keys.called_off("c", "2026-11"),
        ChildSafety: keys.safety("c", "k"),
        Announcement: keys.announcement("c", "a"),
        FamilyTold: keys.family_told("c", "f", "a"),
    }
    assert {kind.__name__ for kind in lie} == HISTORIES.keys() - {Note.__name__}
    for kind, key in lie.items():
        history = HISTORIES[kind.__name__]
        assert (shape_of(key.pk), key.sk.startswith(history.sort)) == (history.shape, True), kind


def test_the_domain_has_one_class_of_each_name_that_has_a_history() -> None:
    """A second one would be read by the other's upgrades; a class that was renamed would lose its own."""
    kinds = HISTORIES.keys() - {Note.__name__}
    names = [
        node.name
        for module in Path(functions.domain.__path__[0]).rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.ClassDef)
    ]
    assert {name: names.count(name) for name in kinds} == dict.fromkeys(kinds, 1)
