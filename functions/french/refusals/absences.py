"""Refusals about absences, their proofs and attendance."""

from functions.french.refusals.said import Said

SENTENCES: dict[str, Said] = {
    "left_before_arriving": Said(
        "Heures à corriger", "L’heure de départ vient avant l’heure d’arrivée. Vérifiez ces deux heures."
    ),
}
