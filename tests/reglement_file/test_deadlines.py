"""The deadlines that towns printed, and those worked by hand from their words, come out of their files."""

import pytest

from functions.domain.reglement.closures import closure
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.deadlines import Impossible, RuledAction, window
from functions.reglement_file import parse
from tests.reglement_file.files import commune
from tests.support.days import day, moment

PRINTED = [
    ("vailhauques", "cantine", "reserve", "lundi 2024-11-18", "vendredi 2024-11-15 09:00"),
    ("vailhauques", "cantine", "reserve", "mardi 2024-11-19", "vendredi 2024-11-15 09:00"),
    ("vailhauques", "cantine", "reserve", "jeudi 2024-11-21", "mardi 2024-11-19 09:00"),
    ("vailhauques", "cantine", "reserve", "vendredi 2024-11-22", "mardi 2024-11-19 09:00"),
    ("cunac", "cantine", "reserve", "lundi 2024-11-18", "jeudi 2024-11-14 10:00"),
    ("cunac", "cantine", "reserve", "mardi 2024-11-19", "jeudi 2024-11-14 10:00"),
    ("cunac", "cantine", "reserve", "jeudi 2024-11-21", "mardi 2024-11-19 10:00"),
    ("cunac", "cantine", "reserve", "vendredi 2024-11-22", "mardi 2024-11-19 10:00"),
    ("villes-soeurs", "repas", "reserve", "lundi 2024-11-18", "mercredi 2024-11-13 24:00"),
    ("villes-soeurs", "repas", "reserve", "mardi 2024-11-19", "jeudi 2024-11-14 24:00"),
    ("villes-soeurs", "repas", "reserve", "mercredi 2024-11-20", "vendredi 2024-11-15 24:00"),
    ("villes-soeurs", "repas", "reserve", "jeudi 2024-11-21", "lundi 2024-11-18 24:00"),
    ("villes-soeurs", "repas", "reserve", "vendredi 2024-11-22", "mardi 2024-11-19 24:00"),
    ("la-tessoualle", "cantine", "reserve", "lundi 2024-11-18", "vendredi 2024-11-15 24:00"),
    ("la-tessoualle", "cantine", "reserve", "mardi 2024-11-19", "samedi 2024-11-16 24:00"),
    ("la-tessoualle", "cantine", "reserve", "jeudi 2024-11-21", "lundi 2024-11-18 24:00"),
    ("la-tessoualle", "cantine", "reserve", "vendredi 2024-11-22", "mardi 2024-11-19 24:00"),
    ("rovon", "cantine", "cancel", "lundi 2024-11-18", "vendredi 2024-11-15 12:00"),
    ("rovon", "cantine", "cancel", "mardi 2024-11-19", "lundi 2024-11-18 12:00"),
    ("rovon", "cantine", "cancel", "jeudi 2024-11-21", "mardi 2024-11-19 12:00"),
    ("rovon", "cantine", "cancel", "vendredi 2024-11-22", "jeudi 2024-11-21 12:00"),
    ("rontalon", "cantine", "cancel", "lundi 2024-11-18", "vendredi 2024-11-15 11:00"),
    ("rontalon", "cantine", "cancel", "mardi 2024-11-19", "lundi 2024-11-18 11:00"),
    ("rontalon", "cantine", "cancel", "jeudi 2024-11-21", "mardi 2024-11-19 11:00"),
    ("rontalon", "cantine", "cancel", "vendredi 2024-11-22", "jeudi 2024-11-21 11:00"),
    ("cruas", "garderie", "reserve", "lundi 2024-11-18", "jeudi 2024-11-14 12:00"),
    ("cruas", "garderie", "reserve", "mardi 2024-11-19", "vendredi 2024-11-15 12:00"),
    ("cruas", "garderie", "reserve", "jeudi 2024-11-21", "mardi 2024-11-19 12:00"),
    ("cruas", "garderie", "reserve", "vendredi 2024-11-22", "mercredi 2024-11-20 12:00"),
    ("ourton", "cantine", "reserve", "lundi 2024-11-18", "vendredi 2024-11-15 11:00"),
    ("ourton", "cantine", "reserve", "mardi 2024-11-19", "lundi 2024-11-18 11:00"),
    ("ourton", "cantine", "reserve", "jeudi 2024-11-21", "mercredi 2024-11-20 11:00"),
    ("ourton", "cantine", "reserve", "vendredi 2024-11-22", "mercredi 2024-11-20 11:00"),
    ("mametz", "cantine", "reserve", "lundi 2024-11-18", "vendredi 2024-11-15 09:00"),
    ("mametz", "cantine", "reserve", "mardi 2024-11-19", "vendredi 2024-11-15 09:00"),
    ("mametz", "cantine", "reserve", "jeudi 2024-11-21", "mardi 2024-11-19 09:00"),
    ("mametz", "cantine", "reserve", "vendredi 2024-11-22", "mardi 2024-11-19 09:00"),
    ("les-pieux", "cantine", "reserve", "mercredi 2024-11-20", "lundi 2024-11-18 09:30"),
    ("les-pieux", "cantine", "reserve", "jeudi 2024-11-21", "mardi 2024-11-19 09:30"),
    ("les-pieux", "cantine", "reserve", "vendredi 2024-11-22", "mercredi 2024-11-20 09:30"),
    ("pennautier", "cantine", "modify", "lundi 2024-11-18", "vendredi 2024-11-15 09:00"),
    ("pennautier", "cantine", "modify", "mardi 2024-11-19", "lundi 2024-11-18 09:00"),
    ("le-cres", "cantine", "reserve", "lundi 2024-09-02", "dimanche 2024-08-25 24:00"),
    ("saint-jeannet", "mercredi", "reserve", "mercredi 2024-09-18", "lundi 2024-09-09 24:00"),
    ("rontalon", "cantine", "cancel", "lundi 2024-11-04", "vendredi 2024-10-18 11:00"),
]
"""Commune, service, action, service day, closing: from the towns' own tables and examples."""

WORKED_BY_HAND = [
    ("vigneux-de-bretagne", "cantine", "reserve", "jeudi 2026-11-26", None, "jeudi 2026-11-19 24:00"),
    ("milly-sur-therain", "cantine", "cancel", "lundi 2026-11-23", None, "dimanche 2026-11-22 10:00"),
    # The first period spills over the first two days back; the next one opens with the term.
    (
        "damvillers-spincourt",
        "cantine",
        "reserve",
        "lundi 2026-11-02",
        "lundi 2026-08-24 00:00",
        "vendredi 2026-10-30 24:00",
    ),
    (
        "damvillers-spincourt",
        "cantine",
        "reserve",
        "jeudi 2026-11-05",
        "dimanche 2026-10-25 00:00",
        "mercredi 2026-11-04 24:00",
    ),
    ("villes-soeurs", "journee", "reserve", "lundi 2024-11-18", None, "dimanche 2024-11-17 24:00"),
    ("saint-jean-bonnefonds", "cantine", "reserve", "mardi 2026-11-24", None, "mercredi 2026-11-18 12:00"),
    (
        "saint-jean-bonnefonds",
        "mercredi",
        "reserve",
        "mercredi 2023-09-13",
        "lundi 2023-08-21 07:00",
        "mercredi 2023-09-06 12:00",
    ),
    ("vailhauques", "cantine", "cancel", "jeudi 2024-11-21", None, "mardi 2024-11-19 09:00"),
    ("rovon", "cantine", "reserve", "lundi 2026-11-23", None, "jeudi 2026-11-19 24:00"),
    ("la-selle-craonnaise", "cantine", "reserve", "mardi 2026-11-24", None, "lundi 2026-11-23 24:00"),
    (
        "info-jeunesse",
        "vacances",
        "reserve",
        "mercredi 2023-02-08",
        "lundi 2023-01-02 00:00",
        "dimanche 2023-01-22 24:00",
    ),
    (
        "begles",
        "vacances",
        "reserve",
        "mercredi 2023-10-25",
        "dimanche 2023-09-03 20:00",
        "dimanche 2023-09-24 24:00",
    ),
    (
        "begles",
        "vacances",
        "reserve",
        "lundi 2024-07-15",
        "dimanche 2024-04-14 20:00",
        "dimanche 2024-05-12 24:00",
    ),
    ("bertholene", "cantine", "reserve", "lundi 2026-11-23", None, "mardi 2026-11-17 12:00"),
    ("bertholene", "cantine", "modify", "lundi 2026-11-23", None, "lundi 2026-11-16 12:00"),
    ("saint-barnabe", "cantine", "reserve", "mardi 2026-11-24", None, "jeudi 2026-11-19 12:00"),
    ("saint-barnabe", "cantine", "cancel", "jeudi 2026-11-26", None, "mardi 2026-11-24 11:00"),
    ("mauleon", "cantine", "reserve", "lundi 2026-12-07", None, "mardi 2026-11-17 24:00"),
    ("eragny", "cantine", "reserve", "jeudi 2026-11-26", None, "dimanche 2026-11-22 24:00"),
    ("eragny", "vacances", "reserve", "mardi 2026-10-20", None, "jeudi 2026-10-01 24:00"),
    ("rumilly", "vacances", "reserve", "mercredi 2023-02-08", None, "jeudi 2023-01-26 24:00"),
    ("stiring-wendel", "mercredi", "reserve", "mercredi 2026-11-25", None, "vendredi 2026-11-20 24:00"),
    (
        "romorantin-lanthenay",
        "vacances",
        "reserve",
        "lundi 2026-02-16",
        "mardi 2026-01-20 00:00",
        "jeudi 2026-01-29 24:00",
    ),
    (
        "wervicq-sud",
        "vacances",
        "reserve",
        "lundi 2024-12-23",
        "lundi 2024-11-25 00:00",
        "vendredi 2024-12-06 24:00",
    ),
    ("wervicq-sud", "vacances", "cancel", "jeudi 2025-01-02", None, "dimanche 2024-12-15 24:00"),
    ("argenteuil", "soir", "reserve", "jeudi 2026-11-26", None, "jeudi 2026-11-19 24:00"),
    ("argenteuil", "soir", "cancel", "lundi 2026-11-23", None, "vendredi 2026-11-20 24:00"),
    ("argenteuil", "mercredi", "reserve", "mercredi 2026-12-09", None, "samedi 2026-11-07 24:00"),
    ("argenteuil", "mercredi", "cancel", "mercredi 2026-12-09", None, "vendredi 2026-12-04 24:00"),
    ("argenteuil", "vacances", "reserve", "lundi 2026-10-19", None, "samedi 2026-09-19 24:00"),
    ("argenteuil", "vacances", "cancel", "lundi 2026-10-19", None, "samedi 2026-09-26 24:00"),
    ("ecole-saint-exupery", "cantine", "reserve", "lundi 2026-11-23", None, "jeudi 2026-11-19 12:00"),
    ("labruguiere", "cantine", "cancel", "lundi 2026-11-23", None, "dimanche 2026-11-22 24:00"),
    ("spay", "cantine", "reserve", "vendredi 2026-11-27", None, "jeudi 2026-11-19 12:00"),
    ("bains-sur-oust", "cantine", "reserve", "mardi 2026-11-24", None, "lundi 2026-11-23 10:00"),
    ("mametz", "cantine", "cancel", "mardi 2024-11-19", None, "lundi 2024-11-18 09:00"),
    ("mametz", "cantine", "cancel", "vendredi 2024-11-22", None, "lundi 2024-11-18 09:00"),
    ("mametz", "garderie", "reserve", "mardi 2024-11-19", None, "lundi 2024-11-18 11:00"),
    ("saint-cyprien", "cantine", "reserve", "jeudi 2026-11-26", None, "mardi 2026-11-17 23:00"),
    ("saint-cyprien", "periscolaire", "reserve", "jeudi 2026-11-26", None, "mercredi 2026-11-25 24:00"),
    ("villeneuve", "periscolaire", "modify", "lundi 2026-11-23", None, "jeudi 2026-11-19 24:00"),
    ("cruas", "mercredi", "reserve", "mercredi 2026-11-25", None, "jeudi 2026-11-19 12:00"),
    ("molleges", "cantine", "reserve", "lundi 2026-11-23", None, "vendredi 2026-11-20 12:00"),
    ("pennautier", "cantine", "reserve", "mardi 2024-11-19", None, "lundi 2024-11-11 24:00"),
    ("carmaux", "cantine", "reserve", "vendredi 2026-11-27", None, "mardi 2026-11-17 24:00"),
    ("carmaux", "cantine", "cancel", "vendredi 2026-11-27", None, "mardi 2026-11-24 24:00"),
    ("cunac", "cantine", "cancel", "lundi 2024-11-18", None, "jeudi 2024-11-14 10:00"),
    ("guignes", "garderie", "modify", "mardi 2026-12-01", None, "samedi 2026-11-14 24:00"),
    (
        "peipin",
        "cantine",
        "reserve",
        "mardi 2026-12-15",
        "lundi 2026-11-23 00:00",
        "dimanche 2026-11-29 24:00",
    ),
    ("peipin", "cantine", "cancel", "mardi 2026-12-15", None, "lundi 2026-12-14 24:00"),
    (
        "peipin",
        "periscolaire",
        "reserve",
        "mardi 2026-12-15",
        "lundi 2026-11-23 00:00",
        "dimanche 2026-11-29 24:00",
    ),
    ("bethisy-saint-pierre", "cantine", "reserve", "lundi 2026-11-23", None, "jeudi 2026-11-19 24:00"),
    ("montagnac", "cantine", "reserve", "lundi 2026-11-23", None, "mercredi 2026-11-18 24:00"),
    ("tarn-agout", "loisirs", "cancel", "mardi 2026-10-20", None, "dimanche 2026-10-11 24:00"),
    ("saint-julien", "cantine", "reserve", "mardi 2026-11-24", None, "jeudi 2026-11-19 24:00"),
    ("cuille", "cantine", "reserve", "jeudi 2026-11-26", None, "dimanche 2026-11-22 24:00"),
    ("cuille", "cantine", "cancel", "jeudi 2026-11-26", None, "jeudi 2026-11-26 08:30"),
    ("lamagistere", "cantine", "cancel", "lundi 2026-11-23", None, "vendredi 2026-11-20 24:00"),
    ("laval", "cantine", "cancel", "lundi 2026-11-23", None, "dimanche 2026-11-08 24:00"),
    ("la-prairie", "vacances", "reserve", "lundi 2026-10-19", None, "dimanche 2026-10-04 24:00"),
    ("pyrenees-catalanes", "cantine", "reserve", "jeudi 2026-11-26", None, "mercredi 2026-11-11 24:00"),
    ("illkirch-graffenstaden", "loisirs", "reserve", "lundi 2026-11-23", None, "vendredi 2026-10-30 24:00"),
    ("illkirch-graffenstaden", "loisirs", "cancel", "lundi 2026-11-23", None, "jeudi 2026-10-29 24:00"),
    ("bas-en-basset", "cantine", "reserve", "lundi 2026-11-23", None, "mardi 2026-11-17 12:00"),
    ("pamiers", "cantine", "reserve", "lundi 2026-11-23", None, "dimanche 2026-11-15 24:00"),
    ("mazan", "garderie", "reserve", "lundi 2026-11-23", None, "lundi 2026-11-23 15:30"),
    ("clermont", "cantine", "modify", "mardi 2026-11-24", None, "lundi 2026-11-23 10:00"),
    ("clermont", "cantine", "modify", "lundi 2026-11-23", None, "vendredi 2026-11-20 10:00"),
    (
        "le-palabre",
        "vacances",
        "reserve",
        "mardi 2026-10-20",
        "samedi 2026-09-26 00:00",
        "mardi 2026-10-20 24:00",
    ),
    ("saint-denis", "vacances", "reserve", "lundi 2026-10-19", None, "samedi 2026-09-05 24:00"),
    ("calandreta-clar-de-luna", "cantine", "cancel", "jeudi 2026-11-26", None, "lundi 2026-11-16 24:00"),
    ("vaureal", "cantine", "modify", "jeudi 2026-11-26", None, "mercredi 2026-11-25 12:00"),
    ("vaureal", "mercredi", "modify", "mercredi 2026-11-25", None, "lundi 2026-11-23 12:00"),
    ("vaureal", "vacances", "reserve", "lundi 2026-10-19", None, "vendredi 2026-10-02 24:00"),
    ("vaureal", "vacances", "cancel", "lundi 2026-10-19", None, "samedi 2026-10-10 24:00"),
    (
        "ville-espace-citoyens",
        "mercredi",
        "reserve",
        "mercredi 2026-11-25",
        "mercredi 2026-10-14 00:00",
        "mardi 2026-11-24 09:00",
    ),
    ("ville-espace-citoyens", "mercredi", "cancel", "mercredi 2026-11-25", None, "mercredi 2026-11-18 24:00"),
    (
        "ville-espace-citoyens",
        "periscolaire",
        "modify",
        "lundi 2026-11-23",
        None,
        "vendredi 2026-11-20 09:00",
    ),
    (
        "ville-espace-citoyens",
        "vacances",
        "reserve",
        "lundi 2026-10-19",
        "samedi 2026-09-05 00:00",
        "samedi 2026-09-26 24:00",
    ),
]
"""Commune, service, action, service day, opening, closing."""


def action_named(name: str) -> RuledAction:
    return "modify" if name == "modify" else Action(name)


@pytest.mark.parametrize(("name", "service", "action", "service_day", "closes"), PRINTED)
def test_a_deadline_that_a_town_printed(
    name: str, service: str, action: str, service_day: str, closes: str
) -> None:
    town = commune(name)
    offered = town.service(service)
    assert closure(town, offered, day(service_day)) is None
    assert window(town, offered, day(service_day), action_named(action)).closes_at == moment(closes)


@pytest.mark.parametrize(("name", "service", "action", "service_day", "opens", "closes"), WORKED_BY_HAND)
def test_a_window_worked_by_hand(
    name: str, service: str, action: str, service_day: str, opens: str | None, closes: str
) -> None:
    town = commune(name)
    offered = town.service(service)
    assert closure(town, offered, day(service_day)) is None
    found = window(town, offered, day(service_day), action_named(action))
    assert found.opens_at == (opens and moment(opens))
    assert found.closes_at == moment(closes)


@pytest.mark.parametrize(
    ("name", "service", "action", "service_day", "impossible"),
    [
        ("villes-soeurs", "repas", Action.CANCEL, "lundi 2024-11-18", Impossible.NEVER),
        ("mametz", "cantine", Action.CANCEL, "lundi 2024-11-18", Impossible.NEVER),
        ("mauleon", "cantine", Action.CANCEL, "lundi 2026-11-23", Impossible.NEVER),
        ("medoc-estuaire", "matin-soir", Action.RESERVE, "lundi 2026-11-23", Impossible.ATTENDANCE),
        ("coetmieux", "garderie", Action.CANCEL, "lundi 2026-11-23", Impossible.ATTENDANCE),
    ],
)
def test_what_is_never_possible(
    name: str, service: str, action: Action, service_day: str, impossible: Impossible
) -> None:
    town = commune(name)
    assert window(town, town.service(service), day(service_day), action).impossible is impossible


@pytest.mark.parametrize("name", ["molleges", "frontenay-rohan-rohan", "saint-jeannet"])
def test_holidays_wait_for_the_town_to_announce_them(name: str) -> None:
    town = commune(name)
    found = window(town, town.service("vacances"), day("lundi 2027-02-22"), Action.RESERVE)
    assert not found.announced


def test_families_from_outside_wait_a_week_longer() -> None:
    town = commune("saint-jean-bonnefonds")
    found = window(town, town.service("mercredi"), day("mercredi 2023-09-13"), Action.RESERVE, resident=False)
    assert found.opens_at == moment("lundi 2023-08-28 07:00")


def test_a_stay_is_cancelled_from_its_first_booked_day() -> None:
    town = commune("tarn-agout")
    found = window(
        town,
        town.service("loisirs"),
        day("mercredi 2026-10-21"),
        Action.CANCEL,
        first_booked_day=day("lundi 2026-10-19"),
    )
    assert found.closes_at == moment("samedi 2026-10-10 24:00")


@pytest.mark.parametrize(
    ("name", "service", "service_day", "untils"),
    [
        ("la-tessoualle", "cantine", "lundi 2026-11-23", ["lundi 2026-11-23 24:00"]),
        ("info-jeunesse", "vacances", "mercredi 2023-02-08", ["dimanche 2023-02-05 24:00"]),
        (
            "wervicq-sud",
            "vacances",
            "jeudi 2025-01-02",
            ["dimanche 2024-12-22 24:00", "jeudi 2025-01-02 24:00"],
        ),
        ("peipin", "cantine", "mardi 2026-12-15", ["vendredi 2026-12-11 24:00"]),
        ("mauleon", "cantine", "lundi 2026-12-07", ["lundi 2026-12-07 08:15"]),
    ],
)
def test_what_stays_possible_after_the_deadline(
    name: str, service: str, service_day: str, untils: list[str]
) -> None:
    town = commune(name)
    found = window(town, town.service(service), day(service_day), Action.RESERVE)
    assert [late.until for late in found.late] == [moment(until) for until in untils]


def test_the_last_day_of_class_of_2028_is_a_tuesday() -> None:
    """Mardi 2028-07-04 is a day of class: lunch closes on lundi. The summer begins the day after."""
    town = parse(
        'zone = "B"\n[[tariffs]]\ncode = "repas"\nunit = "repas"\nprice = 4.00\n'
        '[[services]]\ncode = "cantine"\nname = "Restaurant scolaire"\ntariff = "repas"\nstarts_at = "12:00"\n'
        'reserve = { closes = { days = 1, count = "service", at = "11:00" } }\ncancel = { same_as = "reserve" }\n'
    )
    lunch = town.service("cantine")
    found = window(town, lunch, day("mardi 2028-07-04"), Action.RESERVE)
    assert found.closes_at == moment("lundi 2028-07-03 11:00")
    assert closure(town, lunch, day("mardi 2028-07-04")) is None
    assert closure(town, lunch, day("mercredi 2028-07-05")) is not None
