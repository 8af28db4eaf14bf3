"""What a town asks, and what it bills of absences, in plain French."""

import pytest

from functions.domain.availability.constraints import Broken, BrokenCode
from functions.domain.reglement.reglement import Reglement
from functions.domain.reglement.service_conditions import Need
from functions.french.reglement.conditions import (
    absence_sentences,
    broken_sentence,
    condition_sentences,
    word_sentence,
)
from functions.reglement_file import parse
from tests.reglement_file.files import NAMES, commune
from tests.reglement_file.test_writing import EVERYTHING
from tests.support.spaces import plain


@pytest.mark.parametrize(
    ("name", "service", "said"),
    [
        ("la-prairie", "vacances", ["Au moins 3 jours par semaine (2 jours s’il y a un jour férié)."]),
        ("wervicq-sud", "vacances", ["À la semaine : du lundi au vendredi."]),
        (
            "saint-jeannet",
            "vacances",
            ["À la semaine : du lundi au vendredi ou le lundi, le mardi, le jeudi et le vendredi."],
        ),
        (
            "saint-remy",
            "mercredi",
            [
                "Il faut une inscription acceptée par la mairie.",
                "Pas de réservation tant qu’une facture est en retard.",
            ],
        ),
        ("cunac", "cantine", []),
    ],
)
def test_conditions(name: str, service: str, said: list[str]) -> None:
    town = commune(name)
    assert [plain(text) for text in condition_sentences(town, town.service(service))] == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "ecole-saint-exupery",
            [
                "Absence avec un certificat médical reçu sous 72 heures : rien n’est facturé.",
                "Absence avec un certificat médical reçu sous 10 jours : les 2 premiers jours restent facturés.",
            ],
        ),
        (
            "spay",
            [
                "Absence avec un certificat médical : rien n’est facturé.",
                "Absence avec une attestation sur l’honneur : les 2 premiers jours restent facturés.",
                "La déduction paraît sur la facture 1 mois plus tard.",
            ],
        ),
        (
            "lamagistere",
            ["Absence sans justificatif : 3 jours restent facturés, à compter de celui où vous prévenez."],
        ),
        (
            "saint-leu",
            [
                "Ne sont pas facturés : grève, alerte cyclonique, panne du fournisseur et décision du maire.",
                "Absence avec un certificat médical, à partir de 4 jours de suite : rien n’est facturé.",
            ],
        ),
        ("cunac", ["Toute absence est facturée."]),
    ],
)
def test_absences(name: str, said: list[str]) -> None:
    assert [plain(text) for text in absence_sentences(commune(name).service("cantine").absence)] == said


def town() -> Reglement:
    return parse(EVERYTHING)


@pytest.mark.parametrize("code", list(BrokenCode))
def test_every_condition_that_is_not_met_has_its_sentence(code: BrokenCode) -> None:
    other = Need.COMPLETE_FILE if code is BrokenCode.NEED else "d"
    said = broken_sentence(town(), Broken(code, "s", 3, other, ((1, 7), (1,))))
    assert said.endswith(".") and "'" not in said


def test_every_sentence_of_every_town_is_one() -> None:
    for reglement in [town(), *map(commune, NAMES)]:
        for service in reglement.services:
            for text in [*condition_sentences(reglement, service), *absence_sentences(service.absence)]:
                assert text[0].isupper() and text.endswith("."), text
                assert "'" not in text, text


def test_a_word_of_honour_says_what_it_is_for_and_nothing_where_it_counts_for_no_service() -> None:
    said = plain(word_sentence(commune("spay")))
    assert said.startswith("Facultatif. ")
    assert said.endswith(
        "Absence avec une attestation sur l’honneur : les 2 premiers jours restent facturés."
    )
    assert word_sentence(commune("cunac")) == ""
