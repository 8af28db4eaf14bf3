"""Documents about money left the family's partition: both places serve until a migration has carried everything over."""

import threading
from datetime import timedelta
from typing import Any

import pytest

from functions.storage.invoices import family_bills, invoices
from functions.storage.table import keys, relocations
from functions.storage.table.keys import Key
from functions.storage.table.transaction import Refused, Transaction
from functions.storage.town import communes
from functions.usecases.invoicing.issue_invoices import issue_invoices
from infra.backup import totals
from infra.backup.exports import RawItem
from infra.migrate import migrate, places
from infra.migrate.__main__ import main
from tests.support import desk
from tests.support.builders import a_booking, a_month, paris, put_month
from tests.support.crashes import Calls, Killed, dying
from tests.support.till import Till


class Former:
    """The table, with what the earlier release would have put elsewhere."""

    def __init__(self, dynamodb: Any, table: str) -> None:
        self._dynamodb, self._table = dynamodb, table

    def items(self) -> list[RawItem]:
        return sorted(
            totals.scan(self._dynamodb, self._table), key=lambda item: (item["pk"]["S"], item["sk"]["S"])
        )

    def step_back(self) -> int:
        """Put each document where it was; how many there are."""
        moved = 0
        for item in self.items():
            key = Key(item["pk"]["S"], item["sk"]["S"])
            if (before := relocations.former(key)) is not None:
                self._dynamodb.delete_item(TableName=self._table, Key=_at(key))
                self._dynamodb.put_item(TableName=self._table, Item={**item, **_at(before)})
                moved += 1
        return moved

    def migrate(self) -> dict[str, int]:
        return dict(migrate(self._dynamodb, self._table, apply=True))

    def behind(self) -> dict[str, int]:
        return dict(migrate(self._dynamodb, self._table, apply=False))


def _at(key: Key) -> RawItem:
    return {"pk": {"S": key.pk}, "sk": {"S": key.sk}}


@pytest.fixture
def former(till: Till, dynamodb: Any, table: str) -> Former:
    """Of a family with two invoices, and a credit note for the first."""
    desk.credit_note(till.invoice)
    desk.issue_month("2026-09", 345)
    return Former(dynamodb, table)


def shown() -> object:
    """All that the portal says of the family's documents."""
    told = family_bills.of_family(communes.commune("lisse"), "testmp")
    each = [invoices.invoice("lisse", "testmp", debt.invoice) for debt in told.debts]
    notes = [
        invoices.credit_note("lisse", "testmp", note.id) for note in invoices.credit_notes("lisse", "testmp")
    ]
    return told.bills, [document for document, _ in each], notes


def test_a_document_lies_apart_from_what_its_family_owes() -> None:
    apart = {keys.invoice("lisse", "testmp", "1").pk, keys.credit_note("lisse", "testmp", "2").pk}
    assert apart == {"C#lisse#I#testmp"}
    assert keys.receivable("lisse", "testmp", "1").pk == keys.family("lisse", "testmp").pk


def test_a_key_that_moved_is_known_from_both_ends_and_another_from_none() -> None:
    after = keys.invoice("lisse", "testmp", "1")
    assert relocations.former(after) == Key("C#lisse#F#testmp", "INVOICE#1")
    assert relocations.current(Key("C#lisse#F#testmp", "INVOICE#1")) == relocations.current(after) == after
    for key in (
        keys.family("lisse", "testmp"),
        keys.receivable("lisse", "testmp", "1"),
        keys.commune("lisse"),
    ):
        assert relocations.former(key) is None and relocations.current(key) == key


def test_what_the_earlier_release_put_reads_the_same_before_and_after_it_is_carried_over(
    former: Former,
) -> None:
    written, said = former.items(), shown()
    assert former.step_back() == 3
    assert shown() == said
    assert former.behind() == {"INVOICE (à déplacer)": 2, "CREDIT_NOTE (à déplacer)": 1}
    former.migrate()
    assert shown() == said
    assert former.items() == written, "to the letter, with their place in the index"
    assert former.migrate() == {}


def test_documents_of_both_places_are_listed_in_one_order(former: Former) -> None:
    former.step_back()
    later = desk.issue_month("2026-08", 690, now=desk.NOW + timedelta(hours=1))
    found = invoices.documents("lisse", "testmp")
    assert [invoice.number.label for invoice in found] == ["2026-000001", "2026-000003", later.number.label]


def test_a_migration_stopped_at_any_call_shows_everything_and_goes_on(
    former: Former, dynamodb: Any, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, said = former.items(), shown()
    former.step_back()
    for stop in ("_leave", "_copy"):
        done = getattr(places, stop)
        left = iter((True, False))

        def dies(*arguments: Any, done: Any = done, left: Any = left) -> None:
            if not next(left):
                raise Killed
            done(*arguments)

        with monkeypatch.context() as patched, pytest.raises(Killed):
            patched.setattr(places, stop, dies)
            migrate(dynamodb, table, apply=True)
        assert shown() == said
        former.step_back()
    former.migrate()
    assert former.items() == written


def test_a_parent_who_reads_while_documents_move_misses_none(former: Former) -> None:
    said, missed, moving = shown(), [], threading.Event()
    former.step_back()

    def look() -> None:
        while not moving.is_set():
            if shown() != said:
                missed.append(shown())

    reader = threading.Thread(target=look)
    reader.start()
    former.migrate()
    moving.set()
    reader.join()
    assert missed == []


def test_what_an_older_function_puts_meanwhile_is_carried_by_the_next_run(
    former: Former, dynamodb: Any, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the copies and the deletions: the document is not deleted, as nothing was copied of it."""
    former.step_back()
    leave, late = places._leave, Key("C#lisse#F#testmp", "INVOICE#late")

    def put_first(*arguments: Any) -> None:
        item = {**_at(late), "body": {"S": "{}"}, "version": {"N": "1"}, "schema": {"N": "1"}}
        dynamodb.put_item(TableName=table, Item=item)
        leave(*arguments)

    monkeypatch.setattr(places, "_leave", put_first)
    former.migrate()
    monkeypatch.undo()
    assert former.migrate() == {"INVOICE (à déplacer)": 1, "Invoice": 1}
    assert former.behind() == {}


def test_a_run_that_the_earlier_release_began_is_gone_on_with_and_doubles_nothing(
    till: Till, dynamodb: Any, table: str
) -> None:
    """It was killed after it wrote the document: the journal, the number and the debt are the same again."""
    put_month(a_month("clara", "2026-09", {(2, "restauration"): a_booking(345)}))
    at = 0
    while True:
        at += 1
        try:
            with dying(Calls(die_at=at, done_first=True)):
                issue()
        except Killed:
            if len(invoices.documents("lisse", "testmp")) == 2:
                break
    assert Former(dynamodb, table).step_back() == 2
    issue()
    assert [debt.number.rank for debt in invoices.of_year("lisse", "enfance", 2026)] == [1, 2]
    desk.check_books()


def test_an_invoice_of_the_earlier_release_is_refused_a_second_time(former: Former) -> None:
    """As by a run beside the one that has just issued it."""
    former.step_back()
    transaction = Transaction()
    invoices.put_new(transaction, "lisse", invoices.documents("lisse", "testmp")[0])
    with pytest.raises(Refused) as refused:
        transaction.commit()
    assert "invoice" in refused.value.whys


def issue() -> None:
    issue_invoices("lisse", "2026-09", by="job", now=paris("dimanche 2026-11-01 05:15"))


def test_the_operator_is_told_what_would_move_then_what_did(
    former: Former, dynamodb: Any, table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    former.step_back()
    said = []
    for words in ([], ["--apply"], []):
        assert main(["--table", table, *words], dynamodb) == 0
        said.append(capsys.readouterr().out.splitlines())
    assert said[0] == [
        "CREDIT_NOTE (à déplacer) : 1",
        "INVOICE (à déplacer) : 2",
        "Rien n’a été écrit. Avec --apply (make migrate … APPLY=1), ces éléments sont réécrits.",
    ]
    assert said[1][-1] == "C’est fait."
    assert said[2] == ["Tout est déjà comme cette version l’écrit."]
