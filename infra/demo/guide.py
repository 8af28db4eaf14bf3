"""What is told to who opens the demo: how to enter as each person, and what to try first."""

from dataclasses import dataclass
from datetime import date

from functions.french.words.dates import date_weekday
from infra.demo.morning.tablet import PIN
from infra.demo.people import HELENE, MARC
from infra.demo.staff import STAFF

SAME = "même mot de passe"
CODE = f"{SAME}, puis le code de /dev/telephones/"


@dataclass(frozen=True, slots=True)
class Guide:
    """`enter`: by the person, how. `to_try`: sentences."""

    enter: dict[str, str]
    to_try: tuple[str, ...]


def guide(password: str, full: date | None, apart: tuple[str, str]) -> Guide:
    """`full`: a day on which there is no place left at the canteen; None where none is ahead. `apart`: the addresses of two parents of one
    child, who live apart."""
    enter = {
        "Hélène TESTMP, parent": f"{HELENE}, mot de passe {password}",
        "Marc TESTMP, sans compte encore": f"le message arrivé dans /dev/boite-mail/ pour {MARC}",
        "Deux foyers d’un même enfant": f"{apart[0]} et {apart[1]}, {SAME}",
        **{f"{worker.called}, {worker.what}": f"{worker.email}, {CODE}" for worker in STAFF},
    }
    when = "" if full is None else f" : la cantine est complète {date_weekday(full)}"
    return Guide(
        enter,
        (
            "Le matin de la secrétaire : une douzaine de demandes attendent dans « Demandes » (j et k pour passer de l’une à l’autre, ? pour les "
            "touches).",
            "Deux communes dans une semaine : Hélène réserve la cantine à Aubray et le mercredi au Val de Lisse, d’un seul « Valider ».",
            f"Réserver au-delà de la règle : dans « Familles », TESTMP, « Réservations »{when}.",
            "Deux dossiers pour une famille : dans « Familles », « Dossiers en double », réunissez les Lefèbvre.",
            f"Le soir, sur une tablette : la secrétaire l’enregistre dans « Pointage », « Tablettes » et se déconnecte ; Lina l’ouvre avec le code {PIN}.",
            "Une heure limite qui passe : avancez l’horloge dans /dev/horloge/ ; les messages partis sont dans /dev/boite-mail/.",
        ),
    )
