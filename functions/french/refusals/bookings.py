"""Refusals about the règlement, the planning and the basket."""

from functions.french.refusals.wording import Said

SENTENCES: dict[str, Said] = {
    "unknown_service": Said(
        "Service inconnu", "Ce service n’existe pas, ou n’existe plus, dans cette commune."
    ),
    "patterns_full": Said(
        "Deux semaines types au plus",
        "Vous en avez déjà {most} : supprimez-en une, ou donnez à celle-ci le nom de celle qu’elle remplace.",
    ),
    "pattern_empty": Said(
        "Rien à enregistrer",
        "Aucun service ouvert n’est demandé dans cette semaine : réservez-la d’abord, ou faites vos choix dans Vue Agenda.",
    ),
    "unknown_tariff": Said(
        "Tarif inconnu",
        "Le tarif de ce service n’est pas encore voté pour ce jour. Contactez la mairie.",
    ),
    "no_price": Said("Tarif inconnu", "Le tarif de ce service ne prévoit pas ce cas. Contactez la mairie."),
    "calendar_unknown": Said(
        "Calendrier pas encore connu",
        "Le calendrier scolaire de ce jour n’est pas encore connu. Réessayez dès que la mairie l’aura publié.",
    ),
    "not_open_yet": Said("Pas encore ouvert", "Les réservations de ce jour ouvriront le {opens_at}."),
    "not_announced": Said(
        "Pas encore ouvert",
        "La mairie annoncera plus tard la date d’ouverture de ces réservations.",
    ),
    "deadline_passed": Said("Trop tard", "La limite était le {closed_at}. Contactez la mairie."),
    "not_possible": Said(
        "Impossible en ligne", "Le règlement ne permet pas cette demande. Contactez la mairie."
    ),
    "nothing_to_book": Said(
        "Sans réservation",
        "Ce service est sans réservation : c’est la présence qui est facturée.",
    ),
    "always_booked": Said(
        "Déjà réservé",
        "Ce service est réservé toute l’année, sauf les jours que vous annulez. Ce mois n’est pas encore ouvert.",
    ),
    "place_free": Said(
        "Une place est libre",
        "Il y a une place pour ce jour : réservez-la, il n’y a pas à attendre.",
    ),
    "no_waiting_list": Said(
        "Pas de liste d’attente", "On ne peut pas s’inscrire sur une liste d’attente ce jour-là."
    ),
    "waiting_list_full": Said(
        "Liste d’attente complète",
        "La liste d’attente de ce jour est complète. Contactez la mairie.",
    ),
    "not_declinable": Said(
        "Trop tard pour refuser",
        "Cette place ne peut plus être refusée sans frais. Contactez la mairie.",
    ),
    "undo_too_late": Said(
        "Trop tard",
        "Une validation s’annule pendant {minutes} minutes. Annulez maintenant jour par jour, dans Mes réservations.",
    ),
    "reglement_moved": Said(
        "Le règlement a changé",
        "La commune a publié une autre version du règlement. Relisez-le, puis acceptez-le.",
    ),
    "prepaid_needs_online": Said(
        "Paiement en ligne nécessaire",
        "Le service « {service} » se paie à la réservation, mais la régie n’a pas de paiement en ligne. Rien n’a été publié.",
    ),
    "never_priced": Said(
        "Service sans prix",
        "Le service « {service} » n’aurait de prix aucun jour : son tarif « {tariff} » tient à {facts}, "
        "que le portail ne connaît pas d’une réservation. Rien n’a été publié.",
    ),
    "unit_not_applied": Said(
        "Prix pour plusieurs jours",
        "Le tarif « {tariff} » dit « {words} », mais le portail demande ce prix à chaque jour réservé. Rien n’a été publié.",
    ),
    "adjustment_not_applied": Said(
        "Réduction sans effet",
        "Le changement de prix « {label} » (tarif « {tariff} ») tient à {facts}, que le portail ne connaît pas d’une réservation. Rien n’a été publié.",
    ),
    "families_without_price": Said(
        "Familles sans prix",
        "Des familles n’auraient pas de prix pour « {service} » (tarif « {tariff} », à partir du quotient {low}), et rien ne le leur "
        "dirait. Rien n’a été publié.",
    ),
    "over_differs": Said(
        "Ce qui est dépassé a changé",
        "Ce que vous dépassez n’est plus ce que vous avez lu : une place a été prise ou rendue, ou une limite est passée. "
        "Relisez, puis confirmez de nouveau.",
    ),
    "town_reason_too_long": Said(
        "Raison trop longue", "La raison compte au plus {most} caractères : la famille la lit."
    ),
    "basket_full": Said(
        "Panier plein",
        "Un panier contient au plus {most} demandes. Validez d’abord celles qu’il contient, ou choisissez une période plus courte.",
    ),
    "range_too_long": Said("Période trop longue", "Choisissez une période de {most} jours au plus."),
    "range_backwards": Said("Dates à corriger", "La fin de la période vient avant son début."),
}
