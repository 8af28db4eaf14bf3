"""The règlement page says what the server refuses by."""

from dataclasses import replace

import pytest

from functions.domain.reglement.reglement import Places
from functions.french.reglement.rules import (
    basket_sentence,
    limit_sentences,
    rule_sentences,
    service_sentences,
)
from functions.reglement_file import parse
from tests.reglement_file.files import NAMES, commune
from tests.support.spaces import plain

HEAD = 'zone = "A"\n[[tariffs]]\ncode = "t"\nunit = "repas"\nprice = 3\n[[services]]\ncode = "s"\nname = "S"\ntariff = "t"\n'


def sentence(limit: str) -> str:
    town = parse(f"{HEAD}reserve = {{ closes = {limit} }}\ncancel = {{ never = true }}\n")
    return plain(" ".join(limit_sentences(town.service("s").reserve)))


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ('{ days = 1, at = "10:00" }', "Jusqu’à la veille à 10 h."),
        ("{ days = 1 }", "Jusqu’à la veille au soir à minuit."),
        ("{ days = 8 }", "Jusqu’à 8 jours avant, le soir à minuit."),
        ('{ days = 0, at = "08:30" }', "Jusqu’à 8 h 30 le jour même."),
        ('{ days = 1, count = "working", at = "12:00" }', "Jusqu’au jour ouvré précédent à midi."),
        ('{ days = 2, count = "business" }', "Jusqu’à 2 jours ouvrables avant, le soir à minuit."),
        (
            '{ days = 1, count = "service", at = "11:00" }',
            "Jusqu’au précédent jour d’ouverture du service à 11 h.",
        ),
        (
            '{ days = 3, count = "opening", at = "11:00" }',
            "Jusqu’à 3 jours d’ouverture de la mairie avant à 11 h.",
        ),
        ("{ hours = 48 }", "Jusqu’à 48 heures pleines avant le jour réservé."),
        ('{ hours = 48, count = "working" }', "Jusqu’à 48 heures ouvrées avant le jour réservé."),
        ('{ hours = 1, from = "start" }', "Jusqu’à 1 heure avant le début."),
        ('{ weeks = 1, weekday = "thu", at = "12:00" }', "Jusqu’au jeudi de la semaine précédente à midi."),
        ('{ weeks = 0, weekday = "mon", at = "12:00" }', "Jusqu’au lundi de la même semaine à midi."),
        ('{ weeks = 2, weekday = "fri" }', "Jusqu’au vendredi soir de l’avant-dernière semaine à minuit."),
        ('{ weeks = 3, weekday = "fri" }', "Jusqu’au vendredi soir, trois semaines avant, à minuit."),
        (
            '{ weeks = 1, count = "service", weekday = "thu" }',
            "Jusqu’au jeudi soir de la semaine d’ouverture précédente à minuit.",
        ),
        ('{ weekday = "fri", at = "10:00" }', "Jusqu’au vendredi précédent à 10 h."),
        (
            '{ days = 15, weekday = "fri", at = "10:00" }',
            "Jusqu’au dernier vendredi qui est au moins 15 jours avant à 10 h.",
        ),
        ('{ days = 3, from = "week", at = "10:00" }', "Jusqu’à 3 jours avant le lundi de la semaine à 10 h."),
        ("{ months = 1, month_day = 18 }", "Jusqu’au 18 du mois précédent au soir à minuit."),
        (
            '{ months = 1, month_day = 30, at = "12:00" }',
            "Jusqu’au 30 du mois précédent (ou le dernier jour d’un mois plus court) à midi.",
        ),
        (
            '{ weeks = 3, weekday = "fri", from = "holiday" }',
            "Jusqu’au vendredi soir, trois semaines avant le premier jour des vacances, à minuit.",
        ),
        ('{ months = 1, month_day = 31, at = "12:00" }', "Jusqu’au dernier jour du mois précédent à midi."),
        (
            "{ months = 1, month_day = 31 }",
            "Jusqu’au dernier jour du mois précédent au soir à minuit.",
        ),
        ("{ months = 2, month_day = 31 }", "Jusqu’au dernier jour du mois, 2 mois avant, le soir à minuit."),
        ('{ months = 2, month_day = 18, at = "12:00" }', "Jusqu’au 18, 2 mois avant, à midi."),
        (
            '{ months = 1, nth = 1, weekday = "mon", at = "12:00" }',
            "Jusqu’au premier lundi du mois précédent à midi.",
        ),
        (
            '{ months = 1, nth = -1, weekday = "fri", at = "12:00" }',
            "Jusqu’au dernier vendredi du mois précédent à midi.",
        ),
        (
            '{ months = 1, last_full_week = true, weekday = "sun" }',
            "Jusqu’au dimanche soir de la dernière semaine complète du mois précédent à minuit.",
        ),
        (
            '{ days = 15, clear = true, from = "holiday" }',
            "Jusqu’à 15 jours francs avant le premier jour des vacances, le soir à minuit.",
        ),
        ('{ months = 1, month_day = 18, at = "00:00" }', "Avant le 18 du mois précédent."),
        ('{ weeks = 1, weekday = "thu", at = "00:00" }', "Avant le jeudi de la semaine précédente."),
        ('{ days = 8, at = "00:00" }', "Jusqu’à 8 jours avant à 0 h."),
        ('{ days = 0, at = "12:00" }', "Jusqu’à midi le jour même."),
        (
            '{ months = 1, nth = -2, weekday = "fri", at = "12:00" }',
            "Jusqu’à l’avant-dernier vendredi du mois précédent à midi.",
        ),
        (
            '{ months = 1, month_day = 15, from = "holiday", at = "12:00" }',
            "Jusqu’au 15 du mois qui précède celui du premier jour des vacances à midi.",
        ),
        (
            '{ weeks = 1, weekday = "thu", from = "holiday", at = "12:00" }',
            "Jusqu’au jeudi de la semaine qui précède celle du premier jour des vacances à midi.",
        ),
        (
            '{ months = 3, month_day = 30, from = "school_year" }',
            "Jusqu’au 30, trois mois avant le premier jour de l’année scolaire (ou le dernier jour d’un mois plus court), le soir à minuit.",
        ),
        ("{ exact = 2027-01-22T20:00:00 }", "Jusqu’au vendredi 22 janvier 2027 à 20 h."),
        ("{ exact = 2027-01-22 }", "Jusqu’au vendredi 22 janvier 2027 au soir à minuit."),
        (
            '{ days = 2, at = "10:00", if_closed = "earlier" }',
            "Jusqu’à 2 jours avant (ou le jour ouvré précédent, si ce jour n’est pas un jour ouvré) à 10 h.",
        ),
    ],
)
def test_a_limit(limit: str, said: str) -> None:
    assert sentence(limit) == said


@pytest.mark.parametrize(
    ("name", "service", "action", "said"),
    [
        (
            "cunac",
            "cantine",
            "reserve",
            [
                "Pour le lundi et le mardi, jusqu’au jeudi de la semaine précédente à 10 h ; "
                "pour le jeudi et le vendredi, jusqu’au mardi de la même semaine à 10 h."
            ],
        ),
        (
            "mametz",
            "cantine",
            "cancel",
            [
                "Pour le lundi, impossible ; pour le mardi, le jeudi et le vendredi, jusqu’au lundi de la même semaine à 9 h."
            ],
        ),
        (
            "medoc-estuaire",
            "matin-soir",
            "reserve",
            ["Sans réservation : c’est la présence qui est facturée."],
        ),
        (
            "la-tessoualle",
            "cantine",
            "reserve",
            [
                "Jusqu’à 48 heures pleines avant le jour réservé.",
                "Ensuite : possible avec une majoration de 1,00 €.",
            ],
        ),
        (
            "bas-en-basset",
            "cantine",
            "reserve",
            ["Jusqu’au mardi de la semaine précédente à midi.", "Ensuite : possible au double du prix."],
        ),
        (
            "vailhauques",
            "cantine",
            "cancel",
            [
                "Pour le lundi et le mardi, jusqu’au vendredi de la semaine précédente à 9 h ; "
                "pour le jeudi et le vendredi, jusqu’au mardi de la même semaine à 9 h.",
                "Ensuite, jusqu’à 9 h le jour même : par téléphone au 04 00 00 00 00.",
            ],
        ),
        (
            "ville-espace-citoyens",
            "mercredi",
            "reserve",
            ["Jusqu’à la veille à 9 h (ouverture 6 semaines avant)."],
        ),
        (
            "saint-jean-bonnefonds",
            "mercredi",
            "reserve",
            [
                "Du lundi 4 septembre 2023 au vendredi 20 octobre 2023, jusqu’au mercredi de la semaine précédente à midi "
                "(ouverture le lundi 21 août 2023 à 7 h pour les habitants, "
                "le lundi 28 août 2023 à 7 h pour les familles extérieures).",
                "Pour les autres jours, la mairie annoncera les dates.",
            ],
        ),
        (
            "mauleon",
            "cantine",
            "cancel",
            [
                "Impossible.",
                "Ensuite, jusqu’à 8 h 15 le jour même : par téléphone au 05 00 00 00 00, "
                "seulement pour : maladie, grève, neige ou verglas.",
            ],
        ),
    ],
)
def test_a_rule(name: str, service: str, action: str, said: list[str]) -> None:
    rule = getattr(commune(name).service(service), action)
    assert [plain(text) for text in rule_sentences(rule)] == said


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        (
            "{ resident = false, closes = { days = 15, at = '12:00' } }",
            "Pour les familles extérieures, jusqu’à 15 jours avant à midi ; "
            "pour les autres, jusqu’à 2 jours avant à midi.",
        ),
        (
            "{ weekdays = ['mon'], closes = { days = 3, at = '12:00' } }",
            "Pour le lundi, jusqu’à 3 jours avant à midi ; les autres jours, jusqu’à 2 jours avant à midi.",
        ),
        (
            "{ weekdays = ['mon'], resident = true, never = true }",
            "Pour le lundi, pour les habitants, impossible ; dans les autres cas, jusqu’à 2 jours avant à midi.",
        ),
    ],
)
def test_what_is_left_after_some_cases_says_of_whom(cases: str, said: str) -> None:
    rules = f"cancel = {{ never = true }}\nreserve = {{ cases = [{cases}], closes = {{ days = 2, at = '12:00' }} }}\n"
    assert plain(" ".join(limit_sentences(parse(HEAD + rules).service("s").reserve))) == said


def test_an_opening_for_families_from_outside_alone_is_said() -> None:
    rules = "cancel = { never = true }\nreserve = { opens_outside = { weeks = 5 }, closes = { days = 2, at = '12:00' } }\n"
    assert plain(" ".join(limit_sentences(parse(HEAD + rules).service("s").reserve))) == (
        "Jusqu’à 2 jours avant à midi (ouverture 5 semaines avant pour les familles extérieures)."
    )


def test_the_days_outside_a_dated_case_are_the_other_days() -> None:
    rules = 'cancel = { never = true }\n[services.reserve]\ncloses = { days = 1, at = "10:00" }\n'
    rules += "cases = [{ on = 2027-05-07, closes = { exact = 2027-04-29T12:00:00 } }]\n"
    said = [plain(text) for text in limit_sentences(parse(HEAD + rules).service("s").reserve)]
    assert said == [
        "Pour le vendredi 7 mai 2027, jusqu’au jeudi 29 avril 2027 à midi.",
        "Les autres jours, jusqu’à la veille à 10 h.",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_commune_can_be_read_aloud(name: str) -> None:
    for service in commune(name).services:
        for text in [
            *rule_sentences(service.reserve),
            *rule_sentences(service.cancel, cancelling=True),
            *service_sentences(service, commune(name).school_names),
        ]:
            assert not text[0].islower(), text
            assert text.endswith((".", ".)")), text
            assert "'" not in text and "  " not in text, text


def test_when_a_service_opens_and_for_how_many() -> None:
    canteen = commune("peipin").service("cantine")
    assert service_sentences(canteen, {}) == [
        "Ouvert le lundi, le mardi, le jeudi et le vendredi, les jours d’école.",
        "60 places le lundi et le vendredi.",
        "70 places le mardi et le jeudi.",
    ]
    few = replace(canteen, places=(Places(1), Places(5, (1,), "centre")))
    assert service_sentences(few, {"centre": "École du Centre"})[-2:] == [
        "1 place par jour.",
        "5 places le lundi pour « École du Centre ».",
    ]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (None, None),
        (30, "30 minutes"),
        (60, "1 heure"),
        (90, "90 minutes"),
        (120, "2 heures"),
        (2880, "2 jours"),
    ],
)
def test_how_long_a_request_stays_in_the_basket(minutes: int | None, said: str | None) -> None:
    text = basket_sentence(minutes)
    assert (text is None) == (said is None)
    if said is not None and text is not None:
        assert text.replace("\u00a0", " ").endswith(f"au bout de {said}.")
