"""What changes after an invoice is on the next one; the documents of a family always come to what it owes."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.domain.billing.family_lines import lines_owed
from functions.domain.calendar.billing_periods import PeriodKind
from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.family import Family
from functions.domain.invoices.invoice import Invoice
from functions.domain.invoices.invoice_lines import LineKind, total_cents
from functions.domain.invoices.receivable import InvoiceState
from functions.domain.invoices.reissue import LineCorrection
from functions.domain.planning.attendance_record import Attended, Charge, Presence
from functions.domain.planning.child_month import Slot
from functions.domain.town.commune import Commune
from functions.domain.town.invoicing_policy import Invoicing
from functions.storage.bookings import child_months as stored_months
from functions.storage.invoices import invoices
from functions.storage.invoicing import runs
from functions.storage.invoicing.runs import Run
from functions.storage.table import journal
from functions.storage.table.transaction import Transaction
from functions.usecases.invoicing import advance_run
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support import desk
from tests.support.builders import (
    CLARA,
    PARIS,
    a_booking,
    a_commune,
    a_family,
    a_month,
    a_reglement,
    a_tariff,
    on,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.situations import NOTHING_OFF

pytestmark = pytest.mark.usefixtures("table")

CANTEEN = "restauration"


def a_town(**policy: object) -> None:
    commune = a_commune()
    regie = replace(commune.regie, invoicing=Invoicing(**policy))  # type: ignore[arg-type]
    open_town(replace(commune, regie=regie))
    settle()


def eats(month: str, *days: int, cents: int = 345, child: str = "clara", payer: str = "testmp") -> None:
    put_month(a_month(child, month, {(day, CANTEEN): a_booking(cents, payer=payer) for day in days}))


def issue(month: str, now: str) -> Run:
    return issue_invoices("lisse", month, by="job", now=paris(now))


def documents(family: str = "testmp") -> list[Invoice]:
    """Oldest first."""
    return invoices.documents("lisse", family)


def october() -> Run:
    return issue("2026-10", "dimanche 2026-11-01 04:15")


def november() -> Run:
    return issue("2026-11", "mardi 2026-12-01 04:15")


def test_a_day_given_back_comes_off_the_next_invoice() -> None:
    a_town()
    eats("2026-10", 1, 2)
    october()
    eats("2026-10", 2)
    eats("2026-11", 2, 3)
    november()
    first, second = documents()
    assert [(line.day.isoformat(), line.amount_cents, line.corrects) for line in second.lines] == [
        ("2026-10-01", -345, first.number.label),
        ("2026-11-02", 345, ""),
        ("2026-11-03", 345, ""),
    ]
    assert second.total_cents == 345
    assert first.total_cents + second.total_cents == 3 * 345
    assert documents() == [first, second]


def test_a_child_who_left_is_still_given_back_what_was_billed() -> None:
    a_town()
    eats("2026-10", 1, 2)
    october()
    eats("2026-10")
    november()
    _, second = documents()
    assert (second.total_cents, second.credited_cents) == (0, 690)


def test_an_invoice_is_never_below_zero_and_the_rest_is_kept_for_the_family() -> None:
    a_town()
    eats("2026-10", 1, 2, 5)
    october()
    eats("2026-10", 1)
    eats("2026-11", 2)
    november()
    _, second = documents()
    assert (second.total_cents, second.credited_cents) == (0, 345)
    [debt, _] = invoices.receivables("lisse", "testmp")
    assert (debt.invoice, debt.balance_cents) == (second.id, 0)
    assert debt.state(on("mardi 2026-12-01")) is InvoiceState.PAID
    [credit] = invoices.credits_of("lisse", "testmp")
    assert (credit.amount_cents, credit.invoice) == (345, second.id)
    [line] = [line for line in journal.lines("lisse", "testmp") if line.detail.get("invoice") == second.id]
    assert line.detail["credited_cents"] == 345
    # Nothing has changed since: neither the credit nor the differences come again.
    eats("2026-12", 1)
    issue("2026-12", "vendredi 2027-01-01 04:15")
    assert documents()[-1].total_cents == 345
    assert len(invoices.credits_of("lisse", "testmp")) == 1


def late_pickup(day: str, cents: int) -> None:
    slot = Slot(on(day), CANTEEN, "clara")
    [month] = stored_months.months_of("lisse", ["clara"], slot.month)
    charge = Charge(LineKind.LATE_PICKUP, 1, cents, "")
    attended = Attended(Presence.PRESENT, "agent", desk.NOW, "testmp", charges=(charge,))
    put_month(month.value.with_attended(slot, attended))


def asked_in_all() -> int:
    """What every document together leaves for the family to pay."""
    return sum(debt.total_cents - sum(debt.credited.values()) for debt in desk.debts())


def test_what_comes_after_an_invoice_was_issued_again_is_asked_for_whole() -> None:
    a_town()
    eats("2026-10", 1)
    october()
    desk.reissue(documents()[0].id, {})
    assert asked_in_all() == 345
    late_pickup("jeudi 2026-10-01", 500)
    november()
    assert [line.amount_cents for line in documents()[-1].lines] == [500]
    assert asked_in_all() == 845


def test_a_price_lowered_in_issuing_again_stays_low_and_what_comes_after_is_added() -> None:
    a_town()
    eats("2026-10", 1)
    october()
    desk.reissue(documents()[0].id, {0: LineCorrection(unit_price_cents=200)})
    november()
    assert asked_in_all() == 200
    late_pickup("jeudi 2026-10-01", 500)
    issue("2026-12", "vendredi 2027-01-01 04:15")
    assert asked_in_all() == 700


def test_an_instalment_that_was_issued_again_is_asked_for_once() -> None:
    a_town(kind=PeriodKind.YEAR)
    for month in ("2026-09", "2026-10", "2026-11"):
        eats(month, 1, 2, cents=1000)
    issue("2026-2027.1-10", "jeudi 2026-10-01 04:15")
    desk.reissue(documents()[0].id, {})
    for rank, now in enumerate(("dimanche 2026-11-01 04:15", "mardi 2026-12-01 04:15"), start=2):
        issue(f"2026-2027.{rank}-10", now)
    issue("2026-2027.10-10", "jeudi 2027-07-01 04:15")
    assert [document.total_cents for document in documents()] == [600, 600, 600, 600, 4200]
    assert asked_in_all() == 6000


def test_what_is_too_small_waits_for_the_next_invoice_with_its_days() -> None:
    a_town(carry_below_cents=1000)
    eats("2026-10", 1)
    assert october().count == 0
    eats("2026-11", 2, 3)
    november()
    [document] = documents()
    assert [line.day.isoformat() for line in document.lines] == ["2026-10-01", "2026-11-02", "2026-11-03"]
    assert document.total_cents == 3 * 345


def test_nothing_waits_over_the_summer() -> None:
    a_town(carry_below_cents=1000)
    eats("2027-06", 1)
    assert issue("2027-06", "jeudi 2027-07-01 04:15").count == 0
    assert issue("2027-07", "dimanche 2027-08-01 04:15").count == 1
    assert [document.total_cents for document in documents()] == [345]


def test_a_month_that_no_run_came_to_is_on_the_next() -> None:
    a_town()
    eats("2026-10", 1)
    eats("2026-11", 2)
    november()
    assert [line.day.isoformat() for line in documents()[0].lines] == ["2026-10-01", "2026-11-02"]


def a_town_where_two_homes_share_clara() -> None:
    open_town()
    halves = Sharing(on("mardi 2026-09-01"), (Part("testmp", 50), Part("papa", 50)))
    shared = replace(CLARA, families=("testmp", "papa"), sharing=(halves,))
    settle(a_family(children=("clara",)), [shared])
    settle(a_family("papa", name="Autre", children=("clara",)), [shared])


def test_two_homes_that_share_a_child_have_an_invoice_each() -> None:
    a_town_where_two_homes_share_clara()
    eats("2026-10", 1)
    october()
    assert [document.total_cents for document in documents()] == [173]
    assert [document.total_cents for document in documents("papa")] == [172]


def test_a_family_that_a_shared_child_left_still_pays_the_part_it_agreed_to() -> None:
    a_town_where_two_homes_share_clara()
    eats("2026-10", 1)
    settle(a_family("papa", name="Autre", children=()), [])
    october()
    assert [document.total_cents for document in documents()] == [173]
    assert [document.total_cents for document in documents("papa")] == [172]


def test_a_child_who_moved_is_billed_to_the_family_that_booked() -> None:
    open_town()
    settle(a_family("before", name="Avant", children=()), [])
    settle(a_family("after", name="Après", children=("clara",)), [replace(CLARA, families=("after",))])
    both = {(1, CANTEEN): a_booking(payer="before"), (20, CANTEEN): a_booking(payer="after")}
    put_month(a_month("clara", "2026-10", both))
    october()
    assert [line.day.day for line in documents("before")[0].lines] == [1]
    assert [line.day.day for line in documents("after")[0].lines] == [20]


def test_a_family_without_a_file_keeps_no_other_from_its_invoice(caplog: pytest.LogCaptureFixture) -> None:
    a_town()
    put_month(a_month("clara", "2026-10", {(1, CANTEEN): a_booking(), (2, CANTEEN): a_booking(payer="gone")}))
    assert october().count == 1
    assert "payer without a file commune=lisse family=gone" in caplog.text


def test_a_document_written_while_the_run_was_planned_is_taken_into_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two periods overlap: the second run planned the same days, and says its invoice again before writing it."""
    a_town()
    eats("2026-10", 1, 2)
    take = advance_run._claimed

    def another_comes_first(commune: Commune, run: Run, now: object) -> Run | None:
        monkeypatch.setattr(advance_run, "_claimed", take)
        eats("2026-10", 2)
        claimed = take(commune, run, paris("dimanche 2026-11-01 04:15"))
        [shard] = [stored for stored in runs.shards("lisse", run) if stored is not None]
        chunk = runs.chunk("lisse", run, shard.value, 0)
        assert chunk is not None and claimed is not None
        transaction = Transaction()
        other = replace(chunk.drafts[0], id="other", lines=chunk.drafts[0].lines[:1])
        [(_, number)] = chunk.numbered(claimed, shard.value)
        invoices.put_new(transaction, "lisse", other.numbered(replace(number, rank=99), claimed.issue))
        transaction.commit()
        return claimed

    monkeypatch.setattr(advance_run, "_claimed", another_comes_first)
    october()
    said = {document.id: [line.amount_cents for line in document.lines] for document in documents()}
    assert said.pop("other") == [345]
    assert list(said.values()) == [
        [-345, 345]
    ]  # the 1st given back, the 2nd billed: what is owed, to the cent


def test_a_family_whose_bill_cannot_be_said_waits_and_keeps_no_other_from_its_invoice(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_town()
    settle(
        a_family("other", name="Autre", children=("zoe",)), [replace(CLARA, id="zoe", families=("other",))]
    )
    eats("2026-10", 1)
    eats("2026-10", 2, child="zoe", payer="other")

    def not_for_testmp(family: Family, *known: object, **more: object) -> object:
        if family.id == "testmp":
            raise CalendarUnknown(on("jeudi 2026-10-01"))
        return lines_owed(family, *known, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr("functions.usecases.invoicing.plan_invoices.lines_owed", not_for_testmp)
        assert october().count == 1
    assert "invoices not issued commune=lisse family=testmp code=calendar_unknown" in caplog.text
    assert (len(documents()), len(documents("other"))) == (0, 1)
    november()
    assert [line.day.isoformat() for line in documents()[0].lines] == ["2026-10-01"]


def test_a_late_pick_up_that_was_credited_is_not_asked_for_again() -> None:
    """Its line says no day of booking: the day was always booked, and is not booked since."""
    a_town()
    month = a_month("clara", "2026-10", {(1, CANTEEN): a_booking(220)})
    late = Charge(LineKind.LATE_PICKUP, 1, 500, "")
    seen = Attended(Presence.PRESENT, "agent", paris("jeudi 2026-10-01 19:00"), "testmp", charges=(late,))
    put_month(replace(month, attended={1: {CANTEEN: seen}}))
    october()
    [first] = documents()
    assert [line.amount_cents for line in first.lines] == [220, 500]
    desk.credit_note(first.id, {1: None})
    november()
    assert documents() == [first]
    eats("2026-10")
    issue("2026-12", "vendredi 2027-01-01 04:15")
    assert [line.amount_cents for line in documents()[1].lines] == [-220], (
        "the penalty is not given back twice"
    )


STORY = ["2026-10", "2026-11", "2026-12", "2027-01"]


@given(data=st.data())
@settings(max_examples=6, suppress_health_check=list(HealthCheck), deadline=None)
def test_whatever_changed_meanwhile_all_documents_come_to_what_is_owed(
    table: str, data: st.DataObject
) -> None:
    """Of a family of its own each time, in a town that carries small sums over."""
    commune = f"c{uuid4().hex}"
    town = a_commune(commune)
    threshold = data.draw(st.sampled_from([0, 1000]))
    regie = replace(town.regie, invoicing=Invoicing(carry_below_cents=threshold))
    open_town(replace(town, regie=regie))
    settle(commune=commune)
    for number, month in enumerate(STORY):
        for touched in data.draw(st.sets(st.sampled_from(STORY[: number + 1]), max_size=2)) | {month}:
            days = data.draw(st.dictionaries(st.integers(1, 28), st.integers(0, 900), max_size=6))
            booked = {(day, CANTEEN): a_booking(cents) for day, cents in days.items()}
            put_month(a_month("clara", touched, booked), commune=commune)
        first = (date.fromisoformat(f"{month}-01") + timedelta(32)).replace(day=1)
        issue_invoices(commune, month, by="job", now=datetime.combine(first, time(4, 15), PARIS))
        booked_now = [
            stored.value
            for each in STORY[: number + 1]
            for stored in stored_months.months_of(commune, ["clara"], each)
        ]
        owed = total_cents(
            lines_owed(
                a_family(),
                booked_now,
                children={"clara": CLARA},
                reglement=a_reglement(),
                called_off=NOTHING_OFF,
            )
        )
        told = sum(total_cents(document.lines) for document in invoices.documents(commune, "testmp"))
        assert 0 <= owed - told < max(threshold, 1)
        debts = invoices.receivables(commune, "testmp")
        credit = sum(credit.amount_cents for credit in invoices.credits_of(commune, "testmp"))
        assert sum(debt.total_cents for debt in debts) - credit == told
        assert all(debt.balance_cents >= 0 for debt in debts)


def test_a_year_in_instalments_is_asked_for_in_tenths_and_settled_by_the_last() -> None:
    a_town(kind=PeriodKind.YEAR)
    for month in ("2026-09", "2026-10", "2026-11"):
        eats(month, 1, 2, cents=1000)
    issue("2026-2027.1-10", "jeudi 2026-10-01 04:15")
    eats("2026-11", 1, cents=1000)
    for rank, now in enumerate(("dimanche 2026-11-01 04:15", "mardi 2026-12-01 04:15"), start=2):
        issue(f"2026-2027.{rank}-10", now)
    issue("2026-2027.10-10", "jeudi 2027-07-01 04:15")
    assert [document.total_cents for document in documents()] == [600, 400, 500, 3500]
    assert {line.kind for document in documents() for line in document.lines} == {LineKind.FLAT}


def test_a_reglement_that_changed_meanwhile_changes_no_price_that_was_validated() -> None:
    a_town()
    eats("2026-10", 1, 2)
    dearer = tuple(
        replace(tariff, lines=a_tariff(tariff.code, 990).lines) for tariff in a_reglement().tariffs
    )
    publish_reglement("lisse", a_reglement(tariffs=dearer), now=paris("jeudi 2026-10-15 09:00"))
    october()
    publish_reglement("lisse", a_reglement(services=(), tariffs=()), now=paris("lundi 2026-11-02 09:00"))
    eats("2026-10", 1)
    november()
    first, second = documents()
    assert first.total_cents == 690
    assert (second.total_cents, second.credited_cents) == (0, 345)
    assert [line.service_name for line in second.lines] == ["Restauration scolaire"]  # as it was called then
