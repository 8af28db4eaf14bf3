"""A régie decides when it invoices; what cannot be is refused before it breaks a night."""

import pytest

from functions.domain.calendar.billing_periods import PeriodKind
from functions.domain.errors import NotFound
from functions.domain.town.invoicing_policy import Invoicing, InvoicingRefused
from functions.storage.town import communes
from functions.usecases.town.choose_invoicing import choose_invoicing
from tests.support.builders import MARC, NOW, open_town
from tests.support.table import journal_of_commune

FIFTH = Invoicing(day=5, by_service={"mercredi": PeriodKind.TERM}, carry_below_cents=1500)


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    open_town()


def choose(chosen: Invoicing, key: str = "k", commune: str = "lisse") -> Invoicing:
    return choose_invoicing(commune, chosen, by=MARC, key=key, now=NOW)


def chosen() -> Invoicing:
    return communes.commune("lisse").regie.invoicing


def told_by() -> list[str]:
    return [line.by for line in journal_of_commune("lisse") if line.act == "invoicing_chosen"]


def test_what_was_chosen_is_kept_with_its_line_in_the_journal() -> None:
    assert choose(FIFTH) == chosen() == FIFTH
    assert told_by() == [MARC]


def test_sent_again_after_another_choice_it_changes_nothing() -> None:
    choose(FIFTH, "first")
    choose(Invoicing(day=3), "second")
    assert choose(FIFTH, "first") == FIFTH
    assert chosen() == Invoicing(day=3)
    assert told_by() == [MARC, MARC]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (Invoicing(day=0), "day"),
        (Invoicing(day=29), "day"),
        (Invoicing(instalments=0), "instalments"),
        (Invoicing(instalments=13), "instalments"),
        (Invoicing(carry_below_cents=-1), "carry_below_cents"),
    ],
)
def test_what_cannot_be_is_refused(wrong: Invoicing, field: str) -> None:
    with pytest.raises(InvoicingRefused) as refused:
        choose(wrong)
    assert refused.value.field == field
    assert chosen() == Invoicing()


def test_an_unknown_commune_is_not_found() -> None:
    with pytest.raises(NotFound):
        choose(FIFTH, commune="ailleurs")
