"""A document is of one week or of those of a month, and families are told it once."""

from datetime import timedelta

import pytest

from functions.domain.menus.week_document import (
    MOST_FORMER,
    WeekDocument,
    by_document,
    check_offered,
    weeks_offered,
)
from functions.domain.menus.week_menu import WeekMenuRefused
from functions.domain.news.attachments import NewsFile
from tests.support.builders import on

DECEMBER, OTHER = NewsFile("a" * 20 + "-7.pdf", "Décembre", 7), NewsFile("b" * 20 + "-9.pdf", "Noël", 9)


def test_no_week_that_is_over_is_offered_but_the_one_that_is_looked_at() -> None:
    today = on("vendredi 2026-11-20")
    assert weeks_offered("2026-W49", today) == [f"2026-W{week}" for week in range(47, 54)] + ["2027-W01"]
    assert weeks_offered("2026-W44", today) == ["2026-W44", "2026-W47", "2026-W48", "2026-W49"]
    sunday, monday = on("dimanche 2026-11-22"), on("lundi 2026-11-23")
    assert weeks_offered("2026-W48", sunday)[0] == "2026-W47"
    assert weeks_offered("2026-W48", monday)[0] == "2026-W48"
    for weeks in ([], ["2026-W47", "2026-W60"]):
        with pytest.raises(WeekMenuRefused):
            check_offered(weeks, ["2026-W47"])


def test_weeks_that_follow_each_other_show_one_document_until_another_or_none() -> None:
    documents = [
        WeekDocument("2026-W49", DECEMBER),
        WeekDocument("2026-W50", DECEMBER),
        WeekDocument("2026-W51", OTHER),
        WeekDocument("2026-W52", DECEMBER, hidden=True),
        WeekDocument("2027-W01", DECEMBER),
    ]
    monday = on("lundi 2026-11-30")
    assert [
        (each.first, (each.last - each.first) // timedelta(7), each.file) for each in by_document(documents)
    ] == [
        (monday, 1, DECEMBER),
        (monday + timedelta(weeks=2), 0, OTHER),
        (monday + timedelta(weeks=5), 0, DECEMBER),
    ]


def test_what_was_replaced_is_known_by_its_name_until_it_is_shown_again() -> None:
    document = WeekDocument("2026-W49", DECEMBER).replaced(OTHER, {})
    assert (document.shown, document.former) == (OTHER.file, (DECEMBER.file,))
    again = document.withdrawn(True).replaced(DECEMBER, {})
    assert (again.shown, again.former) == (DECEMBER.file, (OTHER.file,))
    for number in range(30):
        again = again.replaced(NewsFile(f"{number:020}-7.pdf", "", 7), {})
    assert len(again.former) == MOST_FORMER
