"""Refusals about the town's tablets and the codes that open them."""

from functions.french.refusals.wording import Said

SENTENCES: dict[str, Said] = {
    "too_many_devices": Said(
        "Trop de tablettes", "La commune en a déjà {most}. Retirez-en une qui ne sert plus."
    ),
    "pin_too_simple": Said(
        "Code trop simple", "Choisissez six chiffres qui ne se suivent pas et ne sont pas tous les mêmes."
    ),
    "pin_wrong": Said("Code faux", "Ce n’est pas votre code. Essais restants sur cette tablette : {left}."),
    "pin_blocked": Said(
        "Code bloqué",
        "Connectez-vous avec votre mot de passe et votre téléphone, puis choisissez un autre code.",
    ),
}
