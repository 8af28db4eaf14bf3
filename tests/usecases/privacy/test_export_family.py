"""A family is handed all that is kept of it, no secret, and nothing of anybody else."""

import dataclasses
import enum
import inspect
import io
import json
import typing
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from types import FunctionType
from typing import Any

import pytest

from functions import wiring
from functions.domain.availability.lateness import LateYear
from functions.domain.billing.prepayment import Hold
from functions.domain.errors import NotFound, Throttled
from functions.domain.families.file_corrections import Request, RequestKind
from functions.domain.invoices.documents import DocumentKind, DocumentRef, Filed
from functions.domain.papers.papers import Paper, PaperState
from functions.domain.planning.child_month import Slot
from functions.domain.privacy.family_data import FamilyData
from functions.domain.regie.alerts import Alert, AlertKind
from functions.domain.requests.threads import ThreadKind, ThreadMessage, thread_of
from functions.domain.uploads.file_types import FileType
from functions.domain.uploads.uploads import AttachedFile
from functions.french.privacy.data_file import data_folder, told
from functions.french.privacy.field_names import FIELDS, LEFT_OUT, VALUES
from functions.storage.families import families, requests
from functions.storage.invoices import documents
from functions.storage.invoicing import holds
from functions.storage.papers import family_papers
from functions.storage.regie import alerts
from functions.storage.requests import threads
from functions.storage.table import journal, keys
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.privacy.export_family import ExportAsked, Exported, export_family
from functions.usecases.privacy.read_family_data import read_family_data
from infra.backup import totals
from tests.releases.story import LOUISE, tell
from tests.support.accounts import EMAIL
from tests.support.beginnings import put_back
from tests.support.builders import MARC, NOW, a_booking, a_month, on, paris, put_month

EXPORTED = {
    "family": "family",
    "child": "children",
    "child_month": "children",
    "safety": "children",
    "attendance_events": "children",
    "paper": "papers",
    "late_year": "late_years",
    "journal": "journal",
    "request": "requests",
    "booking_request": "booking_requests",
    "thread": "threads",
    "family_told": "announcements",
    "thread_message": "threads",
    "invoice": "invoices",
    "receivable": "receivables",
    "credit_note": "credit_notes",
    "encashment": "counter_payments",
    "payment": "online_payments",
    "credit": "credits",
    "hold": "holds",
    "alert": "alerts",
    "document": "documents",
    "service_month": "waiting",
    "basket": "login",
    "week_patterns": "login",
    "account": "login",
    "session": "login",
    "calendar_feed": "login",
    "push_device": "login",
    "of_account": "login",
    "of_address": "login",
    "passkeys": "login",
}
"""Of each kind of item that `keys.py` places, which part of `FamilyData` holds what it says of the family."""

NOT_HANDED_OVER = {
    "ready_sentences": "what the town writes again and again to anybody",
    "paper_kinds": "what the town asks every family for",
    "menu_names": "what the town calls its menus",
    "week_menu": "what is eaten, which everybody reads",
    "week_document": "the same, as the caterer prints it",
    "journal_seal": "digests of lines, which are handed over",
    "child_of": "reads a key, and places no item",
    "family_of": "reads a key, and places no item",
    "commune_of": "reads a key, and places no item",
    "directory": "derived from the family's file, which is handed over",
    "directory_list": "a list of these lines",
    "find": "leads to one of these lines",
    "find_part": "a part of that index",
    "of_letter": "that a letter was printed, and when: the family's journal says it; its code is on the letter alone",
    "keyed_hash": "makes keys, and places no item",
    "commune": "the town's own",
    "COMMUNES": "a list of towns",
    "all_journal": "a list of lines, each of which lies with its family or the town",
    "agent_of": "of agents, in their work for the town",
    "second_factor": "of agents, in their work for the town: hashes, and what a secret is derived from",
    "passkey_challenge": "random, for some minutes, and of nobody yet",
    "pending_sign_in": "a sign-in of an agent, for some minutes",
    "device": "a tablet of the town",
    "kitchen_settings": "who receives the town's orders of meals",
    **dict.fromkeys(
        (
            "meal_orders",
            "meal_order",
            "sent_orders",
            "order_watch",
            "meal_month",
            "orders_waiting",
            "ORDERS_DUE",
        ),
        "figures of meals: an order names no child",
    ),
    "staff": "of agents, in their work for the town",
    "journal_of_commune": "what was done to the town itself, and to no family",
    "reglement_head": "the town's règlement",
    "reglement": "the town's règlement",
    "news": "what the town publishes",
    "families_told": "a list of what families were sent, which is handed over",
    "announcement": "what the town wrote to many: what the family was sent of it is handed over",
    "NEWS_DUE": "what the town publishes",
    "left_unmarked": "lists that nobody will write down, by day and service",
    "called_off": "what the town called off, for everybody",
    "evening": "how far a job went",
    "told_off": "what the family was told last of days called off: the journal says it each time",
    "merge": "ids of the files that were merged, which say nothing more",
    "erasure": "an erasure that has begun, of a family that nobody can ask for any more",
    "upload": "a file on its way, for a day or so: a message names it once it is joined to one, and that is handed over",
    "unreachable": "a line of the town's list: what it tells is said with the login",
    "all_unreachable": "that list",
    "families": "a list of families, which are handed over themselves",
    "children_of_month": "a list of months, which are handed over themselves",
    "QUEUES": "a list of queues, whose entries are handed over",
    "queue": "a place in that list",
    "HOLDS": "a list of holds, which are handed over",
    "PAYMENTS_OPEN": "a list of payments, which are handed over",
    "RUNS_OPEN": "a list of runs",
    "receivables_of_regie": "a list of debts, which are handed over",
    "receivables_owed": "a list of debts, which are handed over",
    "receivables_handed_over": "a list of debts, which are handed over",
    "credit_notes_of_regie": "a list of credit notes, which are handed over",
    "open_alerts": "a list of alerts, which are handed over",
    "open_requests": "a list of requests, which are handed over",
    "open_booking_requests": "a list of requests, which are handed over",
    "proof_to_read": "that a proof waits for an agent: it is handed over with its absence",
    "of_family": "a way to make the other keys of the family",
    "billed": "a way to make the keys of its documents",
    "done": "the answer of an act, given again for a week: what the act wrote is handed over",
    "done_of_regie": "an act of the till: what it wrote of the family is handed over",
    "documents": "how many documents the family was sent: they are handed over",
    "till": "the book of the till repeats the family's payments, which are handed over",
    "till_closed": "until when the book is closed",
    "statement": "totals of the till",
    "statement_lines": "repeats the family's payments, which are handed over",
    "statement_numbers": "a number",
    "receipt_numbers": "a number",
    "invoice_numbers": "a number",
    "invoicing_run": "what a run did for all families",
    "run_shard": "which families a run goes through, until it is done",
    "preview": "what a run would issue, from the bookings that are handed over",
    "drafts": "invoices between their planning and their issue, within a minute",
    "provider_payment": "the way from the bank's id to a payment, which is handed over with that id",
    "throttle": "a count under a keyed hash, for an hour or so: nobody reads back whose it is",
    "outbox": "a mail on its way, for a minute: what it tells of is handed over",
    "outbox_failed": "a mail that could not leave",
}
"""What is not handed over, and why not."""


@dataclasses.dataclass
class Told:
    """The story takes some seconds: it is told for the first test, and what it wrote is put back for the others."""

    items: list[Any] = dataclasses.field(default_factory=list)
    proofs: dict[str, bytes] = dataclasses.field(default_factory=dict)


@pytest.fixture(scope="module")
def told_once() -> Told:
    return Told()


@pytest.fixture
def towns(table: str, dynamodb: Any, uploads_bucket: str, documents_bucket: str, told_once: Told) -> None:
    """The two small towns that a release keeps, and in each what their story does not bring about."""
    wiring.documents.cache_clear()
    wiring.uploads.cache_clear()
    wiring._s3.cache_clear()
    if not told_once.items:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(wiring, "_clock", wiring.now)  # the story moves it
            tell()
        for commune, family in (("lisse", "testmp"), ("lisse", "voisins"), ("rive", "rivage")):
            put_what_is_rare(commune, family)
        told_once.items = list(totals.scan(dynamodb, table))
        told_once.proofs = {one.place: wiring.uploads().read(one.place) or b"" for one in rivages().proofs}
        return
    put_back(told_once.items)
    for place, body in told_once.proofs.items():
        wiring.uploads().put(place, body, sha256=sha256(body).hexdigest())


def put_what_is_rare(commune: str, family: str) -> None:
    slot = Slot(on("lundi 2026-11-23"), "restauration", "clara")
    transaction = Transaction()
    holds.put_new(transaction, Hold(commune, family, f"held-{family}", (slot,), "act", NOW))
    alerts.raise_alert(
        transaction,
        commune,
        Alert(f"alert-{family}", AlertKind.PAID_BEYOND, NOW, family, "i", "p", "2026-000009", 345),
    )
    requests.add(
        transaction, commune, Request(f"request-{family}", RequestKind.CORRECTION, family, MARC, NOW)
    )
    attached = AttachedFile(f"file-{family}", "photo.jpg", FileType.JPEG, 4)
    written = ThreadMessage("001", MARC, False, NOW, "Bonjour, faut-il un pique-nique ?", (attached,))
    thread = thread_of(f"thread-{family}", ThreadKind.QUESTION, family, "Sortie", written)
    threads.put(transaction, commune, Stored(keys.thread(commune, family, thread.id), thread, 0))
    threads.add_message(transaction, commune, family, thread.id, written)
    seen = Paper("domicile", "-", PaperState.ACCEPTED, "agent", NOW)
    family_papers.put(transaction, Stored(keys.paper(commune, family, "domicile", "-"), seen, 0))
    late = LateYear(2026, {"restauration.reserve": 1}, {"restauration.reserve": f"late-{family}"})
    transaction.put(Stored(keys.late_year(commune, family, 2026), late, 0), why="late")
    ref = DocumentRef(commune, family, DocumentKind.STATEMENT, "2026")
    filed = Filed(f"{commune}/{family}/statement.pdf", "0" * 64, 4, NOW)
    documents.put(transaction, Stored(documents.key_of(ref), filed, 0))
    transaction.commit()


def read(commune: str, family: str, account: str | None) -> FamilyData:
    return read_family_data(commune, family, account=account, now=NOW)


def marcs() -> FamilyData:
    [member] = families.family("lisse", "testmp").value.members
    return read("lisse", "testmp", member)


def rivages() -> FamilyData:
    return read("rive", "rivage", LOUISE)


def as_text(data: FamilyData) -> str:
    return json.dumps(told(data), ensure_ascii=False)


def test_each_kind_of_item_is_handed_over_or_it_is_said_why_not() -> None:
    made_by_keys = {
        name
        for name, value in vars(keys).items()
        if not name.startswith("_")
        and (name.isupper() or (isinstance(value, FunctionType) and inspect.getmodule(value) is keys))
    }
    assert made_by_keys == EXPORTED.keys() | NOT_HANDED_OVER.keys()
    assert EXPORTED.keys() & NOT_HANDED_OVER.keys() == set()
    assert set(EXPORTED.values()) <= {field.name for field in dataclasses.fields(FamilyData)}


def test_what_is_said_to_be_handed_over_is(towns: None) -> None:
    handed = [marcs(), rivages(), read("rive", "amont", None)]
    empty = {part for part in EXPORTED.values() if not any(getattr(data, part) for data in handed)}
    assert empty == set()


def test_every_item_of_the_familys_own_partitions_is_in_the_file(
    towns: None, table: str, dynamodb: Any
) -> None:
    text = as_text(rivages())
    own = {keys.family("rive", "rivage").pk, keys.invoice("rive", "rivage", "").pk, "C#rive#K#lou"}
    sorts = [item["sk"]["S"] for item in totals.scan(dynamodb, table) if item["pk"]["S"] in own]
    known = [sort for sort in sorts if not sort.startswith(("KEY#", "DOCUMENTS"))]
    missing = [sort for sort in known if "#" in sort and f'"{sort.split("#")[-1]}"' not in text]
    # These are in it without their key: a basket and a school year by what they hold, an evening's reminder is a KEY.
    assert [sort for sort in missing if not sort.startswith(("BASKET#", "LATE#"))] == []
    assert len(known) > 20


def test_no_secret_is_handed_over(towns: None, table: str, dynamodb: Any) -> None:
    secrets = set()
    for item in totals.scan(dynamodb, table):
        if item["sk"]["S"].startswith("SESSION#"):
            secrets.add(item["sk"]["S"].removeprefix("SESSION#"))
        body = json.loads(item["body"]["S"]) if "body" in item else {}
        secrets |= {str(body[name]) for name in ("password_hash", "issue", "form") if body.get(name)}
    assert len(secrets) > 4
    for data in (marcs(), rivages(), read("lisse", "testmp", None)):
        text = as_text(data)
        assert [secret for secret in secrets if secret in text] == []


def test_of_a_child_with_two_homes_each_is_handed_its_own_part(towns: None) -> None:
    shared = a_month("clara", "2026-12", {(1, "restauration"): a_booking(111)})
    theirs = a_booking(999, payer="voisins", booked_by="0" * 25 + "v", act="theirs")
    put_month(shared.with_booking(Slot(on("jeudi 2026-12-03"), "restauration", "clara"), theirs))
    ours, neighbours = marcs(), read("lisse", "voisins", None)
    assert '"theirs"' not in as_text(ours) and "voisins" not in as_text(ours)
    assert '"theirs"' in as_text(neighbours) and "testmp" not in as_text(neighbours)
    [december] = [
        month
        for child in ours.children
        if child.id == "clara"
        for month in child.months
        if month.month == "2026-12"
    ]
    assert list(december.days) == [1]


def test_a_parent_is_not_handed_the_address_of_the_other(towns: None) -> None:
    mine = as_text(marcs())
    assert EMAIL in mine and "julie@famille.example" not in mine
    assert "julie@famille.example" in as_text(read("lisse", "testmp", None))


def test_a_child_who_left_is_there_with_what_the_family_pays_alone(towns: None) -> None:
    family = families.family("rive", "rivage")
    transaction = Transaction()
    families.put(transaction, "rive", replace(family, value=replace(family.value, children=())))
    transaction.commit()
    [left] = rivages().children
    assert (left.id, left.file, bool(left.months)) == ("lou", None, True)


def reached() -> tuple[set[str], set[str]]:
    """Every field and every value of a code that the file may hold, by following the types."""
    names: set[str] = set()
    values: set[str] = set()
    seen: set[Any] = set()

    def walk(kind: Any) -> None:
        for inner in typing.get_args(kind):
            walk(inner)
        if not isinstance(kind, type) or kind in seen:
            return
        seen.add(kind)
        if issubclass(kind, enum.StrEnum):
            values.update(member.value for member in kind)
        if dataclasses.is_dataclass(kind):
            hints = typing.get_type_hints(kind)
            for field in dataclasses.fields(kind):
                if field.name not in LEFT_OUT:
                    names.add(field.name)
                    walk(hints[field.name])

    walk(FamilyData)
    return names, values


def test_everything_that_can_be_handed_over_has_a_french_name_and_nothing_else_has() -> None:
    names, values = reached()
    assert (names ^ FIELDS.keys(), values ^ VALUES.keys()) == (set(), set())


Exporting = Callable[..., Exported]


@pytest.fixture
def exporting(towns: None) -> Exporting:
    def export(key: str = "k" * 8, **changes: Any) -> Exported:
        asked = replace(ExportAsked("rive", "rivage", LOUISE, key, NOW), **changes)
        return export_family(
            asked, folder_of=data_folder, documents=wiring.documents(), uploads=wiring.uploads()
        )

    return export


def opened(done: Exported) -> zipfile.ZipFile:
    body = wiring.uploads().read(done.place)
    assert body is not None
    return zipfile.ZipFile(io.BytesIO(body))


def test_the_file_holds_the_data_the_pdfs_and_the_proofs(exporting: Exporting) -> None:
    pdf = b"%PDF-1.7 releve"
    wiring.documents().put("rive/rivage/statement.pdf", pdf, sha256=sha256(pdf).hexdigest())
    whole = opened(exporting())
    assert whole.namelist() == [
        "donnees.json",
        "lisez-moi.txt",
        "documents/releve-2026.pdf",
        "justificatifs/justificatif-2026-10-08-01.pdf",
    ]
    assert whole.read("documents/releve-2026.pdf") == pdf
    data = json.loads(whole.read("donnees.json"))
    assert data["famille"]["nom"] == "Rivage"
    assert data["compte_de_connexion"]["adresse_e_mail"] == "louise@famille.example"
    assert "famille Rivage" in whole.read("lisez-moi.txt").decode()


def test_asked_twice_under_one_key_it_is_made_once_and_traced_once(exporting: Exporting) -> None:
    first = exporting()
    for _ in range(6):  # more often than a login may ask for a new file
        assert exporting() == first
    acts = [line.act for line in journal.lines("rive", "rivage")]
    assert acts.count("data_exported") == 1


def test_a_login_that_asks_too_often_is_told_to_wait(exporting: Exporting) -> None:
    for number in range(5):
        exporting(key=f"key-{number:05}")
    with pytest.raises(Throttled):
        exporting(key="key-00005")
    exporting(key="key-00006", now=NOW + timedelta(hours=1))


def test_of_a_family_that_is_not_there_nothing_is_handed_over(exporting: Exporting) -> None:
    with pytest.raises(NotFound):
        exporting(family="personne")


def test_an_invitation_is_told_without_its_code(towns: None) -> None:
    login = marcs().login
    assert login is not None and login.invited_at == paris("mardi 2026-09-01 18:00")
