"""The fullest item that the domain lets be stored stays well below what an item may hold."""

from collections.abc import Callable

import pytest

from functions.domain.availability.constraints import Broken, BrokenCode
from functions.domain.availability.obstacles import Obstacle, ObstacleCode
from functions.domain.bookings.absence_period import PeriodFate, PeriodLine
from functions.domain.bookings.validation import AcceptedLine, RefusedLine
from functions.domain.invoices.receivable import MOST_ENTRIES, MOST_RECALLS
from functions.domain.news.article import NewsArticle
from functions.domain.planning.basket import MAX_LINES_AT_ONCE
from functions.domain.planning.waiting_queue import Claims, QueueEntry
from functions.domain.reglement.absence_policy import Because, Proof
from functions.domain.reglement.waiting_list_rules import MOST as MOST_WAITING
from functions.storage.table.keys import Key
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import MAX_BODY_BYTES, TooMuchStored, Transaction
from functions.usecases.bookings.change_basket import BasketChanged
from functions.usecases.bookings.miss_period import PeriodDone
from functions.usecases.bookings.validate_basket import Validated
from tests.support.builders import NOW
from tests.support.fullest import (
    ID,
    SERVICE,
    TRANCHE,
    a_debt,
    a_full_attendance_day,
    a_full_basket,
    a_full_called_off,
    a_full_child,
    a_full_family,
    a_full_month,
    a_full_request,
    a_full_staff,
    a_line,
    bytes_of,
    kept,
)

WELL_BELOW = 375_000
"""Bytes, of the 400 kB that an item holds."""

A_PERIOD_LINE = PeriodLine(
    a_line().slot,
    PeriodFate.CANCELLED_LATE,
    12345,
    12345,
    12345,
    Because.NOT_PROVEN,
    Proof.SELF_DECLARATION,
    NOW,
)
REFUSED = RefusedLine(
    a_line(),
    Obstacle(
        ObstacleCode.CONDITION, broken=Broken(BrokenCode.NEED, SERVICE.format(1), other=SERVICE.format(2))
    ),
)
FULLEST: dict[str, Callable[[], object]] = {
    "a child's month": a_full_month,
    "a child": a_full_child,
    "a family": a_full_family,
    "what a town called off in a month": a_full_called_off,
    "what was tapped of a child on a day": a_full_attendance_day,
    "a request to the town, refused line by line": a_full_request,
    "a basket": a_full_basket,
    # Rejections are written down whatever happens, one for each payment.
    "a debt": lambda: a_debt(2 * MOST_ENTRIES, MOST_RECALLS),
    "a town's agents": a_full_staff,
    "what Valider accepted": lambda: kept(
        Validated(accepted=(AcceptedLine(a_line(), 12345, TRANCHE),) * MAX_LINES_AT_ONCE)
    ),
    "what became of a period": lambda: kept(PeriodDone((A_PERIOD_LINE,) * MAX_LINES_AT_ONCE, ("0" * 26,))),
    "what Valider refused": lambda: kept(Validated(refused=(REFUSED,) * MAX_LINES_AT_ONCE)),
    "what a change of the basket refused": lambda: kept(BasketChanged((REFUSED,) * MAX_LINES_AT_ONCE)),
}


@pytest.mark.parametrize("name", FULLEST)
def test_the_fullest_item_stays_well_below_what_an_item_holds(name: str) -> None:
    assert 5_000 < bytes_of(FULLEST[name]()) < WELL_BELOW


def test_the_fullest_month_of_a_service_stays_below_what_an_item_holds() -> None:
    """Every day of the month with as many who wait as a town may let wait, and forty schools."""
    entry = QueueEntry(ID, ID, ID, NOW, Claims(school="ecole-jules-ferry", school_class="CM1"))
    waiting = 31 * (MOST_WAITING * (bytes_of(entry) + len(ID) + 10) + 10)
    taken = 31 * 41 * len("d31@ecole-jules-ferry----")
    assert waiting + taken < MAX_BODY_BYTES


def test_what_would_not_fit_an_item_is_refused_before_it_is_sent() -> None:
    article = NewsArticle(ID, "titre", "Titre", "", "é" * (MAX_BODY_BYTES // 2 + 1), NOW)
    with pytest.raises(TooMuchStored):
        Transaction().put(Stored(Key("C#lisse#NEWS", ID), article, 0), why="news")
