"""Rules that towns write and that the corpus has no row for: each composes from what the file has, and reads aloud."""

from datetime import date

import pytest

from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.deadlines import window
from functions.domain.reglement.reglement import Reglement
from functions.french.reglement.rules import limit_sentences
from functions.reglement_file import InvalidReglement, parse
from tests.reglement_file.files import NAMES
from tests.support.days import day, moment

HEAD = """
zone = "B"
[calendar]
town_hall_weekdays = ["mon", "tue", "wed", "fri"]
periods = [
  { label = "Cycle 1", from = 2026-09-01, to = 2026-11-27 },
  { label = "Cycle 2", from = 2026-11-30, to = 2027-02-12 },
]
[[tariffs]]
code = "t"
unit = "repas"
price = 3
[[services]]
code = "s"
name = "S"
tariff = "t"
weekdays = ["mon", "tue", "wed", "thu", "fri"]
terms = "all"
cancel = { never = true }
[services.reserve]
"""


def town(rule: str) -> Reglement:
    return parse(HEAD + rule)


def closing(rule: str, service_day: str, *, resident: bool = True) -> object:
    written = town(rule)
    found = window(written, written.service("s"), day(service_day), Action.RESERVE, resident=resident)
    return found.closes_at


def said(rule: str) -> str:
    sentences = limit_sentences(town(rule).service("s").reserve)
    return " ".join(sentences).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("rule", "service_day", "closes", "words"),
    [
        # The day before the town hall opens, Thursdays closed.
        (
            'closes = { days = 1, count = "opening", at = "11:00" }',
            "vendredi 2026-11-27",
            "mercredi 2026-11-25 11:00",
            "Jusqu’au précédent jour d’ouverture de la mairie à 11 h.",
        ),
        # The eve, or the working day before it where the eve is closed.
        (
            'closes = { days = 1, at = "10:00", if_closed = "earlier" }',
            "lundi 2026-11-23",
            "vendredi 2026-11-20 10:00",
            "Jusqu’à la veille (ou le jour ouvré précédent, si ce jour n’est pas un jour ouvré) à 10 h.",
        ),
        # The last school day before the holidays.
        (
            'closes = { days = 1, count = "school", from = "holiday", at = "12:00" }',
            "mardi 2026-10-20",
            "vendredi 2026-10-16 12:00",
            "Jusqu’à 1 jour d’école avant le premier jour des vacances à midi.",
        ),
        # The Thursday of the week before that of the holidays, which begin on a Saturday.
        (
            'closes = { weeks = 1, weekday = "thu", from = "holiday", at = "12:00" }',
            "mardi 2026-10-20",
            "jeudi 2026-10-08 12:00",
            "Jusqu’au jeudi de la semaine qui précède celle du premier jour des vacances à midi.",
        ),
        (
            'closes = { months = 1, month_day = 15, from = "holiday" }',
            "jeudi 2026-10-29",
            "mardi 2026-09-15 24:00",
            "Jusqu’au 15 du mois qui précède celui du premier jour des vacances au soir à minuit.",
        ),
        (
            'closes = { months = 1, nth = -2, weekday = "fri", at = "12:00" }',
            "jeudi 2026-12-10",
            "vendredi 2026-11-20 12:00",
            "Jusqu’à l’avant-dernier vendredi du mois précédent à midi.",
        ),
        # For the whole school year, by 30 June.
        (
            'closes = { months = 3, month_day = 30, from = "school_year" }',
            "jeudi 2027-03-18",
            "mardi 2026-06-30 24:00",
            "Jusqu’au 30, trois mois avant le premier jour de l’année scolaire (ou le dernier jour d’un mois plus court), "
            "le soir à minuit.",
        ),
        # The town's own periods.
        (
            'closes = { days = 10, from = "period", at = "18:00" }',
            "jeudi 2027-01-21",
            "vendredi 2026-11-20 18:00",
            "Jusqu’à 10 jours avant le premier jour de la période à 18 h.",
        ),
        # February has no 30th.
        (
            'closes = { months = 1, month_day = 30, at = "12:00" }',
            "mercredi 2027-03-17",
            "dimanche 2027-02-28 12:00",
            "Jusqu’au 30 du mois précédent (ou le dernier jour d’un mois plus court) à midi.",
        ),
        # « Avant le 18 »: the 17 in the evening is the last moment.
        (
            'closes = { months = 1, month_day = 18, at = "00:00" }',
            "lundi 2026-12-07",
            "mardi 2026-11-17 24:00",
            "Avant le 18 du mois précédent.",
        ),
        # The first working day of the week: Easter Monday is none.
        (
            'closes = { weeks = 0, weekday = "mon", at = "09:00", if_closed = "later" }',
            "vendredi 2027-04-02",
            "mardi 2027-03-30 09:00",
            "Jusqu’au lundi de la même semaine (ou le jour ouvré suivant, si ce jour n’est pas un jour ouvré) à 9 h.",
        ),
    ],
)
def test_a_limit_that_towns_write(rule: str, service_day: str, closes: str, words: str) -> None:
    assert closing(rule, service_day) == moment(closes)
    assert said(rule) == words


def test_families_of_the_commune_and_the_others_may_have_limits_of_their_own() -> None:
    rule = """
cases = [
  { resident = false, opens = { weeks = 1, weekday = "mon", at = "08:00" }, closes = { days = 3, at = "12:00" } },
  { resident = true, weekdays = ["wed"], closes = { weeks = 1, weekday = "thu", at = "10:00" } },
  { resident = true, closes = { days = 1, at = "10:00" } },
]
"""
    assert closing(rule, "mardi 2026-11-24") == moment("lundi 2026-11-23 10:00")
    assert closing(rule, "mercredi 2026-11-25") == moment("jeudi 2026-11-19 10:00")
    assert closing(rule, "mardi 2026-11-24", resident=False) == moment("samedi 2026-11-21 12:00")
    assert said(rule) == (
        "Pour les familles extérieures, jusqu’à 3 jours avant à midi (ouverture le lundi de la semaine précédente à 8 h) ; "
        "pour le mercredi, pour les habitants, jusqu’au jeudi de la semaine précédente à 10 h ; "
        "pour les habitants, jusqu’à la veille à 10 h."
    )


@pytest.mark.parametrize("resident", ["true", "false"])
def test_a_limit_for_some_families_alone_leaves_the_others_without_one_and_is_refused(resident: str) -> None:
    with pytest.raises(InvalidReglement) as refused:
        town(f"cases = [{{ resident = {resident}, closes = {{ days = 1 }} }}]")
    (problem,) = refused.value.problems
    assert "pas de limite" in str(problem)
    assert ("extérieures" in str(problem)) == (resident == "true")


def test_a_day_out_of_every_period_of_the_town_is_not_guessed() -> None:
    written = town('closes = { days = 10, from = "period" }')
    with pytest.raises(CalendarUnknown):
        window(written, written.service("s"), day("lundi 2027-02-15"), Action.RESERVE)


def test_a_period_that_nobody_wrote_is_refused_with_its_line() -> None:
    text = HEAD[: HEAD.index("periods")] + HEAD[HEAD.index("[[tariffs]]") :]
    with pytest.raises(InvalidReglement) as refused:
        parse(text + 'closes = { days = 10, from = "period" }')
    (problem,) = refused.value.problems
    assert "ligne " in str(problem) and "[[calendar.periods]]" in str(problem)


def test_periods_that_overlap_are_refused() -> None:
    with pytest.raises(InvalidReglement) as refused:
        parse(HEAD.replace("from = 2026-11-30", "from = 2026-11-20") + "closes = { days = 1 }")
    assert "deux périodes se chevauchent le vendredi 20 novembre 2026" in str(refused.value).replace(
        "\u00a0", " "
    )


def test_a_school_year_begins_after_the_summer_of_the_zone() -> None:
    days = town("closes = { days = 1 }").days
    assert days.school_year_start(day("jeudi 2027-07-15")) == date(2026, 9, 1)
    assert days.school_year_start(day("mercredi 2026-09-02")) == date(2026, 9, 1)
    with pytest.raises(CalendarUnknown):
        days.school_year_start(date(2031, 1, 6))


WITHOUT_A_LIMIT = {
    "quiberon": "publishes what a meal without booking costs, and no limit",
    "le-sourn": "likewise, and what a repeated presence without booking adds",
    "nogent-sur-oise": "likewise",
    "saint-denis": "a free canteen: only the price of coming without a booking is published",
    "saint-leu": "an absence policy",
    "coetmieux": "nothing is booked: a yearly enrolment, then who came",
    "saint-remy": "an enrolment that the town accepts, and unpaid invoices: a condition and no hour",
}
"""Rows of the corpus that state no limit of hours: written all the same, by what they do state."""


@pytest.mark.parametrize("name", WITHOUT_A_LIMIT)
def test_what_states_no_limit_is_written_by_what_it_states(name: str) -> None:
    assert name in NAMES
