"""Refusals about invoices and payments."""

from functions.french.refusals.wording import Said

SENTENCES: dict[str, Said] = {
    "alert_closed": Said("Déjà traitée", "Quelqu’un a déjà traité cette alerte."),
    "already_paid": Said("Déjà payée", "Cette facture est déjà payée. Merci !"),
    "period_not_over": Said(
        "Période en cours",
        "Cette période n’est pas terminée : ses factures s’émettent à partir du lendemain de son dernier jour.",
    ),
    "unknown_period": Said(
        "Période inconnue",
        "Cette période n’existe pas. Écrivez un mois (2026-10), ou deux jours (2026-11-02.2026-12-18).",
    ),
    "preview_replaced": Said(
        "Aperçu remplacé",
        "Un aperçu plus récent de cette période a été fait, ou celui-ci n’existe pas. Regardez le dernier, puis émettez les factures.",
    ),
    "invoicing_refused": Said(
        "Facturation impossible",
        "Le jour va de 1 à 28, une année se paie en 1 à 12 fois, et un seuil n’est pas négatif.",
    ),
    "sharing_refused": Said(
        "Partage incomplet",
        "Les parts doivent faire 100 % pour chaque semaine, entre les familles de l’enfant. Corrigez-les.",
    ),
    "payment_under_way": Said(
        "Paiement en cours",
        "Un paiement de cette facture a déjà été commencé, et le service de paiement n’a pas encore dit s’il a abouti. "
        "Pour ne pas payer deux fois, attendez sa réponse, au plus tard le {until}.",
    ),
    "payment_being_checked": Said(
        "Paiement en cours de vérification",
        "Nous vérifions votre dernier paiement auprès du service de paiement. Ne payez pas une seconde fois : contactez la régie si besoin.",
    ),
    "no_online_payment": Said(
        "Pas de paiement en ligne",
        "Cette facture ne se paie pas en ligne. La facture indique où et comment la payer.",
    ),
    "one_invoice_at_a_time": Said(
        "Une facture à la fois",
        "Le service de paiement du Trésor public prend une facture à la fois : payez la première, la suivante vous sera proposée aussitôt.",
    ),
    "amount_changed": Said(
        "La somme a changé",
        "Il reste maintenant {amount_cents} à payer. Rien n’a été débité : vérifiez, puis recommencez.",
    ),
    "too_small_online": Said(
        "Somme trop petite",
        "Le paiement en ligne commence à 1 €. La facture indique comment payer autrement.",
    ),
    "payment_service_down": Said(
        "Paiement indisponible",
        "Le service de paiement ne répond pas. Rien n’a été débité : réessayez dans quelques minutes.",
    ),
    "payment_not_opened": Said(
        "Paiement indisponible",
        "Le service de paiement n’a pas accepté d’ouvrir ce paiement. Rien n’a été débité. Prévenez la régie : ses coordonnées sont sur la facture.",
    ),
    "email_not_taken": Said(
        "Adresse e-mail non acceptée",
        "Le service de paiement n’accepte pas votre adresse e-mail. Changez-la dans « Mon compte », puis recommencez.",
    ),
    "handed_over": Said(
        "Transmise au Trésor public",
        "Cette facture a été transmise au Trésor public, qui en demande le paiement : elle ne se paie plus ici.",
    ),
    "no_credit": Said(
        "Pas d’avoir à utiliser",
        "La famille n’a pas d’avoir, ou n’a rien à payer avec cet avoir.",
    ),
    "ledger_full": Said(
        "Trop d’opérations",
        "Cette facture a déjà trop d’opérations : rien ne peut plus y être ajouté, sauf un avoir pour tout ce qui en reste.",
    ),
    "credit_in_pieces": Said(
        "Avoir déjà très entamé",
        "Cet avoir a déjà servi de très nombreuses fois : remboursez en une fois les {left_cents} qui en restent.",
    ),
    "credit_scattered": Said(
        "À rembourser en plusieurs fois",
        "L’avoir de cette famille est fait de très nombreuses petites sommes : remboursez d’abord {most_cents}, puis le reste.",
    ),
    "more_than_credit": Said(
        "Avoir insuffisant",
        "Il reste {left_cents} d’avoir à cette famille : choisissez une somme plus petite.",
    ),
    "nothing_to_credit": Said(
        "Déjà annulé", "Un avoir a déjà été émis pour toute cette facture, ou pour toute cette ligne."
    ),
    "credit_too_large": Said(
        "Avoir trop grand",
        "Un avoir ne dépasse pas ce qui a été facturé : il peut porter sur {most_cents} au plus.",
    ),
    "more_than_balance": Said(
        "Remise trop grande", "Il reste {most_cents} à payer : la remise ne peut pas dépasser cette somme."
    ),
    "more_than_owed": Said(
        "Trop d’espèces",
        "La famille doit {most_cents} : rendez la monnaie, puis enregistrez au plus cette somme.",
    ),
    "online_payment_under_way": Said(
        "Paiement en ligne en cours",
        "La famille est peut-être en train de payer cette facture en ligne. Si vous encaissez quand même, "
        "confirmez-le : un second paiement qui aboutirait serait gardé en avoir.",
    ),
    "already_rejected": Said("Déjà rejeté", "Le rejet de ce paiement est déjà enregistré."),
    "cheque_incomplete": Said("Chèque à compléter", "Indiquez la banque et le numéro du chèque."),
    "received_later": Said("Date à corriger", "La date du paiement est dans le futur."),
    "received_long_ago": Said("Date à corriger", "La date du paiement remonte à plus d’un an."),
    "payment_awaited": Said(
        "Paiement attendu",
        "Des places sont gardées jusqu’au {until} en attendant le paiement de cette facture. Refaites-la ensuite.",
    ),
    "nothing_to_reissue": Said(
        "Rien à facturer",
        "La facture corrigée ne demanderait rien : émettez plutôt un avoir pour toute la facture.",
    ),
    "not_overdue": Said(
        "Pas encore en retard",
        "Le délai de paiement court encore : cette facture ne peut pas être transmise.",
    ),
    "reminders_first": Said(
        "Rappels à envoyer",
        "Avant de transmettre une facture au Trésor public, tous les rappels doivent être partis ({sent} sur {planned}).",
    ),
    "too_small_to_hand_over": Said(
        "Somme trop petite",
        "Le Trésor public n’émet pas de titre en dessous de {least_cents}, et ces factures ne font que {owed_cents}. "
        "Attendez d’autres impayés de la même famille pour les transmettre ensemble.",
    ),
    "hand_over_waits": Said(
        "Paiement en ligne en cours",
        "La famille est peut-être en train de payer cette facture en ligne. Attendez la réponse du service de paiement.",
    ),
    "too_many_to_hand_over": Said(
        "Trop de factures à la fois", "Transmettez au plus {most} factures à la fois, puis les suivantes."
    ),
    "nothing_to_hand_over": Said(
        "Rien à transmettre",
        "Aucune facture de cette famille n’est en retard avec tous ses rappels envoyés.",
    ),
    "statement_closed": Said("Déjà arrêté", "Un état arrête déjà les encaissements jusqu’au {closed_at}."),
    "statement_across_years": Said(
        "Deux exercices",
        "Il reste des mouvements de {year} à arrêter. Arrêtez d’abord l’état au 31 décembre {year}, puis celui-ci : chaque exercice a son cumul.",
    ),
    "statement_not_over": Said(
        "Journée en cours",
        "Un état s’arrête à la fin d’une journée passée : choisissez un jour avant aujourd’hui.",
    ),
    "nothing_to_state": Said(
        "Rien à arrêter", "Rien n’est entré ni sorti de la caisse depuis le dernier état."
    ),
    "collection_refused": Said(
        "Réglage à corriger",
        "De 1 à 120 jours pour payer ; cinq rappels au plus, à des jours de retard croissants ; une imputation faite de chiffres.",
    ),
    "not_handed_over": Said(
        "Pas transmise", "Cette facture n’est pas transmise au Trésor public : la régie l’encaisse elle-même."
    ),
}
