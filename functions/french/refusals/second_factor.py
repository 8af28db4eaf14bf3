"""Refusals about the second factor of agents."""

from functions.french.refusals.wording import Said

SENTENCES: dict[str, Said] = {
    "second_factor_required": Said(
        "Double vérification demandée",
        "L’espace de la mairie demande une connexion avec double vérification : reconnectez-vous avec votre mot de passe, puis le code de votre téléphone.",
    ),
    "fresh_factor_required": Said(
        "Code demandé",
        "Pour faire cela, donnez de nouveau le code de votre téléphone.",
    ),
    "factor_code_wrong": Said(
        "Code à corriger",
        "Ce code n’est pas le bon. Prenez celui que votre téléphone montre maintenant, et vérifiez que son heure est réglée automatiquement. Un code de secours ne sert qu’une fois.",
    ),
    "factor_code_used": Said(
        "Code déjà utilisé",
        "Ce code a déjà servi. Attendez le suivant : il vient dans moins de trente secondes.",
    ),
    "factor_not_set": Said(
        "Double vérification à mettre en place",
        "Votre double vérification n’est pas en place. Reconnectez-vous : la page vous aide à enregistrer votre téléphone.",
    ),
    "factor_already_set": Said(
        "Double vérification en place",
        "Votre double vérification est déjà en place. Reconnectez-vous avec le code de votre téléphone.",
    ),
    "factor_key_gone": Said(
        "Téléphone à enregistrer de nouveau",
        "Par sécurité, le téléphone enregistré ne sert plus. Utilisez un code de secours, ou demandez à un administrateur de votre mairie de remettre la double vérification à zéro.",
    ),
    "own_factor": Said(
        "Un autre administrateur doit le faire",
        "On ne remet pas à zéro sa propre double vérification : demandez-le à un autre administrateur.",
    ),
}
