"""Refusals about meals and their orders."""

from functions.french.refusals.wording import Said

SENTENCES: dict[str, Said] = {
    "meals_period_refused": Said(
        "Période trop longue", "Demandez {most} jours au plus, le dernier après le premier."
    ),
    "meals_too_far": Said(
        "Date trop éloignée", "Les repas se notent dans les {most} jours avant ou après aujourd’hui."
    ),
    "not_served_yet": Said(
        "Jour à venir", "Ce jour n’est pas encore venu : ce qui a été servi se note le jour même ou après."
    ),
    "no_caterer_address": Said(
        "Personne à qui l’envoyer", "Donnez d’abord l’adresse du traiteur, sous « À qui va la commande »."
    ),
    "order_gone_by": Said("Repas passés", "Ces repas sont passés : leur commande ne se renvoie plus."),
    "order_settings_refused": Said(
        "Heure de commande incomplète",
        "Donnez l’heure de la commande et le nombre de jours avant, ou aucun des deux.",
    ),
    "too_many_schools": Said(
        "Trop d’écoles pour ce jour", "Des repas sont déjà notés pour plus d’écoles que n’en a une commune."
    ),
}
