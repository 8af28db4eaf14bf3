"""What a family asks to change of a child's sheet, in words: before and after."""

from functions.domain.safety.child_safety import Allergen
from functions.domain.safety.sheet_texts import HAS, doctor_of, fetchers_of
from functions.french.safety.health import doctor_said
from functions.french.safety.words import ALLERGENS


def sheet_text_said(part: str, text: str) -> str:
    match part:
        case "allergens":
            return ", ".join(ALLERGENS[Allergen(code)] for code in text.split(",") if code) or "aucune"
        case "pai":
            return "oui" if text else "non"
        case "diet":
            return text or "habituel"
        case "vaccines" | "emergency":
            return {HAS: "oui", "": "non renseigné"}.get(text, "non")
        case "doctor":
            return doctor_said(*doctor_of(text)) or "aucun"
        case "care" | "aids":
            return text or "rien"
        case _:
            said = [_beside(one.name, one.tie, one.phone) for one in fetchers_of(text)]
            return " ; ".join(said) or "personne"


def _beside(name: str, *more: str) -> str:
    known = ", ".join(part for part in more if part)
    return f"{name} ({known})" if known else name
