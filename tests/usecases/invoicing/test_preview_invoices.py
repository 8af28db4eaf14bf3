"""A preview tells what a run would issue, and issues nothing."""

from dataclasses import replace

import pytest

from functions.domain.billing.run_preview import OddityCode, PreviewReplaced
from functions.domain.errors import NotFound
from functions.domain.planning.attendance_record import Attended, Presence
from functions.domain.planning.child_month import ChildMonth
from functions.storage.invoices import invoices
from functions.storage.invoicing import runs
from functions.usecases.invoicing import begin_run
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.invoicing.preview_invoices import (
    Preview,
    begin_preview,
    preview_invoices,
    read_preview,
)
from tests.support.builders import CLARA, a_booking, a_family, a_month, open_town, paris, put_month, settle

CANTEEN = "restauration"
NOW = paris("dimanche 2026-11-01 04:15")
OCTOBER = "2026-10"


@pytest.fixture(autouse=True)
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two families, each a part by itself."""
    monkeypatch.setattr(begin_run, "SHARD_FAMILIES", 1)
    open_town()
    settle()
    settle(
        a_family("other", name="Autre", children=("zoe",)), [replace(CLARA, id="zoe", families=("other",))]
    )
    put_month(eats("clara", "testmp", 1, 2))
    put_month(eats("zoe", "other", 1))


def eats(child: str, payer: str, *days: int) -> ChildMonth:
    return a_month(child, OCTOBER, {(day, CANTEEN): a_booking(payer=payer) for day in days})


def look(key: str = "first") -> Preview:
    return preview_invoices("lisse", OCTOBER, by="regisseur", key=key, now=NOW)


def test_it_says_what_the_run_then_issues() -> None:
    seen = look()
    assert (seen.figures.count, seen.figures.total_cents, seen.looked_at) == (2, 3 * 345, seen.parts)
    assert seen.oddities == ()
    assert invoices.receivables("lisse", "testmp") == []
    assert runs.run("lisse", "enfance", OCTOBER) is None
    run = issue_invoices("lisse", OCTOBER, by="regisseur", now=NOW, preview=seen.id)
    assert (run.count, run.total_cents, run.preview) == (2, 3 * 345, "first")


def test_a_preview_after_the_run_has_nothing_left() -> None:
    issue_invoices("lisse", OCTOBER, by="regisseur", now=NOW)
    assert look().figures.count == 0


def test_the_same_key_is_the_same_preview_and_another_tells_what_changed() -> None:
    first = look()
    put_month(eats("clara", "testmp", 1, 2, 5))
    assert look() == first
    second = look("second")
    assert [(one.family, one.code, one.cents) for one in second.oddities] == [
        ("testmp", OddityCode.CHANGED, 3 * 345)
    ]
    assert second.names == {"testmp": "Testmp"}
    assert look("third").oddities == ()


def test_a_preview_that_was_replaced_cannot_be_issued_from() -> None:
    look()
    look("second")
    with pytest.raises(PreviewReplaced):
        issue_invoices("lisse", OCTOBER, by="regisseur", now=NOW, preview="first")
    assert runs.run("lisse", "enfance", OCTOBER) is None


def test_a_preview_under_way_says_how_far_it_is() -> None:
    begin_preview("lisse", OCTOBER, by="regisseur", key="k", now=NOW)
    seen = read_preview("lisse", OCTOBER)
    assert (seen.looked_at, seen.parts, seen.figures.count) == (0, 2, 0)


def test_a_month_that_is_not_over_may_be_looked_at() -> None:
    put_month(a_month("clara", "2026-11", {(2, CANTEEN): a_booking()}))
    assert preview_invoices("lisse", "2026-11", by="r", key="k", now=NOW).figures.count == 2


def test_no_preview_was_made() -> None:
    with pytest.raises(NotFound):
        read_preview("lisse", OCTOBER)


def test_a_child_nobody_wrote_down_is_marked_where_others_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(begin_run, "SHARD_FAMILIES", 100)
    came = Attended(Presence.PRESENT, "agent", paris("jeudi 2026-10-01 12:00"), "other")
    month = eats("zoe", "other", 1)
    put_month(replace(month, attended={1: {CANTEEN: came}}))
    [one] = look().oddities
    assert (one.family, one.code, one.count) == ("testmp", OddityCode.UNATTENDED, 1)  # the 1st, not the 2nd


def test_bookings_of_a_family_that_is_not_there_are_marked() -> None:
    put_month(a_month("zoe", OCTOBER, {(1, CANTEEN): a_booking(payer="gone")}))
    found = {(one.family, one.code) for one in look().oddities}
    assert ("gone", OddityCode.NO_FILE) in found
