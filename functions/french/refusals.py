"""The sentence of each refusal: what happened, and what to do then."""

from collections.abc import Mapping

_SENTENCES: dict[str, tuple[str, str]] = {
    # code: (title, sentence; `{name}` stands for a piece of the refusal's data)
    "refused": ("Demande refusée", "Votre demande n’a pas pu être enregistrée."),
    "invalid": ("Information à corriger", "Une information manque ou est mal écrite. Vérifiez le champ indiqué."),
    "not_found": ("Introuvable", "Cette page n’existe pas, ou n’est pas accessible avec votre compte."),
    "unauthenticated": ("Connexion nécessaire", "Connectez-vous pour continuer."),
    "throttled": ("Trop d’essais", "Trop d’essais ont été faits. Réessayez dans quelques minutes."),
    "key_reused": ("Demande déjà envoyée", "Une autre demande a déjà été envoyée. Rechargez la page, puis recommencez."),
    "busy": ("Beaucoup de monde", "Beaucoup de familles réservent en ce moment. Rien n’a été changé : réessayez."),
    "elsewhere": ("Demande refusée", "Cette demande ne vient pas du portail. Rechargez la page, puis recommencez."),
    "fault": ("Un problème est survenu", "Un problème est survenu de notre côté. Rien n’a été changé : réessayez."),
}


def title(code: str) -> str:
    return _SENTENCES[code][0]


def sentence(code: str, data: Mapping[str, object]) -> str:
    """Raises KeyError for a code nobody wrote a sentence for: a test walks all codes."""
    return _SENTENCES[code][1].format(**data)
