"""One family, or one commune, comes back as it was, while the others go on."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from functions.domain.agents.staff import Role
from functions.domain.families.family import Family
from functions.domain.invoices.invoice import Invoice
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places
from functions.storage.agents import staff as staffs
from functions.storage.families import children, families
from functions.storage.families.families import family as stored_family
from functions.storage.invoices import invoices
from functions.storage.table import journal, keys, relocations
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.families.end_access import EndAccess, end_access
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.privacy.erase_family import ErasureAsked, erase_again
from functions.usecases.town.open_commune import open_commune
from infra.backup import part, totals
from infra.backup.bookings import NoRoom
from infra.backup.exports import RawItem
from infra.backup.part import Plan
from tests.support.builders import (
    CANTEEN,
    CLARA,
    GUILHEM,
    JULIE,
    MARC,
    MONDAY,
    NOW,
    SERVICES,
    a_commune,
    a_family,
    a_reglement,
    acting,
    appoint,
    book,
    on,
    open_account,
    open_town,
    paris,
    put_in_basket,
    seen_lines,
    settle,
)
from tests.support.ledger import counters, rows, tally
from tests.support.packed import keep_months

LUNCH = Slot(MONDAY, CANTEEN.code, "clara")
TUESDAY_LUNCH = Slot(on("mardi 2026-11-24"), CANTEEN.code, "clara")
BY = "operator"
THEN = paris("dimanche 2026-11-15 03:00")
"""The instant of the export. What it is called does not matter: the items are what they were."""


@pytest.fixture
def town(live: str) -> str:
    open_town(reglement=a_reglement())
    open_account()
    settle()
    settle(
        a_family("voisins", name="Voisins", members=(MARC,), children=("tom",)),
        [replace(CLARA, id="tom", families=("voisins",))],
    )
    return live


class Tool:
    """The table, kept once, then put back in part."""

    def __init__(self, dynamodb: Any, table: str) -> None:
        self._dynamodb, self._table = dynamodb, table
        self.kept: list[RawItem] = []

    def keep(self) -> None:
        self.kept = list(totals.scan(self._dynamodb, self._table))

    def plan(self, family: str | None = None) -> Plan:
        scope = part.scope_of(self._dynamodb, self._table, self.kept, "lisse", family)
        return part.plan(self._dynamodb, self._table, self.kept, scope)

    def restore(self, family: str | None = None, *, now: datetime = NOW) -> list[NoRoom]:
        made = self.plan(family)
        return part.apply(self._dynamodb, self._table, made, at=THEN, by=BY, now=now)

    def delete(self, key: keys.Key) -> None:
        self._dynamodb.delete_item(TableName=self._table, Key={"pk": {"S": key.pk}, "sk": {"S": key.sk}})


@pytest.fixture
def tool(dynamodb: Any, town: str) -> Tool:
    return Tool(dynamodb, town)


def cancel(slot: Slot) -> None:
    who = acting()
    put_in_basket(who, slot, action=Action.CANCEL)
    validate_basket(who, seen_lines(who), key=uuid4().hex, now=NOW)


def booked(*children: str) -> set[Slot]:
    return set(rows(children, ["2026-11"]))


def test_a_familys_bookings_are_those_of_the_instant_again_and_the_neighbours_are_untouched(
    tool: Tool,
) -> None:
    book(LUNCH)
    keep_months(packed=False)
    tool.keep()
    cancel(LUNCH)
    book(TUESDAY_LUNCH)
    book(replace(TUESDAY_LUNCH, child="tom"), family="voisins")
    keep_months(packed=True)
    assert tool.restore("testmp") == []
    assert booked("clara", "guilhem") == {LUNCH}
    assert booked("tom") == {replace(TUESDAY_LUNCH, child="tom")}


def test_places_follow_the_bookings(tool: Tool) -> None:
    book(LUNCH, replace(LUNCH, child="guilhem"))
    tool.keep()
    cancel(LUNCH)
    book(TUESDAY_LUNCH)
    tool.restore("testmp")
    assert counters([CANTEEN.code], ["2026-11"]) == tally(rows(["clara", "guilhem", "tom"], ["2026-11"]))


def test_a_place_that_others_have_taken_since_is_not_sold_twice(tool: Tool, town: str) -> None:
    few = tuple(
        replace(service, places=(Places(1),)) if service is CANTEEN else service for service in SERVICES
    )
    open_town(reglement=a_reglement(services=few))
    book(LUNCH)
    tool.keep()
    cancel(LUNCH)
    book(replace(LUNCH, child="tom"), family="voisins")
    assert tool.restore("testmp") == [NoRoom("clara", "2026-11", (CANTEEN.code,))]
    assert booked("clara", "tom") == {replace(LUNCH, child="tom")}


def test_in_a_child_of_two_homes_only_the_familys_own_bookings_go_back(tool: Tool) -> None:
    settle(
        a_family("voisins", name="Voisins", members=(MARC,), children=("tom", "clara")),
        [replace(CLARA, id="tom", families=("voisins",)), replace(CLARA, families=("testmp", "voisins"))],
    )
    tool.keep()
    book(LUNCH)
    book(TUESDAY_LUNCH, family="voisins")
    tool.restore("testmp")
    assert booked("clara") == {TUESDAY_LUNCH}


def test_a_familys_file_is_what_it_was_but_for_who_may_log_in(tool: Tool) -> None:
    tool.keep()
    [before] = [read_one(keys.family("lisse", "testmp"), Family)]
    assert before is not None
    moved = replace(before.value, name="Autre", members=before.value.members[:1])
    write_family(before.key, moved, before.version)
    tool.restore("testmp")
    after = stored_family("lisse", "testmp")
    assert after.value == replace(before.value, members=moved.members)
    assert after.version == before.version + 2


def write_family(key: keys.Key, family: Family, version: int) -> None:
    transaction = Transaction()
    families.put(transaction, "lisse", Stored(key, family, version))
    transaction.commit()


def test_an_invoice_issued_since_stays_and_one_that_was_lost_comes_back(tool: Tool) -> None:
    book(LUNCH)
    issue_invoices("lisse", "2026-11", by="job", now=paris("mardi 2026-12-01 04:15"))
    [debt] = invoices.receivables("lisse", "testmp")
    tool.keep()
    tool.delete(keys.invoice("lisse", "testmp", debt.invoice))
    tool.kept = [item for item in tool.kept if not item["sk"]["S"].startswith("RECEIVABLE#")]
    tool.restore("testmp")
    document, kept = invoices.invoice("lisse", "testmp", debt.invoice)
    assert (document.total_cents, kept.value) == (debt.total_cents, debt)


def test_an_invoice_lost_since_an_older_release_comes_back_where_it_lies_today(tool: Tool) -> None:
    book(LUNCH)
    issue_invoices("lisse", "2026-11", by="job", now=paris("mardi 2026-12-01 04:15"))
    [debt] = invoices.receivables("lisse", "testmp")
    tool.keep()
    key = keys.invoice("lisse", "testmp", debt.invoice)
    before = relocations.former(key)
    assert before is not None
    tool.kept = [{**item, "pk": {"S": before.pk}} if part.key_of(item) == key else item for item in tool.kept]
    assert tool.plan("testmp").missing == [], "it is there, elsewhere"
    tool.delete(key)
    tool.restore("testmp")
    assert read_one(key, Invoice) is not None
    assert tool.plan("testmp").missing == tool.plan().missing == []


def test_a_whole_commune_comes_back_and_its_journal_says_so(tool: Tool) -> None:
    book(LUNCH)
    tool.keep()
    open_commune(a_commune(name="Autre nom"), now=NOW)
    cancel(LUNCH)
    book(replace(LUNCH, child="tom"), family="voisins")
    assert tool.restore() == []
    assert booked("clara", "tom") == {LUNCH}
    assert "bookings_restored" in {line.act for line in journal.lines("lisse", "voisins")}
    assert tool.plan().changed == []


def test_restoring_twice_is_restoring_once(tool: Tool) -> None:
    book(LUNCH)
    tool.keep()
    cancel(LUNCH)
    tool.restore("testmp")
    again = tool.plan("testmp")
    assert (again.missing, again.changed, again.months) == ([], [], [])


def test_a_plan_writes_nothing(tool: Tool, dynamodb: Any, town: str) -> None:
    tool.keep()
    book(LUNCH)
    before = totals.of(totals.scan(dynamodb, town))
    assert [change.lost for change in tool.plan("testmp").months] == [(LUNCH,)]
    assert before.differences(totals.of(totals.scan(dynamodb, town))) == []


def test_a_family_that_came_since_is_told_and_left(tool: Tool) -> None:
    tool.keep()
    settle(
        a_family("nouveaux", name="Nouveaux", members=(), children=("zoe",)),
        [replace(GUILHEM, id="zoe", families=("nouveaux",))],
    )
    assert tool.plan().newer == ["C#lisse#F#nouveaux FAMILY", "C#lisse#K#zoe CHILD"]
    tool.restore()
    assert stored_family("lisse", "nouveaux").value.name == "Nouveaux"


def test_who_was_put_out_since_stays_out_and_is_known_under_another_address(tool: Tool) -> None:
    tool.keep()
    end_access(EndAccess("lisse", "testmp", MARC, "agent", "end-marc", NOW))
    known = stored_family("lisse", "testmp").value
    julie = replace(known.guardians[1], email="julie@ailleurs.example")
    settle(replace(known, phone="01 99 00 11 11", guardians=(known.guardians[0], julie)))
    tool.restore("testmp")
    back = stored_family("lisse", "testmp").value
    assert (back.phone, MARC in back.members) == ("01 99 00 56 78", False)
    assert [one.account for one in back.guardians] == [None, JULIE]
    assert {one.account for one in back.ended} == {MARC}


def test_an_agents_access_that_was_ended_since_is_not_opened_again(tool: Tool) -> None:
    appoint(JULIE, Role.SECRETARY)
    appoint(MARC, Role.REGISSEUR)
    tool.keep()
    appoint(MARC)
    tool.restore()
    assert staffs.staff("lisse").value.appointments.keys() == {JULIE}


def erase_testmp() -> None:
    erase_again(ErasureAsked("lisse", "testmp", "command", NOW), addresses=())


def test_an_erased_family_is_not_put_back_but_its_accounting_is(tool: Tool) -> None:
    book(LUNCH)
    issue_invoices("lisse", "2026-11", by="job", now=paris("mardi 2026-12-01 04:15"))
    [debt] = invoices.receivables("lisse", "testmp")
    tool.keep()
    erase_testmp()
    tool.delete(keys.invoice("lisse", "testmp", debt.invoice))
    for family in (None, "testmp"):
        made = tool.plan(family)
        assert made.erased > 5
        assert (made.changed, made.months) == ([], [])
        assert [item["sk"]["S"] for item in made.missing] == [f"INVOICE#{debt.invoice}"]
    tool.restore()
    assert stored_family("lisse", "testmp").value.erased_on is not None
    assert children.children("lisse", ["clara", "guilhem"]) == {}
    assert booked("clara", "guilhem") == set()
    assert invoices.documents("lisse", "testmp")[0].id == debt.invoice


def test_a_child_with_another_home_comes_back_to_that_home_alone(tool: Tool) -> None:
    settle(
        a_family("voisins", name="Voisins", members=(MARC,), children=("tom", "clara")),
        [replace(CLARA, id="tom", families=("voisins",)), replace(CLARA, families=("testmp", "voisins"))],
    )
    book(LUNCH)
    tool.keep()
    erase_testmp()
    book(TUESDAY_LUNCH, family="voisins")
    tool.restore()
    assert children.children("lisse", ["clara"])["clara"].value.families == ("voisins",)
    assert booked("clara") == set(), "the neighbours had booked nothing then, and the family is gone"
    assert counters([CANTEEN.code], ["2026-11"]) == tally(rows(["clara", "guilhem", "tom"], ["2026-11"]))
