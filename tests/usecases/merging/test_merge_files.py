"""Two files of one family become one: nothing of either is lost, nothing is there twice, whatever interrupts it."""

import hashlib
import inspect
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from functions import wiring
from functions.domain.accounts.account import FamilyRef
from functions.domain.billing.prepayment import Hold
from functions.domain.errors import NotFound
from functions.domain.families.family import FileMoved
from functions.domain.files.edits import FieldEdit
from functions.domain.merging.merge import MergeObstacle, NotMergeable, SameFile
from functions.domain.merging.merged_family import Choices, WrongChoice
from functions.domain.merging.merged_files import FileMerged
from functions.domain.planning.child_month import Slot
from functions.domain.planning.declared_absence import absence_id
from functions.domain.regie.online_payments import Attempt, AttemptState
from functions.domain.safety.child_safety import Allergen
from functions.storage.absences import absence_facts, proofs_to_read
from functions.storage.attendance import attendance_events
from functions.storage.bookings import child_months
from functions.storage.families import children, families
from functions.storage.invoices import invoices
from functions.storage.invoicing import holds, runs
from functions.storage.merging.kinds import JOINED, MOVES, OF_CHILD, STAYS, stays
from functions.storage.regie import online_payments
from functions.storage.safety import child_safeties
from functions.storage.table import journal, keys
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.absences.absence_act import AbsenceAct, change_absence
from functions.usecases.families.end_access import EndAccess, end_access
from functions.usecases.files.edit_family import FamilyEdit, edit_family
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.merging import merge_files as merging
from functions.usecases.merging.merge_files import merge_files
from functions.usecases.privacy import erase_family as erasing
from functions.usecases.privacy.erase_family import ErasureAsked
from functions.usecases.privacy.read_family_data import read_family_data
from infra.backup import totals
from tests.support.absences import a_declared
from tests.support.accounts import account_of
from tests.support.acts.every import ACTS
from tests.support.beginnings import begin_with
from tests.support.builders import JULIE, MARC, MONDAY, NOW, a_family, book, on, paris, settle
from tests.support.crashes import Calls, Killed, dying
from tests.support.directories import the_directory_is_what_the_files_say
from tests.support.effort import at_most
from tests.support.erasing import erase_with_files
from tests.support.ledger import counters, rows, tally
from tests.support.merging import (
    DOUBLE,
    LOU,
    LUNCH,
    OCTOBER,
    OTHER,
    ROSE,
    asked,
    merge,
    renamed_text,
    two_files,
)
from tests.usecases.test_faults_everywhere import Snapshot, state

MONTHS = ("2026-10", "2026-11")
Items = dict[tuple[str, str], dict[str, Any]]


@pytest.fixture
def town(table: str) -> None:
    begin_with(two_files)


def a_payment_under_way() -> None:
    attempt = Attempt("open", "lisse", "testmp", "invoice", MARC, 100, "ref", NOW, AttemptState.OPEN)
    transaction = Transaction()
    online_payments.put(transaction, Stored(keys.payment("lisse", "testmp", "open"), attempt, 0))
    transaction.commit()


def places_that_wait_for_a_payment() -> None:
    transaction = Transaction()
    holds.put_new(transaction, Hold("lisse", OTHER, "invoice", (), "act", NOW))
    transaction.commit()


def invoices_being_issued() -> None:
    [run] = [stored for stored in [runs.run("lisse", "enfance", "2026-10")] if stored is not None]
    transaction = Transaction()
    runs.put(transaction, "lisse", replace(run, value=replace(run.value, done_at=None)))
    transaction.commit()


def another_merge() -> None:
    stored = families.family("lisse", "testmp")
    transaction = Transaction()
    families.put(transaction, "lisse", replace(stored, value=replace(stored.value, merging="third")))
    transaction.commit()


def a_third_home() -> None:
    home = a_family("voisins", guardians=(), members=(), children=(DOUBLE,))
    [known] = children.children("lisse", [DOUBLE]).values()
    settle(home, [replace(known.value, families=(OTHER, "voisins"))])


OBSTACLES: dict[MergeObstacle, Callable[[], None]] = {
    MergeObstacle.PAYMENT: a_payment_under_way,
    MergeObstacle.HOLD: places_that_wait_for_a_payment,
    MergeObstacle.RUN: invoices_being_issued,
    MergeObstacle.MERGING: another_merge,
    MergeObstacle.OTHER_HOME: a_third_home,
}


def items(dynamodb: Any, table: str) -> Items:
    return {(item["pk"]["S"], item["sk"]["S"]): item for item in totals.scan(dynamodb, table)}


def sent_under_the_other(said: dict[str, Any]) -> dict[str, Any]:
    """Files stay where they lie, and what names one says where that is."""
    return {**said, "sent_by": OTHER} if "file_type" in said else said


def of_file(found: Items, file: str) -> Items:
    return {key: item for key, item in found.items() if key[0] in (f"C#lisse#F#{file}", f"C#lisse#I#{file}")}


def test_every_item_of_the_other_file_lies_with_the_kept_one_and_says_what_it_said(
    town: None, table: str, dynamodb: Any
) -> None:
    before = items(dynamodb, table)
    moving = {key: item for key, item in of_file(before, OTHER).items() if not stays(key[1])}
    kinds = {sort.partition("#")[0] for _, sort in moving}
    assert kinds == MOVES.keys() - {"HOLD"}, "places that wait for a payment are in the way of a merge"
    merge()
    after = items(dynamodb, table)
    for (pk, sort), item in moving.items():
        place = (pk.replace(OTHER, "testmp"), sort.replace(DOUBLE, "clara"))
        assert place in after, place
        kind = sort.partition("#")[0]
        if kind in JOINED and place in before:
            continue
        said = json.loads(renamed_text(item["body"]["S"]), object_hook=sent_under_the_other)
        assert json.loads(after[place]["body"]["S"]) == said, sort
        for name in ("list_sk", "expires_at", "version"):
            assert renamed_text(json.dumps(after[place].get(name))).replace(OTHER, "testmp") == renamed_text(
                json.dumps(item.get(name))
            ).replace(OTHER, "testmp"), (sort, name)
    left = {sort.partition("#")[0] for _, sort in of_file(after, OTHER)}
    assert left <= STAYS - {"DIRECTORY"}
    the_directory_is_what_the_files_say()
    assert not [key for key in after if key[0].startswith("C#lisse#FIND#") and key[1].endswith(f"#{OTHER}")]


def test_whoever_adds_a_kind_of_item_says_how_it_merges() -> None:
    """`keys.py` makes the key of every item; by how its sort key begins."""
    source = inspect.getsource(keys)
    of_family = re.findall(r'(?:of_family|billed)\(\w+, \w+, f?"([A-Z_]+)', source)
    of_family += re.findall(r'#F#\{\w+\}", f?"([A-Z_]+)', source)
    of_child = re.findall(r'#K#\{\w+\}", f?"([A-Z_]+)', source)
    assert len(of_family) > 20
    assert set(of_family) == MOVES.keys() | STAYS | {"ERASURE"}, "functions/storage/merging/kinds.py"
    assert set(of_child) == OF_CHILD
    assert JOINED.keys() < MOVES.keys()


def test_the_kept_file_says_what_was_chosen_and_all_that_either_said(town: None) -> None:
    merge()
    family = families.family("lisse", "testmp").value
    assert (family.name, family.phone, family.merging) == ("Testmp", "06 39 98 00 07", "")
    assert [one.first_name for one in family.guardians] == ["Marc", "Julie", "Odile"]
    assert family.guardians[1].email == "julie@famille.example", "the address that was not chosen goes"
    assert family.members == (MARC, JULIE, ROSE)
    assert family.children == ("clara", "guilhem", LOU), "eldest first"
    assert [one.value for one in family.quotients] == [700, 812], "and what the other knew of earlier days"
    assert family.by_hand["phone"].listed == "01 99 00 56 78", "a list that says so is no news"
    clara = children.children("lisse", ["clara", DOUBLE])
    assert clara.keys() == {"clara"}
    assert (clara["clara"].value.number, clara["clara"].value.merged_from) == ("E77", (DOUBLE,))
    assert [one.family for one in clara["clara"].value.enrolments] == ["testmp"]
    sheet = child_safeties.safeties("lisse", ["clara", DOUBLE])
    assert sheet.keys() == {"clara"}
    assert set(sheet["clara"].value.allergens) == {Allergen.MILK, Allergen.EGGS}
    assert len(sheet["clara"].value.may_not_fetch) == 2
    trace = families.family("lisse", OTHER).value
    assert (trace.name, trace.merged_into, trace.members) == ("Testmp-Roux", "testmp", ())
    assert [one.value.id for one in families.all_families("lisse")] == ["testmp"]
    assert account_of(ROSE).families == (FamilyRef("lisse", "testmp"),)
    place = online_payments.behind("IDOP-1")
    assert place is not None and online_payments.attempt(place).value.family == "testmp"


def test_what_was_booked_is_booked_once_and_the_places_are_those_of_the_bookings(town: None) -> None:
    before = rows(["clara", "guilhem", DOUBLE, LOU], MONTHS)
    merge()
    after = rows(["clara", "guilhem", DOUBLE, LOU], MONTHS)
    wanted = {replace(slot, child="clara" if slot.child == DOUBLE else slot.child) for slot in before}
    assert after.keys() == wanted
    assert {booking.payer for booking in after.values()} == {"testmp"}
    assert counters([LUNCH], MONTHS) == tally(after)
    month = child_months.all_months("lisse", LOU)[-1].value
    [absence] = month.absences.values()
    assert (absence.family, absence.certificates[0].document) == ("testmp", f"{OTHER}/{'d' * 26}")
    [declared] = child_months.months_of("lisse", ["clara"], "2026-11")[0].value.absences.values()
    [waits] = proofs_to_read.of_family("lisse", "testmp")
    assert declared.id == waits.absence == "2026-11.clara.new", "an agent finds it under its id"
    [day] = attendance_events.all_days("lisse", "clara")
    assert [(one.id, one.payer) for one in day.value.services[LUNCH]] == [
        ("came", "testmp"),
        ("left", "testmp"),
    ]
    assert attendance_events.all_days("lisse", DOUBLE) == []
    assert month.opened == (f"{LUNCH}@2026-09-01@testmp@12345@all@",)


def test_the_next_invoice_asks_for_nothing_twice_and_takes_back_what_was_billed_twice(town: None) -> None:
    billed = [*invoices.receivables("lisse", "testmp"), *invoices.receivables("lisse", OTHER)]
    merge()
    moved = invoices.receivables("lisse", "testmp")
    assert sorted(moved, key=lambda debt: debt.invoice) == sorted(
        (replace(debt, family="testmp") for debt in billed), key=lambda debt: debt.invoice
    )
    issue_invoices("lisse", "2026-11", by="job", now=paris("mardi 2026-12-01 04:15"))
    [latest] = [one for one in invoices.documents("lisse", "testmp") if one.issue.period == "2026-11"]
    lines = sorted((line.day, line.child, line.amount_cents) for line in latest.lines)
    assert lines == [
        (OCTOBER, "clara", 100 - 345),  # of which a credit note had given a part back
        (MONDAY, "clara", -345),  # absent, with a proof, as one of the two files was told
        (MONDAY, "clara", 345),
        (MONDAY, LOU, -345),  # absent, with a proof
        (MONDAY, LOU, 345),
    ]
    assert invoices.documents("lisse", OTHER) == []


def test_done_twice_by_two_and_again_later_it_is_done_once(town: None, table: str, dynamodb: Any) -> None:
    first, second = asked("one"), asked("two")
    merge_files(first)
    once = items(dynamodb, table)
    merge_files(first)
    merge_files(second)
    assert items(dynamodb, table) == once
    with pytest.raises(NotFound):
        merge_files(replace(second, family=OTHER, other="testmp", key="back"))


def test_what_a_parent_books_before_the_merge_has_ended_is_not_lost(
    town: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first transaction is written, and the process is dead: both parents go on, and a month ends."""
    thursday = Slot(on("jeudi 2026-11-26"), LUNCH, LOU)
    wanted = asked()
    with monkeypatch.context() as patch:
        patch.setattr(merging, "carry_out", dies)
        with pytest.raises(Killed):
            merge_files(wanted)
    assert families.family("lisse", "testmp").value.merging == OTHER
    book(thursday, account=ROSE)
    with pytest.raises((NotFound, AssertionError)):
        book(thursday, account=ROSE, family=OTHER)
    issue_invoices("lisse", "2026-11", by="job", now=paris("mardi 2026-12-01 04:15"))
    assert {one.issue.period for one in invoices.documents("lisse", "testmp")} == {"2026-10"}, "not yet"
    merge_files(wanted)
    assert thursday in rows([LOU], MONTHS)
    assert {booking.payer for booking in rows([LOU], MONTHS).values()} == {"testmp"}


def dies(*_: object, **__: object) -> None:
    raise Killed


def test_an_absence_that_is_decided_at_the_instant_of_a_merge_is_told_so_and_none_stays_with_the_file_that_went(
    town: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = a_declared([MONDAY], family=OTHER, id=absence_id("2026-11", LOU, "missed"))
    [month] = child_months.months_of("lisse", [LOU], "2026-11")
    transaction = Transaction()
    child_months.put(
        transaction, "lisse", replace(month, value=replace(month.value, absences={known.id: known}))
    )
    transaction.commit()
    facts, met = absence_facts.facts, list[bool]()

    def merged_meanwhile(*args: Any, **kwargs: Any) -> Any:
        found = facts(*args, **kwargs)
        if not met:
            met.append(True)
            merge()
        return found

    monkeypatch.setattr(absence_facts, "facts", merged_meanwhile)
    decided = AbsenceAct("lisse", OTHER, "agent", "decided", NOW)
    with pytest.raises(FileMerged):
        change_absence(decided, "decide", known.id, lambda _: None, did="absence_decided")
    [after] = child_months.months_of("lisse", [LOU], "2026-11")
    assert [one.family for one in after.value.absences.values()] == ["testmp"] and met


def test_what_stands_in_the_way_is_said_and_nothing_is_written(town: None, table: str, dynamodb: Any) -> None:
    snapshot = Snapshot(dynamodb, table)
    for obstacle, prepare in OBSTACLES.items():
        snapshot.restore()
        prepare()
        before = items(dynamodb, table)
        with pytest.raises(NotMergeable) as refused:
            merge()
        assert refused.value.obstacles == (obstacle,)
        assert items(dynamodb, table) == before
    assert OBSTACLES.keys() == set(MergeObstacle)


def test_a_choice_that_nobody_was_offered_and_a_file_that_moved_are_refused(town: None) -> None:
    for choices in (
        Choices({"members": OTHER}),
        Choices({"phone": "voisins"}),
        Choices({}, {"guilhem": "clara"}),
        Choices({}, {DOUBLE: "clara", LOU: "clara"}),
    ):
        with pytest.raises(WrongChoice):
            merge_files(asked(choices=choices))
    with pytest.raises(SameFile):
        merge_files(replace(asked(), other="testmp"))
    wanted = asked()
    book(Slot(on("jeudi 2026-11-26"), LUNCH, "clara"))
    edit_family(FamilyEdit("lisse", OTHER, (FieldEdit("phone", "06 39 98 00 07", ""),), (), "a", "k", NOW))
    with pytest.raises(FileMoved):
        merge_files(wanted)


def test_who_was_put_out_of_one_file_stays_out_of_both(town: None) -> None:
    end_access(EndAccess("lisse", "testmp", JULIE, "agent", "out", NOW))
    merge()
    assert families.family("lisse", "testmp").value.members == (MARC, ROSE)


def test_the_family_gets_all_of_both_and_erasing_it_erases_both(
    town: None,
    table: str,
    dynamodb: Any,
    uploads_bucket: str,
    documents_bucket: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for made in (wiring.uploads, wiring.documents, wiring._s3):
        made.cache_clear()
    before = {line.id for file in ("testmp", OTHER) for line in journal.lines("lisse", file)}
    merge()
    data = read_family_data("lisse", "testmp", account=None, now=NOW)
    assert before < {line.id for line in data.journal}
    assert (len(data.invoices), len(data.threads), len(data.credit_notes)) == (2, 1, 1)
    assert {file.place for file in data.sent_files} == {f"kept/lisse/{OTHER}/scan"}
    assert {file.place for file in data.proofs} == {f"proofs/lisse/{OTHER}/{'d' * 26}"}
    places = [f"kept/lisse/{OTHER}/scan", f"proofs/lisse/{OTHER}/{'d' * 26}"]
    for place in places:
        wiring.uploads().put(place, b"scan", sha256=hashlib.sha256(b"scan").hexdigest())
    wanted = ErasureAsked("lisse", "testmp", "command", NOW)
    monkeypatch.setattr(erasing, "obstacles", lambda *_, **__: [])  # what stands in the way is another test's
    erase_with_files(wanted, documents=wiring.documents(), uploads=wiring.uploads())
    assert not any(wiring.uploads().has(place) for place in places)
    left = of_file(items(dynamodb, table), OTHER)
    assert {sort.partition("#")[0] for _, sort in left} <= {"FAMILY", "DOCUMENTS", "JOURNAL"}
    named = [key for key, item in left.items() if "Roux" in json.dumps(item)]
    assert named == []


def test_killed_at_any_call_and_run_again_the_end_is_the_same(town: None, table: str, dynamodb: Any) -> None:
    wanted = asked()
    snapshot = Snapshot(dynamodb, table)
    act = next(one for one in ACTS if one.name == "merging_two_files")
    with dying(Calls()) as calls:
        merge_files(wanted)
    once = state(snapshot, act)
    for number in range(at_most(15, 1), calls.made + 1, at_most(25, 1)):
        snapshot.restore()
        with pytest.raises(Killed), dying(Calls(number, done_first=True)):
            merge_files(wanted)
        merge_files(wanted)
        assert state(snapshot, act) == once, number
