"""A document is filed once: asked for again, made again, made twice at the same time, it is the one that was there first."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from itertools import count
from threading import Barrier

import boto3
import pytest

from functions.domain.invoices.documents import DocumentAsked, DocumentKind, DocumentRef
from functions.domain.invoices.reissue import LineCorrection
from functions.domain.messages import Lane
from functions.gateways.documents import DocumentStore
from functions.storage.invoices import documents
from functions.storage.table import outbox
from functions.usecases.invoicing.ask_document import ask_document
from functions.usecases.invoicing.file_document import file_document
from functions.usecases.regie.reissue_invoice import reissue_invoice
from tests.publishing.documents.invoices import filed_at
from tests.support import desk
from tests.support.builders import NOW, open_account, open_town, settle
from tests.support.crashes import Calls, Killed, dying

pytestmark = pytest.mark.usefixtures("table")

REF = DocumentRef("lisse", "testmp", DocumentKind.INVOICE, "01ABC")


@pytest.fixture
def store(documents_bucket: str) -> DocumentStore:
    return DocumentStore(boto3.client("s3"), documents_bucket)


def objects(bucket: str) -> list[str]:
    return [found["Key"] for found in boto3.client("s3").list_objects_v2(Bucket=bucket).get("Contents", [])]


def never() -> bytes:
    raise AssertionError("typeset again")


def test_it_lies_under_its_hash_in_the_folder_of_its_family(
    store: DocumentStore, documents_bucket: str
) -> None:
    filed = file_document(REF, says="", typeset=lambda: b"%PDF", store=store, now=NOW)
    assert filed.sha256 == sha256(b"%PDF").hexdigest() and filed.size == 4
    assert filed.place == f"lisse/testmp/{filed.sha256}.pdf"
    assert filed_at(filed.place) == b"%PDF"
    assert objects(documents_bucket) == [filed.place]


def test_what_is_filed_is_not_typeset_again(store: DocumentStore) -> None:
    filed = file_document(REF, says="", typeset=lambda: b"%PDF", store=store, now=NOW)
    assert file_document(REF, says="", typeset=never, store=store, now=NOW) == filed


def test_what_now_says_something_else_is_filed_anew_and_the_old_bytes_stay(
    store: DocumentStore, documents_bucket: str
) -> None:
    before = file_document(REF, says="one", typeset=lambda: b"%PDF 1", store=store, now=NOW)
    after = file_document(REF, says="two", typeset=lambda: b"%PDF 2", store=store, now=NOW)
    assert ask_document(REF, says="two", now=NOW) == after
    assert sorted(objects(documents_bucket)) == sorted([before.place, after.place])


def test_made_four_times_at_once_with_other_bytes_each_there_is_one(store: DocumentStore) -> None:
    together, numbers = Barrier(4), count()

    def typeset() -> bytes:
        together.wait()
        return b"%%PDF %d" % next(numbers)

    with ThreadPoolExecutor(4) as pool:
        filed = list(
            pool.map(lambda _: file_document(REF, says="", typeset=typeset, store=store, now=NOW), range(4))
        )
    assert len(set(filed)) == 1
    assert sha256(filed_at(filed[0].place)).hexdigest() == filed[0].sha256


@pytest.mark.parametrize("done_first", [False, True])
@pytest.mark.parametrize("call", [1, 2])
def test_killed_anywhere_it_is_whole_after_the_next_try(
    store: DocumentStore, call: int, done_first: bool
) -> None:
    with pytest.raises(Killed), dying(Calls(die_at=call, done_first=done_first)):
        file_document(REF, says="", typeset=lambda: b"%PDF", store=store, now=NOW)
    filed = file_document(REF, says="", typeset=lambda: b"%PDF", store=store, now=NOW)
    assert filed_at(filed.place) == b"%PDF"
    found = documents.filed(REF)
    assert found is not None and found.version == 1


def test_asked_for_twice_before_it_is_there_it_waits_once(store: DocumentStore) -> None:
    assert ask_document(REF, now=NOW) is None and ask_document(REF, now=NOW) is None
    [waiting] = outbox.waiting(Lane.DOCUMENTS)
    assert DocumentRef.of(waiting.value) == REF
    filed = file_document(REF, says="", typeset=lambda: b"%PDF", store=store, now=NOW)
    assert ask_document(REF, now=NOW) == filed


def test_what_changes_is_typeset_as_it_was_when_it_was_asked_for(store: DocumentStore) -> None:
    ref = replace(REF, kind=DocumentKind.STATEMENT, subject="2026")
    today = NOW.date()
    assert ask_document(ref, says="one", frozen=lambda: DocumentAsked("one", today, "{}"), now=NOW) is None
    assert ask_document(ref, says="two", frozen=lambda: DocumentAsked("two", today, "{}"), now=NOW) is None
    asked = documents.asked(ref)
    assert asked is not None and asked.says == "one", "the message that waits is about the first"
    file_document(ref, says="one", typeset=lambda: b"%PDF", store=store, now=NOW)
    [waiting] = outbox.waiting(Lane.DOCUMENTS)
    taken = outbox.take(waiting, now=NOW, until=NOW)
    assert taken is not None
    outbox.sent(taken)
    assert ask_document(ref, says="two", frozen=lambda: DocumentAsked("two", today, "{}"), now=NOW) is None
    asked = documents.asked(ref)
    assert asked is not None and asked.says == "two"


def test_whoever_issues_an_invoice_or_a_credit_note_asks_for_its_document() -> None:
    open_town()
    settle()
    open_account()
    debt = desk.issue_month("2026-10", 345, 345)
    note = desk.credit_note(debt.invoice, {0: None})
    again = reissue_invoice(
        desk.act(), debt.invoice, changes={1: LineCorrection(unit_price_cents=300)}, reason="Tarif"
    )
    waiting = {DocumentRef.of(stored.value) for stored in outbox.waiting(Lane.DOCUMENTS)}
    named = {(ref.kind, ref.subject) for ref in waiting}
    assert {(DocumentKind.INVOICE, debt.invoice), (DocumentKind.CREDIT_NOTE, note.credit_note)} <= named
    assert (DocumentKind.INVOICE, again.invoice) in named
    assert {stored.invoice for stored in desk.debts()} == {
        subject for kind, subject in named if kind is DocumentKind.INVOICE
    }
