"""Refusals of what agents write in the town's news."""

from functions.french.refusals.wording import Said

SENTENCES: dict[str, Said] = {
    "news_incomplete": Said(
        "Il manque quelque chose",
        "Une actualité a un titre et un texte. Complétez-la, ou gardez-la en brouillon.",
    ),
    "description_missing": Said(
        "Décrivez l’image",
        "Dites en une phrase ce que l’image montre : des familles ne la voient pas, et l’écoutent.",
    ),
    "picture_too_large": Said(
        "Image trop lourde", "Cette image ferait attendre les familles. Choisissez-en une plus petite."
    ),
    "news_file_unknown": Said("Fichier introuvable", "Un des fichiers n’est plus là. Envoyez-le à nouveau."),
    "unknown_audience": Said(
        "École ou service inconnu",
        "Votre règlement n’a pas, ou n’a plus, l’école ou le service indiqué. Choisissez-en d’autres.",
    ),
    "article_moved": Said(
        "Modifiée entre-temps",
        "Quelqu’un d’autre a modifié cette actualité pendant que vous écriviez. Rien n’a été enregistré : comparez les deux textes.",
    ),
    "article_published": Said(
        "Déjà en ligne",
        "Les familles lisent déjà cette actualité : sa date de parution ne change plus. Corrigez-la, ou retirez-la.",
    ),
    "article_withdrawn": Said(
        "Actualité retirée", "Remettez d’abord cette actualité en ligne, puis corrigez-la."
    ),
}
