"""What closes, in words."""

import pytest

from functions.domain.reglement.deadline_rules import Action
from functions.domain.reminders.upcoming_limits import Closing
from functions.french.reglement.closings import closing_text, closing_title, days_phrase
from tests.support.builders import on, paris
from tests.support.spaces import plain


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["lundi 2026-11-23"], "le lundi 23 novembre"),
        (["lundi 2026-11-23", "mardi 2026-11-24"], "le lundi 23 et le mardi 24 novembre"),
        (["lundi 2026-11-30", "mardi 2026-12-01"], "le lundi 30 novembre et le mardi 1er décembre"),
        (
            ["lundi 2026-11-23", "mardi 2026-11-24", "jeudi 2026-11-26", "vendredi 2026-11-27"],
            "du lundi 23 au vendredi 27 novembre",
        ),
    ],
)
def test_days_are_said_as_short_as_they_can_be(days: list[str], said: str) -> None:
    assert plain(days_phrase([on(day) for day in days])) == said


def test_a_closing_says_for_which_days_and_that_the_hour_itself_is_too_late() -> None:
    closing = Closing(
        "cantine",
        paris("jeudi 2026-11-19 10:00"),
        (Action.RESERVE, Action.CANCEL),
        (on("lundi 2026-11-23"), on("mardi 2026-11-24")),
    )
    assert plain(closing_title(closing, "Cantine")) == "Cantine : dernier moment pour réserver ou annuler"
    assert plain(closing_text(closing)) == (
        "Pour le lundi 23 et le mardi 24 novembre, vous pouvez réserver ou annuler jusqu’au jeudi 19 novembre à 10 h. "
        "À 10 h pile, il est trop tard."
    )


def test_midnight_is_told_as_the_evening_it_ends_and_needs_no_warning() -> None:
    closing = Closing(
        "cantine", paris("mercredi 2026-11-18 00:00"), (Action.RESERVE,), (on("lundi 2026-11-23"),)
    )
    assert plain(closing_text(closing)) == (
        "Pour le lundi 23 novembre, vous pouvez réserver jusqu’au mardi 17 novembre au soir à minuit."
    )
