"""Refusals about logins: opening one, signing in, passwords, addresses."""

from functions.french.refusals.wording import Said

SENTENCES: dict[str, Said] = {
    "wrong_credentials": Said(
        "Connexion impossible",
        "L’adresse e-mail ou le mot de passe ne correspond pas. Vérifiez les deux, ou choisissez un nouveau mot de passe.",
    ),
    "wrong_password": Said(
        "Mot de passe à corriger",
        "Ce n’est pas le mot de passe de votre compte. Vérifiez-le, puis réessayez.",
    ),
    "code_wrong": Said(
        "Lien non valable",
        "Ce code n’est pas valable, ou ne l’est plus. Prenez celui du dernier mail reçu, ou demandez-en un nouveau.",
    ),
    "address_taken": Said(
        "Adresse déjà utilisée",
        "Cette adresse ouvre déjà un autre compte. Choisissez-en une autre.",
    ),
    "login_full": Said(
        "Trop de familles",
        "Un compte suit au plus {most} familles. Utilisez une autre adresse e-mail pour les suivantes.",
    ),
    "address_unmailable": Said(
        "Adresse à corriger",
        "Aucun courriel ne peut arriver à cette adresse : vérifiez les points, et qu’elle n’a pas d’accent avant le @.",
    ),
    "push_endpoint_refused": Said(
        "Notifications impossibles",
        "Ce navigateur n’utilise pas un service de notifications que nous connaissons. Les e-mails, eux, continuent d’arriver.",
    ),
    "address_unchanged": Said("Adresse inchangée", "Cette adresse est déjà celle de votre compte."),
    "activation_code_wrong": Said(
        "Lien non valable",
        "Ce lien n’est pas valable, ou ne l’est plus. Prenez celui du dernier mail reçu, ou demandez-en un nouveau à votre mairie.",
    ),
    "letter_code_wrong": Said(
        "Code non valable",
        "Ce code n’est pas celui d’une lettre de votre mairie, ou il a plus de 30 jours. Vérifiez-le sur la lettre, ou demandez-en une autre.",
    ),
    "letter_code_used": Said(
        "Code déjà utilisé",
        "Ce code a déjà servi, ou votre mairie connaît maintenant une autre adresse. Appelez-la : elle peut vous inviter de nouveau.",
    ),
    "activation_expired": Said(
        "Lien trop ancien",
        "Ce lien a plus de 30 jours et ne fonctionne plus. Votre mairie peut vous en envoyer un nouveau.",
    ),
    "activation_used": Said(
        "Compte déjà créé",
        "Ce lien a déjà servi à créer votre compte. Connectez-vous avec votre adresse e-mail et votre mot de passe.",
    ),
    "password_refused": Said(
        "Mot de passe à changer",
        "Ce mot de passe ne convient pas. Choisissez-en un autre.",
    ),
    "password_too_short": Said("Mot de passe trop court", "Choisissez au moins {minimum} caractères."),
    "password_too_long": Said("Mot de passe trop long", "Choisissez un mot de passe plus court."),
    "password_digits_only": Said(
        "Mot de passe trop simple",
        "Ajoutez des lettres : un mot de passe fait de chiffres se devine trop vite.",
    ),
    "password_common": Said(
        "Mot de passe trop courant",
        "Ce mot de passe est de ceux que l’on essaie en premier. Choisissez-en un qui ne contient ni mot courant ni votre nom, ni le prénom d’un enfant.",
    ),
}
