"""Refusals of what agents write to many families."""

from functions.french.refusals.wording import Said

SENTENCES: dict[str, Said] = {
    "announcement_incomplete": Said("Il manque quelque chose", "Un message a un objet et un texte."),
    "audience_unclear": Said(
        "À qui écrire ?",
        "Choisissez l’école, la classe, le service ou le jour. Rien n’est parti.",
    ),
}
