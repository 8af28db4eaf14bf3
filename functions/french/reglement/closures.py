"""Why a service is closed, as a parent reads it."""

from datetime import date

from functions.domain.reglement.closures import Closed, ClosedCode
from functions.french.words.dates import NO_BREAK, date_full

PUBLIC_HOLIDAYS = {
    "new_year": "Jour de l’an",
    "easter_monday": "Lundi de Pâques",
    "labour_day": "Fête du Travail",
    "victory_1945": "8 mai 1945",
    "ascension_day": "Ascension",
    "whit_monday": "Lundi de Pentecôte",
    "bastille_day": "Fête nationale",
    "assumption": "Assomption",
    "all_saints": "Toussaint",
    "armistice_1918": "11 novembre 1918",
    "christmas_day": "Noël",
    "good_friday": "Vendredi saint",
    "saint_stephen": "Saint-Étienne",
    "abolition_of_slavery": "Abolition de l’esclavage",
}
SCHOOL_HOLIDAYS = {
    "autumn": "Vacances de la Toussaint",
    "christmas": "Vacances de Noël",
    "winter": "Vacances d’hiver",
    "spring": "Vacances de printemps",
    "summer": "Vacances d’été",
    "ascension": "Pont de l’Ascension",
    "other": "Vacances scolaires",
}


def closed_name(closed: Closed) -> str:
    """A few words for the head of a day: « Vacances de Noël », « Fermé le samedi »."""
    match closed.code:
        case ClosedCode.CLOSURE:
            return closed.label
        case ClosedCode.CALLED_OFF:
            return not_held(closed)
        case ClosedCode.PUBLIC_HOLIDAY:
            return f"Férié : {PUBLIC_HOLIDAYS[closed.label]}"
        case ClosedCode.SCHOOL_HOLIDAY:
            return SCHOOL_HOLIDAYS.get(closed.label, closed.label)
        case ClosedCode.SCHOOL_TERM:
            return "Ouvert pendant les vacances seulement"
        case ClosedCode.WEEKDAY:
            return "Fermé ce jour-là"
        case ClosedCode.OTHER_SCHOOL:
            return "Pour une autre école"
        case ClosedCode.NOT_HERE_YET | ClosedCode.GONE:
            return not_held(closed)
        case ClosedCode.BEYOND_CALENDAR:
            return "Calendrier scolaire pas encore connu"


def not_held(closed: Closed) -> str:
    """« N’a pas lieu : grève », of a day that the town took away; of one on which the child is not here, since when or from when it is."""
    if closed.code is ClosedCode.GONE:
        return f"Dernier jour{NO_BREAK}: {date_full(date.fromisoformat(closed.label))}"
    if closed.code is ClosedCode.NOT_HERE_YET:
        return f"Premier jour{NO_BREAK}: {date_full(date.fromisoformat(closed.label))}"
    return f"N’a pas lieu{NO_BREAK}: {closed.label.strip().rstrip('.')}"


def closed_sentence(closed: Closed) -> str:
    """Why, and what to do then."""
    match closed.code:
        case ClosedCode.CALLED_OFF:
            return f"{not_held(closed)}."
        case ClosedCode.NOT_HERE_YET | ClosedCode.GONE:
            return f"{not_held(closed)}, d’après la mairie."
        case ClosedCode.CLOSURE | ClosedCode.SCHOOL_HOLIDAY:
            return f"Fermé : {closed_name(closed)}."
        case ClosedCode.PUBLIC_HOLIDAY:
            return f"Fermé, jour férié : {PUBLIC_HOLIDAYS[closed.label]}."
        case ClosedCode.SCHOOL_TERM:
            return "Ce service n’ouvre que pendant les vacances scolaires."
        case ClosedCode.WEEKDAY:
            return "Ce service n’ouvre pas ce jour-là."
        case ClosedCode.OTHER_SCHOOL:
            return "Ce service accueille les enfants d’une autre école."
        case ClosedCode.BEYOND_CALENDAR:
            return "Le calendrier scolaire de ce jour n’est pas encore connu. Les réservations ouvriront dès que la mairie l’aura publié."
