"""What shows on a locked screen, where anybody may read it: no child, no service, no sum, no date. The screen behind it says the rest."""

from typing import Final

from functions.domain.push.device import PushKind

SENTENCES: Final = {
    PushKind.LIMIT: "Une heure limite approche : ouvrez votre espace.",
    PushKind.PLACE: "Une place s’est libérée : ouvrez votre espace.",
    PushKind.CALLED_OFF: "Un changement touche vos réservations : ouvrez votre espace.",
    PushKind.INVOICE: "Une facture vous attend dans votre espace.",
    PushKind.ANSWER: "Un message de la mairie vous attend : ouvrez votre espace.",
}

LABELS: Final = {
    PushKind.LIMIT: "Une heure limite approche et rien n’est réservé",
    PushKind.PLACE: "Une place s’est libérée",
    PushKind.CALLED_OFF: "Un service est annulé, ou rétabli",
    PushKind.INVOICE: "Une facture est arrivée, ou n’est pas payée",
    PushKind.ANSWER: "La mairie a répondu, ou vous écrit",
}
"""What a parent ticks."""

QUIET: Final = "Ne rien recevoir entre 21 h 30 et 7 h"
