"""The town erases a family: what accounting must keep stays as it is, all else goes, and nobody else notices."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.accounts.account import FamilyRef
from functions.domain.agents.staff import Role
from functions.domain.billing.prepayment import Hold
from functions.domain.calendar.billing_periods import month_period
from functions.domain.errors import NotFound
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.family import ERASED
from functions.domain.invoices.documents import DocumentKind, DocumentRef, Filed
from functions.domain.planning.child_month import Slot
from functions.domain.privacy.erasure import NotErasable, ObstacleKind
from functions.domain.regie.alerts import Alert, AlertKind
from functions.domain.regie.online_payments import Attempt
from functions.storage.bookings import child_months, waiting_queues
from functions.storage.families import children, families
from functions.storage.invoices import documents, invoices
from functions.storage.invoicing import holds
from functions.storage.invoicing.billing_sheets import HouseholdToBill
from functions.storage.regie import alerts, online_payments
from functions.storage.second_factor import factors
from functions.storage.table import journal, keys
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.families.share_child import share_child
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.invoicing.plan_invoices import dues
from functions.usecases.privacy.erase_family import ErasureAsked
from infra.backup import totals
from tests.support import desk, queues
from tests.support.absences import a_declared
from tests.support.accounts import PASSWORD, an_account
from tests.support.beginnings import begin_with
from tests.support.builders import (
    CANTEEN,
    EVENING,
    GUILHEM,
    JULIE,
    MARC,
    MONDAY,
    NOW,
    a_child,
    a_family,
    appoint,
    book,
    log_in,
    on,
    open_town,
    paris,
    settle,
)
from tests.support.client import Browser
from tests.support.erasing import erase_with_files
from tests.support.ledger import counters, rows, tally
from tests.support.second_factor import a_phone
from tests.support.table import journal_of_commune

FAMILY = "/communes/lisse/families/testmp"
NEIGHBOUR = "0" * 25 + "v"
OCTOBER = on("lundi 2026-10-05")
SEPTEMBER_28 = paris("lundi 2026-09-28 18:00")
LUNCH = Slot(MONDAY, CANTEEN.code, "clara")
MONTHS = ("2026-10", "2026-11", "2026-12")


@pytest.fixture
def town(table: str, documents_bucket: str, uploads_bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    for made in (wiring.documents, wiring.uploads, wiring._s3):
        made.cache_clear()
    begin_with(two_homes)


def two_homes() -> None:
    """Clara is the Testmps' alone; Guilhem has a home at the Voisins' too. October was invoiced and paid."""
    open_town()
    settle()
    voisins = a_family("voisins", name="Voisins", guardians=(), members=(NEIGHBOUR,), children=("guilhem",))
    settle(voisins, [replace(GUILHEM, families=("testmp", "voisins"))])
    an_account(MARC, "marc@famille.example", families=(FamilyRef("lisse", "testmp"),))
    an_account(JULIE, "julie@famille.example", families=(FamilyRef("lisse", "testmp"),))
    for child, account, family in (
        ("clara", MARC, "testmp"),
        ("guilhem", MARC, "testmp"),
        ("guilhem", NEIGHBOUR, "voisins"),
    ):
        service = EVENING.code if family == "voisins" else CANTEEN.code
        day = on("jeudi 2026-10-08") if child == "clara" else OCTOBER
        book(Slot(day, service, child), account=account, family=family, now=SEPTEMBER_28)
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))
    [debt] = invoices.receivables("lisse", "testmp")
    desk.pay(desk.cheque(debt.total_cents))


def erase(*, now: datetime = NOW) -> None:
    asked = ErasureAsked("lisse", "testmp", "command", now)
    erase_with_files(asked, documents=wiring.documents(), uploads=wiring.uploads())


def refused() -> list[ObstacleKind]:
    with pytest.raises(NotErasable) as error:
        erase()
    assert families.family("lisse", "testmp").value.name == "Testmp", "nothing was written"
    return [each.kind for each in error.value.obstacles]


def test_only_accounting_still_names_the_family(town: None, table: str, dynamodb: Any) -> None:
    book(LUNCH)
    documents_before = invoices.documents("lisse", "testmp")
    debts_before = invoices.receivables("lisse", "testmp")
    erase()
    assert invoices.documents("lisse", "testmp") == documents_before
    assert invoices.receivables("lisse", "testmp") == debts_before
    left = families.family("lisse", "testmp").value
    assert (left.name, left.guardians, left.members, left.erased_on) == (
        ERASED,
        (),
        (),
        on("lundi 2026-11-16"),
    )
    named = [
        (item["pk"]["S"], item["sk"]["S"])
        for item in totals.scan(dynamodb, table)
        if any(
            word in json.dumps(item, ensure_ascii=False)
            for word in ("Testmp", "@famille.example", "Clara", "clara", MARC, JULIE)
        )
    ]
    # The invoice is the document; its mail is on its way to nobody; Guilhem keeps his name and what he did at his other home,
    # which is found under it.
    known = ("C#lisse#I#testmp", "C#lisse#K#guilhem", "OUTBOX")
    keys_left = [(item["pk"]["S"], item["sk"]["S"]) for item in totals.scan(dynamodb, table)]
    found_under = [sk for pk, sk in keys_left if pk.startswith("C#lisse#FIND#")]
    assert found_under and all(sk.endswith("#voisins") for sk in found_under)
    others = [(pk, sk) for pk, sk in named if not pk.startswith(known)]
    assert others == [("C#lisse#F#voisins", "DIRECTORY")]
    assert ("C#lisse#I#testmp", f"INVOICE#{debts_before[0].invoice}") in named
    assert [stored.value.id for stored in families.all_families("lisse")] == ["voisins"]


def test_places_are_those_of_the_bookings_that_are_left(town: None) -> None:
    book(LUNCH, replace(LUNCH, child="guilhem"))
    book(replace(LUNCH, service=EVENING.code, child="guilhem"), account=NEIGHBOUR, family="voisins")
    erase()
    left = rows(["clara", "guilhem"], MONTHS)
    assert {(slot.date, booking.payer) for slot, booking in left.items()} == {
        (OCTOBER, "testmp"),  # what Guilhem did is his other home's to know, and its bills depend on it
        (OCTOBER, "voisins"),
        (MONDAY, "voisins"),
    }
    assert counters([CANTEEN.code, EVENING.code], MONTHS) == tally(left)


def voisins_due(month: str = "2026-11") -> list[tuple[Any, ...]]:
    household = HouseholdToBill("voisins")
    [due] = dues(communes.commune("lisse"), month_period(month), [household])
    return [(line.day, line.child, line.service, line.amount_cents) for line in due.lines]


def test_the_other_home_of_a_shared_child_is_asked_for_what_it_was(town: None) -> None:
    halves = Sharing(on("mardi 2026-09-01"), (Part("testmp", 50), Part("voisins", 50)))
    share_child("lisse", "guilhem", halves, by=JULIE, key="k" * 8, now=NOW)
    issue_invoices("lisse", "2026-11", by="job", now=paris("mardi 2026-12-01 04:15"))
    later = paris("mercredi 2026-12-02 09:00")
    for debt in invoices.receivables("lisse", "testmp"):
        if debt.owed_cents:
            desk.pay(desk.cheque(debt.owed_cents, on("mardi 2026-12-01")), now=later)
    if left := sum(credit.left_cents for credit in desk.purse()):
        desk.refund(left, now=later)
    before = voisins_due("2026-12")
    erase(now=later)
    assert voisins_due("2026-12") == before
    file = children.children("lisse", ["guilhem"])["guilhem"].value
    assert (file.families, file.sharing[-1]) == (("voisins",), Sharing(on("jeudi 2026-12-03")))


def test_an_erased_family_is_never_billed_again_and_never_given_back(
    town: None, caplog: pytest.LogCaptureFixture
) -> None:
    erase()
    before = invoices.receivables("lisse", "testmp")
    issue_invoices("lisse", "2026-11", by="job", now=paris("mardi 2026-12-01 04:15"))
    assert invoices.receivables("lisse", "testmp") == before
    assert invoices.credits_of("lisse", "testmp") == []
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


def test_a_cheque_that_the_bank_takes_back_afterwards_is_still_recorded(town: None) -> None:
    [payment] = [entry.source for entry in desk.debts()[0].entries]
    erase()
    desk.reject(payment)
    assert desk.debts()[0].owed_cents > 0


def test_files_of_proofs_go_and_those_of_invoices_stay(town: None) -> None:
    uploads, papers = wiring.uploads(), wiring.documents()
    place, exported = "proofs/lisse/testmp/p1", "exports/lisse/testmp/e1.zip"
    invoice, certificate = "lisse/testmp/a.pdf", "lisse/testmp/b.pdf"
    others = "proofs/lisse/testmp2/p1"
    for store, names in ((uploads, (place, exported, others)), (papers, (invoice, certificate))):
        for name in names:
            store.put(name, b"%PDF-", sha256=sha256(b"%PDF-").hexdigest())
    [debt] = invoices.receivables("lisse", "testmp")
    file_document(DocumentKind.INVOICE, debt.invoice, invoice)
    file_document(DocumentKind.TAX_CERTIFICATE, "2026", certificate)
    erase()
    assert [uploads.has(name) for name in (place, exported, others)] == [False, False, True]
    assert [papers.has(name) for name in (invoice, certificate)] == [True, False]
    assert [ref.kind for ref, _ in documents.of_family("lisse", "testmp")] == [DocumentKind.INVOICE]


def file_document(kind: DocumentKind, subject: str, place: str) -> None:
    ref = DocumentRef("lisse", "testmp", kind, subject)
    transaction = Transaction()
    documents.put(transaction, Stored(documents.key_of(ref), Filed(place, "0" * 64, 5, NOW), 0))
    transaction.commit()


def test_the_absence_of_a_shared_child_is_kept_without_its_proof(town: None) -> None:
    absence = a_declared([OCTOBER], certificate=NOW, id="2026-10.guilhem.a")
    [stored] = child_months.months_of("lisse", ["guilhem"], "2026-10")
    transaction = Transaction()
    child_months.put(transaction, "lisse", replace(stored, value=stored.value.with_absence(absence)))
    transaction.commit()
    erase()
    [stored] = child_months.months_of("lisse", ["guilhem"], "2026-10")
    [certificate] = stored.value.absences[absence.id].certificates
    assert certificate.document == ""


def test_no_queue_keeps_a_place_for_an_erased_family(
    table: str, documents_bucket: str, uploads_bucket: str
) -> None:
    for made in (wiring.documents, wiring.uploads, wiring._s3):
        made.cache_clear()
    reglement = queues.a_waiting_town(1, families="abc")
    queues.fill("a")
    queues.join("b")
    queues.join("c", now=NOW + timedelta(minutes=1))
    asked = ErasureAsked("lisse", "b", "command", NOW + timedelta(minutes=2))
    erase_with_files(asked, documents=wiring.documents(), uploads=wiring.uploads())
    assert queues.queue(reglement) == ["c"]
    assert list(waiting_queues.entries_of("lisse", "b")) == []
    queues.cancel("a", now=NOW + timedelta(minutes=3))
    assert queues.comes("abc") == ["c"]


def test_nobody_of_the_family_gets_in_any_more(town: None) -> None:
    cookie = log_in(MARC)
    a_phone()
    erase()
    assert Browser(app, cookie=cookie).get("/me").status == 401
    assert factors.factor(MARC) is None, "whoever worked for the town once leaves no second factor either"
    again = Browser(app).post("/session", {"email": "marc@famille.example", "password": PASSWORD})
    assert (again.status, again.json["code"]) == (401, "wrong_credentials")


def test_a_login_that_serves_another_family_or_an_agent_stays_for_that(town: None) -> None:
    settle(a_family("autre", name="Autre", members=(MARC,), children=("tom",)), [a_child("tom", ("autre",))])
    an_account_of_two = (FamilyRef("lisse", "testmp"), FamilyRef("lisse", "autre"))
    replace_families(MARC, an_account_of_two)
    appoint(JULIE, Role.SECRETARY)
    marc, julie = Browser(app, cookie=log_in(MARC)), Browser(app, cookie=log_in(JULIE))
    erase()
    assert [entry["family"]["id"] for entry in marc.get("/me").json["families"]] == ["autre"]
    assert marc.get(f"{FAMILY}/invoices").status == 404
    assert julie.get("/me").json["families"] == []
    assert julie.get("/communes/lisse/called-off?month=2026-11").status == 200


def replace_families(account: str, refs: tuple[FamilyRef, ...]) -> None:
    from functions.storage.accounts import accounts

    stored = accounts.account(account)
    transaction = Transaction()
    accounts.put_account(transaction, replace(stored, value=replace(stored.value, families=refs)))
    transaction.commit()


def test_the_commune_s_journal_says_who_erased_whom_by_id(town: None) -> None:
    erase()
    [line] = [line for line in journal_of_commune("lisse") if line.act == "family_erased"]
    assert (line.by, line.detail) == ("command", {"family": "testmp"})
    assert {line.act for line in journal.lines("lisse", "testmp")} == {"invoice_issued", "payment_recorded"}


def test_erased_twice_it_is_erased_once_and_an_unknown_family_is_not(town: None) -> None:
    erase()
    before = families.family("lisse", "testmp")
    erase(now=paris("mardi 2026-11-17 09:00"))
    assert families.family("lisse", "testmp") == before
    with pytest.raises(NotFound):
        erase_with_files(
            ErasureAsked("lisse", "personne", "command", NOW),
            documents=wiring.documents(),
            uploads=wiring.uploads(),
        )


def _owes() -> None:
    desk.reject(next(entry.source for entry in desk.debts()[0].entries))


def _has_credit() -> None:
    desk.credit_note(desk.debts()[0].invoice)


def _has_not_invoiced_days() -> None:
    book(Slot(on("jeudi 2026-11-12"), CANTEEN.code, "clara"), now=paris("lundi 2026-11-02 09:00"))


def _paid_ahead() -> None:
    book(LUNCH)
    issued = desk.issue_month("2026-12", 345)
    desk.pay(desk.cheque(issued.total_cents), now=NOW)


def _put(write: Callable[[Transaction], None]) -> None:
    transaction = Transaction()
    write(transaction)
    transaction.commit()


def _pays_online() -> None:
    attempt = Attempt("att", "lisse", "testmp", desk.debts()[0].invoice, MARC, 345, "REF", NOW)
    key = keys.payment("lisse", "testmp", "att")
    _put(lambda transaction: online_payments.put(transaction, Stored(key, attempt, 0)))


def _holds_places() -> None:
    _put(lambda transaction: holds.put_new(transaction, Hold("lisse", "testmp", "i", (LUNCH,), "act", NOW)))


def _is_alerted() -> None:
    alert = Alert("a1", AlertKind.PAID_BEYOND, NOW, "testmp", "i", "p", "2026-000001", 345)
    _put(lambda transaction: alerts.raise_alert(transaction, "lisse", alert))


@pytest.mark.parametrize(
    ("arrange", "expected"),
    [
        (_owes, ObstacleKind.OWES),
        (_has_credit, ObstacleKind.CREDIT),
        (_has_not_invoiced_days, ObstacleKind.NOT_INVOICED),
        (_paid_ahead, ObstacleKind.PAID_AHEAD),
        (_pays_online, ObstacleKind.PAYMENT),
        (_holds_places, ObstacleKind.HOLD),
        (_is_alerted, ObstacleKind.ALERT),
    ],
    ids=lambda each: each.value if isinstance(each, ObstacleKind) else "",
)
def test_a_family_with_whom_something_is_open_is_not_erased(
    town: None, arrange: Callable[[], None], expected: ObstacleKind
) -> None:
    arrange()
    assert expected in refused()
