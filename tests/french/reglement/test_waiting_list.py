"""The waiting list in words: on the règlement page, and on a full day."""

import pytest

from functions.domain.availability.obstacles import Queue
from functions.domain.bookings.waiting_list_promotion import Ending
from functions.domain.reglement.deadline_rules import Limit
from functions.domain.reglement.waiting_list_rules import Priority, WaitingList
from functions.french.reglement.waiting_list import ENDINGS, queue_sentence, waiting_list_sentences


def said(rules: WaitingList) -> list[str]:
    return [
        sentence.replace("\u00a0", " ")
        for sentence in waiting_list_sentences(
            rules, {"centre": "École du Centre", "ferry": "École Jules-Ferry"}
        )
    ]


def test_a_list_without_priorities_is_that_of_those_who_came() -> None:
    _, declined, order = said(WaitingList())
    assert declined.endswith(
        "la famille peut la refuser sans frais dans les 24 heures et avant le début du service."
    )
    assert order == "La liste suit l’ordre des inscriptions."


def test_priorities_are_told_in_their_order_and_the_limit_as_any_limit() -> None:
    rules = WaitingList(
        priorities=(
            Priority(residents=True),
            Priority(siblings=True, classes=("PS", "MS")),
            Priority(single_parents=True, schools=("centre", "ferry")),
        ),
        decline_until=Limit(back=1, at=18 * 60),
    )
    _, declined, order = said(rules)
    assert declined.endswith("sans frais jusqu’à la veille à 18 h.")
    assert order == (
        "Passent avant : les enfants qui habitent la commune, puis les enfants dont un frère ou une sœur vient ce jour-là "
        "et de PS ou MS, puis les enfants dont le parent est seul et de « École du Centre » ou « École Jules-Ferry » ; puis l’ordre des inscriptions."
    )


@pytest.mark.parametrize(
    ("queue", "sentence"),
    [
        (Queue(0), "Complet. Liste d’attente ouverte jusqu’à jeudi 10 h : personne n’attend encore."),
        (Queue(1), "Complet, un enfant sur la liste d’attente, ouverte jusqu’à jeudi 10 h."),
        (Queue(4), "Complet, 4 enfants sur la liste d’attente, ouverte jusqu’à jeudi 10 h."),
        (Queue(30, open=False), "Complet, et la liste d’attente l’est aussi."),
        (
            Queue(3, rank=2),
            "Liste d’attente, 2e. Si une place se libère jusqu’à jeudi 10 h, elle sera réservée et un e-mail vous le dira.",
        ),
        (
            Queue(3, rank=1, mine=False),
            "L’autre parent l’a inscrit sur la liste d’attente (1er).",
        ),
    ],
)
def test_a_full_day_says_how_many_wait_and_at_which_rank_the_child_is(queue: Queue, sentence: str) -> None:
    assert queue_sentence(queue, "jusqu’à jeudi 10 h") == sentence


def test_every_ending_has_its_words() -> None:
    assert ENDINGS.keys() == set(Ending)
