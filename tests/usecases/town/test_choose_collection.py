"""A régie says how it collects: only what makes sense, once, with a line in the journal."""

from dataclasses import replace

import pytest

from functions.domain.errors import KeyReused, NotFound
from functions.domain.town.collection_policy import Collection, CollectionRefused, collection_of
from functions.storage.town import communes
from functions.usecases.town.choose_collection import choose_collection
from tests.support.builders import NOW, open_town
from tests.support.table import journal_of_commune

CHOSEN = Collection(45, (5, 20, 40), "7067", {"mercredi": "70632"})


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    open_town()


def choose(chosen: Collection = CHOSEN, *, key: str = "the-usual-key", commune: str = "lisse") -> Collection:
    return choose_collection(commune, chosen, by="regisseur", key=key, now=NOW)


def test_what_is_chosen_holds_and_is_told_once() -> None:
    assert choose() == choose() == choose(key="another-key") == CHOSEN
    assert collection_of(communes.commune("lisse").regie) == CHOSEN
    acts = [line.act for line in journal_of_commune("lisse")]
    assert acts.count("collection_chosen") == 1
    with pytest.raises(KeyReused):
        choose(replace(CHOSEN, days_to_pay=30))
    assert choose(replace(CHOSEN, reminder_days=()), key="a-third-key").reminder_days == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"days_to_pay": 0}, "days_to_pay"),
        ({"days_to_pay": 121}, "days_to_pay"),
        ({"reminder_days": (10, 10)}, "reminder_days"),
        ({"reminder_days": (25, 10)}, "reminder_days"),
        ({"reminder_days": (0, 10)}, "reminder_days"),
        ({"reminder_days": (1, 2, 3, 4, 5, 6)}, "reminder_days"),
        ({"imputation": "recettes"}, "imputation"),
        ({"imputations": {"mercredi": "7"}}, "imputations"),
    ],
)
def test_what_makes_no_sense_is_refused(change: dict, field: str) -> None:
    before = communes.commune("lisse")
    with pytest.raises(CollectionRefused) as refused:
        choose(replace(CHOSEN, **change))
    assert refused.value.field == field
    assert communes.commune("lisse") == before


def test_an_unknown_commune_is_not_found() -> None:
    with pytest.raises(NotFound):
        choose(commune="nulle-part")
