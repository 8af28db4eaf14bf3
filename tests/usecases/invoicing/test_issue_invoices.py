"""One invoice a family and month, numbered without a gap, whatever happens while they are issued."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.errors import NotFound
from functions.domain.invoices.invoice import Invoice, PeriodNotOver
from functions.domain.invoices.receivable import InvoiceState, Receivable
from functions.domain.messages import MessageKind
from functions.storage.invoices import invoices
from functions.storage.invoicing import runs
from functions.storage.table import journal, outbox
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.town.open_commune import open_commune
from tests.support.builders import (
    CLARA,
    GUILHEM,
    a_booking,
    a_commune,
    a_family,
    a_month,
    on,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.table import left_of_run

pytestmark = pytest.mark.usefixtures("table")

CANTEEN = "restauration"
NOVEMBER = paris("dimanche 2026-11-01 04:15")
OCTOBER = "2026-10"


def a_town(families: int = 3) -> None:
    """Families `f0`, `f1`… with one child each, who eats at the canteen on one day more each time."""
    open_town()
    for rank in range(families):
        family, child = f"f{rank}", f"k{rank}"
        settle(
            a_family(family, name=f"Famille {rank}", children=(child,)),
            [replace(CLARA, id=child, families=(family,))],
        )
        days = {(day, CANTEEN): a_booking(payer=family) for day in range(1, rank + 2)}
        put_month(a_month(child, OCTOBER, days))


def issue(period: str = OCTOBER, **changes: object) -> runs.Run:
    return issue_invoices("lisse", period, by="job", now=changes.get("now", NOVEMBER))  # type: ignore[arg-type]


def debts(commune: str = "lisse", year: int = 2026) -> list[Receivable]:
    return invoices.of_year(commune, "enfance", year)


def documents(found: Iterable[Receivable]) -> list[Invoice]:
    return [invoices.invoice("lisse", debt.family, debt.invoice)[0] for debt in found]


def assert_all_issued_once(families: int, *, first: int = 1) -> None:
    found = debts()
    assert [debt.number.rank for debt in found] == list(range(first, first + families))
    assert sorted(debt.family for debt in found) == sorted(f"f{rank}" for rank in range(families))
    for debt, document in zip(found, documents(found), strict=True):
        rank = int(debt.family[1:])
        assert debt.total_cents == document.total_cents == 345 * (rank + 1)
        assert debt.number == document.number
        acts = [line.act for line in journal.lines("lisse", debt.family)]
        assert acts.count("invoice_issued") == 1
    told = [stored.value for stored in outbox.waiting() if stored.value.kind is MessageKind.INVOICE_ISSUED]
    assert sorted(str(message.data["invoice"]) for message in told) == sorted(debt.invoice for debt in found)


def test_each_family_gets_the_invoice_of_its_bookings() -> None:
    a_town(3)
    run = issue()
    assert_all_issued_once(3)
    assert (run.count, run.total_cents) == (3, 345 * 6)
    assert run.done_at == NOVEMBER


def test_the_document_is_frozen_with_all_that_it_must_mention() -> None:
    open_town()
    settle()
    put_month(a_month("clara", OCTOBER, {(1, CANTEEN): a_booking(), (2, CANTEEN): a_booking()}))
    put_month(a_month("guilhem", OCTOBER, {(1, CANTEEN): a_booking(110)}))
    issue()
    [debt] = debts()
    [document] = documents([debt])
    issuer, debtor = document.issue.issuer, document.debtor
    assert (issuer.name, issuer.siret, issuer.regie) == ("Lisse", "00000000000000", "Régie enfance de Lisse")
    assert document.issue.issued_on == on("dimanche 2026-11-01")
    assert document.issue.due_on == on("mardi 2026-12-01")
    assert [person.first_name for person in debtor.people] == ["Marc", "Julie"]
    assert debtor.address.city == "Lisse"
    assert [(line.child_name, line.day.day, line.amount_cents) for line in document.lines] == [
        ("Clara", 1, 345),
        ("Clara", 2, 345),
        ("Guilhem", 1, 110),
    ]
    assert (debt.balance_cents, debt.state(document.issue.issued_on)) == (800, InvoiceState.OPEN)


def test_the_message_carries_no_name() -> None:
    a_town(1)
    issue()
    told = [stored.value for stored in outbox.waiting()]
    [message] = [message for message in told if message.kind is MessageKind.INVOICE_ISSUED]
    assert message.data.keys() == {"invoice", "number", "period", "total_cents", "due_on"}
    assert (message.commune, message.family) == ("lisse", "f0")


def test_a_child_of_two_homes_is_billed_to_the_one_that_booked() -> None:
    open_town()
    shared = replace(CLARA, families=("testmp", "papa"))
    settle(a_family(children=("clara",)), [shared])
    settle(a_family("papa", name="Autre", children=("clara",)), [shared])
    both = {(1, CANTEEN): a_booking(), (2, CANTEEN): a_booking(520, payer="papa")}
    put_month(a_month("clara", OCTOBER, both))
    issue()
    assert {debt.family: debt.total_cents for debt in debts()} == {"testmp": 345, "papa": 520}


def test_what_comes_to_nothing_is_not_invoiced_and_takes_no_number() -> None:
    open_town()
    settle(a_family("f0", children=("k0",)), [replace(CLARA, id="k0", families=("f0",))])
    settle(a_family("f1", children=("k1",)), [replace(GUILHEM, id="k1", families=("f1",))])
    put_month(a_month("k0", OCTOBER, {(1, CANTEEN): a_booking(0, payer="f0")}))
    put_month(a_month("k1", OCTOBER, {(1, CANTEEN): a_booking(345, payer="f1")}))
    assert issue().count == 1
    assert [(debt.family, debt.number.rank) for debt in debts()] == [("f1", 1)]


def test_a_month_without_bookings_is_done_at_once() -> None:
    open_town()
    assert issue().count == 0
    assert runs.last_number("lisse", "enfance", 2026) == 0


def test_a_town_that_has_not_published_its_reglement_has_nothing_to_issue() -> None:
    open_commune(a_commune(), now=NOVEMBER)
    settle()
    assert issue().count == 0


def test_issued_twice_there_is_one_invoice() -> None:
    a_town(3)
    first = issue()
    put_month(a_month("k0", OCTOBER, {(day, CANTEEN): a_booking(payer="f0") for day in range(1, 20)}))
    assert issue(now=NOVEMBER + timedelta(hours=1)) == first
    assert_all_issued_once(3)


def test_months_follow_each_other_in_the_numbers_and_years_begin_again() -> None:
    a_town(2)
    issue()
    put_month(a_month("k0", "2026-11", {(2, CANTEEN): a_booking(payer="f0")}))
    issue("2026-11", now=paris("mardi 2026-12-01 04:15"))
    put_month(a_month("k0", "2026-12", {(1, CANTEEN): a_booking(payer="f0")}))
    issue("2026-12", now=paris("vendredi 2027-01-01 04:15"))
    assert [debt.number.label for debt in debts()] == ["2026-000001", "2026-000002", "2026-000003"]
    assert [debt.number.label for debt in debts(year=2027)] == ["2027-000001"]


def test_communes_number_apart() -> None:
    a_town(1)
    open_town(a_commune("vauvert"))
    settle(a_family("f9", children=("k9",)), [replace(CLARA, id="k9", families=("f9",))], commune="vauvert")
    put_month(a_month("k9", OCTOBER, {(1, CANTEEN): a_booking(payer="f9")}), commune="vauvert")
    issue()
    issue_invoices("vauvert", OCTOBER, by="job", now=NOVEMBER)
    assert [debt.number.rank for debt in debts()] == [1]
    assert [(debt.family, debt.number.rank) for debt in debts("vauvert")] == [("f9", 1)]


@pytest.mark.parametrize("moment", ["jeudi 2026-10-15 12:00", "samedi 2026-10-31 23:59"])
def test_a_month_that_is_not_over_is_refused(moment: str) -> None:
    a_town(1)
    with pytest.raises(PeriodNotOver):
        issue(now=paris(moment))
    assert debts() == []


def test_the_month_ends_on_the_towns_clock() -> None:
    """At 21:00 in Paris on the 31st it is the 1st already on Réunion."""
    open_town(a_commune(timezone="Indian/Reunion"))
    evening = paris("samedi 2026-10-31 21:00")
    assert issue(now=evening).issue.issued_on == on("dimanche 2026-11-01")


def test_an_unknown_commune_is_not_found() -> None:
    with pytest.raises(NotFound):
        issue()


def test_three_runs_at_once_issue_each_invoice_once() -> None:
    a_town(5)
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda _: issue(), range(3)))
    assert_all_issued_once(5)
    assert len({run.plan for run in done}) == 1
    assert runs.last_number("lisse", "enfance", 2026) == 5


def test_nothing_is_left_of_the_plans_once_done() -> None:
    a_town(3)
    with ThreadPoolExecutor(3) as pool:
        runs_done = list(pool.map(lambda _: issue(), range(3)))
    assert left_of_run("lisse", runs_done[0]) == []
