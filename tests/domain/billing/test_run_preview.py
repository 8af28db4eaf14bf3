"""A preview marks what somebody should look at, and leaves in peace what is as always."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.billing.run_preview import Oddity, OddityCode, PreviewRow, figures, oddities
from functions.french.invoices.previews import oddity, summary


def a_row(family: str = "f", cents: int = 5000, **changes: object) -> PreviewRow:
    return PreviewRow(family, cents, **{"issued": cents != 0, "lines": 10, "digest": "same", **changes})  # type: ignore[arg-type]


def codes(*rows: PreviewRow, before: dict[str, str] | None = None) -> list[OddityCode]:
    return [one.code for one in oddities(rows, before)]


def a_town(*cents: int) -> list[PreviewRow]:
    return [a_row(f"f{number}", amount) for number, amount in enumerate(cents)]


def test_what_is_as_always_is_not_marked() -> None:
    assert codes(a_row(earlier_cents=(5000, 4800, 5200))) == []


def test_twice_the_familys_own_is_marked_with_what_is_usual() -> None:
    [one] = oddities([a_row(cents=11_000, earlier_cents=(5000, 4800, 5200))])
    assert one == Oddity("f", OddityCode.LARGE_FOR_FAMILY, 11_000, usual_cents=5000)


@pytest.mark.parametrize(
    ("cents", "earlier"),
    [(700, (300, 200, 250)), (11_000, (5000,)), (9_900, (5000, 5000))],
    ids=["a few euros", "one invoice tells nothing", "not twice"],
)
def test_less_is_not(cents: int, earlier: tuple[int, ...]) -> None:
    assert codes(a_row(cents=cents, earlier_cents=earlier)) == []


def test_what_is_far_out_of_the_towns_is_marked_once_there_are_enough() -> None:
    usual = [4000, 4500, 5000, 5500, 6000, 6500, 7000]
    assert codes(*a_town(*usual, 90_000)) == [OddityCode.LARGE_FOR_TOWN]
    assert codes(*a_town(*usual[:5], 90_000)) == []
    assert codes(*a_town(*usual, 11_000)) == []


def test_a_town_where_all_pay_the_same_marks_no_small_difference() -> None:
    assert codes(*a_town(*[5000] * 9, 7900)) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (a_row(without_quotient=3), OddityCode.WITHOUT_QUOTIENT),
        (a_row(unattended=1), OddityCode.UNATTENDED),
        (a_row(cents=0), OddityCode.NOTHING),
        (a_row(cents=-345), OddityCode.CREDITED),
        (a_row(cents=345, issued=False), OddityCode.WAITS),
        (a_row(cents=0, known=False), OddityCode.NO_FILE),
        (a_row(cents=0, worked_out=False), OddityCode.NOT_WORKED_OUT),
    ],
)
def test_each_thing_to_look_at_has_its_code_and_its_sentence(row: PreviewRow, code: OddityCode) -> None:
    [one] = oddities([row])
    assert one.code is code
    said = oddity(one)
    assert said.endswith(".") and not said[0].islower()


def test_nobody_is_marked_for_owing_nothing_of_nothing() -> None:
    assert codes(a_row(cents=0, lines=0)) == []


def test_what_changed_since_the_preview_before_is_marked() -> None:
    rows = [a_row("same"), a_row("other", digest="new"), a_row("came")]
    found = list(oddities(rows, {"same": "same", "other": "old", "left": "x"}))
    assert [(one.family, one.code) for one in found] == [
        ("other", OddityCode.CHANGED),
        ("came", OddityCode.CHANGED),
    ]
    assert codes(*rows) == []


@given(st.lists(st.tuples(st.integers(-9_000, 90_000), st.booleans()), max_size=30))
def test_figures_add_up(bills: list[tuple[int, bool]]) -> None:
    rows = [a_row(f"f{n}", cents, issued=issued or cents < 0) for n, (cents, issued) in enumerate(bills)]
    of = figures(rows)
    assert of.total_cents - of.credited_cents + of.waiting_cents == sum(row.total_cents for row in rows)
    assert of.count + of.waiting <= len(rows)


def test_the_summary_says_it_in_a_breath() -> None:
    said = summary(figures([a_row("a", 345, issued=False), a_row("b", 5000), a_row("c", -100)]))
    assert said.replace("\u00a0", " ").replace("\u202f", " ") == (
        "2 factures, 50,00 € en tout. 1 famille attendra la prochaine facture (3,45 €). "
        "1,00 € seront gardés en avoir pour des familles."
    )
