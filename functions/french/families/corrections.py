"""What parents corrected in the town's file: each field by its name, and why a correction cannot be taken as it is."""

from datetime import date

from functions.domain.families.family import QuotientSource
from functions.domain.families.file_corrections import QUOTIENT, is_of_sheet
from functions.domain.files.correction_answers import CorrectionProblem
from functions.french.words import file_words
from functions.french.words.dates import date_full
from functions.french.words.file_words import OF_FAMILY, OF_PERSON
from functions.french.words.parties import CIVILITIES
from functions.french.words.quotient_sources import SOURCES

_OF_FAMILY = {**OF_FAMILY, "email": OF_PERSON["email"], QUOTIENT: file_words.QUOTIENT}
_OF_SHEET = {
    "allergens": "allergies",
    "diet": "menu",
    "pai": "PAI",
    "may_fetch": "autres personnes qui peuvent venir chercher l’enfant",
    "vaccines": "vaccins obligatoires à jour",
    "doctor": "médecin traitant",
    "care": "soins et recommandations",
    "aids": "lunettes, appareils",
    "emergency": "soins d’urgence autorisés",
}
A_SHEET = "fiche d’un enfant"
"""In lists and mails: no word of health."""

_PROBLEMS = {
    CorrectionProblem.UNKNOWN: "Cette demande ne porte pas sur ce champ.",
    CorrectionProblem.ANSWERED: "Une réponse a déjà été donnée pour ce champ.",
    CorrectionProblem.MOVED: "Le dossier a changé depuis la demande : il ne dit plus ce que le parent avait sous les yeux. Rien n’a été remplacé.",
    CorrectionProblem.BY_HAND: "Une personne à ajouter ou à retirer : faites-le dans votre fichier des familles, puis acceptez.",
}


def field_label(field: str, who: str = "") -> str:
    """« prénom de l’enfant (Clara) ». Without `who`, as in a mail, nobody is named: « prénom d’un enfant »."""
    if field in _OF_FAMILY:
        return _OF_FAMILY[field]
    if is_of_sheet(field):
        return f"{_OF_SHEET[field.rpartition('.')[2]]} ({who})" if who else A_SHEET
    kind, _, rest = field.partition(".")
    part = OF_PERSON[rest.partition(".")[2]]
    if kind == "children":
        return f"{part} de l’enfant ({who})" if who else f"{part} d’un enfant"
    return f"{part} du responsable ({who})" if who else f"{part} d’un responsable"


def field_value(field: str, value: str) -> str:
    if field == QUOTIENT:
        return _quotient_said(value)
    if field.endswith(".birth_date") and value:
        return date_full(date.fromisoformat(value))
    return CIVILITIES.get(value, value) if field.endswith(".civility") else value


def _quotient_said(text: str) -> str:
    """« 640 à partir du 1er décembre 2026, d’après la CAF »; of the town's list, nobody is named."""
    if not text:
        return ""
    value, since, source = text.split("|")
    said = f"{value} à partir du {date_full(date.fromisoformat(since))}"
    return f"{said} ({SOURCES[QuotientSource(source)]})" if source else said


def residence_question(resident: bool) -> str:
    """Asked of an agent where the address leads to another town."""
    says = "qu’elle habite la commune" if resident else "qu’elle habite hors de la commune"
    return f"L’adresse change de ville : le tarif peut en dépendre. Le dossier dit {says}. Et à la nouvelle adresse ?"


def problem_sentence(problem: CorrectionProblem) -> str:
    return _PROBLEMS[problem]
