"""Refusals of what agents write in the town's news."""

from functions.french.refusals.wording import Said

SENTENCES: dict[str, Said] = {
    "news_incomplete": Said(
        "Il manque quelque chose",
        "Une actualité a un titre et un texte. Complétez-la, ou gardez-la en brouillon.",
    ),
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
