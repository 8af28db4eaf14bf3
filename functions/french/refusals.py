"""The sentence of each refusal: what happened, and what to do then."""

from collections.abc import Mapping
from datetime import datetime

from functions.french import dates

_SENTENCES: dict[str, tuple[str, str]] = {
    # code: (title, sentence; `{name}` stands for a piece of the refusal's data)
    "refused": ("Demande refusée", "Votre demande n’a pas pu être enregistrée."),
    "invalid": (
        "Information à corriger",
        "Une information manque ou est mal écrite. Vérifiez le champ indiqué.",
    ),
    "not_found": ("Introuvable", "Cette page n’existe pas, ou n’est pas accessible avec votre compte."),
    "unauthenticated": ("Connexion nécessaire", "Connectez-vous pour continuer."),
    "throttled": ("Trop d’essais", "Trop d’essais ont été faits. Réessayez dans quelques minutes."),
    "key_reused": (
        "Demande déjà envoyée",
        "Une autre demande a déjà été envoyée. Rechargez la page, puis recommencez.",
    ),
    "busy": (
        "Beaucoup de monde",
        "Beaucoup de familles réservent en ce moment. Rien n’a été changé : réessayez.",
    ),
    "elsewhere": (
        "Demande refusée",
        "Cette demande ne vient pas du portail. Rechargez la page, puis recommencez.",
    ),
    "reglement_not_enforced": (
        "Règlement pas encore publiable",
        "Ce règlement contient des règles que le portail n’applique pas encore. Rien n’a été publié.",
    ),
    "unknown_service": ("Service inconnu", "Ce service n’existe pas, ou n’existe plus, dans cette commune."),
    "unknown_tariff": (
        "Tarif inconnu",
        "Le tarif de ce service n’est pas encore voté pour ce jour. Contactez la mairie.",
    ),
    "no_price": ("Tarif inconnu", "Le tarif de ce service ne prévoit pas ce cas. Contactez la mairie."),
    "calendar_unknown": (
        "Calendrier pas encore connu",
        "Le calendrier scolaire de ce jour n’est pas encore connu. Réessayez dès que la mairie l’aura publié.",
    ),
    "not_open_yet": ("Pas encore ouvert", "Les réservations de ce jour ouvriront le {opens_at}."),
    "not_announced": (
        "Pas encore ouvert",
        "La mairie annoncera plus tard la date d’ouverture de ces réservations.",
    ),
    "deadline_passed": ("Trop tard", "La limite était le {closed_at}. Contactez la mairie."),
    "not_possible": ("Impossible en ligne", "Le règlement ne permet pas cette demande. Contactez la mairie."),
    "nothing_to_book": (
        "Sans réservation",
        "Ce service est sans réservation : c’est la présence qui est facturée.",
    ),
    "always_booked": (
        "Déjà réservé",
        "Ce service est réservé toute l’année, sauf les jours que vous annulez.",
    ),
    "basket_full": (
        "Panier plein",
        "Un panier contient au plus {most} demandes. Validez d’abord celles qu’il contient, ou choisissez une période plus courte.",
    ),
    "wrong_credentials": (
        "Connexion impossible",
        "L’adresse e-mail ou le mot de passe ne correspond pas. Vérifiez les deux, ou choisissez un nouveau mot de passe.",
    ),
    "wrong_password": (
        "Mot de passe à corriger",
        "Ce n’est pas le mot de passe de votre compte. Vérifiez-le, puis réessayez.",
    ),
    "code_wrong": (
        "Lien non valable",
        "Ce code n’est pas valable, ou ne l’est plus. Prenez celui du dernier mail reçu, ou demandez-en un nouveau.",
    ),
    "address_taken": (
        "Adresse déjà utilisée",
        "Cette adresse ouvre déjà un autre compte. Choisissez-en une autre.",
    ),
    "address_unchanged": ("Adresse inchangée", "Cette adresse est déjà celle de votre compte."),
    "activation_code_wrong": (
        "Lien non valable",
        "Ce lien n’est pas valable, ou ne l’est plus. Prenez celui du dernier mail reçu, ou demandez-en un nouveau à votre mairie.",
    ),
    "activation_expired": (
        "Lien trop ancien",
        "Ce lien a plus de 30 jours et ne fonctionne plus. Votre mairie peut vous en envoyer un nouveau.",
    ),
    "activation_used": (
        "Compte déjà créé",
        "Ce lien a déjà servi à créer votre compte. Connectez-vous avec votre adresse e-mail et votre mot de passe.",
    ),
    "password_refused": (
        "Mot de passe à changer",
        "Ce mot de passe ne convient pas. Choisissez-en un autre.",
    ),
    "password_too_short": ("Mot de passe trop court", "Choisissez au moins {minimum} caractères."),
    "password_too_long": ("Mot de passe trop long", "Choisissez un mot de passe plus court."),
    "password_digits_only": (
        "Mot de passe trop simple",
        "Ajoutez des lettres : un mot de passe fait de chiffres se devine trop vite.",
    ),
    "password_common": (
        "Mot de passe trop courant",
        "Ce mot de passe est de ceux que l’on essaie en premier. Choisissez-en un qui ne contient ni mot courant ni votre nom.",
    ),
    "already_paid": ("Déjà payée", "Cette facture est déjà payée. Merci !"),
    "period_not_over": (
        "Mois en cours",
        "Le mois {period} n’est pas terminé : ses factures s’émettent à partir du premier jour du mois suivant.",
    ),
    "payment_under_way": (
        "Paiement en cours",
        "Un paiement de cette facture a déjà été commencé, et le Trésor public n’a pas encore dit s’il a abouti. "
        "Pour ne pas payer deux fois, attendez sa réponse, au plus tard le {until}.",
    ),
    "payment_being_checked": (
        "Paiement en cours de vérification",
        "Nous vérifions votre dernier paiement auprès du Trésor public. Ne payez pas une seconde fois : contactez la régie si besoin.",
    ),
    "no_online_payment": (
        "Pas de paiement en ligne",
        "Cette facture ne se paie pas en ligne. La facture indique où et comment la payer.",
    ),
    "too_small_online": (
        "Somme trop petite",
        "Le paiement en ligne commence à 1 €. La facture indique comment payer autrement.",
    ),
    "payment_service_down": (
        "Paiement indisponible",
        "Le service de paiement du Trésor public ne répond pas. Rien n’a été débité : réessayez dans quelques minutes.",
    ),
    "payment_not_opened": (
        "Paiement indisponible",
        "Le Trésor public n’a pas accepté d’ouvrir ce paiement. Rien n’a été débité. Prévenez la régie : ses coordonnées sont sur la facture.",
    ),
    "email_not_taken": (
        "Adresse e-mail non acceptée",
        "Le service de paiement n’accepte pas votre adresse e-mail. Changez-la dans « Mon compte », puis recommencez.",
    ),
    "range_too_long": ("Période trop longue", "Choisissez une période de {most} jours au plus."),
    "range_backwards": ("Dates à corriger", "La fin de la période vient avant son début."),
    "fault": (
        "Un problème est survenu",
        "Un problème est survenu de notre côté. Réessayez : rien ne sera enregistré deux fois.",
    ),
}


def title(code: str) -> str:
    return _SENTENCES[code][0]


def sentence(code: str, data: Mapping[str, object]) -> str:
    """Raises KeyError for a code nobody wrote a sentence for: a test walks all codes."""
    return _SENTENCES[code][1].format(**{name: _said(value) for name, value in data.items()})


def _said(value: object) -> object:
    """Instants (`opens_at`, `closed_at`, `until`) are said as a parent reads them."""
    return dates.date_hour(value) if isinstance(value, datetime) else value
