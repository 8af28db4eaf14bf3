"""Refusals about absences, their proofs and attendance."""

from functions.french.refusals.wording import Said

SENTENCES: dict[str, Said] = {
    "absence_too_far": Said(
        "Date trop éloignée",
        "Une absence se déclare dans les {most} jours avant ou après aujourd’hui. Contactez la mairie.",
    ),
    "nothing_to_miss": Said(
        "Aucune réservation ces jours-là",
        "Aucune réservation de votre famille n’est à déclarer manquée ces jours-là. Vérifiez les dates et l’enfant.",
    ),
    "unknown_reason": Said("Raison inconnue", "Choisissez une des raisons proposées."),
    "absence_begun": Said(
        "Absence déjà commencée",
        "Un de ces jours a commencé : il ne peut plus être retiré ici. "
        "Si votre enfant est venu, la liste de présence fait foi.",
    ),
    "absence_moved": Said(
        "Absence complétée entre-temps",
        "La famille a ajouté quelque chose à cette absence, ou un collègue y a répondu. Relisez-la, puis répondez.",
    ),
    "not_a_document": Said(
        "Fichier non accepté",
        "Ce fichier n’est ni un PDF, ni une photo JPEG ou PNG. Prenez une photo du document, ou envoyez un PDF.",
    ),
    "document_too_large": Said(
        "Fichier trop lourd",
        "Ce fichier dépasse {most} Mo. Prenez plutôt une photo du document, ou envoyez une seule page.",
    ),
    "too_many_proofs": Said(
        "Assez de justificatifs",
        "Cette absence a déjà {most} justificatifs : la mairie les a reçus. "
        "S’il en manque un, apportez-le ou envoyez-le à la mairie.",
    ),
    "absence_too_long": Said(
        "Absence trop longue",
        "Une absence compte au plus {most} jours, service par service. Choisissez une période plus courte, ou contactez la mairie.",
    ),
    "too_many_absences": Said(
        "Trop d’absences ce mois-là",
        "Ce mois compte déjà trop d’absences pour cet enfant. Contactez la mairie, qui peut l’enregistrer.",
    ),
    "too_many_days_asked": Said("Période trop longue", "Choisissez {most} jours au plus."),
    "cannot_be_read": Said(
        "Fiche illisible",
        "Ce qui est gardé de cet enfant ne peut pas être lu : rien n’est noté. Notez-le sur papier et prévenez la mairie.",
    ),
    "too_many_events": Said(
        "Trop de pointages",
        "Cet enfant a déjà {most} pointages ce jour-là pour ce service : rien de plus n’est noté. Dites à la mairie ce qui doit l’être.",
    ),
    "day_to_come": Said("Jour à venir", "Ce jour n’est pas encore venu : la présence se note le jour même."),
    "day_too_old": Said(
        "Jour trop ancien",
        "La présence se corrige pendant {most} jours. Après, c’est la régie qui corrige la facture.",
    ),
    "service_closed": Said(
        "Service fermé ce jour-là",
        "{why} Rien n’a été enregistré. Vérifiez la date et le service ; si l’enfant était bien là, dites pourquoi : "
        "le motif est gardé avec la présence.",
    ),
    "unknown_absence_reason": Said(
        "Raison inconnue", "Choisissez une des raisons que le règlement prévoit pour ce service."
    ),
    "too_far_off": Said(
        "Date trop éloignée", "Un service s’annule dans les {most} jours avant ou après aujourd’hui."
    ),
    "too_many_days_off": Said(
        "Trop de jours", "Choisissez un dernier jour après le premier, {most} jours au plus."
    ),
    "nothing_opens": Said(
        "Rien n’ouvre ces jours-là", "Aucun de ces services n’ouvre à ces dates : il n’y a rien à annuler."
    ),
    "not_called_off_for_child": Said(
        "Rien n’est annulé pour cet enfant",
        "Ce service a lieu pour lui ce jour-là : réservez depuis le dossier de sa famille.",
    ),
    "other_day": Said(
        "Autre jour",
        "Une annulation garde son jour. Remettez ce service, puis annulez l’autre jour.",
    ),
    "called_off_full": Said(
        "Trop d’annulations ce mois-là",
        "Trop d’annulations sont enregistrées pour ce mois. Retirez celles qui se répètent, puis réunissez-les : "
        "sans service, école ni classe, une annulation vaut pour tous.",
    ),
    "unknown_school": Said("École inconnue", "Cette école n’est pas dans le règlement de la commune."),
}
