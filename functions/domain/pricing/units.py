"""What a price is for: a booked day or a part of it, or a stretch of time that was spent there.

The portal bills a price each booked day, or each unit of time (`Tariff.minutes`). A price of a month, of a term, of a ticket book
would be billed each day all the same: such a grid is never published. The words are the town's own and are shown as they are, so they
are looked for among those that name a day or a part of it. A word that nobody knows is refused too: it is safer to ask for another.
"""

import re
import unicodedata
from enum import StrEnum

from functions.domain.reglement.tariff_grids import Tariff

_OF_A_DAY = re.compile(
    r"repas|dejeuner|petit-dejeuner|diner|gouter|collation|pique-nique|panier-repas|menu|plateau|"
    r"jour|journee|demi-journee|demi-jour|matin|matinee|midi|apres-midi|soir|soiree|nuit|nuitee|veillee|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|pause|temps|accueil|garderie|periscolaire|presence|passage|"
    r"vacation|seance|atelier|etude|activite|sortie|trajet|transport|navette|unite|fois|service|prestation|ticket|"
    r"creneau|plage|cours|entree|baignade"
)
"""What a child comes to once on a day."""
_FLAT = frozenset({"forfait", "tarif", "prix"})
"""Words that say nothing alone: « forfait soir » is of an evening, « forfait mensuel » is not."""
_ANY = "unite"
"""A unit that may be of a day, or of a stretch of time."""
_STRETCH = frozenset({"tranche", "minute", "minutes", "heure", "demi-heure", "quart"})

_PERIOD = r"semaines?|quinzaines?|mois|bimestres?|trimestres?|quadrimestres?|semestres?|an|ans|annees?|saisons?|periodes?|cycles?|scolarite"
_LONGER = re.compile(
    rf"\b(?:par|pour|au|a la|a l|chaque|tous les|toutes les) (?:{_PERIOD})\b|/ ?(?:{_PERIOD})\b|"
    r"\b(?:le|la|du|l) (?:mois|trimestre|semestre|annee)\b|"
    r"\b(?:hebdomadaires?|bihebdomadaires?|mensuel(?:le)?s?|bimestriel(?:le)?s?|trimestriel(?:le)?s?|semestriel(?:le)?s?|"
    r"annuel(?:le)?s?|saisonnier(?:e)?s?)\b"
)
_SEVERAL = re.compile(r"\b(?:carnets?|abonnements?|lots? de|packs?|liasses?|dizaines?|vingtaines?)\b")
_COUNTED = re.compile(
    r"\b(?:cartes?|lots?|series?)\b|"
    r"[x×]\s*(?:[2-9]|\d{2,})\b|\b(?:[2-9]|\d{2,}|deux|trois|quatre|cinq|six|huit|dix|vingt)\s+"
    r"(?:repas|jours?|journees?|demi-journees?|tickets?|seances?|matins?|soirs?|fois|presences?|sorties?)\b"
)
_FORFAIT_OF_A_PERIOD = re.compile(rf"\b(?:forfaits?|tarifs?|prix)\s+(?:{_PERIOD})\b")
_CLOCK = {
    "quart d heure": 15,
    "demi-heure": 30,
    "demi heure": 30,
    "1/2 heure": 30,
    "1/4 heure": 15,
    "heure": 60,
    "minute": 1,
}
_MINUTES = re.compile(r"\b(\d{1,3})\s*(?:minutes?|min|mn)\b")


class UnitFlaw(StrEnum):
    """Why the portal would not apply a price as its unit reads."""

    LONGER = "longer"
    """It is for more than a day: a month, a term, a ticket book."""
    UNKNOWN = "unknown"
    """The word is not known to name a day, a part of it or a stretch of time."""
    NO_MINUTES = "no_minutes"
    """A stretch of time, and the grid does not say how long it is: each day would cost one."""
    OTHER_MINUTES = "other_minutes"
    """A stretch of time of another length than the grid's."""
    NOT_TIME = "not_time"
    """The grid bills stretches of time, and its unit is none."""


def unit_flaw(tariff: Tariff) -> UnitFlaw | None:
    """None: what is read is what is billed."""
    words = _plain(tariff.unit)
    length = minutes_named(tariff.unit)
    if names_longer(words) or _COUNTED.search(words) or re.match(rf"(?:{_PERIOD})\b", words):
        return UnitFlaw.LONGER
    if length is not None or words.split(" ")[0] in _STRETCH:
        if tariff.minutes is None:
            return UnitFlaw.NO_MINUTES
        return UnitFlaw.OTHER_MINUTES if length not in (None, tariff.minutes) else None
    if not _is_of_a_day(words):
        return UnitFlaw.UNKNOWN
    is_time = words.split(" ")[0] == _ANY or tariff.minutes is None
    return None if is_time else UnitFlaw.NOT_TIME


def names_longer(text: str) -> bool:
    """Whether the words of a label or of a kind of price speak of more than one day."""
    words = _plain(text)
    return any(one.search(words) for one in (_LONGER, _SEVERAL, _FORFAIT_OF_A_PERIOD))


def minutes_named(unit: str) -> int | None:
    """« demi-heure » is 30, « tranche de 20 minutes » is 20; None where the words name no stretch of time."""
    words = _plain(unit)
    if found := _MINUTES.search(words):
        return int(found[1])
    head = words.removeprefix("tranche d ").removeprefix("tranche de ").removeprefix("une ")
    return next(
        (length for name, length in _CLOCK.items() if head == name or head.startswith(f"{name} ")), None
    )


def _is_of_a_day(words: str) -> bool:
    first, *others = words.split(" ")
    if first in _FLAT:
        return any(_OF_A_DAY.fullmatch(word) or word == "journalier" for word in others)
    return _OF_A_DAY.fullmatch(first) is not None


def _plain(text: str) -> str:
    """« Demi-journée, repas inclus » → « demi-journee repas inclus »."""
    text = unicodedata.normalize("NFKD", text.replace("½", "1/2").replace("¼", "1/4").casefold())
    ascii_only = "".join(character for character in text if not unicodedata.combining(character))
    return " ".join(re.sub(r"[^a-z0-9/×-]+", " ", ascii_only).split())
