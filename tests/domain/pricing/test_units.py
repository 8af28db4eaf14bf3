"""A price is billed each booked day, or each stretch of time: a unit that says anything else is found."""

import pytest

from functions.domain.pricing.units import UnitFlaw, names_longer, unit_flaw
from functions.domain.reglement.tariff_grids import Tariff


def flaw(unit: str, minutes: int | None = None) -> UnitFlaw | None:
    return unit_flaw(Tariff("t", unit, (), minutes=minutes))


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "repas",
            "Repas",
            "jour",
            "journée",
            "demi-journée",
            "journée, repas inclus",
            "matin",
            "matinée",
            "soir",
        ),
        *(
            "pause de midi",
            "garderie",
            "sortie",
            "accueil du soir",
            "mercredi",
            "après-midi",
            "goûter",
            "séance",
        ),
        *(
            "forfait soir",
            "forfait journalier",
            "ticket",
            "unité",
            "jour de vacances",
            "jour d’école",
            "nuitée",
        ),
        *("repas (enfants de 3 ans et plus)", "journée de stage", "journée de 10 heures", "matin en semaine"),
    ],
)
def test_a_day_or_a_part_of_it_is_what_the_portal_bills(unit: str) -> None:
    assert flaw(unit) is None


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "mois",
            "trimestre",
            "semaine",
            "an",
            "année scolaire",
            "semestre",
            "quinzaine",
            "période",
            "cycle",
            "saison",
        ),
        *(
            "carnet de 10 tickets",
            "carnet",
            "carte annuelle",
            "carte",
            "abonnement",
            "forfait mensuel",
            "forfait du mois",
        ),
        *(
            "forfait trimestriel",
            "forfait trimestre",
            "repas par mois",
            "jour par semaine",
            "garderie mensuelle",
        ),
        *(
            "10 repas",
            "lot de 5 repas",
            "dizaine",
            "séjour",
            "stage",
            "5 jours",
            "repas × 10",
            "repas (carnet de 10)",
        ),
        *("forfait", "famille", "enfant", "Mois", "MOIS ", "vacances", "pack 10 séances", "soir, au mois"),
        *("4 semaines", "année", "bimestre", "camp", "heures", "xyz", ""),
    ],
)
def test_what_is_for_longer_or_not_understood_is_no_unit(unit: str) -> None:
    assert flaw(unit) in (UnitFlaw.LONGER, UnitFlaw.UNKNOWN)


@pytest.mark.parametrize(
    ("unit", "minutes", "found"),
    [
        ("demi-heure", 30, None),
        ("quart d'heure", 15, None),
        ("quart d’heure", 15, None),
        ("heure", 60, None),
        ("heure commencée", 60, None),
        ("tranche de 20 minutes", 20, None),
        ("20 min", 20, None),
        ("tranche", 45, None),
        ("unité", 45, None),
        ("½ heure", 30, None),
        ("demi-heure", None, UnitFlaw.NO_MINUTES),
        ("heure", None, UnitFlaw.NO_MINUTES),
        ("tranche", None, UnitFlaw.NO_MINUTES),
        ("heure", 30, UnitFlaw.OTHER_MINUTES),
        ("demi-heure", 60, UnitFlaw.OTHER_MINUTES),
        ("repas", 30, UnitFlaw.NOT_TIME),
        ("heure par mois", 60, UnitFlaw.LONGER),
    ],
)
def test_a_stretch_of_time_is_as_long_as_the_grid_bills_it(
    unit: str, minutes: int | None, found: UnitFlaw | None
) -> None:
    assert flaw(unit, minutes) is found


@pytest.mark.parametrize(
    ("label", "longer"),
    [
        ("QF 700 à 1 099", False),
        ("Tarif occasionnel", False),
        ("Enfants de 3 à 11 ans", False),
        ("première heure", False),
        ("Jours de la semaine", False),
        ("Tarif abonné", False),
        ("Titulaires de la carte jeune", False),
        ("Hors période scolaire", False),
        ("50 €/trimestre", True),
        ("Par trimestre", True),
        ("Forfait mensuel", True),
        ("carnet de 10 tickets", True),
        ("12 € par mois", True),
        ("Abonnement 4 jours", True),
    ],
)
def test_a_label_may_not_promise_what_the_unit_may_not(label: str, longer: bool) -> None:
    assert names_longer(label) is longer
