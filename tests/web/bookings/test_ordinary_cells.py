"""What the town says of an ordinary day is worded once, and reads the same to each family as if it had been worded for it alone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.domain.planning.basket import Basket
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.reglement import Reglement
from functions.storage.bookings.booking_facts import Facts
from functions.storage.table import keys
from functions.storage.table.stored import Stored
from functions.storage.town import communes
from functions.storage.town.communes import ReglementHead
from functions.web.bookings.answers import Answers
from tests.support.any_planning import TOWN, Planning, any_planning
from tests.support.builders import MONDAY, NOW, a_commune, paris
from tests.support.effort import at_most
from tests.support.situations import a_situation, booked, shown_cells

KEY = keys.commune("lisse")
PHONE = a_commune().contact.phone


@pytest.fixture(autouse=True)
def no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Answers, "_lacking", ())


@pytest.fixture
def reglement(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reglement]:
    monkeypatch.setattr(communes, "reglement", lambda *_: TOWN)
    yield TOWN


def facts(planning: Planning, phone: str = PHONE) -> Facts:
    situation, commune = planning.situation, a_commune()
    return Facts(
        commune=replace(commune, contact=replace(commune.contact, phone=phone)),
        head=Stored(KEY, ReglementHead(1, NOW), 1),
        family=Stored(KEY, situation.family, 1),
        basket=Stored(KEY, planning.basket, 1),
        children={name: Stored(KEY, child, 1) for name, child in situation.children.items()},
        months={place: Stored(KEY, month, 1) for place, month in situation.months.items()},
        places=dict(situation.places),
        called_off={month: Stored(KEY, situation.called_off[month], 1) for _, month in situation.months},
        late_years={},
    )


@pytest.mark.usefixtures("reglement")
@given(st.integers(0, 2**32))
@settings(max_examples=at_most(80, 10_000))
def test_each_cell_of_a_grid_reads_as_it_does_alone(number: int) -> None:
    planning = any_planning(number)
    situation, _, days, now = planning
    answers, children, basket = (
        Answers(facts(planning), now),
        list(situation.children),
        facts(planning).basket_at(now),
    )
    alone = [answers._cell(each) for each in shown_cells(situation, basket, children, days, now=now)]
    assert answers.grid(children, days).cells == alone


def test_another_day_and_another_telephone_are_worded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    situation = booked(a_situation(), Slot(MONDAY, "garderie-matin", "clara"))
    monkeypatch.setattr(communes, "reglement", lambda *_: situation.reglement)
    said = [
        sentence(Planning(situation, Basket(), [MONDAY], now), phone)
        for now, phone in (
            (paris("jeudi 2026-11-19 11:00"), PHONE),
            (paris("jeudi 2026-11-19 11:00"), "01 99 00 99 99"),
            (paris("vendredi 2026-11-20 11:00"), "01 99 00 99 99"),
        )
    ]
    assert said == [
        "Trop tard depuis 10\u00a0h aujourd’hui. Appelez le 01\u00a099\u00a000\u00a012\u00a034.",
        "Trop tard depuis 10\u00a0h aujourd’hui. Appelez le 01\u00a099\u00a000\u00a099\u00a099.",
        "Trop tard depuis hier 10\u00a0h. Appelez le 01\u00a099\u00a000\u00a099\u00a099.",
    ]


def sentence(planning: Planning, phone: str) -> str:
    """Of the canteen of Clara, which nobody booked."""
    cells = Answers(facts(planning, phone), planning.now).grid(["clara"], planning.days).cells
    return next(cell.sentence for cell in cells if cell.service == "restauration")
