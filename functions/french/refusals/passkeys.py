"""Refusals about passkeys."""

from functions.french.refusals.wording import Said

SENTENCES: dict[str, Said] = {
    "passkey_refused": Said(
        "Clé d’accès non reconnue",
        "Cette clé d’accès n’ouvre pas de compte ici, ou plus. Connectez-vous avec votre adresse e-mail et votre mot de passe.",
    ),
    "passkey_too_late": Said(
        "Demande trop ancienne",
        "Votre appareil a répondu après plus de cinq minutes, ou deux fois. Rien n’est perdu : recommencez.",
    ),
    "passkey_unreadable": Said(
        "Clé d’accès non enregistrée",
        "Votre appareil n’a pas créé de clé d’accès que nous sachions utiliser : il faut qu’il demande votre doigt, votre visage ou votre code.",
    ),
    "passkey_known": Said(
        "Clé d’accès déjà enregistrée", "Cette clé d’accès ouvre déjà votre compte : il n’y a rien à ajouter."
    ),
    "passkeys_full": Said(
        "Trop de clés d’accès",
        "Un compte a au plus {most} clés d’accès. Retirez-en une qui ne vous sert plus, puis ajoutez celle-ci.",
    ),
    "password_asked": Said(
        "Mot de passe demandé", "Pour faire cela, donnez le mot de passe de votre compte."
    ),
}
